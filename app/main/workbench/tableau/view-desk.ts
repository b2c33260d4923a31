import type { Preview } from '../../../shared/api/views.ts';
import type { SampleColumns } from '../../../shared/domain/samples.ts';
import { severityOf } from '../../../shared/domain/severity.ts';
import { mostUnlistedRows, type Detected } from '../../../shared/domain/tableau-finding.ts';
import type { StreamId } from '../../../shared/domain/stream.ts';
import type { Cell } from '../../../shared/domain/tableau-port.ts';
import { standInId } from '../../../shared/domain/sample-views.ts';
import type { TableauConnectionId } from '../../../shared/domain/tableau.ts';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import type { Clock } from '../../clock.ts';
import { anomalyId } from '../../detect/anomaly-id.ts';
import type { DetectionService } from '../../detect/detection-service.ts';
import { explain } from '../../detect/explain.ts';
import { advanceSpans, closeSpans, gradeOf, type SpanChange, type SpanState } from '../../detect/spans.ts';
import { thresholdOf } from '../../detect/threshold.ts';
import { inferPreview } from '../../ingest/infer.ts';
import type { Store } from '../../store/database.ts';
import { keepTableauSheet, keepTableauView, readTableauView, viewsOfStream, type KeptSheet, type KeptView } from '../../store/tables/tableau-view-table.ts';
import type { TableauService } from '../../tableau/tableau-service.ts';
import { createScoreOnce } from '../detection/score-once.ts';
import type { WorkRegistry } from '../work-registry.ts';
import { createViewReadings, readingPart, type ViewReading } from './view-readings.ts';

/** Rows of a view, column by column, in any order. */
export interface ViewRows {
  connectionId: TableauConnectionId;
  path: string;
  sheet: string;
  channels: readonly string[];
  sensitivity: number;
  /** One for each series: the values of its keys. */
  keys: readonly (readonly string[])[];
  series: Uint32Array;
  times: Float64Array;
  values: Float64Array;
  /** That of the reading before, whose work this goes on with. */
  readingId?: string | null;
}

/** What the workbench does with the data of a view: suggests a mapping, judges it, keeps what came of it. */
export interface ViewDesk {
  read(connectionId: TableauConnectionId, path: string): KeptView;
  /** Keeps the parts that are given, those of a sheet under the sheet of its mapping. With data the picture is asked for too, in the background. */
  keep(connectionId: TableauConnectionId, path: string, parts: { sheet?: Pick<KeptSheet, 'mapping'> & { [Part in 'findings' | 'judged']?: KeptSheet[Part] | undefined } | undefined; snapshot?: NonNullable<KeptView['snapshot']>['data'] | undefined }): void;
  /** The views whose mapping names this stream. */
  of(streamId: StreamId): { connectionId: TableauConnectionId; path: string }[];
  suggest(columns: readonly string[], rows: readonly (readonly Cell[])[]): Pick<Preview, 'fields' | 'doubts' | 'mapping'>;
  /** Lists the reading of many rows as a long work, which `detect` goes on with; true once it was cancelled there. One that nobody goes on with for a minute has stopped. */
  reading(reading: ViewReading): boolean;
  /** Judges each row by those before it, with the default detector. Throws `AF_API_INPUT_INVALID` where the columns do not go together. One of many rows is a long work. */
  detect(rows: ViewRows, signal?: AbortSignal): Promise<{ detected: Detected[]; rows: number; series: number; short: number; warmUp: number }>;
  close(): Promise<void>;
}

/** Findings of one view that are told: more say that the mapping is wrong. */
const mostDetected = 500;

export function createViewDesk({ store, clock, tableau, work, createDetection, failed }: { store: Store; clock: Clock; work: Pick<WorkRegistry, 'begin' | 'run'>; tableau: Pick<TableauService, 'list' | 'views' | 'picture'>; createDetection(): DetectionService; failed(error: unknown): void }): ViewDesk {
  const scorer = createScoreOnce('view', createDetection);
  const readings = createViewReadings(work, clock);
  const mustExist = (connectionId: TableauConnectionId) => {
    if (connectionId !== standInId && !tableau.list().some(({ id }) => id === connectionId)) throw new WorkbenchError('AF_NOT_FOUND', `There is no connection ${connectionId} to Tableau.`);
  };

  async function keepPicture(connectionId: TableauConnectionId, path: string): Promise<void> {
    if (connectionId === standInId || tableau.list().find(({ id }) => id === connectionId)?.signIn.kind === 'view') return;
    const { views } = await tableau.views(connectionId, '', 10_000);
    const view = views.find((one) => one.path === path);
    const png = view === undefined ? null : await tableau.picture(connectionId, view.id);
    if (png !== null) store.write((db) => keepTableauView(db, connectionId, path, { picture: { at: clock.now(), png } }));
  }

  return {
    read(connectionId, path) {
      mustExist(connectionId);
      return store.read((db) => readTableauView(db, connectionId, path));
    },
    keep(connectionId, path, { sheet, snapshot }) {
      mustExist(connectionId);
      store.write((db) => {
        if (sheet !== undefined) keepTableauSheet(db, connectionId, path, { mapping: sheet.mapping, ...(sheet.findings !== undefined && { findings: sheet.findings }), ...(sheet.judged !== undefined && { judged: sheet.judged }) });
        if (snapshot !== undefined) keepTableauView(db, connectionId, path, { snapshot: { at: clock.now(), data: snapshot } });
      });
      // A view without a picture is kept without one.
      if (snapshot !== undefined) keepPicture(connectionId, path).catch(failed);
    },
    of: (streamId) => store.read((db) => viewsOfStream(db, streamId)),
    suggest(columns, rows) {
      const values = rows.map((row) => new TextEncoder().encode(JSON.stringify(Object.fromEntries(columns.map((name, i) => [name, row[i] ?? null])))));
      const { fields, doubts, mapping } = inferPreview({ values, offsets: values.map((_value, i) => i), timestamps: Float64Array.from(values, () => NaN), keys: values.map(() => null), saved: true, columns: null, delimiter: ',' }, { decoding: { format: 'json' }, mapping: null });
      const clock = mapping?.time.clock;
      return { fields, doubts: clock === undefined ? doubts : [`The time of day stands apart from the day, in "${clock}", and rows of a view are read by one field of time: show one that holds both, such as an exact date.`, ...doubts], mapping };
    },
    reading: readings.told,
    async detect(given, signal = new AbortController().signal) {
      const samples = inOrder(given);
      const score = (stopping: AbortSignal, progressed?: (rows: number) => void) => scorer.score(null, samples, stopping, progressed);
      const id = readings.goOn(given.readingId ?? null);
      const { scores, kind } = id === null && samples.rows <= mostUnlistedRows ? await score(signal)
        : await work.run({ ...(id !== null && { id }), kind: 'view', subject: given.sheet, unit: 'rows', totalCount: samples.rows }, signal, (stopping, { progressed }) => {
          if (id === null) return score(stopping, progressed);
          progressed(0, readingPart);
          return score(stopping, (rows) => progressed(rows, readingPart + (1 - readingPart) * (rows / samples.rows)));
        });
      const threshold = thresholdOf(given.sensitivity, kind.threshold);
      const states = new Map<number, SpanState>();
      const last = new Map<string, SpanChange>();
      for (const change of [...advanceSpans(states, samples, scores, { threshold, placeOf: () => '' }), ...closeSpans(states)]) last.set(`${change.series} ${change.span.start}`, change);
      const detected = [...last.values()].map(({ series, span }): Detected => ({
        id: anomalyId({ streamId: `tableau:${given.connectionId}:${given.path}:${given.sheet}`, seriesKey: JSON.stringify(given.keys[series]), start: span.start, detector: kind.name, modelVersion: kind.modelVersion }),
        key: [...given.keys[series]!], start: span.start, end: span.end, peakTime: span.peakTime, severity: severityOf(gradeOf(span, threshold)), score: span.score, shape: span.shape,
        explanation: explain(span, given.channels.map((name) => ({ name, unit: '' }))).slice(0, 2000),
      }));
      const counts = new Map<number, number>();
      for (const series of samples.series) counts.set(series, (counts.get(series) ?? 0) + 1);
      detected.sort((a, b) => b.score - a.score);
      return { detected: detected.slice(0, mostDetected).sort((a, b) => a.start - b.start), rows: samples.rows, series: counts.size, short: [...counts.values()].filter((count) => count <= kind.warmUp).length, warmUp: kind.warmUp };
    },
    close: () => scorer.stop(),
  };
}

/** In order of time; rows without a time, and a second row of one series at one moment, are left out. */
function inOrder({ keys, channels, series, times, values }: ViewRows): SampleColumns {
  const width = channels.length;
  if (series.length !== times.length || values.length !== times.length * width || series.some((one) => one >= keys.length)) throw new WorkbenchError('AF_API_INPUT_INVALID', 'The columns of the view do not go together.');
  const order = Array.from(times, (_time, row) => row).filter((row) => Number.isFinite(times[row])).sort((a, b) => times[a]! - times[b]! || a - b);
  const last = new Map<number, number>();
  const kept = order.filter((row) => {
    const before = last.get(series[row]!);
    if (before !== undefined && times[row]! <= before) return false;
    last.set(series[row]!, times[row]!);
    return true;
  });
  const samples: SampleColumns = { rows: kept.length, channels: width, series: new Uint32Array(kept.length), times: new Float64Array(kept.length), values: new Float64Array(kept.length * width) };
  kept.forEach((row, place) => {
    samples.series[place] = series[row]!;
    samples.times[place] = times[row]!;
    samples.values.set(values.subarray(row * width, (row + 1) * width), place * width);
  });
  return samples;
}
