import type { SearchGroup, SearchKind, SearchRow } from '../../../shared/domain/search.ts';
import { hrefOf } from '../../routes/route.ts';
import { countWords } from '../../ui/figures.ts';
import type { IconName } from '../../ui/icons.tsx';

/** What a kind is called over its group, and its picture. */
export const kindWords: Record<SearchKind, { title: string; icon: IconName }> = {
  anomaly: { title: 'Anomalies', icon: 'anomalies' },
  incident: { title: 'Incidents', icon: 'warning' },
  comment: { title: 'Comments', icon: 'note' },
  stream: { title: 'Streams', icon: 'streams' },
  series: { title: 'Series', icon: 'finance' },
  dashboard: { title: 'Dashboards', icon: 'workspace' },
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
