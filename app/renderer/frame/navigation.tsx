import { Button } from 'react-aria-components/Button';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { valueOr } from '../workbench/loaded.ts';
import { useSubscription } from '../workbench/use-subscription.ts';
import type { Route } from '../routes/route.ts';
import { Icon } from '../ui/icons.tsx';
import type { IconName } from '../ui/icons.tsx';
import { CountBadge } from '../ui/pill.tsx';
import { useIsWide } from '../ui/use-is-wide.ts';

/** The pages that the navigation leads to, with the second key after `g`. */
export const places: readonly { page: 'start' | 'streams' | 'dashboards' | 'anomalies' | 'search' | 'alerts' | 'tableau' | 'evidence' | 'audit' | 'settings'; title: string; href: string; icon: IconName; key: string; covers: readonly Route['page'][] }[] = [
  { page: 'start', title: 'Start', href: '#/', icon: 'start', key: 'h', covers: ['start'] },
  { page: 'streams', title: 'Streams', href: '#/streams', icon: 'streams', key: 's', covers: ['streams', 'stream', 'new-stream', 'series'] },
  { page: 'dashboards', title: 'Dashboards', href: '#/dashboards', icon: 'workspace', key: 'd', covers: ['dashboards', 'dashboard'] },
  { page: 'anomalies', title: 'Anomalies', href: '#/anomalies', icon: 'anomalies', key: 'i', covers: ['anomalies', 'anomaly', 'incident'] },
  { page: 'search', title: 'Search', href: '#/search', icon: 'search', key: 'f', covers: ['search'] },
  { page: 'alerts', title: 'Alerts', href: '#/alerts', icon: 'bell', key: 'a', covers: ['alerts'] },
  { page: 'tableau', title: 'Tableau', href: '#/tableau', icon: 'layout', key: 't', covers: ['tableau', 'tableau-view'] },
  { page: 'evidence', title: 'Evidence packs', href: '#/evidence', icon: 'file', key: 'p', covers: ['evidence'] },
  { page: 'audit', title: 'Audit', href: '#/audit', icon: 'audit', key: 'u', covers: ['audit'] },
  { page: 'settings', title: 'Settings', href: '#/settings', icon: 'settings', key: 'e', covers: ['settings'] },
];

/** So many fit into the bar of a phone with their words; the others stand behind *More*. */
const mostInBar = 4;

/** At the side; at the bottom of a phone. */
export function Navigation({ page }: { page: Route['page'] }) {
  const incidents = valueOr(useSubscription('incidents.watch', {}), []);
  const wide = useIsWide(641);
  const shown = wide ? places : places.slice(0, mostInBar);
  const open = incidents.filter((incident) => incident.state === 'open').length;
  return (
    <nav className="navigation" aria-label="Main">
      <a className="brand" href="#/" aria-label="AnomalyForce, start page" tabIndex={-1}>
        <svg viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="7" className="brand-ground" /><path d="M4 19h6l3-4 3 10 4-19 3 13h5" /><circle cx="20" cy="6.5" r="2.8" /></svg>
        <span>AnomalyForce</span>
      </a>
      <ul>
        {shown.map((place) => (
          <li key={place.page}>
            <a href={place.href} aria-current={place.covers.includes(page) ? 'page' : undefined} title={place.title}>
              <Icon name={place.icon} />
              <span className="navigation-title">{place.title}</span>
              {place.page === 'anomalies' && <CountBadge count={open} words="open incidents" />}
            </a>
          </li>
        ))}
        {!wide && <li><MorePlaces page={page} /></li>}
      </ul>
    </nav>
  );
}

function MorePlaces({ page }: { page: Route['page'] }) {
  const more = places.slice(mostInBar);
  return (
    <MenuTrigger>
      <Button className="navigation-more" aria-current={more.some(({ covers }) => covers.includes(page)) ? 'page' : undefined}>
        <Icon name="more" />
        <span className="navigation-title">More</span>
      </Button>
      <Popover className="popover" placement="top end">
        <Menu className="options" aria-label="More pages">
          {more.map((place) => <MenuItem key={place.page} className="option menu-item" href={place.href} textValue={place.title}><Icon name={place.icon} />{place.title}</MenuItem>)}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
