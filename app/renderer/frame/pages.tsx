import { Suspense, lazy } from 'react';
import type { Route } from '../routes/route.ts';
import { LinkButton } from '../ui/button.tsx';
import { EmptyState, Waiting } from '../ui/states.tsx';
import { StartPage } from '../views/start/start-page.tsx';
import { StreamsPage } from '../views/streams/streams-page.tsx';

const NewStreamPage = lazy(async () => ({ default: (await import('../views/connect/new-stream-page.tsx')).NewStreamPage }));
const StreamPage = lazy(async () => ({ default: (await import('../views/streams/stream-page.tsx')).StreamPage }));
const SettingsPage = lazy(async () => ({ default: (await import('../views/settings/settings-page.tsx')).SettingsPage }));
const AuditPage = lazy(async () => ({ default: (await import('../views/audit/audit-page.tsx')).AuditPage }));
const WorkspacePage = lazy(async () => ({ default: (await import('../views/workspace/workspace-page.tsx')).WorkspacePage }));

/** What the browser's title says of a page. */
export const pageTitles: Record<Route['page'], string> = {
  start: 'Start', streams: 'Streams', 'new-stream': 'Connect or import', stream: 'Stream', workspace: 'Workspace', anomalies: 'Anomalies', anomaly: 'Anomaly', series: 'Series', audit: 'Audit', settings: 'Settings', unknown: 'Not found',
};

/** The page of a route. */
export function Page({ route }: { route: Route }) {
  return <Suspense fallback={<Waiting words={`Opening ${pageTitles[route.page].toLowerCase()}…`} />}>{pageOf(route)}</Suspense>;
}

function pageOf(route: Route) {
  switch (route.page) {
    case 'start': return <StartPage />;
    case 'streams': return <StreamsPage />;
    case 'new-stream': return <NewStreamPage />;
    case 'stream': return <StreamPage key={route.streamId} streamId={route.streamId} />;
    case 'workspace': return <WorkspacePage />;
    case 'settings': return <SettingsPage section={route.section} />;
    case 'audit': return <AuditPage />;
    default:
      return (
        <div className="page">
          <EmptyState icon="search" title="There is nothing at this address" actions={<LinkButton href="#/">Go to the start page</LinkButton>}>
            {route.page === 'unknown' ? `“${route.path}” is no page of this program. It may be of another version, or mistyped.` : 'This page is not part of this build.'}
          </EmptyState>
        </div>
      );
  }
}
