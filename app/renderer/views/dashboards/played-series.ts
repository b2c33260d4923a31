import type { Panel } from '../../../shared/domain/dashboard.ts';
import type { Series } from '../../../shared/domain/series.ts';
import type { TimeRange } from '../../../shared/domain/time.ts';
import { boundTo, type PanelSources } from './panel-body.tsx';

/** The series that panels are bound to, each once. */
export function playedSeries(panels: readonly Panel[], sources: PanelSources): Series[] {
  return [...new Set(panels.flatMap((panel) => boundTo(panel, sources).one ?? []))];
}

/** What is stored of each of them. */
export function stretchesOf(panels: readonly Panel[], sources: PanelSources): TimeRange[] {
  return playedSeries(panels, sources).flatMap(({ firstTime, lastTime }) => (firstTime === null || lastTime === null ? [] : { from: firstTime, to: lastTime }));
}
