import type { Workbench } from '../../shared/api/workbench.ts';
import type { Series } from '../../shared/domain/series.ts';

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
