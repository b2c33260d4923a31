import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../../../seeded-random.ts';
import { detectorKinds } from '../../detector-registry.ts';
import { shapes } from '../../../../shared/domain/samples.ts';
import { advanceSpans } from '../../spans.ts';

const HALF_HOUR_MS = 1_800_000;

it('takes a gap that comes again, such as a weekend, for usual from the third time on', async () => {
  const rows = 8 * 240;
  /** Half hours of eight working weeks, from Monday to Friday. */
  const times = Array.from({ length: rows }, (_, row) => Date.UTC(2026, 0, 5) + (Math.floor(row / 240) * 336 + (row % 240)) * HALF_HOUR_MS);
  const mondays = Array.from({ length: 7 }, (_, week) => (week + 1) * 240);
  const random = createSeededRandom('weekends');
  const detector = await detectorKinds[0]!.create({ channels: 1, seed: 1 });
  const { shape } = detector.advance({ rows, channels: 1, series: new Uint32Array(rows), times: Float64Array.from(times), values: Float64Array.from(times, () => 10 + random.normal()) });
  detector.dispose();
  const gaps = mondays.map((row) => shapes[shape[row]!] === 'gap');
  expect(gaps).toEqual([true, true, false, false, false, false, false]);
});

describe('a channel that stood still', () => {
  /** Rows, a minute apart, at which something is told of a counter that is 0 but for 50 at the rows of `moves`; other channels are noise. */
  async function told(channels: number, moves: readonly number[], stepMs = 60_000): Promise<{ row: number; shape: string; share: number }[]> {
    const rows = 3000;
    const random = createSeededRandom('counter');
    const detector = await detectorKinds[0]!.create({ channels, seed: 1 });
    const values = Float64Array.from({ length: rows * channels }, (_, i) => (i % channels === 0 ? (moves.includes(i / channels) ? 50 : 0) : 20 + random.normal()));
    const samples = { rows, channels, series: new Uint32Array(rows), times: Float64Array.from({ length: rows }, (_, row) => Date.UTC(2026, 0, 5) + row * stepMs), values };
    const spans = advanceSpans(new Map(), samples, detector.advance(samples), { threshold: detectorKinds[0]!.threshold, placeOf: String });
    detector.dispose();
    return spans.map(({ span }) => ({ row: Number(span.firstPlace), shape: span.shape, share: span.evidence[0]!.share }));
  }

  it.each([1, 3])('is told when it moves for the first time, and not when it does so again: with %i channels', async (channels) => {
    expect(await told(channels, [1500, 1800, 2300])).toEqual([{ row: 1500, shape: 'spike', share: 1 }]);
  });

  it('is not told where the stillness was short: by time, not by rows', async () => {
    expect(await told(1, [250])).toEqual([]);
    expect(await told(1, [250], 300_000)).toEqual([{ row: 250, shape: 'spike', share: 1 }]);
    expect(await told(1, [2900], 1000)).toEqual([]);
  });
});

describe('what stands still at the same value again and again', () => {
  /** Starts of what is told frozen, in 40 hours by minutes of noise that stands still for an hour and a half at the hours of `stops`, at `at` of it. */
  async function frozen(channels: number, stops: readonly number[], at: (hour: number) => number): Promise<number[]> {
    const rows = 40 * 60;
    const random = createSeededRandom('rest');
    const detector = await detectorKinds[0]!.create({ channels, seed: 1 });
    const values = Float64Array.from({ length: rows * channels }, (_, i) => {
      const stop = stops.find((hour) => i / channels >= hour * 60 && i / channels < hour * 60 + 90);
      const noise = 60 + 5 * random.normal();
      return stop === undefined ? noise : at(stop);
    });
    const { shape } = detector.advance({ rows, channels, series: new Uint32Array(rows), times: Float64Array.from({ length: rows }, (_, row) => Date.UTC(2026, 0, 5) + row * 60_000), values });
    detector.dispose();
    return stops.filter((hour) => shape.subarray(hour * 60, hour * 60 + 90).includes(shapes.indexOf('frozen')));
  }

  it.each([1, 3])('rests there and is told twice, at another value each time: with %i channels', async (channels) => {
    expect(await frozen(channels, [10, 18, 26, 34], () => 100)).toEqual([10, 18]);
    expect(await frozen(channels, [10, 18, 26, 34], (hour) => 50 + hour / 10)).toEqual([10, 18, 26, 34]);
  });
});

it('a machine that rests at night, and was first seen at rest, is not in alarm all day from the third day on', async () => {
  const rows = 5 * 1440;
  const random = createSeededRandom('night and day');
  const detector = await detectorKinds[0]!.create({ channels: 3, seed: 1 });
  const times = Float64Array.from({ length: rows }, (_, row) => Date.UTC(2026, 0, 5) + row * 60_000);
  const values = Float64Array.from({ length: 3 * rows }, (_, i) => {
    const hour = new Date(times[Math.floor(i / 3)]!).getUTCHours();
    const runs = hour >= 6 && hour < 20 ? 1 : 0;
    return runs * [1500, 20, 2][i % 3]! * (1 + 0.03 * random.normal()) + 0.1 * random.normal();
  });
  const { alarm } = detector.advance({ rows, channels: 3, series: new Uint32Array(rows), times, values });
  detector.dispose();
  const toldShare = (day: number) => alarm.subarray(day * 1440, (day + 1) * 1440).filter((one) => one >= detectorKinds[0]!.threshold).length / 1440;
  expect([2, 3, 4].map(toldShare).filter((share) => share > 0.1)).toEqual([]);
});
