import type { Workbench } from '../../shared/api/workbench.ts';
import type { Series } from '../../shared/domain/series.ts';
import type { Playhead } from './playhead.ts';

/** Series whose samples are stepped over at a time. */
const mostSeries = 50;
const stretchPoints = 4000;
/** Samples nearer to each other than this are one step, ms. */
const narrowest = 0.001;

/** The stored sample of any of the series nearest before or after `time`, EpochMillis; null where there is none. */
export async function nextSample(workbench: Pick<Workbench, 'call'>, series: readonly Series[], time: number, direction: -1 | 1): Promise<number | null> {
  const found = await Promise.all(series.slice(0, mostSeries).map((one) => nextOf(workbench, one, time, direction)));
  const times = found.filter((one) => one !== null);
  return times.length === 0 ? null : direction > 0 ? Math.min(...times) : Math.max(...times);
}

/** Looks a few samples far, then wider while there is none; where there are too many to be told one by one, the nearer part again, until what is left is told. */
async function nextOf(workbench: Pick<Workbench, 'call'>, { id, firstTime, lastTime, sampleCount }: Series, time: number, direction: -1 | 1): Promise<number | null> {
  if (firstTime === null || lastTime === null) return null;
  // A stream that goes on has samples after the last one that was listed.
  const longest = Math.max(Math.abs(time - firstTime), Math.abs(lastTime - time)) + 60_000;
  let empty = 0; // nothing lies nearer than this
  let reach = Math.max((4 * (lastTime - firstTime)) / Math.max(1, sampleCount - 1), 1);
  for (;;) {
    const [from, to] = direction > 0 ? [time + empty, time + reach] : [time - reach, time - empty];
    const { times, resolution } = await workbench.call('series.stretch', { seriesId: id, from, to, points: stretchPoints });
    const beyond = [...times].filter((one) => (direction > 0 ? one > time : one < time));
    if (beyond.length > 0 && (resolution === 'samples' || reach - empty < narrowest)) return direction > 0 ? Math.min(...beyond) : Math.max(...beyond);
    if (beyond.length > 0) reach = empty + (reach - empty) / 8;
    else if (reach >= longest) return null;
    else [empty, reach] = [reach, reach + Math.max(reach - empty, 1) * 4];
  }
}

/** What came of a step: it went to a sample, there was none, or it could not be read. */
export type SampleStep = 'went' | 'none' | 'failed';

/** Steps of a playhead to moments that have to be read first. Each begins where the one before it ended, so that two presses are two steps; where the playhead was moved meanwhile, it stays there. */
export function createSampleSteps(playhead: Pick<Playhead, 'get' | 'pause' | 'seek'>): (next: (from: number) => Promise<number | null>, told: (step: SampleStep) => void) => void {
  let line: Promise<void> = Promise.resolve();
  const step = async (next: (from: number) => Promise<number | null>): Promise<SampleStep | null> => {
    const from = playhead.get().time;
    if (from === null) return null;
    try {
      const found = await next(from);
      if (playhead.get().time !== from) return null;
      if (found === null) return 'none';
      playhead.seek(found);
      return 'went';
    } catch {
      return 'failed';
    }
  };
  return (next, told) => {
    playhead.pause();
    line = line.then(async () => {
      const outcome = await step(next);
      if (outcome !== null) told(outcome);
    });
  };
}
