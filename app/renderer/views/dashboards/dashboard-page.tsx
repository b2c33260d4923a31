import { useEffect, useRef, useState, useSyncExternalStore, type KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';
import { gridColumns, type Dashboard, type DashboardContent, type DashboardId, type Panel } from '../../../shared/domain/dashboard.ts';
import type { Command } from '../../commands/command-registry.ts';
import { keyed } from '../../commands/listed-keys.ts';
import { useCommands } from '../../commands/use-commands.tsx';
import { asWorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { PlayheadPage } from '../../playhead/playhead-page.tsx';
import { hrefOf } from '../../routes/route.ts';
import { goTo } from '../../routes/use-route.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import type { MenuAction } from '../../ui/menu.tsx';
import { EmptyState, Notice, Shown } from '../../ui/states.tsx';
import { tell } from '../../ui/toasts.ts';
import { valueOr } from '../../workbench/loaded.ts';
import { useWorkbench } from '../../workbench/provider.tsx';
import { useQuery } from '../../workbench/use-query.ts';
import { useSubscription } from '../../workbench/use-subscription.ts';
import { useIsWide } from '../../ui/use-is-wide.ts';
import { AddPanelDialog } from './add-panel-dialog.tsx';
import { createDashboardDesk, type DashboardDesk } from './dashboard-desk.ts';
import { freePlace, placeWords, readingOrder, resize, settle, step, swap, type Direction } from './grid.ts';
import { openInWindow } from './open-in-window.ts';
import { boundTo, type PanelSources } from './panel-body.tsx';
import { PanelDialog } from './panel-dialog.tsx';
import { PanelFrame } from './panel-frame.tsx';
import { nameOf, type PanelKind } from './panel-kind.ts';
import { kindOf } from './panel-kinds.ts';
import { useGridDrag } from './use-grid-drag.ts';
import { DashboardTransport } from './dashboard-transport.tsx';
import { stretchesOf } from './played-series.ts';
import { usePanelSources } from './use-panel-sources.ts';
import './dashboards.css';

/** Below this width panels are stacked for reading, CSS pixels. */
const stackedBelow = 700;

/** One dashboard, arranged by pointer and keys; what is changed is saved by itself. */
export function DashboardPage({ dashboardId }: { dashboardId: string }) {
  const found = useQuery('dashboards.get', { dashboardId: dashboardId as DashboardId });
  const sources = usePanelSources();
  if (found.state === 'failed' && found.error.code === 'AF_NOT_FOUND') return <EmptyState icon="layout" title="This dashboard is not there" actions={<LinkButton href={hrefOf({ page: 'dashboards' })}>All dashboards</LinkButton>}>It may have been deleted.</EmptyState>;
  return (
    <Shown of={found} waiting="Opening the dashboard…">
      {(dashboard) => <Shown of={sources} waiting="Reading the streams…">{(all) => <Opened dashboard={dashboard} sources={all} />}</Shown>}
    </Shown>
  );
}

function Opened({ dashboard, sources }: { dashboard: Dashboard; sources: PanelSources }) {
  const workbench = useWorkbench();
  const [desk] = useState(() => createDashboardDesk(workbench, { ...dashboard, panels: settle(dashboard.panels) }, (ms, work) => {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  }));
  useEffect(() => {
    window.addEventListener('pagehide', desk.flush); // also where the whole page is left
    return () => {
      window.removeEventListener('pagehide', desk.flush);
      desk.flush();
    };
  }, [desk]);
  useEffect(() => { document.title = `${dashboard.name} · AnomalyForce`; }, [dashboard.name]);
  useTheirs(desk, dashboard.id);
  return <Arranged desk={desk} id={dashboard.id} sources={sources} />;
}

/** Takes what is saved elsewhere, such as in another window, as long as nothing here waits to be saved. */
function useTheirs(desk: DashboardDesk, id: DashboardId): void {
  const workbench = useWorkbench();
  const { revision, saving } = useSyncExternalStore(desk.subscribe, desk.get);
  const newest = valueOr(useSubscription('dashboards.watch', {}), []).find((row) => row.id === id)?.revision ?? 0;
  const isBehind = newest > (revision ?? 0) && saving === 'saved';
  useEffect(() => {
    if (!isBehind) return;
    const abort = new AbortController();
    workbench.call('dashboards.get', { dashboardId: id }, { signal: abort.signal }).then(
      (theirs) => { if (desk.get().saving === 'saved' && theirs.revision > (desk.get().revision ?? 0)) desk.take(theirs); },
      () => undefined, // the next change is refused with words
    );
    return () => abort.abort();
  }, [workbench, desk, id, isBehind, newest]);
}

const directions: readonly { direction: Direction; key: string; title: string; arrow: string }[] = [
  { direction: 'left', key: 'h', title: 'Move the panel left', arrow: 'ArrowLeft' }, { direction: 'right', key: 'l', title: 'Move the panel right', arrow: 'ArrowRight' },
  { direction: 'up', key: 'k', title: 'Move the panel up', arrow: 'ArrowUp' }, { direction: 'down', key: 'j', title: 'Move the panel down', arrow: 'ArrowDown' },
];
const sizes: readonly { id: string; key: string; title: string; by: [number, number]; arrow: string }[] = [
  { id: 'narrower', key: 'n', title: 'Make the panel narrower', by: [-1, 0], arrow: 'ArrowLeft' }, { id: 'wider', key: 'w', title: 'Make the panel wider', by: [1, 0], arrow: 'ArrowRight' },
  { id: 'shorter', key: 's', title: 'Make the panel shorter', by: [0, -1], arrow: 'ArrowUp' }, { id: 'taller', key: 't', title: 'Make the panel taller', by: [0, 1], arrow: 'ArrowDown' },
];

function Arranged({ desk, id, sources }: { desk: DashboardDesk; id: DashboardId; sources: PanelSources }) {
  const { content, saving, error, canUndo, canRedo } = useSyncExternalStore(desk.subscribe, desk.get);
  const workbench = useWorkbench();
  const isGrid = useIsWide(stackedBelow);
  const [activeId, setActiveId] = useState<string | null>(null);
  const [maximised, setMaximised] = useState<string | null>(null);
  const [editing, setEditing] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  const [spoken, setSpoken] = useState('');
  const grid = useRef<HTMLDivElement>(null);
  const { panels } = content;
  const put = (next: Partial<DashboardContent>) => desk.change({ ...content, ...next });
  const nameFor = (panel: Panel) => { const { row, one } = boundTo(panel, sources); return nameOf(kindOf(panel.kind), { panel, row, series: one }); };
  const ordered = readingOrder(panels);
  const active = panels.find((panel) => panel.id === activeId) ?? ordered[0];

  /** Puts panels in new places and says where one of them now is, or that it can't go there. */
  const arrange = (next: readonly Panel[], about: string) => {
    const panel = panels.find((one) => one.id === about);
    if (panel === undefined) return;
    if (next === panels) return setSpoken(`${nameFor(panel)} can't go further. It is at ${placeWords(panel.place)}.`);
    put({ panels: [...next] });
    setSpoken(`${nameFor(panel)}: ${placeWords(next.find((one) => one.id === about)!.place)}.`);
  };
  const drag = useGridDrag(grid, panels, (next, about) => { if (next.some((panel, k) => panel !== panels[k])) arrange(next, about); });

  const focusPanel = (panel: Panel | undefined) => {
    if (panel === undefined) return;
    setActiveId(panel.id);
    const frame = document.getElementById(`panel-${panel.id}`);
    frame?.scrollIntoView({ block: 'nearest' });
    (frame?.querySelector<HTMLElement>('.time-chart-frame') ?? frame?.querySelector<HTMLElement>('.dash-handle, .dash-panel-head button'))?.focus({ preventScroll: true });
    setSpoken(`${nameFor(panel)}, ${placeWords(panel.place)}`);
  };
  const go = (by: number) => focusPanel(ordered[(ordered.findIndex((panel) => panel.id === active?.id) + by + ordered.length) % ordered.length]);
  const nextOf = (panel: Panel) => ordered[(ordered.indexOf(panel) + 1) % ordered.length]!;
  const remove = (panel: Panel) => {
    if (maximised === panel.id) setMaximised(null);
    put({ panels: settle(panels.filter((one) => one.id !== panel.id)) });
    tell({ tone: 'info', title: `${nameFor(panel)} is removed`, action: { label: 'Undo', onPress: desk.undo }, topic: 'panel-removed' });
  };
  const add = (kind: PanelKind) => {
    setAdding(false);
    const near = active === undefined ? null : boundTo(active, sources);
    const one = kind.shows === 'series' ? (near?.one ?? [...sources.series.values()].find(({ streamId: of }) => near?.row?.stream.id === of) ?? [...sources.series.values()][0] ?? null) : null;
    const streamId = kind.shows === 'nothing' || kind.shows === 'stream-or-all' ? null : (one?.streamId ?? near?.row?.stream.id ?? sources.streams[0]?.stream.id ?? null);
    const panel: Panel = { id: freeId(kind.kind, panels), kind: kind.kind, title: '', place: freePlace(panels, kind.size), options: {}, streamId, seriesId: one?.id ?? null, wanted: null };
    put({ panels: [...panels, panel] });
    setActiveId(panel.id);
    setSpoken(`${kind.title} is added at ${placeWords(panel.place)}.`);
    if (kind.shows !== 'nothing' || kind.options.length > 0) setEditing(panel.id);
  };
  const double = (panel: Panel) => {
    const twin = { ...panel, id: freeId(panel.kind, panels), place: freePlace(panels, panel.place) };
    put({ panels: [...panels, twin] });
    setActiveId(twin.id);
    setSpoken(`${nameFor(panel)} is doubled, at ${placeWords(twin.place)}.`);
  };
  const back = (which: 'undo' | 'redo') => {
    if (which === 'undo' ? !canUndo : !canRedo) return setSpoken(`Nothing to ${which}.`);
    desk[which]();
    setSpoken(which === 'undo' ? 'Undone.' : 'Done again.');
  };
  const of = (act: (panel: Panel) => void) => () => { if (active !== undefined) act(active); };
  const toggleMaximised = (panel: Panel) => setMaximised(maximised === panel.id ? null : panel.id);

  useCommands([
    keyed('panel-next', () => go(1)), keyed('panel-before', () => go(-1)),
    keyed('panel-maximise', of(toggleMaximised)), keyed('panel-close', of(remove)), keyed('panel-add', () => setAdding(true)),
    keyed('dashboard-undo', () => back('undo')), keyed('dashboard-redo', () => back('redo')),
    ...directions.map(({ direction, key, title }): Command => ({ id: `panel-${direction}`, category: 'Dashboard', title, keys: `w ${key}`, run: of((panel) => arrange(step(panels, panel.id, direction), panel.id)) })),
    ...sizes.map(({ id: size, key, title, by }): Command => ({ id: `panel-${size}`, category: 'Dashboard', title, keys: `w ${key}`, run: of((panel) => arrange(resize(panels, panel.id, ...by), panel.id)) })),
    { id: 'panel-swap', category: 'Dashboard', title: 'Change the panel\'s place with the next', keys: 'w x', run: of((panel) => arrange(swap(panels, panel.id, nextOf(panel).id), panel.id)) },
    { id: 'panel-window', category: 'Dashboard', title: 'Open the panel in a window of its own', keys: 'w o', run: of((panel) => openInWindow(id, panel.id)) },
    { id: 'panel-settings', category: 'Dashboard', title: 'Settings of the panel', keys: 'w e', run: of((panel) => setEditing(panel.id)) },
    { id: 'panel-double', category: 'Dashboard', title: 'Double the panel', run: of(double) },
  ]);

  const onHandleKey = (panel: Panel) => (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = directions.find(({ arrow }) => arrow === event.key);
    const size = sizes.find(({ arrow }) => arrow === event.key);
    if (move === undefined || size === undefined) return;
    event.preventDefault();
    flushSync(() => arrange(event.shiftKey ? resize(panels, panel.id, ...size.by) : step(panels, panel.id, move.direction), panel.id));
    // A panel that comes to stand elsewhere in the page loses the focus; the next key is for it too.
    document.querySelector<HTMLElement>(`#${CSS.escape(`panel-${panel.id}`)} .dash-handle`)?.focus();
  };
  const actionsOf = (panel: Panel): MenuAction[] => [
    { label: 'Settings', icon: 'settings', onPress: () => setEditing(panel.id) },
    { label: maximised === panel.id ? 'Back to all panels' : 'Maximise', onPress: () => toggleMaximised(panel) },
    { label: 'Open in a window of its own', icon: 'link', onPress: () => openInWindow(id, panel.id) },
    { label: 'Double', icon: 'plus', onPress: () => double(panel) },
    ...(isGrid ? [
      ...directions.map(({ direction, title }) => ({ label: title, onPress: () => arrange(step(panels, panel.id, direction), panel.id) })),
      ...sizes.map(({ title, by }) => ({ label: title, onPress: () => arrange(resize(panels, panel.id, ...by), panel.id) })),
      ...(panels.length > 1 ? [{ label: 'Change places with the next', onPress: () => arrange(swap(panels, panel.id, nextOf(panel).id), panel.id) }] : []),
    ] : []),
    { label: 'Remove', icon: 'remove', danger: true, onPress: () => remove(panel) },
  ];

  const edited = panels.find((panel) => panel.id === editing);
  const shown = maximised !== null && panels.some((panel) => panel.id === maximised) ? panels.filter((panel) => panel.id === maximised) : drag.order === null ? readingOrder(drag.panels) : drag.order.flatMap((one) => drag.panels.find((panel) => panel.id === one) ?? []);
  const isAlone = shown.length === 1 && maximised !== null;
  // What must not load again stays at the end of the page in an order that nothing changes, and is hidden where it is not shown.
  const keeps = ({ kind }: Panel) => kindOf(kind)?.keeps === true;
  const kept = drag.panels.filter(keeps).sort((a, b) => (a.id < b.id ? -1 : 1)).map((panel) => shown.find(({ id: one }) => one === panel.id) ?? panel);
  const inPage = [...shown.filter((panel) => !keeps(panel)), ...kept];
  /** Decides between two changes; `take` gets null where the other was a deletion. */
  const decide = async (take: (theirs: Dashboard | null) => void) => {
    try {
      take(await workbench.call('dashboards.get', { dashboardId: id }));
    } catch (thrown) {
      const fault = asWorkbenchError(thrown);
      if (fault.code === 'AF_NOT_FOUND') take(null);
      else tell({ tone: 'bad', title: fault.message, text: fault.hint });
    }
  };
  const keep = saving === 'conflict' && (
    <Notice tone="warn" title={error?.message ?? 'It was changed elsewhere.'} actions={<span className="row"><Button small onPress={() => void decide((theirs) => { if (theirs === null) goTo({ page: 'dashboards' }); else desk.take(theirs); })}>Take the other</Button><Button small onPress={() => void decide(desk.saveOver)}>Keep mine</Button></span>}>What you changed here is not saved yet: choose which of the two holds.</Notice>
  );
  return (
    <PlayheadPage page={id} stretches={stretchesOf(panels, sources)}>
    <div className="dashboard">
      <div className="dash-tools">
        <a className="small nowrap" href={hrefOf({ page: 'dashboards' })}>Dashboards</a>
        <h1 className="dash-title clip grow">{content.name}</h1>
        <span className="muted small nowrap" role="status">{savingWords[saving]}</span>
        <Button small icon="plus" onPress={() => setAdding(true)}>Add a panel</Button>
        <Button small isDisabled={!canUndo} onPress={() => back('undo')}>Undo</Button>
        <Button small isDisabled={!canRedo} onPress={() => back('redo')}>Redo</Button>
        {maximised !== null && <Button small onPress={() => setMaximised(null)}>All panels</Button>}
      </div>
      {keep}
      {saving === 'failed' && error !== null && <Notice tone="bad" title={error.message} actions={<Button small onPress={desk.flush}>Save again</Button>}>{error.hint}</Notice>}
      {panels.length === 0 ? <EmptyState icon="layout" title="An empty dashboard" actions={<Button look="primary" icon="plus" onPress={() => setAdding(true)}>Add a panel</Button>}>Charts, lanes, tables, values, incidents or words: put side by side what you want to see together.</EmptyState> : (
        <div className={isAlone ? 'dash-one' : isGrid ? 'dash-grid' : 'dash-stack'} ref={grid}>
          {inPage.map((panel) => (
            <PanelFrame
              key={panel.id} panel={panel} sources={sources} actions={actionsOf(panel)} isActive={panel.id === active?.id} isDragged={drag.draggedId === panel.id} isHidden={!shown.includes(panel)} helpId="dash-help"
              style={isGrid && !isAlone ? { gridColumn: `${panel.place.x + 1} / span ${panel.place.w}`, gridRow: `${panel.place.y + 1} / span ${panel.place.h}` } : null}
              onActive={() => setActiveId(panel.id)} onChoose={() => setEditing(panel.id)} onHandleKey={onHandleKey(panel)} onGrab={(event, what) => drag.grab(event, what, panel.id, ordered.map((one) => one.id))}
            />
          ))}
        </div>
      )}
      <DashboardTransport panels={panels} active={active} sources={sources} />
      <p className="unseen" id="dash-help">Arrow keys move the panel, with Shift they resize it. The grid has {gridColumns} columns.</p>
      <p className="unseen" aria-live="polite">{spoken}</p>
      <AddPanelDialog isOpen={adding} onClose={() => setAdding(false)} onPick={add} />
      {edited !== undefined && <PanelDialog key={edited.id} panel={edited} sources={sources} onClose={() => setEditing(null)} onDone={(panel) => { setEditing(null); put({ panels: panels.map((one) => (one.id === panel.id ? panel : one)) }); }} />}
    </div>
    </PlayheadPage>
  );
}

const savingWords = { saved: 'Saved', waiting: 'Saving…', saving: 'Saving…', conflict: 'Not saved', failed: 'Not saved' } as const;

/** An id that no panel of the dashboard has. */
function freeId(kind: string, panels: readonly Panel[]): string {
  for (let k = panels.length + 1; ; k += 1) if (!panels.some(({ id }) => id === `${kind}-${k}`)) return `${kind}-${k}`;
}
