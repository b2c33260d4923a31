/**
 * Rows a second through a detector's `advance` on one core: `node bench/detect-advance.ts [--channels 1] [--series 200] [--batch 5000] [--rows 400000]`.
 * Prints the backend, the rate after warm-up and the state's size per series.
 */
import { parseArgs } from 'node:util';
import { detectorKinds } from '../app/main/detect/detector-registry.ts';
import { openTensorBackend } from '../app/main/detect/worker/tensor-backend.ts';
import { createSeededRandom } from '../app/main/seeded-random.ts';
import type { SampleColumns } from '../app/shared/domain/samples.ts';

const { values } = parseArgs({
  options: {
    channels: { type: 'string', default: '1' },
    series: { type: 'string', default: '200' },
    batch: { type: 'string', default: '5000' },
    rows: { type: 'string', default: '400000' },
  },
});
const [channels, series, batch, rows] = [values.channels, values.series, values.batch, values.rows].map(Number) as [number, number, number, number];
const { backend, version } = await openTensorBackend();
const random = createSeededRandom(1);
const levels = Float64Array.from({ length: series * channels }, () => random.normal(0, 10));

for (const kind of detectorKinds) {
  const detector = await kind.create({ channels, seed: 1 });
  const warmUp = kind.warmUp * series;
  let spent = 0;
  let slowest = 0;
  let measured = 0;
  for (let from = 0; from < warmUp + rows; from += batch) {
    const samples = draw(from);
    const begin = performance.now();
    detector.advance(samples);
    const took = performance.now() - begin;
    if (from < warmUp) continue;
    spent += took;
    measured += batch;
    slowest = Math.max(slowest, took);
  }
  console.log({
    detector: kind.name, backend, version, channels, series, batch,
    rowsPerSecond: Math.round(measured / (spent / 1000)),
    slowestBatchMs: Math.round(slowest * 10) / 10,
    stateBytesPerSeries: Math.round(detector.save().byteLength / series),
  });
  detector.dispose();
}

function draw(from: number): SampleColumns {
  const samples: SampleColumns = { rows: batch, channels, series: new Uint32Array(batch), times: new Float64Array(batch), values: new Float64Array(batch * channels) };
  for (let row = 0; row < batch; row += 1) {
    const place = (from + row) % series;
    samples.series[row] = place;
    samples.times[row] = 1_700_000_000_000 + Math.floor((from + row) / series) * 1000;
    for (let c = 0; c < channels; c += 1) {
      const at = place * channels + c;
      levels[at] = 0.95 * levels[at]! + random.normal();
      samples.values[row * channels + c] = levels[at]!;
    }
  }
  return samples;
}
