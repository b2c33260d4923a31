import type { Decoding } from '../../shared/domain/stream.ts';
import { plainNumber, withHyphenMinus } from './amounts.ts';
import { cellsOf } from './csv-rows.ts';

/** A record's fields by name; nested ones stay nested. */
export type Fields = Record<string, unknown>;
/** The fields, or in plain words why there are none. No more than 40 characters of the record appear in a reason. */
export type Decoded = { fields: Fields } | { reason: string };
/** Bytes -> fields; never throws. */
export type Decoder = (value: Uint8Array | null) => Decoded;

/** The longest record that is decoded. */
const maxBytes = 1024 * 1024;
/** The deepest nesting and the most keys, over all depths, of a JSON record. */
const mostDepth = 32;
const mostKeys = 10_000;
const utf8 = new TextDecoder('utf-8', { fatal: true });

const decoders: { [F in Decoding['format']]: (decoding: Extract<Decoding, { format: F }>) => (text: string) => Decoded } = {
  json: () => json,
  csv,
  number: () => number,
};

/** The decoder of a format. The field of a bare number is called `value`. */
export function createDecoder(decoding: Decoding): Decoder {
  const read = decoders[decoding.format](decoding as never);
  return (value) => {
    if (value === null) return { reason: 'the record is empty (a tombstone)' };
    if (value.length > maxBytes) return { reason: `the record is ${value.length.toLocaleString('en')} bytes long; the limit is ${maxBytes.toLocaleString('en')}` };
    let text: string;
    try {
      text = utf8.decode(value);
    } catch {
      return { reason: 'the record is not UTF-8 text' };
    }
    return read(text);
  };
}

function json(text: string): Decoded {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    return { reason: `not JSON: ${(error as Error).message.replace(/"[^"]*"\.{0,3}/g, 'the text').slice(0, 120)}` };
  }
  if (typeof parsed === 'number') return { fields: { value: parsed } };
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return { reason: 'JSON, but not an object with fields' };
  if (isSmallAndFlat(text)) return { fields: parsed as Fields };
  const keys = keysWithin(parsed, mostDepth);
  if (keys > mostKeys) return { reason: keys === Infinity ? `the record is nested deeper than ${mostDepth} levels` : `the record has more than ${mostKeys.toLocaleString('en')} keys` };
  return { fields: parsed as Fields };
}

/** Whether an object's text shows, without a walk through it, that nothing in it is nested and that it has few keys: each takes five characters at least. */
function isSmallAndFlat(text: string): boolean {
  return text.length < 5 * mostKeys && !text.includes('[') && text.indexOf('{') === text.lastIndexOf('{');
}

/** The keys of a parsed value over all its levels; Infinity where it is nested deeper than `depth`. */
function keysWithin(value: object, depth: number): number {
  if (depth === 0) return Infinity;
  let keys = 0;
  if (Array.isArray(value)) {
    for (const one of value as unknown[]) if (typeof one === 'object' && one !== null) keys += keysWithin(one, depth - 1);
    return keys;
  }
  for (const name in value) {
    keys += 1;
    const one = (value as Fields)[name];
    if (typeof one === 'object' && one !== null) keys += keysWithin(one, depth - 1);
  }
  return keys;
}

function csv({ columns, delimiter, decimal }: Extract<Decoding, { format: 'csv' }>): (text: string) => Decoded {
  const cellOf = (cell: string | undefined) => (decimal === undefined || cell === undefined ? cell : plainNumber(cell, decimal));
  return (text) => {
    let cells = cellsOf(text, delimiter);
    if (cells === null) return { reason: 'not a CSV row: a quote is opened and not closed' };
    cells = withHyphenMinus(text, cells);
    // Some programs end each row, but not the header, with a delimiter.
    while (cells.length > columns.length && cells.at(-1)!.trim() === '') cells.pop();
    if (cells.length !== columns.length) return { reason: `${cells.length} cells where ${columns.length} columns are expected` };
    const fields: Fields = Object.create(null) as Fields;
    for (let column = 0; column < columns.length; column++) fields[columns[column]!] = cellOf(cells[column]);
    return { fields };
  };
}

function number(text: string): Decoded {
  const value = Number(text.trim());
  return text.trim() === '' || Number.isNaN(value) ? { reason: `"${text.slice(0, 40)}" is not a number` } : { fields: { value } };
}
