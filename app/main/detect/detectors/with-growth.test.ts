import { afterAll, describe, expect, it } from 'vitest';
import type { SampleColumns, ScoreColumns } from '../../../shared/domain/samples.ts';
import { createSeededRandom } from '../../seeded-random.ts';
import { detectorKinds } from '../detector-registry.ts';
import type { Detector } from '../detector.ts';

const MINUTE = 60_000;
const ROWS = 1200;
const BUSY = 900;
const RESET = 600;
const [forecast] = detectorKinds;

/** A level that wanders, beside a total of events by the minute, with a reset and 40 minutes in which twice as many come. */
function draw({ rows = ROWS, isReset = true, setBack = -1 } = {}): SampleColumns {
  const random = createSeededRandom(2);
  let level = 0;
  let total = 5_000_000;
  const values = new Float64Array(rows * 2);
  for (let row = 0; row < rows; row += 1) {
    if (isReset && row === RESET) total = 0;
    level = 0.8 * level + random.normal();
    total += Math.round((row >= BUSY && row < BUSY + 40 ? 200 : 100) + 8 * random.normal());
    if (row === setBack) total -= 3_000_000;
    values.set([50 + level, total], row * 2);
  }
  return { rows, channels: 2, series: new Uint32Array(rows), times: Float64Array.from({ length: rows }, (_, row) => row * MINUTE), values };
}

function only(samples: SampleColumns, c: number): SampleColumns {
  return { ...samples, channels: 1, values: samples.values.filter((_, i) => i % 2 === c) };
}

function cut({ channels, series, times, values }: SampleColumns, from: number, to: number): SampleColumns {
  return { rows: to - from, channels, series: series.slice(from, to), times: times.slice(from, to), values: values.slice(from * channels, to * channels) };
}

const figures = ({ score, alarm, expected, low, high, share, from }: ScoreColumns) => [score, alarm, expected, low, high, share, from ?? []].map((column) => [...column]);

describe.each(detectorKinds)('a counter with $name', (kind) => {
  const made: Detector[] = [];
  const create = async (channels = 1): Promise<Detector> => {
    const detector = await kind.create({ channels, seed: 1 });
    made.push(detector);
    return detector;
  };
  afterAll(() => {
    for (const detector of made) detector.dispose();
  });

  it('is told where it grows twice as fast, and not where it is reset', async () => {
    const { alarm } = (await create()).advance(only(draw(), 1));
    expect(Math.max(...alarm.subarray(BUSY, BUSY + 5))).toBeGreaterThan(kind.threshold);
    expect(Math.max(...alarm.subarray(kind.warmUp, BUSY))).toBeLessThan(kind.threshold);
  });

  it('has an expectation and a band in its own unit, and does not go back', async () => {
    const samples = only(draw(), 1);
    const { from, expected, low, high } = (await create()).advance(samples);
    for (let row = kind.warmUp; row < BUSY; row += 1) {
      const value = samples.values[row]!;
      if (row !== RESET) expect(from![row]).toBe(samples.values[row - 1]!);
      expect(expected[row]!).toBeGreaterThan(from![row]! + 60);
      expect(expected[row]!).toBeLessThan(from![row]! + 140);
      expect(low[row]!).toBeGreaterThanOrEqual(from![row]!);
      expect(high[row]! - low[row]!).toBeLessThan(150);
      expect(Math.abs(value - expected[row]!)).toBeLessThan(150);
    }
  });

  it('gives the same scores wherever calls begin and end, after save and load, and in a trial', async () => {
    const samples = draw();
    const whole = figures((await create(2)).advance(samples));
    for (const cuts of [[1, 100, 128, 129, 700], [127, 130, 600, 601]]) {
      let detector = await create(2);
      const parts: number[][][] = [];
      for (const [place, end] of [...cuts, ROWS].entries()) {
        const piece = cut(samples, place === 0 ? 0 : cuts[place - 1]!, end);
        const before = detector.save();
        const tried = figures(detector.score(piece));
        expect(detector.save()).toEqual(before);
        const loaded = await create(2);
        loaded.load(before);
        parts.push(figures(loaded.advance(piece)));
        expect(tried).toEqual(parts.at(-1));
        detector = loaded;
      }
      whole.slice(0, 6).forEach((column, at) => expect(parts.flatMap((part) => part[at]!)).toEqual(column));
    }
  });

  it('refuses the state of another channel count, and bytes that are none', async () => {
    const [one, two] = [await create(1), await create(2)];
    two.advance(draw({ rows: 100 }));
    for (const bytes of [two.save(), two.save().slice(0, -8), new Uint8Array(12)]) expect(() => one.load(bytes)).toThrow(expect.objectContaining({ code: 'AF_DETECT_MODEL_INVALID' }));
  });
});

describe('a channel', async () => {
  const run = async (samples: SampleColumns, learnRows?: number): Promise<ScoreColumns> => {
    const detector = await forecast!.create({ channels: samples.channels, seed: 1, ...(learnRows !== undefined && { learnRows }) });
    const scores = detector.advance(samples);
    detector.dispose();
    return scores;
  };
  const SET_BACK = 500;
  const setBack = only(draw({ isReset: false, setBack: SET_BACK }), 1);

  it('that falls otherwise than by a reset is plain for good, from a new warm-up on', async () => {
    const { from, score } = await run(setBack);
    expect(from![SET_BACK - 1]).toBe(setBack.values[SET_BACK - 2]);
    expect([...from!.subarray(SET_BACK)].every(Number.isNaN)).toBe(true);
    expect(score.findIndex((one, row) => row >= SET_BACK && !Number.isNaN(one))).toBe(SET_BACK + forecast!.warmUp);
  });

  it('that was one in all rows that are learned stays one', async () => {
    const { from, alarm, shape } = await run(setBack, 400);
    expect(from![ROWS - 1]).toBe(setBack.values[ROWS - 2]);
    expect(alarm[SET_BACK]).toBeGreaterThan(forecast!.threshold);
    expect(shape[SET_BACK]).toBe(2);
  });

  it('that is none is scored beside a counter as it is', async () => {
    const samples = draw({ isReset: false });
    const { expected, from, alarm, share } = await run(samples);
    expect(from!.every((one, i) => i % 2 === 1 || Number.isNaN(one))).toBe(true);
    expect(Math.abs(expected[(BUSY - 1) * 2]! - 50)).toBeLessThan(10);
    expect(alarm[BUSY]).toBeGreaterThan(forecast!.threshold);
    expect(share[BUSY * 2 + 1]).toBeGreaterThan(0.5);
  });
});
