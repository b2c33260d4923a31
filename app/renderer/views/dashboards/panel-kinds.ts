import type { PanelKind } from './panel-kind.ts';
import { anomalies } from './panels/anomalies-panel.tsx';
import { calendar } from './panels/calendar-panel.tsx';
import { expected } from './panels/expected-panel.tsx';
import { forecast } from './panels/forecast-panel.tsx';
import { incidents } from './panels/incidents-panel.tsx';
import { lanes } from './panels/lanes-panel.tsx';
import { streams } from './panels/streams-panel.tsx';
import { table } from './panels/table-panel.tsx';
import { tableau } from './panels/tableau-panel.tsx';
import { text } from './panels/text-panel.tsx';
import { timeChart } from './panels/time-chart-panel.tsx';
import { value } from './panels/value-panel.tsx';

/** Every kind of panel, in the order in which they are offered. */
export const panelKinds: readonly PanelKind[] = [timeChart, lanes, calendar, table, value, expected, forecast, incidents, anomalies, streams, tableau, text];

/** The kind of a name; undefined where this version does not know it. */
export function kindOf(name: string): PanelKind | undefined {
  return panelKinds.find(({ kind }) => kind === name);
}
