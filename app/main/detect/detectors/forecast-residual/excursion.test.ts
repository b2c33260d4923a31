import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../../../seeded-random.ts';
import { forecastResidual } from '../forecast-residual.ts';

const SPIKE_AT = 1000;

/** Alarms over noise of a row a minute, in which channel 0 is `height` standard deviations higher for `rows` rows. */
async function alarmsAround({ channels, rows, height }: { channels: number; rows: number; height: number }): Promise<Float32Array> {
  const random = createSeededRandom(11);
  const count = SPIKE_AT + 150;
  const values = Float64Array.from({ length: count * channels }, () => random.normal(50));
  for (let row = SPIKE_AT; row < SPIKE_AT + rows; row += 1) values[row * channels]! += height;
  const detector = await forecastResidual.create({ channels, seed: 1 });
  const { alarm } = detector.advance({ rows: count, channels, series: new Uint32Array(count), times: Float64Array.from({ length: count }, (_, row) => 1_700_000_000_000 + row * 60_000), values });
  detector.dispose();
  return alarm;
}

function beyond(alarm: Float32Array, from: number): number {
  return alarm.subarray(from).filter((one) => one >= forecastResidual.threshold).length;
}

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
