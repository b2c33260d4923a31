import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { dashboardFileSchema, dashboardFormat, type Dashboard, type DashboardContent, type DashboardFile, type DashboardId, type DashboardRow, type Named } from '../../shared/domain/dashboard.ts';
import { WorkbenchError } from '../../shared/errors/workbench-error.ts';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/database.ts';
import { deleteDashboard, findDashboard, listDashboards, putDashboard } from '../store/tables/dashboard-table.ts';
import { findSeries, listSeries } from '../store/tables/series-table.ts';
import type { StreamService } from './streams/stream-service.ts';
import { createTopic, type Topic } from './topic.ts';

/** What became of dashboards: those that were saved, and the ids of those deleted. */
export interface DashboardChange {
  changed: DashboardRow[];
  removed: DashboardId[];
}

/** Dashboards of this workbench, shared by all who open it. All throw `AF_STORE_*`. */
export interface DashboardService {
  topic: Topic<DashboardChange>;
  list(): DashboardRow[];
  /** Throws `AF_NOT_FOUND`. */
  find(id: DashboardId): Dashboard;
  /**
   * Saves over revision `over`, or adds one where that is null (under `id` where it is given: a deleted one comes back as itself). Throws `AF_DASHBOARD_CHANGED`
   * where another has saved since, `AF_DASHBOARD_LIMIT` where there are too many.
   */
  save(content: DashboardContent, id: DashboardId | null, over: number | null): Dashboard;
  /** Does nothing for one that is not there. */
  remove(id: DashboardId): void;
  /** The dashboard as a file's text, streams and series by name. */
  export(id: DashboardId): { name: string; text: string };
  /** Adds a dashboard from a file's text, bound to the streams and series of those names; `unbound` says which are not here. Throws `AF_DASHBOARD_FILE_INVALID`. */
  import(text: string): { dashboard: Dashboard; unbound: string[] };
}

const mostDashboards = 200;
/** Series that are looked through for one name. */
const mostSeries = 10_000;

/** The service over an opened workbench. */
export function createDashboardService({ store, streams, clock, failed }: { store: Store; streams: Pick<StreamService, 'list'>; clock: Clock; failed(error: unknown): void }): DashboardService {
  const topic = createTopic<DashboardChange>(failed);

  function save(content: DashboardContent, id: DashboardId | null, over: number | null): Dashboard {
    const saved = store.write((db): Dashboard => {
      const before = id === null ? null : findDashboard(db, id);
      if ((before?.revision ?? null) !== over) {
        throw new WorkbenchError('AF_DASHBOARD_CHANGED', before === null ? `The dashboard “${content.name}” was deleted elsewhere.` : `The dashboard “${before.name}” was changed elsewhere since it was opened here.`);
      }
      if (before === null && listDashboards(db).length >= mostDashboards) throw new WorkbenchError('AF_DASHBOARD_LIMIT', `There are ${mostDashboards} dashboards already.`);
      const dashboard: Dashboard = { ...content, id: id ?? (randomUUID() as DashboardId), revision: (over ?? 0) + 1, savedAt: clock.now() };
      putDashboard(db, dashboard);
      return dashboard;
    });
    topic.publish({ changed: [{ id: saved.id, name: saved.name, panelCount: saved.panels.length, revision: saved.revision, savedAt: saved.savedAt }], removed: [] });
    return saved;
  }

  function find(id: DashboardId): Dashboard {
    const found = store.read((db) => findDashboard(db, id));
    if (found === null) throw new WorkbenchError('AF_NOT_FOUND', `There is no dashboard ${id}.`);
    return found;
  }

  return {
    topic, find, save,
    list: () => store.read(listDashboards),
    remove(id) {
      if (store.write((db) => deleteDashboard(db, id))) topic.publish({ changed: [], removed: [id] });
    },
    export(id) {
      const { name, panels } = find(id);
      const names = new Map<string, string>(streams.list().map(({ stream }) => [stream.id, stream.name]));
      const file: DashboardFile = {
        format: dashboardFormat, version: 1, name,
        panels: panels.map(({ streamId, seriesId, wanted, ...panel }) => {
          const series = seriesId === null ? null : store.read((db) => findSeries(db, seriesId));
          const stream = series?.streamId ?? streamId;
          return { ...panel, shows: wanted ?? { stream: stream === null ? null : (names.get(stream) ?? null), series: series?.name ?? null } };
        }),
      };
      return { name, text: `${JSON.stringify(file, null, 1)}\n` };
    },
    import(text) {
      const { name, panels } = parseFile(text);
      const unbound = new Set<string>();
      const bound = panels.map(({ shows, ...panel }) => {
        const stream = shows.stream === null ? undefined : streams.list().find((row) => row.stream.name === shows.stream)?.stream;
        const series = stream === undefined || shows.series === null ? undefined : store.read((db) => listSeries(db, stream.id, shows.series!, mostSeries)).find((one) => one.name === shows.series);
        const isWhole = (shows.stream === null || stream !== undefined) && (shows.series === null || series !== undefined);
        if (!isWhole) unbound.add(wordsOf(shows));
        return { ...panel, streamId: stream?.id ?? null, seriesId: series?.id ?? null, wanted: isWhole ? null : shows };
      });
      return { dashboard: save({ name, panels: bound }, null, null), unbound: [...unbound] };
    },
  };
}

function wordsOf({ stream, series }: Named): string {
  return series === null ? `stream “${stream}”` : `series “${series}” of “${stream}”`;
}

/** What a file's text says, once it is known to be a dashboard's. */
function parseFile(text: string): DashboardFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new WorkbenchError('AF_DASHBOARD_FILE_INVALID', 'The file is no JSON.');
  }
  const { format, version } = z.object({ format: z.unknown(), version: z.unknown() }).partial().catch({}).parse(value);
  if (format !== dashboardFormat) throw new WorkbenchError('AF_DASHBOARD_FILE_INVALID', 'The file holds JSON, but no dashboard of this program.');
  if (version !== 1) throw new WorkbenchError('AF_DASHBOARD_FILE_INVALID', `The file is of version ${JSON.stringify(version)}; this program reads version 1.`, { hint: 'Open it with the version of the program that wrote it.' });
  const parsed = dashboardFileSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [fault] = parsed.error.issues;
  throw new WorkbenchError('AF_DASHBOARD_FILE_INVALID', `The dashboard in the file is not as it should be: ${fault!.path.join('.')}: ${fault!.message}.`);
}
