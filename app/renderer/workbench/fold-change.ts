import type { ChangeOf, SnapshotOf, SubscriptionName } from '../../shared/api/contract.ts';

/** Subscriptions that a view holds as one value. `series.watch` is not among them: the charts feed on it piece by piece. */
export type FoldedName = Exclude<SubscriptionName, 'series.watch'>;

/** Newest rows that a page keeps of a list that only grows. */
const mostRows = 2000;

/** How a change goes into what was known before. Pure; rows that did not change keep their identity. */
export const foldChange: { [M in FoldedName]: (before: SnapshotOf<M>, change: ChangeOf<M>) => SnapshotOf<M> } = {
  'workspace.watch': (_, change) => change,
  'settings.watch': (_, change) => change,
  'backtests.watch': (before, change) => upsert(before, [change], (row) => row.id).sort((a, b) => b.startedAt - a.startedAt),
  'streams.watch'(before, { changed, removed }) {
    const gone = new Set<string>(removed);
    return upsert(before, changed, (row) => row.stream.id).filter((row) => !gone.has(row.stream.id));
  },
  'work.watch'(before, { changed, removed }) {
    const gone = new Set(removed);
    return upsert(before, changed, (row) => row.id).filter((row) => !gone.has(row.id)).sort((a, b) => b.startedAt - a.startedAt);
  },
  'dashboards.watch'(before, { changed, removed }) {
    const gone = new Set<string>(removed);
    return upsert(before, changed, (row) => row.id).filter((row) => !gone.has(row.id)).sort((a, b) => a.name.localeCompare(b.name));
  },
  'publications.watch'(before, { changed, removed }) {
    const gone = new Set<string>(removed);
    return upsert(before, changed, (row) => row.publication.id).filter((row) => !gone.has(row.publication.id));
  },
  'searches.watch'(before, { changed, removed }) {
    const gone = new Set<string>(removed);
    return upsert(before, changed, (row) => row.id).filter((row) => !gone.has(row.id)).sort((a, b) => a.name.localeCompare(b.name));
  },
  'anomalies.watch': (before, change) => upsert(before, change, (row) => row.id).sort((a, b) => b.detectedAt - a.detectedAt).slice(0, mostRows),
  'incidents.watch': (before, change) => upsert(before, change, (row) => row.id).sort((a, b) => b.start - a.start).slice(0, mostRows),
  'incidents.watch-links': (before, change) => upsert(before, change, (row) => `${row.a} ${row.b}`),
  'conditions.watch': (before, change) => upsert(before, change, (row) => row.id).sort((a, b) => (a.end === null ? 0 : 1) - (b.end === null ? 0 : 1) || b.begin - a.begin).slice(0, mostRows),
  'notifications.watch': (before, change) => upsert(before, change, (row) => row.id).sort((a, b) => b.at - a.at).slice(0, mostRows),
  'deliveries.watch': (before, change) => upsert(before, change, (row) => row.id).sort((a, b) => b.notification.at - a.notification.at).slice(0, mostRows),
};

function upsert<T>(before: readonly T[], changed: readonly T[], idOf: (row: T) => string): T[] {
  const rows = new Map(before.map((row) => [idOf(row), row]));
  for (const row of changed) rows.set(idOf(row), row);
  return [...rows.values()];
}
