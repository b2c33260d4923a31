/**
 * What detection costs beside other engines, in one run: `npm run bench detect [-- --series 1000 --rows 600 --peer-series 40 --python python3]`.
 * Ours on native TensorFlow and on WebAssembly, aws-rcf (OpenSearch's engine) and river's half-space trees on the same waves: points a second of processor time, time of a
 * tick of 1,000 points at 10,000 points a second (ours) or of one point (theirs), and memory per series. A peer that is missing is named with what it lacks.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { filesOf } from './detect/load.ts';
import { findPeers, measurePeer } from './quality/peers/run-peers.ts';
import { machine, note } from './support/report.ts';

const { values } = parseArgs({ options: { series: { type: 'string', default: '1000' }, rows: { type: 'string', default: '600' }, 'peer-series': { type: 'string', default: '40' }, python: { type: 'string', default: 'python3' } } });

interface OwnCost {
  backend: string;
  pointsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
  bytesPerSeries: number;
}
const figures: Record<string, string | number> = { machine: machine(), load: `${values.series} series of ${values.rows} rows, one channel; peers ${values['peer-series']} of them` };
let native = 0;
for (const backend of ['native', 'wasm']) {
  const cost = JSON.parse(execFileSync(process.execPath, [join(import.meta.dirname, 'detect', 'own-cost.ts'), values.series, values.rows], { encoding: 'utf8', env: { ...process.env, ANOMALYFORCE_BACKEND: backend } })) as OwnCost;
  if (backend === 'native') native = cost.pointsPerSecond;
  figures[`ours, ${cost.backend}`] = `${Math.round(cost.pointsPerSecond)} points/s; a tick p50 ${cost.p50Ms.toFixed(1)} ms, p99 ${cost.p99Ms.toFixed(1)} ms; ${(cost.bytesPerSeries / 1024).toFixed(1)} KiB a series`;
}
for (const { name, missing } of findPeers(values.python)) {
  if (name !== 'aws-rcf' && name !== 'river-hst') continue;
  if (missing !== null) {
    figures[name] = `left out: ${missing}`;
    continue;
  }
  const cost = await measurePeer(name, values.python, filesOf(Number(values['peer-series']), Number(values.rows)));
  figures[name] = `${Math.round(cost.pointsPerSecond)} points/s; a point p50 ${cost.p50Us.toFixed(0)} µs, p99 ${cost.p99Us.toFixed(0)} µs; ${(cost.bytesPerSeries / 1024).toFixed(0)} KiB a series; ours is ${(native / cost.pointsPerSecond).toFixed(1)} times as fast`;
}
note('detect', figures);
