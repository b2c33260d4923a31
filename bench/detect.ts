/**
 * What detection costs beside other engines, in one run: `npm run bench detect [-- --series 1000 --rows 600 --peer-series 40 --channels 1,8,32 --python python3]`.
 * Ours on native TensorFlow and on WebAssembly, aws-rcf (OpenSearch's engine) and river's half-space trees on the same waves, once for each number of channels, of which so many times fewer series: rows a second of
 * processor time, time of a tick of 1,000 values at 10,000 values a second (ours) or of one row (theirs), and memory per series. With one channel a row is a point. A peer that is missing is named with what it lacks.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { filesOf } from './detect/load.ts';
import { findPeers, measurePeer } from './quality/peers/run-peers.ts';
import { machine, note } from './support/report.ts';

const { values } = parseArgs({ options: { series: { type: 'string', default: '1000' }, rows: { type: 'string', default: '600' }, 'peer-series': { type: 'string', default: '40' }, channels: { type: 'string', default: '1,8,32' }, python: { type: 'string', default: 'python3' } } });

/** A peer's memory is a mean over no fewer series. */
const LEAST_PEER_SERIES = 4;

interface OwnCost {
  backend: string;
  rowsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
  bytesPerSeries: number;
}
const peers = findPeers(values.python).filter(({ name }) => name === 'aws-rcf' || name === 'river-hst');
for (const channels of values.channels.split(',').map(Number)) {
  const series = Math.max(1, Math.round(Number(values.series) / channels));
  const peerSeries = Math.max(LEAST_PEER_SERIES, Math.round(Number(values['peer-series']) / channels));
  const figures: Record<string, string | number> = { machine: machine(), load: `${series} series of ${values.rows} rows, ${channels} channel${channels === 1 ? '' : 's'}; peers ${peerSeries} of them` };
  let native = 0;
  for (const backend of ['native', 'wasm']) {
    const cost = JSON.parse(execFileSync(process.execPath, [join(import.meta.dirname, 'detect', 'own-cost.ts'), String(series), values.rows, String(channels)], { encoding: 'utf8', env: { ...process.env, ANOMALYFORCE_BACKEND: backend } })) as OwnCost;
    if (backend === 'native') native = cost.rowsPerSecond;
    figures[`ours, ${cost.backend}`] = `${Math.round(cost.rowsPerSecond)} rows/s; a tick p50 ${cost.p50Ms.toFixed(1)} ms, p99 ${cost.p99Ms.toFixed(1)} ms; ${(cost.bytesPerSeries / 1024).toFixed(1)} KiB a series`;
  }
  for (const { name, missing } of peers) {
    if (missing !== null) {
      figures[name] = `left out: ${missing}`;
      continue;
    }
    const cost = await measurePeer(name as 'aws-rcf' | 'river-hst', values.python, filesOf(peerSeries, Number(values.rows), channels));
    figures[name] = `${Math.round(cost.rowsPerSecond)} rows/s; a row p50 ${cost.p50Us.toFixed(0)} µs, p99 ${cost.p99Us.toFixed(0)} µs; ${(cost.bytesPerSeries / 1024).toFixed(0)} KiB a series; ours is ${(native / cost.rowsPerSecond).toFixed(1)} times as fast`;
  }
  note('detect', figures);
}
