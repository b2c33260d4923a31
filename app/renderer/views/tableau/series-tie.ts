import type { Series } from '../../../shared/domain/series.ts';
import type { StreamId } from '../../../shared/domain/stream.ts';
import type { ViewMapping } from '../../../shared/domain/tableau-finding.ts';

/** How the rows of a view are those of a stream. */
export interface Tie {
  /** The stream's series that a key of the view names; null where it has none. */
  seriesOf(key: readonly string[]): Series | null;
  /** The key of a series as the view has it, in the order of the mapping's keys; null where the view can't name it. */
  keyOf(series: Series): string[] | null;
  /** The channels of the mapping by the stream's names of them; what the stream does not have is left out. */
  channels: ReadonlyMap<string, string>;
}

type Fields = Pick<ViewMapping, 'keys' | 'channels'>;

/** A field's name without what Tableau writes around it: `HOUR(Taken at)` is `Taken at`. */
export function bareName(field: string): string {
  return /^[A-Z][A-Z ]*\((.+)\)$/s.exec(field)?.[1] ?? field;
}

/** Ties a view's fields to a stream's series: dimensions and channels by their names, without case, signs or aggregation; one key, or one channel, on each side is the same whatever its name. */
export function tieOf({ keys, channels }: Fields, series: readonly Series[]): Tie {
  const names = Object.keys(series[0]?.dimensions ?? {});
  const own = [...new Set(series.flatMap((one) => one.channels))];
  const dimensions = pairs(keys, names);
  const keyOf = ({ dimensions: values }: Series) => {
    const key = keys.map((field) => values[dimensions.get(field) ?? '']);
    return Object.keys(values).length === keys.length && key.every((value) => value !== undefined) ? key : null;
  };
  const byKey = new Map(series.flatMap((one) => {
    const key = keyOf(one);
    return key === null ? [] : [[JSON.stringify(key), one] as const];
  }));
  return { keyOf, seriesOf: (key) => byKey.get(JSON.stringify(key)) ?? null, channels: pairs(channels, own) };
}

/** The stream that a view most likely shows: the one with most of its channels, of those that have a series for one of its keys. */
export function suggestStream(fields: Fields, keys: readonly (readonly string[])[], series: readonly Series[]): StreamId | null {
  let best: { id: StreamId; count: number } | null = null;
  for (const id of new Set(series.map(({ streamId }) => streamId))) {
    const tie = tieOf(fields, series.filter(({ streamId }) => streamId === id));
    const count = keys.some((key) => tie.seriesOf(key) !== null) ? [...tie.channels].filter(([field, channel]) => plain(field) === plain(channel)).length : 0;
    if (count > (best?.count ?? 0)) best = { id, count };
  }
  return best?.id ?? null;
}

function pairs(fields: readonly string[], names: readonly string[]): Map<string, string> {
  const found = new Map(fields.flatMap((field) => {
    const name = names.find((one) => one === field) ?? names.find((one) => plain(one) === plain(field));
    return name === undefined ? [] : [[field, name] as const];
  }));
  if (found.size === 0 && fields.length === 1 && names.length === 1) found.set(fields[0]!, names[0]!);
  return found;
}

function plain(name: string): string {
  return bareName(name).toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');
}
