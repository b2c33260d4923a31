/** The labelled public sets that quality is measured on, by their folder's name. What each is, and where it comes from, is in bench/README.md. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { segmentsOf, type Segment } from './measures.ts';
import { probationOf } from './nab-score.ts';
import { labelsOf, readTable, timeOf, weave, type TextTable } from './read-table.ts';

/** Which channels (from 0) explain a labelled segment of rows. */
export interface Cause extends Segment {
  channels: number[];
}

/** One stream of one series with labels. Rows before `fileStart` come from a train file of its own, and are scored without being written. */
export interface QualityFile {
  /** Its name within the set: a path without ending. */
  name: string;
  channels: string[];
  rows: number;
  times: Float64Array;
  /** [n, c] row-major; NaN is missing. */
  values: Float64Array;
  /** [n] 0 or 1. */
  labels: Uint8Array;
  /** Labelled events by row, in time order. */
  windows: Segment[];
  fileStart: number;
  /** Rows at the beginning that are known to be normal, for detectors that are trained; 0 where there are none. */
  trainRows: number;
  /** Rows before it are not judged. */
  judgedFrom: number;
  causes: Cause[];
}

export interface FileRef {
  name: string;
  bytes: number;
  load(): QualityFile;
}

export const setNames = ['nab', 'ecg-mba', 'merlion-synthetic', 'fx-h1', 'skab', 'tep', 'smd', 'asd'] as const;
/** Those with train rows; the others begin without knowing anything. */
export const trainedSets: readonly SetName[] = ['skab', 'tep', 'smd', 'asd'];
export type SetName = (typeof setNames)[number];

/** Times of sets that tell none begin here. */
const BEGIN = Date.UTC(2026, 0, 5);
const MINUTE_MS = 60_000;

const listers: Record<SetName, (folder: string) => FileRef[]> = {
  nab: nabFiles,
  'ecg-mba': ecgFiles,
  'merlion-synthetic': merlionFiles,
  'fx-h1': fxFiles,
  skab: skabFiles,
  tep: tepFiles,
  smd: (folder) => serverFiles(folder, 'machine-', MINUTE_MS),
  asd: (folder) => serverFiles(folder, 'omi-', 5 * MINUTE_MS),
};

const folders: Partial<Record<SetName, string>> = { smd: 'smd-asd', asd: 'smd-asd' };

/** The files of a set below `root`, in order of name; none where its folder is missing. */
export function filesOf(root: string, set: SetName): FileRef[] {
  const folder = join(root, folders[set] ?? set);
  return existsSync(folder) ? listers[set](folder) : [];
}

function below(folder: string, pattern: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/')).filter((path) => pattern.test(path)).sort();
}

function refOf(name: string, file: string, load: () => QualityFile): FileRef {
  return { name, bytes: statSync(file).size * (file.endsWith('.gz') ? 4 : 1), load };
}

/** A file of rows that are all of one stream; where nothing else is said its first 15 %, at most 750 rows, are not judged. */
function streamOf(given: Pick<QualityFile, 'name' | 'channels' | 'times' | 'values' | 'labels'> & Partial<QualityFile>): QualityFile {
  const rows = given.times.length;
  return { rows, windows: segmentsOf(given.labels), fileStart: 0, trainRows: 0, judgedFrom: probationOf(rows), causes: [], ...given };
}

function regularTimes(rows: number, intervalMs: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => BEGIN + row * intervalMs);
}

/** Numenta Anomaly Benchmark 1.1: windows by time, labels are their union. */
function nabFiles(folder: string): FileRef[] {
  const windowsOf = JSON.parse(readFileSync(join(folder, 'labels', 'combined_windows.json'), 'utf8')) as Record<string, [string, string][]>;
  return Object.keys(windowsOf).sort().filter((path) => existsSync(join(folder, 'data', path))).map((path) => {
    const file = join(folder, 'data', path);
    const name = path.replace(/\.csv$/, '');
    return refOf(name, file, () => {
      const table = readTable(file);
      const times = Float64Array.from(table.text('timestamp'), timeOf);
      const rowOf = new Map<number, number>();
      times.forEach((time, row) => rowOf.has(time) || rowOf.set(time, row));
      const windows = windowsOf[path]!.map(([start, end]) => ({ start: rowOf.get(timeOf(start))!, end: rowOf.get(timeOf(end))! }));
      const labels = new Uint8Array(times.length);
      for (const { start, end } of windows) labels.fill(1, start, end + 1);
      return streamOf({ name, channels: ['value'], times, values: table.numbers('value'), labels, windows });
    });
  });
}

/** Electrocardiograms at 128 Hz without times. */
function ecgFiles(folder: string): FileRef[] {
  return univariate(folder, /^MBA_ECG.*\.csv(\.gz)?$/, 'value', 'label', (table) => regularTimes(table.rows, 1000 / 128));
}

/** Artificial shapes; time in seconds from 0. The clean bases have no label column. */
function merlionFiles(folder: string): FileRef[] {
  return univariate(folder, /\.csv(\.gz)?$/, null, 'anomaly', (table) => table.numbers('timestamp').map((seconds) => BEGIN + seconds * 1000));
}

/** Hourly ranges of exchange rates, labelled where the news is known. */
function fxFiles(folder: string): FileRef[] {
  return univariate(join(folder, 'range'), /\.csv(\.gz)?$/, 'value', 'label', (table) => Float64Array.from(table.text('timestamp'), timeOf));
}

function univariate(folder: string, pattern: RegExp, valueColumn: string | null, labelColumn: string, timesOf: (table: TextTable) => Float64Array): FileRef[] {
  return below(folder, pattern).map((path) => {
    const name = path.replace(/\.csv(\.gz)?$/, '');
    return refOf(name, join(folder, path), () => {
      const table = readTable(join(folder, path));
      const labels = table.names.includes(labelColumn) ? labelsOf(table.numbers(labelColumn)) : new Uint8Array(table.rows);
      return streamOf({ name, channels: [valueColumn ?? table.names[1]!], times: timesOf(table), values: table.numbers(valueColumn ?? table.names[1]!), labels });
    });
  });
}

/** Rows of a SKAB file that are for training, by its leaderboard. */
const SKAB_TRAIN_ROWS = 400;

/** Skoltech Anomaly Benchmark 0.9: a pump with eight channels, one fault a file. */
function skabFiles(folder: string): FileRef[] {
  return below(folder, /^(valve1|valve2|other)\/\d+\.csv(\.gz)?$/).map((path) => {
    const name = path.replace(/\.csv(\.gz)?$/, '');
    return refOf(name, join(folder, path), () => {
      const table = readTable(join(folder, path), ';');
      const channels = table.names.filter((one) => !['datetime', 'anomaly', 'changepoint'].includes(one));
      const times = Float64Array.from(table.text('datetime'), timeOf);
      return streamOf({ name, channels, times, values: weave(channels.map((one) => table.numbers(one))), labels: labelsOf(table.numbers('anomaly')), trainRows: SKAB_TRAIN_ROWS, judgedFrom: SKAB_TRAIN_ROWS });
    });
  });
}

/** Tennessee Eastman Process: the normal run d00 is the train part of each test run; faults begin at row 160. */
function tepFiles(folder: string): FileRef[] {
  return below(folder, /^d\d\d_te\.csv(\.gz)?$/).map((path) => {
    const name = path.replace(/\.csv(\.gz)?$/, '');
    const train = below(folder, /^d00\.csv(\.gz)?$/)[0]!;
    return refOf(name, join(folder, path), () => trainedFile(name, readTable(join(folder, train)), readTable(join(folder, path)), 3 * MINUTE_MS, []));
  });
}

/** Server machines (SMD) and application servers (ASD), as processed by InterFusion; causes count channels from 1. */
function serverFiles(folder: string, prefix: string, intervalMs: number): FileRef[] {
  return below(folder, new RegExp(`^${prefix}.*\\.test\\.csv(\\.gz)?$`)).map((path) => {
    const name = path.replace(/\.test\.csv(\.gz)?$/, '');
    return refOf(name, join(folder, path), () =>
      trainedFile(name, readTable(join(folder, path.replace('.test.', '.train.'))), readTable(join(folder, path)), intervalMs, readCauses(join(folder, 'interpretation_label', `${name}.txt`))));
  });
}

function readCauses(file: string): Cause[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8').trim().split(/\r?\n/).map((line) => {
    const [rows, channels] = line.split(':') as [string, string];
    const [start, end] = rows.split('-').map(Number) as [number, number];
    return { start, end, channels: channels.split(',').map((one) => Number(one) - 1) };
  });
}

/** A test file behind its train file, as one stream at regular times. */
function trainedFile(name: string, train: TextTable, test: TextTable, intervalMs: number, causes: Cause[]): QualityFile {
  const channels = test.names.filter((one) => one !== 'label');
  const rows = train.rows + test.rows;
  const values = weave(channels.map((one) => Float64Array.from([...train.numbers(one), ...test.numbers(one)])));
  const labels = new Uint8Array(rows);
  labels.set(labelsOf(test.numbers('label')), train.rows);
  return streamOf({
    name: basename(name), channels, times: regularTimes(rows, intervalMs), values, labels, fileStart: train.rows, trainRows: train.rows, judgedFrom: train.rows,
    causes: causes.map(({ start, end, channels: those }) => ({ start: start + train.rows, end: end + train.rows, channels: those })),
  });
}
