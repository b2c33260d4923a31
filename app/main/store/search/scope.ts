import type { SearchQuery, SearchTerm, SearchTest } from '../../../shared/search/search-query.ts';
import type { TimeFrame } from '../../../shared/search/times.ts';
import type { StreamId } from '../../../shared/domain/stream.ts';
import type { ReadableDb } from '../database.ts';

/** What the names in a query are held against. */
export interface SearchFrame extends TimeFrame {
  streams: readonly { id: StreamId; name: string }[];
}

/** The names in a query, looked up: which streams, series and channels each stands for. */
export interface SearchScope extends SearchFrame {
  query: SearchQuery;
  streamsLike(text: string): StreamId[];
  seriesLike(text: string): number[];
  seriesWith(part: string, value: string): number[];
  channelsLike(text: string): string[];
}

/** Whether a name has a text, in any case. */
export function isLike(name: string, text: string): boolean {
  return name.toLowerCase().includes(text.toLowerCase());
}

/** Looks up names as they are asked for, each once. Series are scanned, of which there are some thousands; anomalies never are. */
export function scopeOf(db: ReadableDb, query: SearchQuery, frame: SearchFrame): SearchScope {
  const series = held(() => db.prepare('SELECT id, name FROM series').all() as { id: number; name: string }[]);
  const channels = held(() => knownChannels(db));
  return {
    ...frame, query,
    streamsLike: (text) => frame.streams.filter(({ name }) => isLike(name, text)).map(({ id }) => id),
    seriesLike: (text) => series().filter(({ name }) => isLike(name, text)).map(({ id }) => id),
    seriesWith: (part, value) => db.prepare('SELECT series.id FROM series, json_each(dimensions) AS own WHERE lower(own.key) = lower(?) AND lower(own.value) = lower(?)').pluck().all(part, value) as number[],
    channelsLike: (text) => channels().filter((name) => isLike(name, text)),
  };
}

/** Channels that are part of any anomaly, by name: one step in the index for each. */
export function knownChannels(db: ReadableDb): string[] {
  return db.prepare('WITH RECURSIVE known (name) AS (SELECT min(channel) FROM anomaly_channel UNION ALL SELECT (SELECT min(channel) FROM anomaly_channel WHERE channel > name) FROM known WHERE name IS NOT NULL) SELECT name FROM known WHERE name IS NOT NULL').pluck().all() as string[];
}

/** The texts of a term's alternatives. */
export function textsOf(any: readonly SearchTest[]): string[] {
  return any.flatMap((test) => (test.kind === 'text' ? [test.text] : []));
}

/** What is wrong with names that nothing is called by, for the eye. */
export function strangeNames(scope: SearchScope): string[] {
  const known: Partial<Record<string, (text: string, term: Extract<SearchTerm, { kind: 'field' }>) => boolean>> = {
    stream: (text) => scope.streamsLike(text).length > 0,
    series: (text) => scope.seriesLike(text).length > 0,
    key: (text, { part }) => scope.seriesWith(part!, text).length > 0,
  };
  return scope.query.terms.flatMap((term) => {
    if (term.kind === 'words') return [];
    return textsOf(term.any).filter((text) => known[term.field]?.(text, term) === false).map((text) => (term.part === null ? `No ${term.field}'s name has “${text}”.` : `No series has “${text}” as its ${term.part}.`));
  });
}

function held<T>(read: () => T): () => T {
  let value: { of: T } | null = null;
  return () => (value ??= { of: read() }).of;
}
