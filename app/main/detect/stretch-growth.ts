import type { SeriesStretch } from '../../shared/domain/series.ts';
import { medianStep } from '../../shared/sorted.ts';

/**
 * The stretch with the growth of its `counters` since the row before, for a usual interval, in place of their values; NaN where that is not known: in their first row, where a value is missing, and at a reset. Of buckets it is that of their highest.
 */
export function growthOfStretch(stretch: SeriesStretch, counters: readonly number[]): SeriesStretch {
  if (counters.length === 0) return stretch;
  const { channels, times, max } = stretch;
  const interval = medianStep(times);
  const [min, grown] = [stretch.min.slice(), max.slice()];
  for (const c of counters) {
    for (let row = 0; row < times.length; row += 1) {
      const cell = row * channels.length + c;
      const growth = row === 0 ? NaN : (max[cell]! - max[cell - channels.length]!) / ((times[row]! - times[row - 1]!) / interval || 1);
      min[cell] = grown[cell] = growth < 0 ? NaN : growth;
    }
  }
  return { ...stretch, min, max: grown };
}
