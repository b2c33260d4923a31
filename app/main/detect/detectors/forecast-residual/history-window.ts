import { WINDOW } from './forecast-network.ts';
import { C, CHANNEL_FIELDS, type SeriesState, type StateLayout } from './series-state.ts';

/** A step is counted as at most this many times the present scale, so that one spike does not blind the window. */
const STEP_CLIP = 6;
const STEP_SPAN = 64;
/** The unit is never below this share of the smallest step, however long the value rests. */
const LEAST_UNIT = 0.1;
/** Inputs are squashed by x / (1 + |x| / SQUASH): linear near zero, never beyond ±SQUASH. */
const SQUASH = 8;

/**
 * Writes each channel's window (its past `WINDOW` values, oldest first, as squashed distances from the last value in units of the
 * typical step) into `windows` from row `windowRow`, and the last value and unit into `origins` and `units` [c]; then takes the row's values in.
 * Depends on the series' past values alone, never on what was flagged, so that all rows of a call can be forecast at once.
 * A missing value is filled with the one before.
 */
export function pushRow(
  state: SeriesState, layout: StateLayout, values: Float64Array, valueRow: number,
  windows: Float32Array, origins: Float64Array, units: Float64Array, windowRow: number,
): void {
  const s = state.scalars;
  const { channels, ring } = layout;
  for (let c = 0; c < channels; c += 1) {
    const at = layout.channel + c * CHANNEL_FIELDS;
    const filled = s[at + C.filled]!;
    const last = s[at + C.last]!;
    const unit = s[at + C.stepScale]!;
    const known = Math.min(filled, WINDOW);
    const to = (windowRow * channels + c) * WINDOW;
    if (unit > 0) {
      const ringAt = ring + c * WINDOW;
      const inverse = 1 / unit;
      for (let k = 1; k <= known; k += 1) {
        const x = (s[ringAt + ((filled - k) & (WINDOW - 1))]! - last) * inverse;
        windows[to + WINDOW - k] = x / (1 + Math.abs(x) / SQUASH);
      }
      for (let k = known + 1; k <= WINDOW; k += 1) windows[to + WINDOW - k] = 0;
    } else {
      windows.fill(0, to, to + WINDOW);
    }
    origins[windowRow * channels + c] = last;
    units[windowRow * channels + c] = unit;

    const seen = values[valueRow * channels + c]!;
    const value = Number.isFinite(seen) ? seen : last;
    if (Number.isNaN(value)) continue;
    if (filled > 0) {
      const step = Math.abs(value - last);
      const gain = Math.max(1 / filled, 1 / STEP_SPAN);
      const grain = s[at + C.windowGrain]!;
      if (step > 0 && (grain === 0 || step < grain)) s[at + C.windowGrain] = step;
      const scale = unit + gain * ((unit > 0 && filled > 8 ? Math.min(step, STEP_CLIP * unit) : step) - unit);
      s[at + C.stepScale] = Math.max(scale, LEAST_UNIT * s[at + C.windowGrain]!);
    }
    s[ring + c * WINDOW + (filled % WINDOW)] = value;
    s[at + C.last] = value;
    s[at + C.filled] = filled + 1;
  }
}
