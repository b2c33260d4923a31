import { describe, expect, it } from 'vitest';
import type { SampleColumns, ScoreColumns } from '../../../../shared/domain/samples.ts';
import { createSeededRandom } from '../../../seeded-random.ts';
import { advanceSpans } from '../../spans.ts';
import { forecastResidual } from '../forecast-residual.ts';

const SPIKE_AT = 1000;

interface Excursion {
  channels: number;
  rows: number;
  height: number;
}

/** Noise of a row a minute, in which channel 0 is `height` standard deviations higher for `rows` rows, with its scores. */
async function scoresAround({ channels, rows, height }: Excursion): Promise<[SampleColumns, ScoreColumns]> {
  const random = createSeededRandom(11);
  const count = SPIKE_AT + 300;
  const values = Float64Array.from({ length: count * channels }, () => random.normal(50));
  for (let row = SPIKE_AT; row < SPIKE_AT + rows; row += 1) values[row * channels]! += height;
  const detector = await forecastResidual.create({ channels, seed: 1 });
  const samples = { rows: count, channels, series: new Uint32Array(count), times: Float64Array.from({ length: count }, (_, row) => 1_700_000_000_000 + row * 60_000), values };
  const scores = detector.advance(samples);
  detector.dispose();
  return [samples, scores];
}

const alarmsAround = async (excursion: Excursion): Promise<Float32Array> => (await scoresAround(excursion))[1].alarm;

function beyond(alarm: Float32Array, from: number): number {
  return alarm.subarray(from).filter((one) => one >= forecastResidual.threshold).length;
}

it.each([[1, 6, 12], [1, 24, 12], [1, 100, 30], [3, 24, 12]])('an excursion is told to end with it, though its means are odd for long: with %i channels, %i rows of %i standard deviations', async (channels, rows, height) => {
  const [samples, scores] = await scoresAround({ channels, rows, height });
  const spans = advanceSpans(new Map(), samples, scores, { threshold: forecastResidual.threshold, placeOf: String }).map(({ span }) => span);
  const [own] = spans.filter(({ lastPlace }) => Number(lastPlace) >= SPIKE_AT);
  expect(Number(own!.firstPlace)).toBe(SPIKE_AT);
  expect(Number(own!.lastPlace) - (SPIKE_AT + rows - 1)).toBeGreaterThanOrEqual(0);
  expect(Number(own!.lastPlace) - (SPIKE_AT + rows - 1)).toBeLessThanOrEqual(1);
  expect(beyond(scores.alarm, SPIKE_AT + rows + 1)).toBeGreaterThan(20);
});

describe('a spike', () => {
  it.each([[1, 1], [1, 3], [3, 1]])('is told while it lasts and not while the past holds it: with %i channels, %i rows long', async (channels, rows) => {
    const alarm = await alarmsAround({ channels, rows, height: 60 });
    expect(alarm[SPIKE_AT]!).toBeGreaterThan(forecastResidual.threshold);
    expect(beyond(alarm, SPIKE_AT + rows + 1)).toBe(0);
  });

  it('that does not end is another level, and goes on being told', async () => {
    const alarm = await alarmsAround({ channels: 1, rows: 100, height: 60 });
    expect(beyond(alarm, SPIKE_AT + 5)).toBeGreaterThan(40);
  });
});

it.each([[1, 1e4], [1, 1e7], [1, 1e300], [3, 1e7]])('one broken record is told once, and neither blinds the rows behind it nor comes back at its hour: with %i channels, %d', async (channels, broken) => {
  const rows = 1400;
  const random = createSeededRandom('broken');
  const detector = await forecastResidual.create({ channels, seed: 1 });
  const values = Float64Array.from({ length: rows * channels }, (_, i) => 1000 + 400 * Math.cos((2 * Math.PI * Math.floor(i / channels)) / 24) + 30 * random.normal());
  values[500 * channels] = broken;
  const { alarm, expected } = detector.advance({ rows, channels, series: new Uint32Array(rows), times: Float64Array.from({ length: rows }, (_, row) => Date.UTC(2026, 0, 5) + row * 3_600_000), values });
  detector.dispose();
  expect(alarm[500]).toBeGreaterThan(forecastResidual.threshold);
  expect(beyond(alarm, 502)).toBe(0);
  expect(Math.max(...expected.subarray(502 * channels))).toBeLessThan(2000);
});
