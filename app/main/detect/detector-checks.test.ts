import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { SampleColumns, ScoreColumns } from '../../shared/domain/samples.ts';
import { createSeededRandom } from '../seeded-random.ts';
import { detectorKinds } from './detector-registry.ts';
import type { Detector } from './detector.ts';
import { openTensorBackend } from './worker/tensor-backend.ts';

const START = 1_700_000_000_000;
const columns = ['score', 'alarm', 'instant', 'confidence', 'expected', 'low', 'high', 'share'] as const;

/** Rows of several series, one a second, interleaved; `spikeEvery` > 0 adds a large spike each so many rows of a series, from row 300 on. */
function draw({ seed = 1, series = 3, rowsPerSeries = 500, channels = 2, spikeEvery = 0 } = {}): SampleColumns {
  const rows = series * rowsPerSeries;
  const samples: SampleColumns = { rows, channels, series: new Uint32Array(rows), times: new Float64Array(rows), values: new Float64Array(rows * channels) };
  const random = createSeededRandom(seed);
  const sources = Array.from({ length: series }, (_, i) => ({ random: random.derive(`series-${i}`), level: 0 }));
  for (let row = 0; row < rows; row += 1) {
    const place = row % series;
    const step = Math.floor(row / series);
    const source = sources[place]!;
    source.level = 0.9 * source.level + source.random.normal();
    samples.series[row] = place;
    samples.times[row] = START + step * 1000;
    for (let c = 0; c < channels; c += 1) {
      const spike = spikeEvery > 0 && step >= 300 && step % spikeEvery === 0 ? 25 : 0;
      samples.values[row * channels + c] = 50 + (c + 1) * source.level + source.random.normal(0, 0.3) + spike;
    }
  }
  return samples;
}

function pick(samples: SampleColumns, rows: readonly number[]): SampleColumns {
  const { channels } = samples;
  return {
    rows: rows.length, channels,
    series: Uint32Array.from(rows, (row) => samples.series[row]!),
    times: Float64Array.from(rows, (row) => samples.times[row]!),
    values: Float64Array.from(rows.flatMap((row) => [...samples.values.subarray(row * channels, (row + 1) * channels)])),
  };
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

/** Row by row, as [score, …] per original row, so that runs with other boundaries or orders can be compared. */
function expectSame(a: ScoreColumns, b: ScoreColumns, tolerance: number): void {
  for (const name of columns) {
    expect(a[name].length).toBe(b[name].length);
    let worst = 0;
    for (let i = 0; i < a[name].length; i += 1) {
      const [x, y] = [a[name][i]!, b[name][i]!];
      worst = Math.max(worst, Number.isNaN(x) && Number.isNaN(y) ? 0 : Number.isNaN(x - y) ? Infinity : Math.abs(x - y) / Math.max(1, Math.abs(x)));
    }
    expect(worst, name).toBeLessThanOrEqual(tolerance);
  }
  expect(a.shape).toEqual(b.shape);
}

function join(parts: readonly ScoreColumns[]): ScoreColumns {
  const flat = (name: (typeof columns)[number]): Float32Array => Float32Array.from(parts.flatMap((part) => [...part[name]]));
  return {
    rows: parts.reduce((sum, part) => sum + part.rows, 0), channels: parts[0]!.channels, score: flat('score'), alarm: flat('alarm'), instant: flat('instant'), confidence: flat('confidence'),
    expected: flat('expected'), low: flat('low'), high: flat('high'), share: flat('share'), shape: Uint8Array.from(parts.flatMap((part) => [...part.shape])),
  };
}

describe.each(detectorKinds)('the detector $name', (kind) => {
  const made: Detector[] = [];
  const create = async (channels = 2, seed = 1): Promise<Detector> => {
    const detector = await kind.create({ channels, seed });
    made.push(detector);
    return detector;
  };
  afterAll(() => {
    for (const detector of made) detector.dispose();
  });

  it('scores without changing its state', async () => {
    const detector = await create();
    const samples = draw();
    detector.advance(pick(samples, range(0, 900)));
    const before = detector.save();
    const rest = pick(samples, range(900, 1500));
    const scored = detector.score(rest);
    expect(detector.save()).toEqual(before);
    expectSame(scored, detector.advance(rest), 0);
  });

  it('never touches its input', async () => {
    const samples = draw();
    const copy = structuredClone(samples);
    const detector = await create();
    detector.advance(samples);
    detector.score(samples);
    expect(samples).toEqual(copy);
  });

  it('gives the same scores after save and load', async () => {
    const samples = draw({ spikeEvery: 70 });
    const one = await create();
    one.advance(pick(samples, range(0, 1000)));
    const two = await create();
    two.load(one.save());
    expect(two.save()).toEqual(one.save());
    const rest = pick(samples, range(1000, 1500));
    expectSame(one.advance(rest), two.advance(rest), 0);
  });

  it('refuses the state of another channel count, and bytes that are none', async () => {
    const one = await create(1);
    const two = await create(2);
    two.advance(draw());
    const bytes = two.save();
    expect(() => one.load(bytes)).toThrow(expect.objectContaining({ code: 'AF_DETECT_MODEL_INVALID' }));
    expect(() => two.load(bytes.slice(0, bytes.length - 8))).toThrow(expect.objectContaining({ code: 'AF_DETECT_MODEL_INVALID' }));
    expect(() => two.load(new Uint8Array([1, 2, 3]))).toThrow(expect.objectContaining({ code: 'AF_DETECT_MODEL_INVALID' }));
  });

  it('leaves no tensor behind', async () => {
    const { tf } = await openTensorBackend();
    const before = tf.memory().numTensors;
    const detector = await kind.create({ channels: 2, seed: 1 });
    const samples = draw();
    detector.advance(samples);
    const running = tf.memory().numTensors;
    detector.advance(samples);
    detector.score(samples);
    expect(tf.memory().numTensors).toBe(running);
    detector.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('gives no number during warm-up and says how many samples it still needs', async () => {
    const detector = await create(1);
    const samples = draw({ series: 1, channels: 1 });
    expect(detector.warmUpRemaining(0)).toBe(kind.warmUp);
    for (let row = 0; row < kind.warmUp; row += 1) {
      expect(detector.warmUpRemaining(0)).toBe(kind.warmUp - row);
      const { score, share } = detector.advance(pick(samples, [row]));
      expect([score[0], share[0]]).toEqual([NaN, NaN]);
    }
    expect(detector.warmUpRemaining(0)).toBe(0);
    const { score, low, high, expected } = detector.advance(pick(samples, [kind.warmUp]));
    expect(score[0]).toBeGreaterThanOrEqual(0);
    expect(score[0]).toBeLessThan(1);
    expect(low[0]!).toBeLessThan(expected[0]!);
    expect(high[0]!).toBeGreaterThan(expected[0]!);
  });

  it('ranks spikes above ordinary rows', async () => {
    const samples = draw({ spikeEvery: 40 });
    const { score } = (await create()).advance(samples);
    const odd: number[] = [];
    const ordinary: number[] = [];
    for (let row = 0; row < samples.rows; row += 1) {
      const step = Math.floor(row / 3);
      if (Number.isNaN(score[row]!) || step < 300) continue;
      (step % 40 === 0 ? odd : ordinary).push(score[row]!);
    }
    const wins = odd.reduce((sum, one) => sum + ordinary.filter((other) => one > other).length, 0);
    expect(wins / (odd.length * ordinary.length)).toBeGreaterThan(0.9);
  });

  it('shares the score out among the channels', async () => {
    const samples = draw({ spikeEvery: 50 });
    const { share, score } = (await create()).advance(samples);
    for (let row = 0; row < samples.rows; row += 1) {
      if (Number.isNaN(score[row]!)) continue;
      expect(share[row * 2]! + share[row * 2 + 1]!).toBeCloseTo(1, 5);
    }
  });

  it('does not learn flagged rows as normal', async () => {
    const clean = draw({ series: 1, rowsPerSeries: 700, channels: 1 });
    const odd = structuredClone(clean);
    for (let row = 600; row < 640; row += 1) odd.values[row] = odd.values[row]! + 80;
    const [a, b] = [await create(1), await create(1)];
    const [normal, disturbed] = [a.advance(clean), b.advance(odd)];
    const during = [...disturbed.alarm.subarray(601, 604)];
    expect(Math.max(...during)).toBeGreaterThan(kind.threshold);
    const width = (scores: ScoreColumns, row: number): number => scores.high[row]! - scores.low[row]!;
    expect(width(disturbed, 699)).toBeLessThan(3 * width(normal, 699));
    expect(Math.abs(disturbed.expected[699]! - normal.expected[699]!)).toBeLessThan(width(normal, 699));
  });

  it('takes a lasting change as the new normal', async () => {
    const samples = draw({ series: 1, rowsPerSeries: 3500, channels: 1 });
    for (let row = 600; row < samples.rows; row += 1) samples.values[row] = samples.values[row]! + 60;
    const { alarm } = (await create(1)).advance(samples);
    expect(alarm[600]!).toBeGreaterThan(kind.threshold);
    const late = alarm.subarray(3000);
    expect(late.filter((one) => one >= kind.threshold).length).toBeLessThan(5);
  });

  it('gives the same scores wherever calls begin and end', async () => {
    const samples = draw({ spikeEvery: 60, rowsPerSeries: 350 });
    const whole = (await create()).advance(samples);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: samples.rows - 1 }), { minLength: 1, maxLength: 12 }), async (cuts) => {
        const detector = await kind.create({ channels: 2, seed: 1 });
        const ends = [...new Set([0, ...cuts, samples.rows])].sort((a, b) => a - b);
        const parts = ends.slice(1).map((end, i) => detector.advance(pick(samples, range(ends[i]!, end))));
        detector.dispose();
        expectSame(join(parts), whole, 1e-6);
      }),
      { numRuns: 8, seed: 7 },
    );
  });

  it('gives each series the same scores whatever comes between', async () => {
    const samples = draw({ spikeEvery: 60 });
    const whole = (await create()).advance(samples);
    const bySeries = range(0, samples.rows).sort((a, b) => samples.series[b]! - samples.series[a]! || a - b);
    const sorted = (await create()).advance(pick(samples, bySeries));
    const back = bySeries.map((row, place) => [row, place] as const).sort((a, b) => a[0] - b[0]);
    expect(back.map(([, place]) => sorted.score[place])).toEqual([...whole.score]);
  });

  it('repeats itself with the same seed', async () => {
    const samples = draw({ spikeEvery: 45 });
    expectSame((await create(2, 5)).advance(samples), (await create(2, 5)).advance(samples), 0);
  });

  it('survives missing channels and says that they are missing', async () => {
    const samples = draw({ series: 1, rowsPerSeries: 600 });
    for (let row = 400; row < 430; row += 1) samples.values[row * 2 + 1] = NaN;
    for (let row = 460; row < 470; row += 1) samples.values.fill(NaN, row * 2, row * 2 + 2);
    const { alarm, share, shape } = (await create()).advance(samples);
    expect(Math.max(...alarm.subarray(400, 430))).toBeGreaterThan(kind.threshold);
    expect(shape[410]).toBe(8);
    expect(share[410 * 2 + 1]).toBe(1);
    expect([...alarm.subarray(kind.warmUp)].some(Number.isNaN)).toBe(false);
  });

  it('does not learn masked rows', async () => {
    const samples = draw({ series: 1, rowsPerSeries: 400, channels: 1 });
    const detector = await create(1);
    detector.advance(pick(samples, range(0, 300)));
    const other = await create(1);
    other.load(detector.save());
    detector.advance(pick(samples, range(300, 400)), new Uint8Array(100).fill(1));
    other.advance(pick(samples, range(300, 400)));
    expect(detector.save()).not.toEqual(other.save());
  });

  it('scores alike on native TensorFlow and on WebAssembly, where both are there', async (context) => {
    const native = await openTensorBackend('native');
    if (native.backend !== 'native') return context.skip(native.reason);
    const samples = draw({ spikeEvery: 60, rowsPerSeries: 300 });
    const before = process.env['ANOMALYFORCE_BACKEND'];
    const run = async (backend: string): Promise<ScoreColumns> => {
      process.env['ANOMALYFORCE_BACKEND'] = backend;
      return (await create()).advance(samples);
    };
    const [a, b] = [await run('native'), await run('wasm')];
    if (before === undefined) delete process.env['ANOMALYFORCE_BACKEND'];
    else process.env['ANOMALYFORCE_BACKEND'] = before;
    expectSame(a, b, 1e-3);
  });
});
