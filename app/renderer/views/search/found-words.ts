import type { SearchGroup, SearchKind, SearchRow } from '../../../shared/domain/search.ts';
import { hrefOf } from '../../routes/route.ts';
import { countWords } from '../../../shared/counts.ts';
import type { IconName } from '../../ui/icons.tsx';

/** What a kind is called over its group, and its picture. */
export const kindWords: Record<SearchKind, { title: string; one: string; icon: IconName }> = {
  anomaly: { title: 'Anomalies', one: 'anomaly', icon: 'anomalies' },
  incident: { title: 'Incidents', one: 'incident', icon: 'warning' },
  comment: { title: 'Comments', one: 'comment', icon: 'note' },
  stream: { title: 'Streams', one: 'stream', icon: 'streams' },
  series: { title: 'Series', one: 'series', icon: 'chart' },
  dashboard: { title: 'Dashboards', one: 'dashboard', icon: 'workspace' },
};

/** Where something that was found is. */
export function hrefOfFound({ to }: SearchRow): string {
  switch (to.kind) {
    case 'anomaly': return hrefOf({ page: 'anomaly', anomalyId: to.id });
    case 'incident': return hrefOf({ page: 'incident', incidentId: to.id });
    case 'stream': return hrefOf({ page: 'stream', streamId: to.id });
    case 'series': return hrefOf({ page: 'series', seriesId: Number(to.id) });
    case 'dashboard': return hrefOf({ page: 'dashboard', dashboardId: to.id });
  }
}

/** "12", "1,000+". */
export function foundCount({ count, isMore }: Pick<SearchGroup, 'count' | 'isMore'>): string {
  return `${countWords(count)}${isMore ? '+' : ''}`;
}

/** "1 anomaly", "12 anomalies", "1,000+ anomalies". */
export function foundWords(group: Pick<SearchGroup, 'kind' | 'count' | 'isMore'>): string {
  const { one, title } = kindWords[group.kind];
  return `${foundCount(group)} ${group.count === 1 && !group.isMore ? one : title.toLowerCase()}`;
}
