/** Where the analyst is. Each has an address after the `#`, so that it can be bookmarked, shared and gone back to. */
export type Route =
  | { page: 'start' }
  | { page: 'streams' }
  | { page: 'new-stream' }
  | { page: 'stream'; streamId: string }
  | { page: 'dashboards' }
  | { page: 'dashboard'; dashboardId: string }
  | { page: 'panel'; dashboardId: string; panelId: string }
  | { page: 'anomalies' }
  | { page: 'anomaly'; anomalyId: string }
  | { page: 'incident'; incidentId: string }
  | { page: 'series'; seriesId: number }
  | { page: 'alerts' }
  | { page: 'tableau' }
  | { page: 'tableau-view'; connectionId: string; path: string }
  | { page: 'search' }
  | { page: 'evidence' }
  | { page: 'audit' }
  | { page: 'settings'; section: string }
  | { page: 'unknown'; path: string };

/** The route of an address such as `#/streams/ward-7?text=bed`, and what stands behind its question mark. */
export function parseRoute(hash: string): { route: Route; state: URLSearchParams } {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const parts = path.split('/').filter((part) => part !== '').map(decode);
  return { route: routeOf(parts, path), state: new URLSearchParams(query) };
}

function routeOf([first, second, third, fourth, fifth]: string[], path: string): Route {
  if (first === 'dashboards' && second !== undefined && third === 'panels' && fourth !== undefined && fifth === undefined) return { page: 'panel', dashboardId: second, panelId: fourth };
  if (first === 'tableau' && second !== undefined && third !== undefined && fourth === undefined) return { page: 'tableau-view', connectionId: second, path: third };
  if (third !== undefined) return { page: 'unknown', path };
  switch (first) {
    case undefined:
    case 'start':
      return { page: 'start' };
    case 'streams':
      return second === undefined ? { page: 'streams' } : second === 'new' ? { page: 'new-stream' } : { page: 'stream', streamId: second };
    case 'anomalies':
      return second === undefined ? { page: 'anomalies' } : { page: 'anomaly', anomalyId: second };
    case 'incidents':
      return second === undefined ? { page: 'unknown', path } : { page: 'incident', incidentId: second };
    case 'series':
      return second !== undefined && /^[1-9]\d*$/.test(second) ? { page: 'series', seriesId: Number(second) } : { page: 'unknown', path };
    case 'dashboards':
      return second === undefined ? { page: 'dashboards' } : { page: 'dashboard', dashboardId: second };
    case 'workspace': // what dashboards came from: links from before lead on
      return { page: 'dashboards' };
    case 'alerts':
      return second === undefined ? { page: 'alerts' } : { page: 'unknown', path };
    case 'tableau':
      return second === undefined ? { page: 'tableau' } : { page: 'unknown', path };
    case 'search':
    case 'evidence':
    case 'audit':
      return second === undefined ? { page: first } : { page: 'unknown', path };
    case 'settings':
      return { page: 'settings', section: second ?? 'appearance' };
    default:
      return { page: 'unknown', path };
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The address of a route, with its `#`. */
export function hrefOf(route: Exclude<Route, { page: 'unknown' }>, state: Record<string, string> = {}): string {
  const path = pathOf(route);
  const query = new URLSearchParams(Object.entries(state).filter(([, value]) => value !== '')).toString();
  return `#/${path}${query === '' ? '' : `?${query}`}`;
}

function pathOf(route: Exclude<Route, { page: 'unknown' }>): string {
  switch (route.page) {
    case 'start': return '';
    case 'new-stream': return 'streams/new';
    case 'stream': return `streams/${encodeURIComponent(route.streamId)}`;
    case 'anomaly': return `anomalies/${encodeURIComponent(route.anomalyId)}`;
    case 'incident': return `incidents/${encodeURIComponent(route.incidentId)}`;
    case 'dashboard': return `dashboards/${encodeURIComponent(route.dashboardId)}`;
    case 'panel': return `dashboards/${encodeURIComponent(route.dashboardId)}/panels/${encodeURIComponent(route.panelId)}`;
    case 'tableau-view': return `tableau/${encodeURIComponent(route.connectionId)}/${encodeURIComponent(route.path)}`;
    case 'series': return `series/${route.seriesId}`;
    case 'settings': return route.section === 'appearance' ? 'settings' : `settings/${route.section}`;
    default: return route.page;
  }
}
