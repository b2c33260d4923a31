import { expect, it } from 'vitest';
import { createSeededRandom } from '../../../seeded-random.ts';
import { detectorKinds } from '../../detector-registry.ts';
import { shapes } from '../../../../shared/domain/samples.ts';

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
