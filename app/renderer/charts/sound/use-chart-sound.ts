import type { ChartMark } from '../plot/chart-marks.ts';
import type { DrawPoints } from '../plot/decimate.ts';
import { melodyOf } from './melody.ts';
import type { TimeRangeStore } from '../time-range.ts';
import { useMelody } from './use-melody.ts';

export interface HeardChart {
  channels: readonly string[];
  /** Index of the channel that is heard. */
  channel: number;
  timeline: TimeRangeStore;
  points(): DrawPoints | null;
  marks: readonly ChartMark[];
}

/** Plays the range in view of a chart as a tune, with the cursor moving along and each anomaly said. */
export function useChartSound({ channels, channel, timeline, points, marks }: HeardChart, say: (words: string) => void): { hearing: boolean; toggle(): void } {
  return useMelody(() => {
    const range = timeline.range();
    const drawn = points();
    const until = timeline.get().until ?? Infinity;
    const melody = range === null || drawn === null ? null : melodyOf(drawn, channel, range, marks.filter(({ start }) => start <= until));
    if (melody === null || range === null) return null;
    return {
      melody,
      words: `${channels[channel]} from the left to the right in ${melody.seconds.toFixed(0)} seconds: the higher the value the higher the tone, ${melody.clicks.length === 0 ? 'no anomaly' : 'a click at each anomaly'}.`,
      move: (share) => { if (share !== null) timeline.setCursor(range.from + share * (range.to - range.from)); },
      wordsOf: (click, at) => `Anomaly ${at + 1} of ${melody.clicks.length}: ${click.words}.`,
    };
  }, say);
}
