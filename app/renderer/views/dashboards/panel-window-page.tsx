import { useEffect } from 'react';
import type { DashboardId } from '../../../shared/domain/dashboard.ts';
import { hrefOf } from '../../routes/route.ts';
import { EmptyState, Shown } from '../../ui/states.tsx';
import { valueOr } from '../../workbench/loaded.ts';
import { useQuery } from '../../workbench/use-query.ts';
import { useSubscription } from '../../workbench/use-subscription.ts';
import { nameOf } from './panel-kind.ts';
import { kindOf } from './panel-kinds.ts';
import { boundTo, PanelBody, type PanelSources } from './panel-body.tsx';
import { usePanelSources } from './use-panel-sources.ts';
import './dashboards.css';

/** One panel in a window of its own. It follows what is saved of its dashboard. */
export function PanelWindowPage({ dashboardId, panelId }: { dashboardId: string; panelId: string }) {
  const found = useQuery('dashboards.get', { dashboardId: dashboardId as DashboardId });
  const sources = usePanelSources();
  const revision = valueOr(useSubscription('dashboards.watch', {}), []).find(({ id }) => id === dashboardId)?.revision ?? 0;
  const isBehind = found.state === 'ready' && !found.stale && revision > found.value.revision;
  const { refresh } = found;
  useEffect(() => { if (isBehind) refresh(); }, [isBehind, refresh]);
  return (
    <Shown of={found} waiting="Opening the panel…">
      {(dashboard) => (
        <Shown of={sources} waiting="Reading the streams…">
          {(all) => {
            const panel = dashboard.panels.find(({ id }) => id === panelId);
            if (panel === undefined) return <EmptyState icon="layout" title="This panel is no longer there">It was removed from the dashboard. <a href={hrefOf({ page: 'dashboard', dashboardId })}>Open the dashboard</a></EmptyState>;
            return <Alone panel={panel} dashboard={dashboard.name} sources={all} />;
          }}
        </Shown>
      )}
    </Shown>
  );
}

function Alone({ panel, dashboard, sources }: { panel: Parameters<typeof boundTo>[0]; dashboard: string; sources: PanelSources }) {
  const { row, one } = boundTo(panel, sources);
  const name = nameOf(kindOf(panel.kind), { panel, row, series: one });
  useEffect(() => { document.title = `${name} · ${dashboard} · AnomalyForce`; }, [name, dashboard]);
  return (
    <section className={`dash-panel dash-alone dash-kind-${panel.kind}`} aria-label={name}>
      <header className="dash-panel-head"><h1 className="clip grow">{name}</h1><span className="muted clip">{dashboard}</span></header>
      <div className="dash-panel-body"><PanelBody panel={panel} sources={sources} onChoose={null} /></div>
    </section>
  );
}
