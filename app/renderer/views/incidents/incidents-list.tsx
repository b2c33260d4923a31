import { useCallback, useMemo, useState } from 'react';
import type { Incident } from '../../../shared/domain/incident.ts';
import { keyed } from '../../commands/listed-keys.ts';
import { useCommands } from '../../commands/use-commands.tsx';
import { durationWords } from '../../charts/words.ts';
import { Button } from '../../ui/button.tsx';
import { Drawer } from '../../ui/dialog.tsx';
import { Moment } from '../../ui/moment.tsx';
import { MiddleClip } from '../../ui/middle-clip.tsx';
import { Pill, SeverityPill } from '../../ui/pill.tsx';
import { EmptyState, Shown, Waiting } from '../../ui/states.tsx';
import { valueOr } from '../../workbench/loaded.ts';
import { useSubscription } from '../../workbench/use-subscription.ts';
import { hrefOf } from '../../routes/route.ts';
import { goTo, useAddressState } from '../../routes/use-route.ts';
import { useCommand } from '../../workbench/use-command.ts';
import { IncidentView } from './incident-view.tsx';
import { filterIncidents, foldGroups, groupRows, incidentSizeWords, incidentStateWords, incidentTone, orderIncidents } from './incident-words.ts';
import type { IncidentFilter } from './incident-words.ts';
import { groupsOf, jointSeverity, type IncidentLink } from '../../../shared/domain/incident-link.ts';
import { useIncidents } from './use-incidents.ts';
import { useIsWide } from '../../ui/use-is-wide.ts';
import { WindowGrid, focusGrid } from '../anomalies/window-grid.tsx';

const idOf = (one: Incident) => one.id;
const noLinks: IncidentLink[] = [];

/** Anomalies that belong together, as incidents: walk with j and k, open the page with o, acknowledge with e, resolve with r. */
export function IncidentsList({ filter, streamNames, onClear }: { filter: IncidentFilter & { sort: string }; streamNames: ReadonlyMap<string, string>; onClear(): void }) {
  const incidents = useIncidents();
  // Drawn once it is known which belong together: rows that are folded later would move away under the pointer.
  const links = useSubscription('incidents.watch-links', {});
  const [group, setGroup] = useAddressState('group');
  return (
    <Shown of={incidents} waiting="Reading the incidents…">
      {(all, { stale }) => links.state === 'loading' ? <Waiting words="Reading the incidents…" /> : (
        <>
          {group !== '' && <div className="row anomalies-group"><p className="grow">Incidents that belong together, whatever the filter.</p><Button small icon="left" onPress={() => setGroup('')}>All incidents</Button></div>}
          <div className={`anomalies-split${stale ? ' stale' : ''}`}><Rows all={all} links={valueOr(links, noLinks)} group={group} filter={filter} streamNames={streamNames} onClear={() => { setGroup(''); onClear(); }} /></div>
        </>
      )}
    </Shown>
  );
}

function Rows({ all, links, group, filter, streamNames, onClear }: { all: readonly Incident[]; links: readonly IncidentLink[]; group: string; filter: IncidentFilter & { sort: string }; streamNames: ReadonlyMap<string, string>; onClear(): void }) {
  const groups = useMemo(() => groupsOf(all, links), [all, links]);
  const rows = useMemo(() => (group === '' ? orderIncidents(foldGroups(filterIncidents(all, filter), groups), groups, filter.sort) : groupRows(all, groups, group)), [all, filter, groups, group]);
  const isFolded = (one: Incident) => group === '' && groups.has(one.id);
  const groupOf = (one: Incident) => (isFolded(one) ? groups.get(one.id)! : [one]);
  const [kept, setKept] = useState<{ id: string; index: number } | null>(null);
  const [drawn, setDrawn] = useState(false);
  const isWide = useIsWide(1180);
  const acknowledge = useCommand('incidents.acknowledge');
  const resolve = useCommand('incidents.resolve');
  // One that leaves the list (it was resolved, and the list is of open ones) hands the keys on to the one that takes its place.
  const found = rows.findIndex((one) => one.id === kept?.id);
  const current = found >= 0 || kept === null ? found : Math.min(kept.index, rows.length - 1);
  const incident = rows[current];
  const onCurrent = useCallback((index: number) => { if (rows[index] !== undefined) setKept({ id: rows[index].id, index }); }, [rows]);
  const step = (by: number) => {
    onCurrent(Math.min(Math.max(current + by, 0), rows.length - 1));
    focusGrid();
  };
  useCommands([
    keyed('incident-next', () => step(1)),
    keyed('incident-before', () => step(-1)),
    keyed('incident-open', () => { if (incident !== undefined) goTo({ page: 'incident', incidentId: incident.id }); }),
    keyed('incident-acknowledge', () => { if (incident !== undefined) for (const one of groupOf(incident)) if (one.state === 'open') void acknowledge.run({ incidentId: one.id }); }),
    keyed('incident-resolve', () => { if (incident !== undefined) for (const one of groupOf(incident)) if (one.state !== 'resolved') void resolve.run({ incidentId: one.id }); }),
  ]);
  if (rows.length === 0) return all.length === 0 ? <EmptyState icon="check" title="No incidents so far">Anomalies of a stream that are near in time are told as one incident, incidents of different streams that belong together as one entry; each appears here as it opens.</EmptyState> : <EmptyState icon="search" title="No incident matches" actions={<Button onPress={onClear}>Clear the filter</Button>}>None of the newest thousand incidents has all that the filter asks for.</EmptyState>;
  return (
    <>
      <WindowGrid
        label="Incidents" rows={rows} total={rows.length} idOf={idOf} current={current} onCurrent={onCurrent} onOpen={({ id }) => goTo({ page: 'incident', incidentId: id })} classOf={(one) => (one.state === 'resolved' ? 'grid-row-settled' : '')}
        cells={(one) => (
          <>
            <span role="gridcell" className="grid-cell-severity"><SeverityPill severity={jointSeverity(groupOf(one)).severity} /></span>
            <span role="gridcell" className="grid-cell-words">
              <span className="grid-row-title"><button type="button" tabIndex={-1} className="grid-link strong clip" onClick={() => { onCurrent(rows.indexOf(one)); setDrawn(true); }}><MiddleClip>{one.title}</MiddleClip></button>{groupOf(one).some(({ ongoing }) => ongoing) && <Pill tone="busy">going on</Pill>}{isFolded(one) && <a tabIndex={-1} href={hrefOf({ page: 'anomalies' }, { view: 'incidents', group: one.id })}><Pill tone="info">{groupOf(one).length - 1} linked</Pill></a>}</span>
              <span className="clip muted">{incidentSizeWords(one)}{one.end > one.start && `, ${durationWords(one.end - one.start)}`}{isFolded(one) && `; with ${groupOf(one).filter(({ id }) => id !== one.id).map(({ title }) => title).join('; ')}`}{one.tags.length > 0 && ` · ${one.tags.join(' · ')}`}</span>
            </span>
            <span role="gridcell" className="grid-cell-state"><Pill tone={incidentTone(one.state)}>{incidentStateWords(one.state)}</Pill></span>
            <span role="gridcell" className="grid-cell-when"><Moment at={one.start} /><small className="muted clip">{streamNames.get(one.streamId) ?? ''}</small></span>
          </>
        )}
      />
      {isWide
        ? <aside className="anomalies-aside" aria-label="The selected incident">{incident === undefined ? <EmptyState icon="anomalies" title="Nothing selected">Press <kbd>j</kbd> for the first incident, <kbd>o</kbd> to open its page, <kbd>e</kbd> to acknowledge it, <kbd>r</kbd> to resolve it.</EmptyState> : <IncidentView key={incident.id} incident={incident} />}</aside>
        : <Drawer title="Incident" isOpen={drawn && incident !== undefined} onClose={() => setDrawn(false)}>{incident !== undefined && <IncidentView key={incident.id} incident={incident} />}</Drawer>}
    </>
  );
}
