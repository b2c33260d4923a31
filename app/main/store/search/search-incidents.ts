import type { Incident } from '../../../shared/domain/incident.ts';
import type { Clock } from '../../clock.ts';
import type { Store } from '../database.ts';
import { parseIncident } from '../tables/incident-table.ts';
import { holds } from './holds.ts';
import { textsOf, type SearchScope } from './scope.ts';
import { mostCounted, type FoundPage, type PageOrder } from './search-anomalies.ts';

const stepSize = 2_000;
/** Where each incident's anomalies are asked for their series, of which it may have hundreds. */
const stepWithSeries = 200;
const mostWalked = 50_000;

/** Incidents by a query, the one that ended last first: walked through by the index of their ends, step by step, at most `mostWalked` of them (`searched` says so). Ends with `signal`. Throws `AF_STORE_*`. */
export async function searchIncidents(store: Store, clock: Clock, scope: SearchScope, { limit, cursor }: PageOrder, signal: AbortSignal): Promise<FoundPage<Incident>> {
  const names = new Map<string, string>(scope.streams.map(({ id, name }) => [id, name]));
  const found: Incident[] = [];
  let high = cursor === null ? { end: Infinity, id: '' } : (JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as { end: number; id: string });
  let searched: number | null = null;
  const asked = askedSeries(scope);
  const step = asked.size > 0 ? stepWithSeries : stepSize;
  for (let walked = step; ; walked += step) {
    const rows = store.read((db) => {
      const seriesOf = db.prepare('SELECT DISTINCT series_id FROM anomaly INDEXED BY anomaly_by_incident WHERE incident_id = ?').pluck();
      const read = db.prepare('SELECT body FROM incident INDEXED BY incident_by_end WHERE (end_time, id) < (?, ?) ORDER BY end_time DESC, id DESC LIMIT ?').all(high.end, high.id, step).map(parseIncident);
      found.push(...read.filter((incident) => holds(scope.query, { ...findable(incident, names.get(incident.streamId) ?? ''), anySeries: (text, part) => {
        const wanted = asked.get(nameOf(text, part));
        return wanted !== undefined && (seriesOf.all(incident.id) as number[]).some((id) => wanted.has(id));
      } }, scope)));
      return read;
    });
    if (rows.length < step || found.length > mostCounted) break;
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

const nameOf = (text: string, part: string | null) => JSON.stringify([part, text]);

/** The series that each word, name and part of a key in the query stands for, where there are any. */
function askedSeries(scope: SearchScope): Map<string, ReadonlySet<number>> {
  const asked = new Map<string, ReadonlySet<number>>();
  for (const term of scope.query.terms) {
    if (term.kind !== 'words' && term.field !== 'series' && term.field !== 'key') continue;
    const part = term.kind === 'words' ? null : term.part;
    for (const text of term.kind === 'words' ? term.any : textsOf(term.any)) {
      const ids = part === null ? scope.seriesLike(text) : scope.seriesWith(part, text);
      if (ids.length > 0) asked.set(nameOf(text, part), new Set(ids));
    }
  }
  return asked;
}

function findable({ title, severity, state, owner, tags, start, end, ongoing, merged }: Incident, stream: string) {
  return { texts: [title, stream, owner ?? '', ...tags], stream, severity, state, owner, tags, from: start, to: end, is: { ongoing, merged: merged !== null } };
}
