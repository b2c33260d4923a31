import { expect, it } from 'vitest';
import type { Workbench } from '../../shared/api/workbench.ts';
import type { Series } from '../../shared/domain/series.ts';
import { createPlayhead } from './playhead.ts';
import { createSampleSteps, nextSample } from './step-sample.ts';

/** Answers a stretch as the store does: samples where they are few, else a tenth of them as buckets. */
function holding(samples: Record<number, number[]>): Pick<Workbench, 'call'> {
  return {
    call: ((_: string, { seriesId, from, to }: { seriesId: number; from: number; to: number }) => {
      const inside = samples[seriesId]!.filter((one) => one >= from && one <= to);
      const few = inside.length <= 20;
      return Promise.resolve({ times: Float64Array.from(few ? inside : inside.filter((_one, i) => i % 10 === 5)), resolution: few ? 'samples' : 'buckets' });
    }) as Workbench['call'],
  };
}
const series = (id: number, times: number[]) => ({ id, firstTime: times[0] ?? null, lastTime: times.at(-1) ?? null, sampleCount: times.length }) as Series;

it('steps to the nearest sample of any series, over gaps and through crowds, and stays at the ends', async () => {
  const sparse = [0, 10, 1_000_000];
  const dense = Array.from({ length: 1000 }, (_, i) => 500_000 + i);
  const store = holding({ 1: sparse, 2: dense });
  const both = [series(1, sparse), series(2, dense)];
  expect(await nextSample(store, both, 0, 1)).toBe(10);
  expect(await nextSample(store, both, 10, 1)).toBe(500_000);
  expect(await nextSample(store, both, 500_500, 1)).toBe(500_501);
  expect(await nextSample(store, both, 500_500, -1)).toBe(500_499);
  expect(await nextSample(store, both, 600_000, -1)).toBe(500_999);
  expect(await nextSample(store, both, 1_000_000, 1)).toBeNull();
  expect(await nextSample(store, both, 0, -1)).toBeNull();
  expect(await nextSample(store, [series(3, [])], 0, 1)).toBeNull();
});

it('makes two steps of two presses, and stays where the playhead was put meanwhile', async () => {
  const playhead = createPlayhead(() => 0);
  playhead.setStored({ from: 0, to: 10 }, false);
  playhead.seek(0);
  const answers: (() => void)[] = [];
  const slow = (from: number) => new Promise<number>((resolve) => { answers.push(() => resolve(from + 1)); });
  const answer = async () => {
    answers.shift()!();
    await new Promise((resolve) => { setTimeout(resolve); });
  };
  const told: string[] = [];
  const steps = createSampleSteps(playhead);
  for (let press = 0; press < 2; press += 1) steps(slow, (step) => told.push(step));
  await new Promise((resolve) => { setTimeout(resolve); });
  await answer();
  await answer();
  expect(playhead.get().time).toBe(2);
  steps(slow, (step) => told.push(step));
  await new Promise((resolve) => { setTimeout(resolve); });
  playhead.seek(7);
  await answer();
  expect([playhead.get().time, told]).toEqual([7, ['went', 'went']]);
});
