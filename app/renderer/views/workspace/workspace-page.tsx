import { DockviewReact } from 'dockview-react';
import type { DockviewApi, IDockviewPanelHeaderProps } from 'dockview-react';
import 'dockview-react/dist/styles/dockview.css';
import { useMemo, useState } from 'react';
import type { Series } from '../../../shared/domain/series.ts';
import { keyed } from '../../commands/listed-keys.ts';
import { useCommands } from '../../commands/use-commands.tsx';
import type { Command } from '../../commands/command-registry.ts';
import { Button } from '../../ui/button.tsx';
import { MoreMenu } from '../../ui/menu.tsx';
import { EmptyState, Shown } from '../../ui/states.tsx';
import { useCommand } from '../../workbench/use-command.ts';
import { useQuery } from '../../workbench/use-query.ts';
import { AddSeriesDialog } from './add-series-dialog.tsx';
import { addList, addSeries, firstLayout, growPanel, joinNext, keepLayout, movePanel, restoreLayout } from './layout.ts';
import type { Side } from './neighbour.ts';
import { panelKinds } from './panels.tsx';
import './workspace.css';

/** Lists and charts side by side, arranged as the analyst likes; the arrangement is kept on this device. */
export function WorkspacePage() {
  const series = useQuery('series.list', useMemo(() => ({ limit: 1000 }), []));
  const openSamples = useCommand('workspace.open-sample');
  return (
    <Shown of={series} waiting="Opening the workspace…">
      {(all, { refresh }) => all.length === 0
        ? <EmptyState icon="workspace" title="Nothing to arrange yet" actions={<><Button look="primary" busy={openSamples.running} onPress={() => void openSamples.run({}).then(refresh)}>Open the sample workspace</Button><Button onPress={refresh}>Look again</Button></>}>The workspace shows series side by side. Connect a stream or open the recorded samples first.</EmptyState>
        : <Arranged series={all} />}
    </Shown>
  );
}

/** Two presses each, since arrows belong to the charts and the tabs. */
const sides: readonly { side: Side; title: string; key: string }[] = [
  { side: 'left', title: 'Move the panel left', key: 'h' }, { side: 'right', title: 'Move the panel right', key: 'l' },
  { side: 'top', title: 'Move the panel up', key: 'k' }, { side: 'bottom', title: 'Move the panel down', key: 'j' },
];

/** The theme's class; its colours are ours (`workspace.css`). */
const theme = { name: 'anomalyforce', className: 'dockview-theme-anomalyforce' };

function Arranged({ series }: { series: readonly Series[] }) {
  const [adding, setAdding] = useState(false);
  const [api, setApi] = useState<DockviewApi | null>(null);
  const act = (work: (api: DockviewApi) => void) => () => { if (api !== null) work(api); };
  const step = (by: number) => act(({ panels, activePanel }) => {
    const at = panels.findIndex((panel) => panel.id === activePanel?.id);
    const panel = panels[(at + by + panels.length) % panels.length];
    panel?.api.setActive();
    const inside = panel?.view.content.element;
    (inside?.querySelector<HTMLElement>('.time-chart-frame') ?? inside?.querySelector<HTMLElement>('a[href], button'))?.focus();
  });
  const reset = act((it) => firstLayout(it, series, it.width));
  const maximise = act(({ activePanel }) => { if (activePanel?.api.isMaximized() === true) activePanel.api.exitMaximized(); else activePanel?.api.maximize(); });
  const close = act(({ activePanel }) => activePanel?.api.close());
  useCommands([
    keyed('panel-next', step(1)),
    keyed('panel-before', step(-1)),
    keyed('panel-maximise', maximise),
    keyed('panel-close', close),
    keyed('panel-chart', () => setAdding(true)),
    ...sides.map(({ side, title, key }): Command => ({ id: `panel-${side}`, category: 'Workspace', title, keys: `w ${key}`, run: act((it) => movePanel(it, side)) })),
    { id: 'panel-join', category: 'Workspace', title: 'Put the panel behind the next one\'s tabs', keys: 'w t', run: act(joinNext) },
    { id: 'panel-wider', category: 'Workspace', title: 'Make the panel larger', keys: 'w g', run: act((it) => growPanel(it, 60, 40)) },
    { id: 'panel-smaller', category: 'Workspace', title: 'Make the panel smaller', keys: 'w s', run: act((it) => growPanel(it, -60, -40)) },
    { id: 'panel-anomalies', category: 'Workspace', title: 'Add the anomalies', run: act((it) => addList(it, 'anomalies', 'Anomalies')) },
    { id: 'panel-streams', category: 'Workspace', title: 'Add the streams', run: act((it) => addList(it, 'streams', 'Streams')) },
    { id: 'panel-reset', category: 'Workspace', title: 'Arrange anew', run: reset },
  ]);
  return (
    <div className="workspace">
      <div className="workspace-tools">
        <h1 className="grow workspace-title">Workspace</h1>
        <Button small icon="plus" onPress={() => setAdding(true)}>Add a chart</Button>
        <Button small onPress={maximise}>Maximise</Button>
        <Button small onPress={close}>Close panel</Button>
        <MoreMenu
          label="Arrange the panel"
          actions={[
            { label: 'Add the anomalies', icon: 'anomalies', onPress: act((it) => addList(it, 'anomalies', 'Anomalies')) },
            { label: 'Add the streams', icon: 'streams', onPress: act((it) => addList(it, 'streams', 'Streams')) },
            ...sides.map(({ side, title }) => ({ label: title, onPress: act((it) => movePanel(it, side)) })),
            { label: 'Put it behind the next one\'s tabs', onPress: act(joinNext) },
            { label: 'Make it larger', onPress: act((it) => growPanel(it, 60, 40)) },
            { label: 'Make it smaller', onPress: act((it) => growPanel(it, -60, -40)) },
            { label: 'Arrange all anew', icon: 'layout', onPress: reset },
          ]}
        />
      </div>
      <div className="workspace-panels">
        <DockviewReact
          components={panelKinds} theme={theme} watermarkComponent={NoPanels} defaultTabComponent={PanelTab}
          onReady={({ api: ready }) => {
            setApi(ready);
            if (!restoreLayout(ready)) firstLayout(ready, series, innerWidth);
            ready.onDidLayoutChange(() => keepLayout(ready));
          }}
        />
      </div>
      <AddSeriesDialog isOpen={adding} onClose={() => setAdding(false)} onPick={(one) => { setAdding(false); act((it) => addSeries(it, one, 'right'))(); }} />
    </div>
  );
}

/** A tab is its title alone: a button inside a tab can't be reached by keyboard and confuses screen readers. */
function PanelTab({ api }: IDockviewPanelHeaderProps) {
  return <span className="panel-tab">{api.title}</span>;
}

function NoPanels() {
  return <EmptyState icon="workspace" title="All panels are closed">Add a chart, or arrange the workspace anew.</EmptyState>;
}
