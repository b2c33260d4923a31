import type { Incident } from '../../../shared/domain/incident.ts';
import type { Clock } from '../../clock.ts';
import type { Store } from '../database.ts';
import { parseIncident } from '../tables/incident-table.ts';
import { holds } from './holds.ts';
import type { SearchScope } from './scope.ts';
import { mostCounted, type FoundPage, type PageOrder } from './search-anomalies.ts';

const stepSize = 2_000;
const mostWalked = 50_000;

/** Incidents by a query, the one that ended last first: walked through by the index of their ends, step by step, at most `mostWalked` of them (`searched` says so). Ends with `signal`. Throws `AF_STORE_*`. */
export async function searchIncidents(store: Store, clock: Clock, scope: SearchScope, { limit, cursor }: PageOrder, signal: AbortSignal): Promise<FoundPage<Incident>> {
  const names = new Map<string, string>(scope.streams.map(({ id, name }) => [id, name]));
  const found: Incident[] = [];
  let high = cursor === null ? { end: Infinity, id: '' } : (JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as { end: number; id: string });
  let searched: number | null = null;
  for (let walked = stepSize; ; walked += stepSize) {
    const rows = store.read((db) => db.prepare('SELECT body FROM incident INDEXED BY incident_by_end WHERE (end_time, id) < (?, ?) ORDER BY end_time DESC, id DESC LIMIT ?').all(high.end, high.id, stepSize)).map(parseIncident);
    found.push(...rows.filter((incident) => holds(scope.query, findable(incident, names.get(incident.streamId) ?? ''), scope)));
    if (rows.length < stepSize || found.length > mostCounted) break;
    if (walked >= mostWalked) {
      searched = walked;
      break;
    }
    high = { end: rows.at(-1)!.end, id: rows.at(-1)!.id };
    await clock.sleep(0, signal);
    signal.throwIfAborted();
  }
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, count: Math.min(found.length, mostCounted), isMore: found.length > mostCounted, searched, cursor: found.length > limit && last !== undefined ? Buffer.from(JSON.stringify({ end: last.end, id: last.id })).toString('base64url') : null };
}

function findable({ title, severity, state, owner, tags, start, end, ongoing, merged }: Incident, stream: string) {
  return { texts: [title, stream, owner ?? '', ...tags], stream, severity, state, owner, tags, from: start, to: end, is: { ongoing, merged: merged !== null } };
}
