import { WINDOW } from '../app/main/detect/detectors/forecast-residual/forecast-network.ts';
import { pushRow } from '../app/main/detect/detectors/forecast-residual/history-window.ts';
import { newSeriesState, stateLayout } from '../app/main/detect/detectors/forecast-residual/series-state.ts';
import type { SeededRandom } from '../app/main/seeded-random.ts';

/** Windows as the detector sees them, with the value that came next in the window's unit. */
export interface WindowSet {
  rows: number;
  /** [rows, WINDOW]. */
  windows: Float32Array;
  /** [rows]. */
  targets: Float32Array;
}

/** A target beyond so many units is learned as this far. */
const TARGET_CLIP = 20;

/** Runs each series through the detector's own window and picks up to `perSeries` of its rows. */
export function collectWindows(series: readonly (readonly number[])[], random: SeededRandom, perSeries: number): WindowSet {
  const layout = stateLayout(1);
  const windows = new Float32Array(series.length * perSeries * WINDOW);
  const targets = new Float32Array(series.length * perSeries);
  let rows = 0;
  for (const values of series) {
    const state = newSeriesState(layout);
    const column = Float64Array.from(values);
    const window = new Float32Array(WINDOW);
    const [origin, unit] = [new Float64Array(1), new Float64Array(1)];
    const wanted = perSeries / Math.max(1, column.length - 2 * WINDOW);
    let taken = 0;
    for (let row = 0; row < column.length; row += 1) {
      pushRow(state, layout, column, row, window, origin, unit, 0);
      if (row < 2 * WINDOW || taken >= perSeries || !(unit[0]! > 0) || !random.chance(wanted)) continue;
      windows.set(window, rows * WINDOW);
      targets[rows] = Math.min(TARGET_CLIP, Math.max(-TARGET_CLIP, (column[row]! - origin[0]!) / unit[0]!));
      rows += 1;
      taken += 1;
    }
  }
  return { rows, windows: windows.slice(0, rows * WINDOW), targets: targets.slice(0, rows) };
}
