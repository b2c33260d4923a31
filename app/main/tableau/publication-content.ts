import type { Anomaly } from '../../shared/domain/anomaly.ts';
import type { Feedback } from '../../shared/domain/feedback.ts';
import type { PublicationContent, PublicationDraft } from '../../shared/domain/publication.ts';
import type { Forecast, SeriesId } from '../../shared/domain/series.ts';
import { inTellingOrder } from '../../shared/domain/telling-order.ts';
import { WorkbenchError } from '../../shared/errors/workbench-error.ts';
import type { Clock } from '../clock.ts';
import type { ReadableDb, Store } from '../store/database.ts';
import { readStretch } from '../store/read-stretch.ts';
import { listAnomalies } from '../store/tables/anomaly-table.ts';
import { feedbackOf } from '../store/tables/feedback-table.ts';
import { findIncidentById } from '../store/tables/incident-table.ts';
import { seriesOfStream } from '../store/tables/series-table.ts';
import { listStreams } from '../store/tables/stream-table.ts';
import { writeParquet, type TableColumn } from './parquet-table.ts';

/** Rows of a data source at most: more takes Tableau long to take in, and this machine's memory. */
export const mostPublishedRows = 2_000_000;
const pageSize = 500;
const dayMs = 86_400_000;

/** An anomaly with what stands beside it in a table. */
export interface AnomalyRow {
  anomaly: Anomaly;
  stream: string;
  judged: Feedback | null;
  incident: string | null;
}

/** How many steps after the newest sample are forecast, and of how many channels of a data source at most: each takes up to 0.2 s. */
const publishedSteps = 48;
const mostForecasts = 1_000;

/** What is expected of a channel after its newest sample; null where its past is too short. */
export type ReadAhead = (seriesId: SeriesId, channel: string, steps: number) => Pick<Forecast, 'after' | 'intervalMs' | 'expected' | 'low' | 'high'> | null;

/** One channel of a sample. Times are EpochMillis, NaN is missing. */
export interface SampleRow {
  stream: string;
  series: string;
  channel: string;
  time: number;
  observed: number;
  expected: number;
  low: number;
  high: number;
  score: number;
}

/** A sample that came, or a step after the newest, of which nothing was observed yet. */
interface PublishedSample extends SampleRow {
  kind: 'sample' | 'forecast';
}

/** The channel with which an anomaly's explanation leads. */
const mainOf = ({ anomaly }: AnomalyRow) => inTellingOrder(anomaly)[0];

/** What a table of anomalies has. */
export const anomalyColumns: readonly TableColumn<AnomalyRow>[] = [
  { name: 'anomaly_id', type: 'STRING', doc: 'The anomaly; the same after a replay.', cell: ({ anomaly }) => anomaly.id },
  { name: 'stream', type: 'STRING', doc: 'The stream’s name.', cell: ({ stream }) => stream },
  { name: 'series', type: 'STRING', doc: 'The series’ name.', cell: ({ anomaly }) => anomaly.seriesName },
  { name: 'start', type: 'TIMESTAMP', doc: 'Event time at which it began, UTC.', cell: ({ anomaly }) => anomaly.start },
  { name: 'end', type: 'TIMESTAMP', doc: 'Event time of its last sample so far, UTC.', cell: ({ anomaly }) => anomaly.end },
  { name: 'peak', type: 'TIMESTAMP', doc: 'Event time of its highest score, UTC.', cell: ({ anomaly }) => anomaly.peakTime },
  { name: 'detected_at', type: 'TIMESTAMP', doc: 'When it could first be seen, UTC.', cell: ({ anomaly }) => anomaly.detectedAt },
  { name: 'severity', type: 'STRING', doc: 'low, medium or high.', cell: ({ anomaly }) => anomaly.severity },
  { name: 'shape', type: 'STRING', doc: 'spike, dip, shift, drift, spread, frozen, gap, missing or new pattern.', cell: ({ anomaly }) => anomaly.shape },
  { name: 'score', type: 'DOUBLE', doc: 'Calibrated, 0 to 1, the highest in the span.', cell: ({ anomaly }) => anomaly.score },
  { name: 'grade', type: 'DOUBLE', doc: 'How bad, 0 to 1.', cell: ({ anomaly }) => anomaly.grade },
  { name: 'confidence', type: 'DOUBLE', doc: 'How sure, 0 to 1.', cell: ({ anomaly }) => anomaly.confidence },
  { name: 'samples', type: 'DOUBLE', doc: 'Samples in the span.', cell: ({ anomaly }) => anomaly.sampleCount },
  { name: 'channel', type: 'STRING', doc: 'The channel with which the explanation leads.', cell: (row) => mainOf(row)?.channel ?? null },
  { name: 'observed', type: 'DOUBLE', doc: 'That channel at the peak, in its own unit.', cell: (row) => mainOf(row)?.observed ?? null },
  { name: 'expected', type: 'DOUBLE', doc: 'What was expected of it then.', cell: (row) => mainOf(row)?.expected ?? null },
  { name: 'low', type: 'DOUBLE', doc: 'The lower end of its band then.', cell: (row) => mainOf(row)?.low ?? null },
  { name: 'high', type: 'DOUBLE', doc: 'The upper end of its band then.', cell: (row) => mainOf(row)?.high ?? null },
  { name: 'explanation', type: 'STRING', doc: 'What is wrong, in a sentence.', cell: ({ anomaly }) => anomaly.explanation },
  { name: 'verdict', type: 'STRING', doc: 'true, expected, false, new-normal or missed; missing where nobody judged it.', cell: ({ anomaly }) => anomaly.verdict },
  { name: 'judged_by', type: 'STRING', doc: 'Who judged last.', cell: ({ judged }) => judged?.actor ?? null },
  { name: 'judged_at', type: 'TIMESTAMP', doc: 'When, UTC.', cell: ({ judged }) => judged?.at ?? null },
  { name: 'work_state', type: 'STRING', doc: 'to-investigate, postponed or done.', cell: ({ anomaly }) => anomaly.workState },
  { name: 'incident_id', type: 'STRING', doc: 'The incident that it belongs to.', cell: ({ anomaly }) => anomaly.incidentId },
  { name: 'incident', type: 'STRING', doc: 'That incident’s title.', cell: ({ incident }) => incident },
  { name: 'detector', type: 'STRING', doc: 'Which detector found it.', cell: ({ anomaly }) => anomaly.detector },
  { name: 'model_version', type: 'STRING', doc: 'With which learned state.', cell: ({ anomaly }) => anomaly.modelVersion },
];

/** What a table of samples has. */
export const sampleColumns: readonly TableColumn<SampleRow>[] = [
  { name: 'stream', type: 'STRING', doc: 'The stream’s name.', cell: ({ stream }) => stream },
  { name: 'series', type: 'STRING', doc: 'The series’ name.', cell: ({ series }) => series },
  { name: 'channel', type: 'STRING', doc: 'The channel’s name.', cell: ({ channel }) => channel },
  { name: 'time', type: 'TIMESTAMP', doc: 'Event time, UTC.', cell: ({ time }) => time },
  { name: 'observed', type: 'DOUBLE', doc: 'The value, in the channel’s own unit; missing where none came.', cell: ({ observed }) => observed },
  { name: 'expected', type: 'DOUBLE', doc: 'The forecast of it, made before it came; missing during warm-up.', cell: ({ expected }) => expected },
  { name: 'low', type: 'DOUBLE', doc: 'The lower end of the band; of a forecast, that of nine in ten.', cell: ({ low }) => low },
  { name: 'high', type: 'DOUBLE', doc: 'The upper end of the band.', cell: ({ high }) => high },
  { name: 'score', type: 'DOUBLE', doc: 'Calibrated, 0 to 1, of the whole row.', cell: ({ score }) => score },
];

const publishedSampleColumns: readonly TableColumn<PublishedSample>[] = [
  ...sampleColumns,
  { name: 'kind', type: 'STRING', doc: `sample; or forecast, for each of the ${publishedSteps} steps after the newest sample.`, cell: ({ kind }) => kind },
];

/** The columns of a content, for its description. */
export const publishedColumns: Record<PublicationContent, readonly Pick<TableColumn<never>, 'name' | 'type' | 'doc'>[]> = { anomalies: anomalyColumns, samples: publishedSampleColumns };

/** What a publication holds now, as a Parquet file; depends on the store alone. Throws `AF_TABLEAU_TOO_MANY_ROWS`. */
export async function readPublication(store: Store, ahead: ReadAhead, draft: PublicationDraft, clock: Pick<Clock, 'sleep'>, signal?: AbortSignal, progressed?: (rows: number) => void): Promise<{ bytes: Uint8Array; rows: number }> {
  if (draft.content === 'anomalies') return writeParquet(anomalyColumns, limited(anomalyRows(store, draft)), clock, signal, progressed);
  return writeParquet(publishedSampleColumns, limited(sampleRows(store, ahead, draft, () => clock.sleep(0, signal))), clock, signal, progressed);
}

async function* limited<Row>(rows: Iterable<Row> | AsyncIterable<Row>): AsyncGenerator<Row> {
  let count = 0;
  for await (const row of rows) {
    count += 1;
    if (count > mostPublishedRows) throw new WorkbenchError('AF_TABLEAU_TOO_MANY_ROWS', `The data source would have more than ${mostPublishedRows.toLocaleString('en')} rows, the most that are sent at once.`);
    yield row;
  }
}

/** The streams that are asked for, each with the event time from which it counts. */
function streamsOf(db: ReadableDb, { streamIds, days }: PublicationDraft) {
  return listStreams(db).map(({ stream }) => stream).filter(({ id }) => streamIds.length === 0 || streamIds.includes(id)).map((stream) => {
    const series = seriesOfStream(db, stream.id);
    const newest = series.reduce((latest, { lastTime }) => Math.max(latest, lastTime ?? -Infinity), -Infinity);
    return { stream, series, from: newest - days * dayMs };
  });
}

function* anomalyRows(store: Store, draft: PublicationDraft): Generator<AnomalyRow> {
  for (const { stream, from } of store.read((db) => streamsOf(db, draft))) {
    if (from === -Infinity) continue;
    const filter = { streamIds: [stream.id], seriesIds: [], severities: [], verdicts: [], shapes: [], from, to: null, text: '' };
    for (let cursor: string | null = null; ; ) {
      const page = store.read((db) => {
        const { anomalies, cursor: next } = listAnomalies(db, filter, { sort: 'start', descending: false, limit: pageSize, cursor });
        const rows = anomalies.map((anomaly) => ({
          anomaly, stream: stream.name,
          judged: anomaly.verdict === null ? null : (feedbackOf(db, anomaly.id).findLast(({ verdict }) => verdict === anomaly.verdict) ?? null),
          incident: anomaly.incidentId === null ? null : (findIncidentById(db, anomaly.incidentId)?.title ?? null),
        }));
        return { rows, next };
      });
      yield* page.rows;
      cursor = page.next;
      if (cursor === null) break;
    }
  }
}

/** Samples, and behind those of a series what is expected of each channel next. Pauses after each forecast. */
async function* sampleRows(store: Store, ahead: ReadAhead, draft: PublicationDraft, pause: () => Promise<void>): AsyncGenerator<PublishedSample> {
  let forecasts = 0;
  for (const { stream, series, from } of store.read((db) => streamsOf(db, draft))) {
    for (const { id, name } of series) {
      const { channels, times, min, expected, low, high, score } = store.read((db) => readStretch(db, id, from, Infinity, Infinity));
      for (let row = 0; row < times.length; row += 1) {
        for (const [c, channel] of channels.entries()) {
          const at = row * channels.length + c;
          yield { kind: 'sample', stream: stream.name, series: name, channel, time: times[row]!, observed: min[at]!, expected: expected[at]!, low: low[at]!, high: high[at]!, score: score[row]! };
        }
      }
      for (const channel of times.length === 0 ? [] : channels) {
        if (forecasts >= mostForecasts) break;
        forecasts += 1;
        const next = ahead(id, channel, publishedSteps);
        for (let step = 0; step < (next?.expected.length ?? 0); step += 1) {
          yield { kind: 'forecast', stream: stream.name, series: name, channel, time: next!.after + Math.round((step + 1) * next!.intervalMs), observed: NaN, expected: next!.expected[step]!, low: next!.low[step]!, high: next!.high[step]!, score: NaN };
        }
        await pause();
      }
    }
  }
}
