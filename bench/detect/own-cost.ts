/**
 * What our detector costs, in a process of its own: `node own-cost.ts <series> <rows per series> <channels>` with ANOMALYFORCE_BACKEND native or wasm; prints one line of JSON. A row counts as one, however many channels it has.
 * Throughput is that of `advance` once warm, by the processor time of the whole process; latency that of ticks through the detection worker, in real time.
 */
import { systemClock } from '../../app/main/clock.ts';
import { createDetectionService } from '../../app/main/detect/detection-service.ts';
import { detectorKinds } from '../../app/main/detect/detector-registry.ts';
import { openTensorBackend } from '../../app/main/detect/worker/tensor-backend.ts';
import { createLog } from '../../app/main/log.ts';
import { quantile } from '../support/report.ts';
import { columnsOf } from './load.ts';

const [series, rows, channels] = process.argv.slice(2).map(Number) as [number, number, number];
const BATCH_ROWS = 10;
const TICK_MS = 100;
/** 10,000 values a second: of so many series. */
const TICK_SERIES = Math.round(1_000 / channels);
const TICKS = 200;
const kind = detectorKinds[0]!;
const { backend, version } = await openTensorBackend();

const detector = await kind.create({ channels, seed: 1 });
const warm = Math.floor(rows / 2 / BATCH_ROWS) * BATCH_ROWS;
for (let row = 0; row < warm; row += BATCH_ROWS) detector.advance(columnsOf(series, row, row + BATCH_ROWS, 1_000, channels));
const batches = Array.from({ length: warm / BATCH_ROWS }, (_, i) => columnsOf(series, warm + i * BATCH_ROWS, warm + (i + 1) * BATCH_ROWS, 1_000, channels));
const begun = process.cpuUsage();
for (const batch of batches) detector.advance(batch);
const { user, system } = process.cpuUsage(begun);
const bytesPerSeries = detector.save().length / series;
detector.dispose();

const service = createDetectionService({ workerUrl: new URL('../../app/main/detect/worker/detection-worker.ts', import.meta.url), clock: systemClock, log: createLog({ level: 'silent' }) });
await service.open({ streamId: 'load', detector: kind.name, channels, seed: 1, state: null });
for (let row = 0; row < 2 * kind.warmUp; row += 1) await service.advance('load', columnsOf(TICK_SERIES, row, row + 1, TICK_MS, channels));
const latencies: number[] = [];
const origin = performance.now();
for (let tick = 0; tick < TICKS; tick += 1) {
  await systemClock.sleep(Math.max(0, origin + tick * TICK_MS - performance.now()));
  const columns = columnsOf(TICK_SERIES, 2 * kind.warmUp + tick, 2 * kind.warmUp + tick + 1, TICK_MS, channels);
  const from = performance.now();
  await service.advance('load', columns);
  latencies.push(performance.now() - from);
}
await service.stop();
console.log(JSON.stringify({ backend: `${backend} ${version}`, rowsPerSecond: (series * warm) / ((user + system) / 1e6), p50Ms: quantile(latencies, 0.5), p99Ms: quantile(latencies, 0.99), bytesPerSeries }));
