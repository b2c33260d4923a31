import { closeSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { backwards } from '../../ingest/backwards.ts';
import { openTable } from '../../ingest/file-source.ts';
import { createSampleReader } from '../../ingest/to-samples.ts';
import { createAlertBudget } from '../../detect/alert-budget.ts';
import { createDetectionService, type DetectionService } from '../../detect/detection-service.ts';
import { detectorKinds, findDetector } from '../../detect/detector-registry.ts';
import { advanceSpans, type SpanState } from '../../detect/spans.ts';
import { thresholdOf } from '../../detect/threshold.ts';
import { plural } from '../../../shared/counts.ts';
import { formatOfName } from '../../../shared/domain/file-format.ts';
import type { FieldMapping, FileFormat } from '../../../shared/domain/stream.ts';
import { asWorkbenchError, WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { systemClock } from '../../clock.ts';
import { createLog } from '../../log.ts';
import { makeFolder } from '../../store/make-folder.ts';
import { createWindowService } from '../../window/window-service.ts';
import { detectionWorkerUrl } from '../detection-worker-url.ts';
import { openNew, withFileFaults } from '../file-faults.ts';
import { previewFile, type FilePreview } from '../streams/preview-file.ts';

/** What may be chosen, the default first. */
export const detectorNames: readonly string[] = detectorKinds.map(({ name }) => name);

export interface DetectFilesOptions {
  /** A file, or a folder that is searched through. */
  path: string;
  /** Where the scores go, under the same relative path. */
  out: string;
  /** Whether scores of an earlier run may be written over. */
  force?: boolean;
  detector?: string;
  sensitivity: number;
  seed: number;
  /** Rows that are learned; what comes after is scored alone. Absent: all that is normal is learned. */
  trainRows?: number;
  /** At most so many alerts a day of each file's time: its threshold follows. Absent: the sensitivity's threshold holds. */
  alertsPerDay?: number;
  signal: AbortSignal;
}

/** What became of one file. */
export type DetectedFile = { file: string; scores: string; rows: number; /** How many series its rows belong to, and the fields that tell these apart. */ series: number; keys: readonly string[]; alerts: number; /** False where no field holds a time: the rows count as one second apart. */ timed: boolean; /** What of it is doubtful, such as how its numbers are read, in sentences. */ doubts: string[] } | { file: string; error: WorkbenchError };

/** What is read of a folder: a text or a JSON file in it may be anything, and scores are what an earlier run wrote. */
const readInFolders = /(?<!\.scores)\.(csv|tsv|jsonl|ndjson|parquet)(\.gz)?$/i;

/**
 * Scores files row by row as if they were live, without storing anything: `<name>.scores.csv` with `timestamp,score,alert` and `share_<channel>` where there are several channels;
 * one line per row in the file's order, also of a file that begins with the newest and is scored from its end on. Alerts are the rows of the anomalies that the workbench would tell. A row that is undecodable, late, or within its series' warm-up has score 0 and alert 0. One file's failure does not end the others.
 */
export async function* detectFiles(options: DetectFilesOptions): AsyncGenerator<DetectedFile> {
  if (options.alertsPerDay !== undefined && !(options.alertsPerDay > 0)) throw new WorkbenchError('AF_API_INPUT_INVALID', 'The alerts a day must be a number above 0.');
  const root = resolve(options.path);
  const isFolder = statSync(root, { throwIfNoEntry: false })?.isDirectory();
  if (isFolder === undefined) throw new WorkbenchError('AF_INGEST_FILE_UNREADABLE', `There is nothing at ${options.path}.`);
  const files = isFolder ? filesBelow(root) : [root];
  if (files.length === 0) throw new WorkbenchError('AF_INGEST_FILE_UNREADABLE', `There is no CSV, JSON lines or Parquet file below ${options.path}.`);
  if (options.detector !== undefined) findDetector(options.detector);
  const detection = createDetectionService({ workerUrl: detectionWorkerUrl(), log: createLog({ level: 'warn' }), clock: systemClock });
  try {
    for (const file of files) {
      if (options.signal.aborted) return;
      const place = isFolder ? relative(root, file) : basename(file);
      const scores = join(options.out, dirname(place), `${basename(place).replace(/\.\w+(\.gz)?$/i, '')}.scores.csv`);
      try {
        yield { file, scores, ...(await detectFile(file, scores, detection, options)) };
      } catch (error) {
        yield { file, error: asWorkbenchError(error) };
      }
    }
  } finally {
    await detection.stop();
  }
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && readInFolders.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function detectFile(file: string, scoresFile: string, detection: DetectionService, options: DetectFilesOptions): Promise<Omit<Extract<DetectedFile, { rows: number }>, 'file' | 'scores'>> {
  const format = formatOfName(file);
  if (format === null || format === 'capture') throw new WorkbenchError('AF_INGEST_FILE_UNREADABLE', `${file} is neither CSV, JSON lines nor Parquet.`, { hint: 'Its name must end in .csv, .tsv, .txt, .jsonl, .ndjson, .json or .parquet, also packed as .gz. A capture is read by replay.' });
  const { mapping, ...preview } = await previewFile(file, format, 500, { decoding: null, mapping: null });
  if (mapping === null) throw new WorkbenchError('AF_INGEST_MAPPING_INVALID', `Nothing can be scored in ${file}.`, { hint: preview.doubts.join(' ') });
  withFileFaults(dirname(scoresFile), 'made', () => makeFolder(dirname(scoresFile)));
  const out = openNew(scoresFile, options.force, 0o666);
  try {
    const { scored, inOrder, readable, ...counts } = await writeScores(file, format, { ...preview, mapping }, out, detection, options);
    const unscored = inOrder > 0 && scored === 0 && !options.signal.aborted ? ['No row has a score: each series is within the detector\'s warm-up, for which there are too few rows to learn from.'] : [];
    const late = readable - inOrder;
    const unread = counts.rows - readable;
    const left = [
      ...(late > 0 ? [`${plural(late, 'row')} ${late === 1 ? 'comes late, or at the time of another row of its series: it has' : 'come late, or at the time of another row of their series: they have'} no score.`] : []),
      ...(unread > 0 ? [`${plural(unread, 'row')} can't be read.`] : []),
    ];
    return { ...counts, keys: mapping.keys, timed: mapping.time.unit !== 'row', doubts: [...preview.doubts, ...left, ...unscored] };
  } catch (error) {
    rmSync(scoresFile, { force: true });
    throw error;
  } finally {
    await detection.close(file);
    closeSync(out);
  }
}

async function writeScores(file: string, format: Exclude<FileFormat, 'capture'>, { decoding, mapping, newestFirst }: Pick<FilePreview, 'decoding' | 'newestFirst'> & { mapping: FieldMapping }, out: number, detection: DetectionService, { detector, sensitivity, seed, trainRows, alertsPerDay, signal }: DetectFilesOptions): Promise<{ rows: number; series: number; alerts: number; readable: number; inOrder: number; scored: number }> {
  const kind = detector === undefined ? detectorKinds[0]! : findDetector(detector);
  const threshold = thresholdOf(sensitivity, kind.threshold);
  const budget = alertsPerDay === undefined ? null : createAlertBudget({ alertsPerDay, base: threshold, state: null });
  const spans = new Map<number, SpanState>();
  const channels = mapping.channels.length;
  const read = createSampleReader(decoding, mapping);
  const window = createWindowService({ channels, known: [] });
  writeFileSync(out, ['timestamp', 'score', 'alert', ...(channels > 1 ? mapping.channels.map(({ name }) => `share_${name.replaceAll(/[",\r\n]/g, '_')}`) : [])].join(',') + '\n');
  let rows = 0;
  let series = 0;
  let alerts = 0;
  let readable = 0;
  let inOrder = 0;
  let scored = 0;
  await detection.open({ streamId: file, detector: kind.name, channels, seed, state: null, ...(trainRows !== undefined && { learnRows: trainRows }) });
  const { batches } = await openTable(file, format, new Map(), { newestFirst, signal });
  async function* texts(): AsyncGenerator<Buffer> {
    for await (const batch of batches) {
      if (signal.aborted) return;
      const decoded = read(batch);
      const { samples, rowOf, newSeries } = window.accept(decoded);
      series += newSeries.length;
      const scores = samples.rows === 0 ? null : await detection.advance(file, samples);
      const told = new Set<number>();
      // A row's place is asked for where it belongs to a span.
      if (scores !== null) advanceSpans(spans, samples, scores, { threshold, ...(budget !== null && { budget }), placeOf: (row) => (told.add(row), '') });
      const accepted = new Map(Array.from(rowOf, (row, at) => [decoded.recordIndex[row]!, at]));
      const timeOf = new Map(Array.from(decoded.recordIndex, (record, row) => [record, decoded.times[row]!]));
      const lines = batch.values.map((_value, record) => {
        const at = accepted.get(record);
        const score = at === undefined ? NaN : scores!.score[at]!;
        const isAlert = at !== undefined && told.has(at);
        if (isAlert) alerts += 1;
        if (Number.isFinite(score)) scored += 1;
        const time = timeOf.get(record);
        const shares = channels === 1 ? [] : Array.from({ length: channels }, (_channel, c) => (at === undefined ? 0 : round(scores!.share[at * channels + c]!)));
        return [time === undefined ? '' : new Date(time).toISOString(), round(score), isAlert ? 1 : 0, ...shares].join(',');
      });
      rows += lines.length;
      readable += timeOf.size;
      inOrder += accepted.size;
      yield Buffer.from(`${(newestFirst ? lines.reverse() : lines).join('\n')}\n`);
    }
  }
  for await (const text of newestFirst ? backwards(texts(), { signal }) : texts()) writeFileSync(out, text);
  return { rows, series, alerts, readable, inOrder, scored };
}

/** Six digits; NaN (warm-up) is 0. */
function round(value: number): number {
  return Number.isFinite(value) ? Math.round(value * 1e6) / 1e6 : 0;
}
