import { randomUUID } from 'node:crypto';
import type { SavedSearch, SearchFound, SearchGroup, SearchKind, SearchRow } from '../../../shared/domain/search.ts';
import { utcMoment } from '../../../shared/domain/time.ts';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { kindsOfQuery, parseSearch } from '../../../shared/search/parse-search.ts';
import type { SearchQuery } from '../../../shared/search/search-query.ts';
import type { Clock } from '../../clock.ts';
import type { Store } from '../../store/database.ts';
import { holds } from '../../store/search/holds.ts';
import { knownValues } from '../../store/search/known-values.ts';
import { scopeOf, strangeNames, textsOf, type SearchScope } from '../../store/search/scope.ts';
import { mostCounted, searchAnomalies, type FoundPage, type PageOrder } from '../../store/search/search-anomalies.ts';
import { searchComments } from '../../store/search/search-comments.ts';
import { searchIncidents } from '../../store/search/search-incidents.ts';
import { searchSeries } from '../../store/search/search-series.ts';
import { findDashboard, listDashboards } from '../../store/tables/dashboard-table.ts';
import { deleteSavedSearch, listSavedSearches, putSavedSearch } from '../../store/tables/saved-search-table.ts';
import { anomalyRow, commentRow, dashboardRow, incidentRow, seriesRow, streamRow } from './search-rows.ts';
import type { StreamService } from '../streams/stream-service.ts';
import { createTopic, type Topic } from '../topic.ts';

/** What became of saved searches. */
export interface SavedSearchChange {
  changed: SavedSearch[];
  removed: string[];
}

/** Search over all that the workbench holds, and searches that are kept under a name. All throw `AF_STORE_*`. */
export interface SearchService {
  /** Throws `AF_SEARCH_QUERY_INVALID` with the place in its details. `zone` is that of dates without one; `kind` asks for one group alone, of which `cursor` goes on. */
  run(asked: PageOrder & { text: string; zone: string; kind: SearchKind | null }, signal: AbortSignal): Promise<SearchFound>;
  complete(asked: { field: string; part: string | null; typed: string; limit: number }): string[];
  saved: {
    topic: Topic<SavedSearchChange>;
    list(): SavedSearch[];
    /** Keeps a query under a name, in place of the one of that name. Throws `AF_SEARCH_QUERY_INVALID`, and `AF_SEARCH_LIMIT` where there are too many. */
    save(name: string, text: string): SavedSearch;
    /** Does nothing for one that is not there. */
    remove(id: string): void;
  };
}

const mostSaved = 200;

/** The service over an opened workbench. */
export function createSearchService({ store, streams, clock, failed }: { store: Store; streams: Pick<StreamService, 'list'>; clock: Clock; failed(error: unknown): void }): SearchService {
  const topic = createTopic<SavedSearchChange>(failed);
  const names = () => streams.list().map(({ stream: { id, name } }) => ({ id, name }));

  async function group(kind: SearchKind, scope: SearchScope, order: PageOrder, signal: AbortSignal): Promise<SearchGroup> {
    const name = (id: string) => scope.streams.find((stream) => stream.id === id)?.name ?? '';
    switch (kind) {
      case 'anomaly': return grouped(kind, await searchAnomalies(store, clock, scope, order, signal), (anomaly) => anomalyRow(anomaly, name(anomaly.streamId)));
      case 'incident': return grouped(kind, await searchIncidents(store, clock, scope, order, signal), (incident) => incidentRow(incident, name(incident.streamId)));
      case 'comment': return grouped(kind, store.read((db) => searchComments(db, scope, order)), commentRow);
      case 'stream': {
        const found = streams.list().filter(({ stream, health }) => holds(scope.query, { texts: [stream.name, stream.domain, ...(stream.source.kind === 'kafka' ? [stream.source.topic] : [])], stream: stream.name, state: health.state }, scope));
        return named(kind, found.map(({ stream, health }) => streamRow(stream, health)), scope.query, order, null);
      }
      case 'series': {
        const { rows, searched } = store.read((db) => searchSeries(db, scope));
        return named(kind, rows.map((series) => seriesRow(series, name(series.streamId))), scope.query, order, searched);
      }
      case 'dashboard': {
        const found = store.read((db) => listDashboards(db).flatMap(({ id }) => findDashboard(db, id) ?? []));
        const texts = (dashboard: (typeof found)[number]) => [dashboard.name, ...dashboard.panels.flatMap(({ title, options }) => [title, ...(typeof options.text === 'string' ? [options.text] : [])])];
        return named(kind, found.filter((dashboard) => holds(scope.query, { texts: texts(dashboard) }, scope)).map(dashboardRow), scope.query, order, null);
      }
    }
  }

  return {
    async run({ text, zone, kind, ...order }, signal) {
      const query = understood(text);
      const scope = store.read((db) => scopeOf(db, query, { now: clock.now(), zone, streams: names() }));
      const groups: SearchGroup[] = [];
      for (const one of kind === null ? kindsOfQuery(query) : [kind].filter((asked) => kindsOfQuery(query).includes(asked))) {
        groups.push(await group(one, scope, order, signal));
        signal.throwIfAborted();
      }
      const shown = groups.filter(({ count, searched }) => count > 0 || searched !== null || kind !== null);
      const notes = store.read(() => [...strangeNames(scope), ...(shown.some(({ count }) => count > 0) ? [] : beforeAsked(scope, streams.list()))]);
      return { groups: shown, notes };
    },
    complete: (asked) => store.read((db) => knownValues(db, names().map(({ name }) => name), asked)),
    saved: {
      topic,
      list: () => store.read(listSavedSearches),
      save(name, text) {
        understood(text);
        const saved = store.write((db) => {
          const all = listSavedSearches(db);
          if (all.length >= mostSaved && !all.some((one) => one.name.toLowerCase() === name.toLowerCase())) throw new WorkbenchError('AF_SEARCH_LIMIT', `There are ${mostSaved} saved searches already.`);
          return putSavedSearch(db, { id: randomUUID(), name, text, savedAt: clock.now() });
        });
        topic.publish({ changed: [saved], removed: [] });
        return saved;
      },
      remove(id) {
        if (store.write((db) => deleteSavedSearch(db, id))) topic.publish({ changed: [], removed: [id] });
      },
    },
  };
}

function understood(text: string): SearchQuery {
  const parsed = parseSearch(text);
  if (parsed.ok) return parsed.query;
  const [{ at, end, message, hint }] = parsed.faults as [(typeof parsed.faults)[number]];
  throw new WorkbenchError('AF_SEARCH_QUERY_INVALID', message, { hint, details: { at, end } });
}

/** Where `last` asks for a time after the newest record of all streams, or of those that the query names: when that was, and the time to ask for. */
function beforeAsked(scope: SearchScope, streams: ReturnType<StreamService['list']>): string[] {
  const named = scope.query.terms.flatMap((term) => (term.kind === 'field' && term.field === 'stream' && !term.negated ? textsOf(term.any).flatMap((text) => scope.streamsLike(text)) : []));
  const newest = Math.max(0, ...streams.filter(({ stream }) => named.length === 0 || named.includes(stream.id)).map(({ health }) => health.watermark ?? 0));
  const lengths = scope.query.terms.flatMap((term) => (term.kind === 'field' && term.field === 'last' && !term.negated ? term.any.flatMap((test) => (test.kind === 'range' ? [test.max!] : [])) : []));
  const longest = Math.max(...lengths);
  if (newest === 0 || lengths.length === 0 || newest >= scope.now - longest) return [];
  return [`The newest record is of ${utcMoment(newest)}, before the time that “last” asks for: try time:${new Date(newest - longest).toISOString().slice(0, 10)}.. in its place.`];
}

function grouped<T>(kind: SearchKind, { rows, ...page }: FoundPage<T>, row: (one: T) => SearchRow): SearchGroup {
  return { kind, rows: rows.map(row), ...page };
}

/** What has a name: those that begin with the query's first words, then the others, each in order of name. */
function named(kind: SearchKind, rows: SearchRow[], { terms }: SearchQuery, { limit, cursor }: PageOrder, searched: number | null): SearchGroup {
  const words = terms.flatMap((term) => (term.kind === 'words' && !term.negated ? term.any : [])).map((word) => word.toLowerCase());
  const place = ({ title }: SearchRow) => (words.some((word) => title.toLowerCase().startsWith(word)) ? 0 : 1);
  const sorted = rows.sort((a, b) => place(a) - place(b) || a.title.localeCompare(b.title, 'en', { numeric: true }));
  const from = Math.max(0, Math.trunc(Number(cursor ?? 0)) || 0);
  const left = sorted.length - from;
  return { kind, rows: sorted.slice(from, from + limit), count: Math.min(Math.max(left, 0), mostCounted), isMore: left > mostCounted, searched, cursor: left > limit ? String(from + limit) : null };
}
