import type { FieldMapping } from '../../shared/domain/stream.ts';

/** From this share of rows out of order on a key is looked for, and the analyst told; a few late records are usual. */
export const manyLate = 0.1;
const fewLate = 0.01;
const mostAdded = 3;
/** Times that hold several rows, of which a key has as many values as the largest has rows, but for a few. */
const fewestTogether = 2;

/** Rows as they were read: their series' keys and times, in order. */
interface KeyedRows {
  keys: readonly string[];
  times: ArrayLike<number>;
}

/** The share of rows that are not newer than one before them of the same series, which are left out as late: 0 to 1. */
export function lateShare({ keys, times }: KeyedRows): number {
  const newest = new Map<string, number>();
  let late = 0;
  keys.forEach((key, row) => {
    const last = newest.get(key);
    if (last !== undefined && times[row]! <= last) late += 1;
    else newest.set(key, times[row]!);
  });
  return keys.length === 0 ? 0 : late / keys.length;
}

/**
 * The mapping with those whole-number channels as further keys that tell apart what is one series otherwise: series one after the other, each with its own
 * time from the beginning, or one beside the other at each time. A field is taken where it halves the rows that are late; as they were, where many are late still.
 */
export function withKeysThatTellApart(mapping: FieldMapping, read: KeyedRows, valuesOf: (field: string) => readonly string[]): FieldMapping {
  let late = lateShare(read);
  if (late < manyLate) return mapping;
  const added: string[] = [];
  let { keys } = read;
  while (added.length < mostAdded && late > fewLate) {
    const best = mapping.channels
      .filter(({ field }) => !added.includes(field))
      .map(({ field }) => ({ field, values: valuesOf(field) }))
      .filter(({ values }) => values.length === keys.length && values.every((value) => /^\d+$/.test(value)) && isApart(values, keys, read.times))
      .map(({ field, values }) => {
        const joined = keys.map((key, row) => `${key} ${values[row]}`);
        return { field, joined, late: lateShare({ ...read, keys: joined }) };
      })
      .sort((a, b) => a.late - b.late)[0];
    if (best === undefined || best.late > late / 2) break;
    added.push(best.field);
    ({ joined: keys, late } = best);
  }
  const channels = mapping.channels.filter(({ field }) => !added.includes(field));
  if (added.length === 0 || channels.length === 0 || late >= manyLate) return mapping;
  return { ...mapping, keys: [...mapping.keys, ...added], channels };
}

/** Whether a field's values change where a series' time starts anew, and hardly elsewhere; or whether each time holds the same few of them, once each. */
function isApart(values: readonly string[], keys: readonly string[], times: ArrayLike<number>): boolean {
  const distinct = new Set(values).size;
  if (distinct < 2 || distinct > values.length / 3) return false;
  let changes = 0;
  let anew = 0;
  for (let row = 1; row < values.length; row++) {
    if (values[row] === values[row - 1]) continue;
    changes += 1;
    if (times[row]! < times[row - 1]! || keys[row] !== keys[row - 1]) anew += 1;
  }
  if (anew >= 0.9 * changes) return true;
  const together = new Map<string, Set<string>>();
  values.forEach((value, row) => {
    const at = `${keys[row]} ${times[row]}`;
    together.set(at, (together.get(at) ?? new Set()).add(value));
  });
  const sizes = [...together.values()].map(({ size }) => size);
  const rowsEach = values.length / sizes.length;
  const valuesEach = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
  return rowsEach >= fewestTogether && valuesEach >= 0.95 * rowsEach && distinct <= 1.2 * Math.max(...sizes);
}
