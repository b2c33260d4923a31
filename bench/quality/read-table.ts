import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** A table of text as columns by name: no quotes, one header line. */
export interface TextTable {
  names: string[];
  rows: number;
  text(name: string): string[];
  /** NaN where a cell is empty. */
  numbers(name: string): Float64Array;
}

/** Reads a CSV file whole, gzipped where its name ends so. */
export function readTable(file: string, delimiter = ','): TextTable {
  const bytes = readFileSync(file);
  const lines = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  const names = lines.shift()!.split(delimiter);
  const cells = lines.map((line) => line.split(delimiter));
  const columnOf = (name: string): number => {
    const at = names.indexOf(name);
    if (at < 0) throw new Error(`${file} has no column ${name}; it has ${names.join(', ')}.`);
    return at;
  };
  return {
    names,
    rows: cells.length,
    text: (name) => {
      const at = columnOf(name);
      return cells.map((row) => row[at] ?? '');
    },
    numbers: (name) => {
      const at = columnOf(name);
      return Float64Array.from(cells, (row) => (row[at] === undefined || row[at] === '' ? NaN : Number(row[at])));
    },
  };
}

/** A column of 0 and 1. */
export function labelsOf(numbers: Float64Array): Uint8Array {
  return Uint8Array.from(numbers, (value) => (value > 0 ? 1 : 0));
}

/** EpochMillis of local time as text, `2014-02-14 14:30:00` and more digits, taken as UTC. */
export function timeOf(text: string): number {
  return Date.parse(`${text.slice(0, 19).replace(' ', 'T')}Z`);
}

/** Columns woven into rows: [n, c] row-major. */
export function weave(columns: readonly Float64Array[]): Float64Array {
  const rows = columns[0]?.length ?? 0;
  const values = new Float64Array(rows * columns.length);
  columns.forEach((column, c) => {
    for (let row = 0; row < rows; row += 1) values[row * columns.length + c] = column[row]!;
  });
  return values;
}
