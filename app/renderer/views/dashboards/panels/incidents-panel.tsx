import { hrefOf } from '../../../routes/route.ts';
import { Moment } from '../../../ui/moment.tsx';
import { Pill, SeverityPill } from '../../../ui/pill.tsx';
import { EmptyState, Shown } from '../../../ui/states.tsx';
import { incidentSizeWords, incidentStateWords, incidentTone } from '../../incidents/incident-words.ts';
import { useIncidents } from '../../incidents/use-incidents.ts';
import { optionOf, type PanelKind, type PanelProps } from '../panel-kind.ts';

const shown = 100;

/** Incidents as they open and change, the newest first. */
function IncidentsPanel({ panel, row, streams }: PanelProps) {
  const found = useIncidents(row?.stream.id ?? null);
  const isOpenOnly = optionOf(incidents, panel, 'state') === 'open';
  return (
    <Shown of={found} waiting="Reading the incidents…">
      {(all, { stale }) => {
        const rows = all.filter(({ state }) => !isOpenOnly || state !== 'resolved').sort((a, b) => b.start - a.start).slice(0, shown);
        if (rows.length === 0) return <EmptyState icon="check" title={isOpenOnly && all.length > 0 ? 'Nothing is open' : 'No incidents so far'}>Anomalies near in time are told as one incident; each appears here as it opens.</EmptyState>;
        return (
          <ul className={`panel-list${stale ? ' stale' : ''}`} aria-label="Newest incidents">
            {rows.map((one) => (
              <li key={one.id}>
                <a href={hrefOf({ page: 'incident', incidentId: one.id })}>
                  <SeverityPill severity={one.severity} />
                  <span className="grow"><strong className="clip">{one.title}</strong><small className="muted clip">{incidentSizeWords(one)}{row === null && `, ${streams.find(({ stream }) => stream.id === one.streamId)?.stream.name ?? ''}`}</small><small className="muted"><Moment at={one.start} /></small></span>
                  <Pill tone={incidentTone(one.state)}>{incidentStateWords(one.state)}</Pill>
                </a>
              </li>
            ))}
          </ul>
        );
      }}
    </Shown>
  );
}

export const incidents: PanelKind = {
  kind: 'incidents', title: 'Incidents', does: 'Incidents as they open and change, the newest first.', icon: 'warning', shows: 'stream-or-all', size: { w: 4, h: 6 },
  options: [{ name: 'state', label: 'Which', input: { of: 'choice', choices: [{ id: 'all', label: 'All' }, { id: 'open', label: 'Not resolved' }] }, initial: 'all' }], Panel: IncidentsPanel,
};
