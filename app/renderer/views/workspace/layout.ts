import type { DockviewApi, SerializedDockview } from 'dockview-react';
import { neighbourOf } from './neighbour.ts';
import type { Side } from './neighbour.ts';
import type { Series } from '../../../shared/domain/series.ts';

const memory = 'anomalyforce.workspace';
/** Charts that a new workspace begins with. */
const firstCharts = 4;
/** Below this width all panels stand behind tabs of one group, CSS pixels. */
const narrow = 800;

/** Puts back the layout of the last visit; false where there is none or it can't be read (of another version, or damaged). */
export function restoreLayout(api: DockviewApi): boolean {
  const kept = localStorage.getItem(memory);
  if (kept === null) return false;
  try {
    api.fromJSON(JSON.parse(kept) as SerializedDockview);
    return api.panels.length > 0;
  } catch {
    api.clear();
    return false;
  }
}

/** Keeps the layout for the next visit on this device. */
export function keepLayout(api: DockviewApi): void {
  localStorage.setItem(memory, JSON.stringify(api.toJSON()));
}

/** The workspace as it is at first: anomalies and streams at the left, a chart for one series of each of the first streams at the right. */
export function firstLayout(api: DockviewApi, series: readonly Series[], width: number): void {
  api.clear();
  const tabs = width < narrow;
  api.addPanel({ id: 'anomalies', component: 'anomalies', title: 'Anomalies' });
  const charts = firstOfEachStream(series).slice(0, firstCharts);
  charts.forEach((one, i) => {
    // Two by two beside the lists: the third stands below the first, the fourth below the second.
    const beside = i === 0 ? 'anomalies' : seriesPanelId(charts[i === 1 ? 0 : i - 2]!);
    addSeries(api, one, tabs ? 'within' : i < 2 ? 'right' : 'below', beside);
  });
  api.addPanel({ id: 'streams', component: 'streams', title: 'Streams', position: { referencePanel: 'anomalies', direction: tabs ? 'within' : 'below' } });
  if (!tabs && charts.length > 0) api.getPanel('anomalies')?.api.setSize({ width: Math.min(340, width * 0.25) });
  api.getPanel('anomalies')?.api.setActive();
}

/** Adds the chart of a series, or brings it to the front where it is there. */
export function addSeries(api: DockviewApi, series: Pick<Series, 'id' | 'name'>, direction: 'within' | 'right' | 'below', beside: string | null = null): void {
  const there = api.getPanel(seriesPanelId(series));
  if (there !== undefined) return there.api.setActive();
  const reference = beside ?? api.activePanel?.id;
  api.addPanel({ id: seriesPanelId(series), component: 'series', title: series.name, params: { seriesId: series.id }, ...(reference !== undefined && { position: { referencePanel: reference, direction } }) });
}

/** Adds one of the lists, or brings it to the front. */
export function addList(api: DockviewApi, kind: 'anomalies' | 'streams', title: string): void {
  const there = api.getPanel(kind);
  if (there !== undefined) return there.api.setActive();
  api.addPanel({ id: kind, component: kind, title, position: { direction: 'left' } });
}

/**
 * Moves the panel that is active to a side: out of its tabs into a group of its own there, else past the group that stands there,
 * else to that edge of the workspace.
 */
export function movePanel(api: DockviewApi, side: Side): void {
  const panel = api.activePanel;
  if (panel === undefined) return;
  const own = panel.group;
  if (own.panels.length > 1) return panel.api.moveTo({ group: own, position: side });
  const there = neighbourOf(api.groups.map((group) => ({ of: group, box: group.element.getBoundingClientRect() })), own, side);
  if (there !== null) panel.api.moveTo({ group: there, position: side });
}

/** Puts the panel that is active behind the tabs of the next group. */
export function joinNext(api: DockviewApi): void {
  const { activePanel: panel, groups } = api;
  const next = panel === undefined ? undefined : groups[(groups.indexOf(panel.group) + 1) % groups.length];
  if (panel !== undefined && next !== undefined && next !== panel.group) panel.api.moveTo({ group: next, position: 'center' });
}

/** Makes the panel that is active wider and higher by so many CSS pixels, or smaller; the others make room. */
export function growPanel(api: DockviewApi, width: number, height: number): void {
  const group = api.activePanel?.group;
  group?.api.setSize({ width: Math.max(120, group.width + width), height: Math.max(80, group.height + height) });
}

function seriesPanelId({ id }: Pick<Series, 'id'>): string {
  return `series-${id}`;
}

/** The first series of each stream, in the order of the list. */
export function firstOfEachStream(series: readonly Series[]): Series[] {
  const found = new Map<string, Series>();
  for (const one of series) if (!found.has(one.streamId)) found.set(one.streamId, one);
  return [...found.values()];
}
