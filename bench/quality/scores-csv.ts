import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { QualityFile } from './sets.ts';
import type { Scores } from './score-file.ts';
import { readTable } from './read-table.ts';

/** Where a file's scores lie below a folder. */
export function scoresPath(folder: string, set: string, name: string): string {
  return join(folder, set, `${name}.scores.csv`);
}

/** Writes `timestamp,score,alert` and `share_<channel>` where there are several; a line per row of the file (without a train file before it); alert is 1 where one begins. */
export function writeScores(folder: string, set: string, file: QualityFile, { score, onsets, shares }: Scores): void {
  const path = scoresPath(folder, set, file.name);
  const { channels } = file;
  const withShares = shares !== null && channels.length > 1;
  const begins = new Set(onsets);
  const lines = [['timestamp', 'score', 'alert', ...(withShares ? channels.map((name) => `share_${name}`) : [])].join(',')];
  for (let row = file.fileStart; row < file.rows; row += 1) {
    const cells = [new Date(file.times[row]!).toISOString(), round(score[row]!), begins.has(row) ? 1 : 0];
    if (withShares) for (let c = 0; c < channels.length; c += 1) cells.push(round(shares[row * channels.length + c]!));
    lines.push(cells.join(','));
  }
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${lines.join('\n')}\n`);
}

/** Reads what `writeScores`, or any program with columns `score` in [0, 1], `raw` (its own scale), `alert` and `share_<channel>`, wrote for a file; all but the first may be missing. */
export function readScores(folder: string, set: string, file: QualityFile): Omit<Scores, 'onsetsByThreshold'> & { raw?: Float64Array } {
  const table = readTable(scoresPath(folder, set, file.name));
  if (table.rows !== file.rows - file.fileStart) throw new Error(`There are ${table.rows} scores for ${file.rows - file.fileStart} rows of ${set}/${file.name}.`);
  const columnOf = (name: string): Float64Array => {
    const column = new Float64Array(file.rows);
    column.set(table.numbers(name).map((value) => (Number.isFinite(value) ? value : 0)), file.fileStart);
    return column;
  };
  const read = { score: columnOf('score'), ...(table.names.includes('raw') && { raw: columnOf('raw') }), variants: [], seconds: 0 };
  const alert = table.names.includes('alert') ? table.numbers('alert') : new Float64Array(table.rows);
  const onsets = Array.from(alert.keys()).filter((row) => alert[row]! > 0 && !(row > 0 && alert[row - 1]! > 0)).map((row) => row + file.fileStart);
  const named = file.channels.map((name) => `share_${name}`);
  if (!named.every((name) => table.names.includes(name))) return { ...read, onsets, shares: null };
  const columns = named.map((name) => table.numbers(name));
  const shares = new Float32Array(file.rows * named.length);
  columns.forEach((column, c) => column.forEach((value, row) => (shares[(row + file.fileStart) * named.length + c] = value)));
  return { ...read, onsets, shares };
}

function round(value: number): number {
  return Number.isFinite(value) ? Math.round(value * 1e6) / 1e6 : 0;
}
