import type { Series } from '../../../shared/domain/series.ts';
import type { ReadableDb } from '../database.ts';
import { listSeries } from '../tables/series-table.ts';
import { holds } from './holds.ts';
import type { SearchScope } from './scope.ts';

/** Series that are looked through, by name. */
const mostLooked = 20_000;

/** Series by a query, in order of name; `searched` says how many were looked through where that were not all. Throws `AF_STORE_*`. */
export function searchSeries(db: ReadableDb, scope: SearchScope): { rows: Series[]; searched: number | null } {
  const names = new Map<string, string>(scope.streams.map(({ id, name }) => [id, name]));
  const all = listSeries(db, null, '', mostLooked);
  const rows = all.filter(({ streamId, name, dimensions, channels }) => holds(scope.query, { texts: [name, names.get(streamId) ?? '', ...channels], stream: names.get(streamId) ?? '', series: name, dimensions, channels }, scope));
  return { rows, searched: all.length === mostLooked ? mostLooked : null };
}
