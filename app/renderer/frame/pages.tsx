import { Suspense, lazy, useSyncExternalStore } from 'react';
import type { Route } from '../routes/route.ts';
import { LinkButton } from '../ui/button.tsx';
import { EmptyState, Waiting } from '../ui/states.tsx';
import { StartPage } from '../views/start/start-page.tsx';
import { AnomaliesPage } from '../views/anomalies/anomalies-page.tsx';
import { standing, viewStage } from '../views/tableau/view-stage.ts';
import { StreamsPage } from '../views/streams/streams-page.tsx';

const AnomalyPage = lazy(async () => ({ default: (await import('../views/anomalies/anomaly-page.tsx')).AnomalyPage }));
const IncidentPage = lazy(async () => ({ default: (await import('../views/incidents/incident-page.tsx')).IncidentPage }));
const SeriesPage = lazy(async () => ({ default: (await import('../views/series/series-page.tsx')).SeriesPage }));
const NewStreamPage = lazy(async () => ({ default: (await import('../views/connect/new-stream-page.tsx')).NewStreamPage }));
const StreamPage = lazy(async () => ({ default: (await import('../views/streams/stream-page.tsx')).StreamPage }));
const SettingsPage = lazy(async () => ({ default: (await import('../views/settings/settings-page.tsx')).SettingsPage }));
const AlertsPage = lazy(async () => ({ default: (await import('../views/alerts/alerts-page.tsx')).AlertsPage }));
const SearchPage = lazy(async () => ({ default: (await import('../views/search/search-page.tsx')).SearchPage }));
const EvidencePage = lazy(async () => ({ default: (await import('../views/evidence/evidence-page.tsx')).EvidencePage }));
const AuditPage = lazy(async () => ({ default: (await import('../views/audit/audit-page.tsx')).AuditPage }));
const TableauPage = lazy(async () => ({ default: (await import('../views/tableau/tableau-page.tsx')).TableauPage }));
const TableauViewPage = lazy(async () => ({ default: (await import('../views/tableau/tableau-view-page.tsx')).TableauViewPage }));
const DashboardsPage = lazy(async () => ({ default: (await import('../views/dashboards/dashboards-page.tsx')).DashboardsPage }));
const DashboardPage = lazy(async () => ({ default: (await import('../views/dashboards/dashboard-page.tsx')).DashboardPage }));
const PanelWindowPage = lazy(async () => ({ default: (await import('../views/dashboards/panel-window-page.tsx')).PanelWindowPage }));

/** What the browser's title says of a page. */
export const pageTitles: Record<Route['page'], string> = {
  start: 'Start', streams: 'Streams', 'new-stream': 'Connect or import', stream: 'Stream', dashboards: 'Dashboards', dashboard: 'Dashboard', panel: 'Panel', anomalies: 'Anomalies', anomaly: 'Anomaly', incident: 'Incident', series: 'Series', alerts: 'Alerts', tableau: 'Tableau', 'tableau-view': 'Tableau view', search: 'Search', evidence: 'Evidence packs', audit: 'Audit', settings: 'Settings', unknown: 'Not found',
};

/** The page of a route. Views of Tableau in which detection is under way stand beside it, unseen, until that has ended. */
export function Page({ route }: { route: Route }) {
  const kept = useSyncExternalStore(viewStage.subscribe, viewStage.get);
  const opening = <Waiting words={`Opening ${pageTitles[route.page].toLowerCase()}…`} />;
  return (
    <>
      <Suspense fallback={opening}>{pageOf(route)}</Suspense>
      {standing(kept, route.page === 'tableau-view' ? route : null).map(({ key, view, isShown }) => <div key={key} className="view-stage" hidden={!isShown}><Suspense fallback={opening}><TableauViewPage {...view} isShown={isShown} /></Suspense></div>)}
    </>
  );
}

function pageOf(route: Route) {
  switch (route.page) {
    case 'start': return <StartPage />;
    case 'streams': return <StreamsPage />;
    case 'new-stream': return <NewStreamPage />;
    case 'stream': return <StreamPage key={route.streamId} streamId={route.streamId} />;
    case 'anomalies': return <AnomaliesPage />;
    case 'anomaly': return <AnomalyPage key={route.anomalyId} anomalyId={route.anomalyId} />;
    case 'incident': return <IncidentPage key={route.incidentId} incidentId={route.incidentId} />;
    case 'series': return <SeriesPage key={route.seriesId} seriesId={route.seriesId} />;
    case 'dashboards': return <DashboardsPage />;
    case 'dashboard': return <DashboardPage key={route.dashboardId} dashboardId={route.dashboardId} />;
    case 'panel': return <PanelWindowPage key={route.panelId} dashboardId={route.dashboardId} panelId={route.panelId} />;
    case 'tableau': return <TableauPage />;
    case 'tableau-view': return null; // among the views
    case 'settings': return <SettingsPage section={route.section} />;
    case 'alerts': return <AlertsPage />;
    case 'search': return <SearchPage />;
    case 'evidence': return <EvidencePage />;
    case 'audit': return <AuditPage />;
    case 'unknown':
      return (
        <div className="page">
          <EmptyState icon="search" title="There is nothing at this address" actions={<LinkButton href="#/">Go to the start page</LinkButton>}>
            “{route.path}” is no page of this program. It may be of another version, or mistyped.
          </EmptyState>
        </div>
      );
  }
}
