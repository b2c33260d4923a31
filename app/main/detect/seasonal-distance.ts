import type { SeriesStretch } from '../../shared/domain/series.ts';
import { lowerBound, medianOf } from '../../shared/sorted.ts';
import { ends, leastBefore, leastDistance, mostDistance, usualPart } from './movement.ts';

/** Fewer past windows than this make no season; two of them are left where one is held against the rest. */
const leastWindows = 3;

/**
 * How far a channel went in a window from what it was at the same time in earlier ones, in their usual deviations; 0 where that is no farther than they are among themselves. `pasts` are laid on the window's times.
 * Usual at a moment is the median of the nearest row of each earlier window; a deviation is that of an earlier window's row from the median of the other windows, so that three already say how much they vary. Null where fewer
 * than three earlier windows hold rows, or fewer than 16 rows in all.
 */
export function seasonalDistance(window: SeriesStretch, pasts: readonly SeriesStretch[], channel: string): number | null {
  const held = pasts.filter(({ times }) => times.length > 0);
  if (held.length < leastWindows) return null;
  const deviations: number[] = [];
  const offs: number[] = [];
  for (let row = 0; row < window.times.length; row += 1) {
    const then = held.map((past) => edgesAt(past, nearest(past.times, window.times[row]!), channel));
    edgesAt(window, row, channel).forEach((value, edge) => {
      const usual = then.map((edges) => edges[Math.min(edge, edges.length - 1)]!).filter(Number.isFinite);
      if (usual.length < leastWindows || !Number.isFinite(value)) return;
      usual.forEach((one, k) => deviations.push(Math.abs(one - medianOf(usual.filter((_, other) => other !== k)))));
      offs.push(value - medianOf(usual));
    });
  }
  if (deviations.length < leastBefore) return null;
  const sorted = deviations.sort((a, b) => a - b);
  const unit = 1.4826 * medianOf(sorted) || 1.2533 * (sorted.reduce((sum, value) => sum + value, 0) / sorted.length);
  const usual = Math.max(leastDistance, sorted[Math.ceil(usualPart * sorted.length) - 1]! / (unit || 1));
  const farthest = offs.reduce((most, off) => (Math.abs(off) > Math.abs(most) ? off : most), 0);
  const distance = farthest === 0 ? 0 : Math.max(-mostDistance, Math.min(mostDistance, farthest / unit));
  return Math.abs(distance) <= usual ? 0 : distance;
}

/** The value of a row, or both edges of a bucket. */
function edgesAt(stretch: SeriesStretch, row: number, channel: string): number[] {
  return ends(stretch, row, stretch.channels.indexOf(channel));
}

function nearest(times: Float64Array, time: number): number {
  const after = lowerBound(times, time);
  if (after === 0) return 0;
  return after === times.length || time - times[after - 1]! <= times[after]! - time ? after - 1 : after;
}
