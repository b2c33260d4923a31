import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { Clock } from '../../clock.ts';
import type { ReadableDb, Store } from '../database.ts';
import { findAnomaly } from '../tables/anomaly-table.ts';
import { anomalyCondition, type AnomalyCondition, type Entrance } from './anomaly-condition.ts';
import type { SearchScope } from './scope.ts';

/** One page of what was found, newest first. */
export interface FoundPage<T> {
  rows: T[];
  /** Matches from the page's first row on; at least so many where `isMore`. */
  count: number;
  isMore: boolean;
  /** How many were looked through where that were not all; null where all were. */
  searched: number | null;
  cursor: string | null;
}

export interface PageOrder {
  limit: number;
  cursor: string | null;
}

/** Matches that are counted: past that "1,000+" is said. */
export const mostCounted = 1000;
/** What a search may cost. */
export const searchBounds = {
  /** An index that gives no more anomalies than this is entered; else they are walked through by time. */
  entered: 5_000,
  /** Index entries looked through in one go: some 10 ms, after which other work has its turn. */
  step: 10_000,
  /** Index entries looked through for one page: a million is all that a store of the size that screens are made for has, and takes some seconds. */
  walked: 1_000_000,
};

interface Place { start: number; id: string }

/**
 * Anomalies by a query, newest first. Where one of its terms leads to few of them by an index, these are looked at; else all are walked through by time in the
 * index that holds what is asked, step by step, until enough were found to say "1,000+", or `bounds.walked` were looked through (`searched` says so). Ends with `signal`. Throws `AF_STORE_*`.
 */
export async function searchAnomalies(store: Store, clock: Clock, scope: SearchScope, { limit, cursor }: PageOrder, signal: AbortSignal, bounds = searchBounds): Promise<FoundPage<Anomaly>> {
  const { condition, entrance } = store.read((db) => {
    const longest = db.prepare('SELECT end_time - start_time FROM anomaly ORDER BY end_time - start_time DESC LIMIT 1').pluck().get() as number | undefined;
    const asked = anomalyCondition(scope, longest ?? 0);
    return { condition: asked, entrance: asked.entrances.find((way) => isNarrow(db, way, bounds.entered)) };
  });
  const before = cursor === null ? null : (JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as Place);
  const { places, searched } = entrance === undefined
    ? await walk(store, clock, condition, { before, bounds }, signal)
    : { places: store.read((db) => enter(db, condition, entrance, before)), searched: null };
  const page = places.slice(0, limit);
  return {
    rows: store.read((db) => bodiesOf(db, page)),
    count: Math.min(places.length, mostCounted), isMore: places.length > mostCounted, searched,
    cursor: places.length > limit ? Buffer.from(JSON.stringify(page.at(-1))).toString('base64url') : null,
  };
}

function isNarrow(db: ReadableDb, { sql, values }: Entrance, most: number): boolean {
  return (db.prepare(`SELECT count(*) FROM (${sql} LIMIT ${most + 1})`).pluck().get(...values) as number) <= most;
}

/** SQL for the matches among those that an entrance gives, each looked up in the index that holds what is asked: bodies are not read. */
export function enteredSql(condition: AnomalyCondition, entrance: Pick<Entrance, 'sql'>): string {
  return `SELECT start_time AS start, id FROM (SELECT start_time AS way_start, id AS way_id FROM (${entrance.sql})) CROSS JOIN anomaly INDEXED BY anomaly_by_start ON start_time = way_start AND id = way_id
    WHERE (start_time, id) < (?, ?) AND start_time BETWEEN ? AND ? AND ${condition.sql} ORDER BY start_time DESC, id DESC LIMIT ${mostCounted + 1}`;
}

function enter(db: ReadableDb, condition: AnomalyCondition, entrance: Entrance, before: Place | null): Place[] {
  return db.prepare(enteredSql(condition, entrance)).all(...entrance.values, before?.start ?? Infinity, before?.id ?? '', condition.from, condition.to, ...condition.values) as Place[];
}

/** Where the walk goes: through the index of one stream, or of all. */
const way = ({ stream }: AnomalyCondition) => (stream === null ? 'INDEXED BY anomaly_by_start WHERE' : 'INDEXED BY anomaly_by_stream WHERE stream_id = ? AND');

/** SQL for one step of the walk: the matches before one place and from another on. */
export function steppedSql(condition: AnomalyCondition): string {
  return `SELECT start_time AS start, id FROM anomaly ${way(condition)} (start_time, id) < (?, ?) AND (start_time, id) >= (?, ?) AND ${condition.sql} ORDER BY start_time DESC, id DESC LIMIT ?`;
}

async function walk(store: Store, clock: Clock, condition: AnomalyCondition, { before, bounds }: { before: Place | null; bounds: typeof searchBounds }, signal: AbortSignal): Promise<{ places: Place[]; searched: number | null }> {
  const places: Place[] = [];
  const of = condition.stream === null ? [] : [condition.stream];
  // Nothing has an id behind '￿', so that all that begins at `to` is within.
  let high: Place = before ?? { start: condition.to, id: '\uffff' };
  for (let walked = bounds.step; ; walked += bounds.step) {
    const low = store.read((db) => db.prepare(`SELECT start_time AS start, id FROM anomaly ${way(condition)} (start_time, id) < (?, ?) AND start_time >= ? ORDER BY start_time DESC, id DESC LIMIT 1 OFFSET ${bounds.step - 1}`).get(...of, high.start, high.id, condition.from)) as Place | undefined;
    places.push(...(store.read((db) => db.prepare(steppedSql(condition)).all(...of, high.start, high.id, low?.start ?? condition.from, low?.id ?? '', ...condition.values, mostCounted + 1 - places.length)) as Place[]));
    if (low === undefined || places.length > mostCounted) return { places, searched: null };
    if (walked >= bounds.walked) return { places, searched: walked };
    high = low;
    await clock.sleep(0, signal);
    signal.throwIfAborted();
  }
}

function bodiesOf(db: ReadableDb, places: readonly Place[]): Anomaly[] {
  return places.flatMap(({ id }) => findAnomaly(db, id) ?? []);
}
