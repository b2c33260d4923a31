import { expect, it } from 'vitest';
import { createSeededRandom } from '../../../seeded-random.ts';
import { detectorKinds } from '../../detector-registry.ts';
import { advanceSpans } from '../../spans.ts';

it('a waveform that swings otherwise for a while is told, though each of its values is usual', async () => {
  const rows = 16_000;
  const [from, to] = [12_000, 12_200];
  const random = createSeededRandom('waveform');
  const detector = await detectorKinds[0]!.create({ channels: 1, seed: 1 });
  const values = Float64Array.from({ length: rows }, (_, row) => Math.sin((2 * Math.PI * row * (row >= from && row < to ? 8 : 5)) / 100) + 0.3 * Math.sin((2 * Math.PI * row * 11) / 100) + 0.1 * random.normal());
  const samples = { rows, channels: 1, series: new Uint32Array(rows), times: Float64Array.from({ length: rows }, (_, row) => Date.UTC(2026, 0, 5) + row * 10), values };
  const told = advanceSpans(new Map(), samples, detector.advance(samples), { threshold: detectorKinds[0]!.threshold, placeOf: String }).map(({ span }) => Number(span.firstPlace));
  detector.dispose();
  expect(told).toHaveLength(1);
  expect(told[0]).toBeGreaterThanOrEqual(from);
  expect(told[0]).toBeLessThan(from + 64);
});
