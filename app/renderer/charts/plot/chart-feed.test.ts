import { describe, expect, it } from 'vitest';
import type { Workbench } from '../../../shared/api/workbench.ts';
import type { Series, SeriesId, SeriesStretch } from '../../../shared/domain/series.ts';
import type { StreamId } from '../../../shared/domain/stream.ts';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { createChartFeed } from './chart-feed.ts';
import type { FeedState, PlotWorker } from './chart-feed.ts';
import { createPlotDesk } from './plot-desk.ts';

function stretchOf(id: number, times: number[], resolution: 'samples' | 'buckets' = 'samples'): SeriesStretch {
  const values = Float64Array.from(times, (time) => time / 1000);
  const band = () => new Float32Array(times.length);
  return { seriesId: id as SeriesId, channels: ['v'], resolution, times: Float64Array.from(times), min: values, max: values.slice(), expected: band(), low: band(), high: band(), score: band(), sampleCount: times.length };
}
const seconds = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => (from + i) * 1000);
const seriesOf = (id: number, lastTime: number | null): Series => ({ id: id as SeriesId, streamId: 's' as StreamId, name: `s${id}`, dimensions: {}, channels: ['v'], sampleCount: 0, firstTime: lastTime === null ? null : 0, lastTime });

/** A workbench that answers stretches when told to, and a worker in the same thread. */
function setUp() {
  const calls: { input: { from: number; to: number; points?: number }; settle: (stretch: SeriesStretch) => void; fail: (error: Error) => void }[] = [];
  const subscriptions: { ids: number[]; listener: { onSnapshot(s: SeriesStretch[]): void; onChange(c: SeriesStretch[]): void }; ended: boolean }[] = [];
  const workbench = {
    call: (_: string, input: never) => new Promise((settle, fail) => calls.push({ input, settle, fail })),
    subscribe(_: string, input: { seriesIds: number[] }, listener: never) {
      const one = { ids: input.seriesIds, listener, ended: false };
      subscriptions.push(one);
      return () => { one.ended = true; };
    },
  } as unknown as Workbench;
  const worker: PlotWorker = { onmessage: null, postMessage: (message) => desk.take(message) };
  const desk = createPlotDesk((message) => worker.onmessage?.({ data: message } as MessageEvent));
  const feed = createChartFeed(workbench, worker);
  const states: FeedState[] = [];
  const open = (series: Series) => feed.open(series, { onExtent: () => {}, onRows: () => {}, onState: (state) => states.push(state) });
  return { calls, subscriptions, open, states, turn: () => new Promise((done) => setImmediate(done)) };
}

describe('the feed of the charts', () => {
  it('joins what was stored and what came while it was read, without a row lost or twice', async () => {
    const { calls, subscriptions, open, turn } = setUp();
    const panel = open(seriesOf(1, 9000));
    await turn();
    subscriptions[0]!.listener.onSnapshot([]);
    subscriptions[0]!.listener.onChange([stretchOf(1, seconds(8, 13))]);
    calls[0]!.settle(stretchOf(1, seconds(0, 10)));
    await turn();
    subscriptions[0]!.listener.onChange([stretchOf(1, seconds(13, 15))]);
    const answer = await panel.ask(0, 20_000, 100, Infinity);
    expect(Array.from(answer!.times)).toEqual(seconds(0, 15));
  });

  it('subscribes once for panels opened together, and ends with the last of them', async () => {
    const { subscriptions, open, turn } = setUp();
    const panels = [1, 2, 3].map((id) => open(seriesOf(id, null)));
    const twin = open(seriesOf(3, null));
    await turn();
    expect(subscriptions.map((one) => one.ids)).toEqual([[1, 2, 3]]);
    panels.forEach((panel) => panel.close());
    expect(subscriptions[0]!.ended).toBe(false);
    twin.close();
    expect(subscriptions[0]!.ended).toBe(true);
  });

  it('reads finer rows where the overview is coarse, and draws them', async () => {
    const { calls, open, turn } = setUp();
    const panel = open(seriesOf(1, 100_000));
    await turn();
    calls[0]!.settle(stretchOf(1, [0, 20_000, 40_000, 60_000, 80_000, 100_000], 'buckets'));
    await turn();
    expect((await panel.ask(40_000, 60_000, 50, Infinity))!.coarse).toBe(true);
    expect([panel.refine(40_000, 60_000), panel.refine(42_000, 58_000)]).toEqual([true, true]);
    expect(calls).toHaveLength(2);
    calls[1]!.settle(stretchOf(1, seconds(20, 80)));
    await turn();
    expect(panel.refine(42_000, 58_000)).toBe(false);
    expect((await panel.ask(40_000, 60_000, 50, Infinity))!.times).toHaveLength(22);
    expect((await panel.ask(0, 100_000, 50, Infinity))!.times).toHaveLength(6);
  });

  it('reads single rows where a mean is drawn for want of them, also over all, and not again where they are too many', async () => {
    const { calls, open, turn } = setUp();
    const panel = open(seriesOf(1, 100_000));
    await turn();
    calls[0]!.settle(stretchOf(1, [0, 50_000, 100_000], 'buckets'));
    await turn();
    panel.refine(0, 100_000);
    calls[1]!.settle(stretchOf(1, seconds(0, 101), 'buckets'));
    await turn();
    expect([panel.refine(0, 100_000), panel.refine(0, 100_000, true), panel.refine(0, 100_000, true)]).toEqual([false, true, true]);
    expect(calls.map((call) => call.input.points)).toEqual([4000, 16_000, 100_000]);
    calls[2]!.settle(stretchOf(1, seconds(0, 101), 'buckets'));
    await turn();
    expect(panel.refine(0, 100_000, true)).toBe(false);
  });

  it('reads finer rows within a stretch that was itself read coarsely, and not the same ones twice', async () => {
    const { calls, open, turn } = setUp();
    const panel = open(seriesOf(1, 100_000));
    await turn();
    calls[0]!.settle(stretchOf(1, [0, 50_000, 100_000], 'buckets'));
    await turn();
    panel.refine(40_000, 60_000);
    calls[1]!.settle(stretchOf(1, [20_000, 40_000, 60_000, 80_000], 'buckets'));
    await turn();
    expect([panel.refine(40_000, 60_000), panel.refine(50_000, 51_000)]).toEqual([false, true]);
    calls[2]!.settle(stretchOf(1, seconds(49, 53)));
    await turn();
    expect([panel.refine(50_000, 51_000), panel.refine(50_400, 50_500)]).toEqual([false, false]);
    expect(calls).toHaveLength(3);
  });

  it('reads the whole again after a gap in the subscription, also in its finer rows', async () => {
    const { calls, subscriptions, open, turn } = setUp();
    const panel = open(seriesOf(1, 100_000));
    await turn();
    subscriptions[0]!.listener.onSnapshot([]);
    calls[0]!.settle(stretchOf(1, [0, 50_000, 100_000], 'buckets'));
    await turn();
    panel.refine(80_000, 100_000);
    calls[1]!.settle(stretchOf(1, seconds(60, 101)));
    await turn();
    subscriptions[0]!.listener.onSnapshot([]);
    calls[2]!.settle(stretchOf(1, [0, 50_000, 104_000], 'buckets'));
    await turn();
    expect((await panel.ask(80_000, 104_000, 50, Infinity))!.coarse).toBe(true);
    expect(panel.refine(80_000, 104_000)).toBe(true);
    calls[3]!.settle(stretchOf(1, seconds(60, 105)));
    await turn();
    expect((await panel.ask(80_000, 104_000, 50, Infinity))!.times.at(-1)).toBe(104_000);
  });

  it('reads on where a series has grown far beyond what was known of it', async () => {
    const { calls, open, turn } = setUp();
    const panel = open(seriesOf(1, 2000));
    for (let read = 0; read < 4; read += 1) {
      await turn();
      calls[read]!.settle(stretchOf(1, seconds(0, 31).filter((time) => time <= calls[read]!.input.to)));
    }
    await turn();
    expect([calls.length, (await panel.ask(0, 60_000, 100, Infinity))!.times.at(-1)]).toEqual([4, 30_000]);
  });

  it('says so when the stored rows can\'t be read', async () => {
    const { calls, states, open, turn } = setUp();
    open(seriesOf(1, 2000));
    await turn();
    calls[0]!.fail(new WorkbenchError('AF_INTERNAL', 'The store is away'));
    await turn();
    expect(states.at(-1)).toMatchObject({ state: 'failed', error: { code: 'AF_INTERNAL' } });
  });
});
