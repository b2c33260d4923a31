/**
 * From produce to stored anomaly at a steady rate: `npm run bench latency [-- --rate 5000 --seconds 60]`. 200 series, one broker on the
 * same machine. Each second one series jumps by 40 standard deviations; its record carries the moment of its production, and the time
 * counts until the stored anomaly reaches a subscriber of the contract.
 */
import { parseArgs } from 'node:util';
import { startBroker } from '../scripts/kafka/broker.mjs';
import { createRecordPublisher } from '../app/main/publish/record-publisher.ts';
import { createSeededRandom } from '../app/main/seeded-random.ts';
import { openTestWorkbench, untilHealth } from '../tests/fixtures/open-test-workbench.ts';
import { loadDraft, makeTopic, reading, seriesCount } from './support/kafka-load.ts';
import { machine, note, quantile } from './support/report.ts';

const { values } = parseArgs({ options: { rate: { type: 'string', default: '5000' }, seconds: { type: 'string', default: '60' } } });
const rate = Number(values.rate);
const seconds = Number(values.seconds);
/** Between two writes, ms. */
const every = 20;

const broker = await startBroker();
const opened = await openTestWorkbench();
try {
  const { workbench } = opened;
  await makeTopic(broker.brokers, 'live');
  const [detector] = await workbench.call('detectors.list', {});
  const stream = await workbench.call('streams.create', loadDraft(broker.brokers, 'live', detector!.name));
  const publisher = createRecordPublisher({ brokers: broker.brokers, tls: null, sasl: null }, 'bench');
  const random = createSeededRandom('latency');

  // Event time is a synthetic clock that runs on from the warm-up, so that a series' samples are 1/rate·series apart throughout.
  const stepMs = (1000 * seriesCount) / rate;
  const epoch = Date.UTC(2026, 0, 5);
  let row = 0;
  const next = (jump: boolean) => {
    const series = row % seriesCount;
    const time = epoch + Math.floor(row / seriesCount) * stepMs;
    row += 1;
    const value = 60 + series / 10 + 0.4 * random.normal() + (jump ? 16 : 0);
    return { key: String(series), value: reading(series, time, value), timestamp: time, series, time };
  };
  const warmUp = seriesCount * (detector!.warmUp + 200);
  for (let sent = 0; sent < warmUp; sent += 5_000) await publisher.send('live', Array.from({ length: 5_000 }, () => next(false)));
  const sent = row;
  await untilHealth(workbench, stream.id, (health) => health.recordCount >= sent);

  const produced = new Map<string, number>();
  const latencies: number[] = [];
  const hear = (anomalies: readonly { start: number; seriesName: string }[]) => {
    const now = performance.now();
    for (const { start, seriesName } of anomalies) {
      const name = `${seriesName}@${start}`;
      const at = produced.get(name);
      if (at === undefined) continue;
      produced.delete(name);
      latencies.push(now - at);
    }
  };
  workbench.subscribe('anomalies.watch', { filter: { streamIds: [stream.id] } }, { onSnapshot: () => undefined, onChange: hear, onError: (error) => { if (error.code !== 'AF_API_CONNECTION_CLOSED') throw error; } });

  const begun = performance.now();
  const base = row;
  let nextJump = base + rate;
  let jumps = 0;
  while (performance.now() - begun < seconds * 1000) {
    const due = base + ((performance.now() - begun) / 1000) * rate;
    const records = [];
    while (row < due) {
      const jump = row >= nextJump;
      if (jump) nextJump += rate + 7; // another series each time
      const record = next(jump);
      if (jump) {
        produced.set(`m-${String(record.series).padStart(3, '0')}@${record.time}`, performance.now());
        jumps += 1;
      }
      records.push(record);
    }
    if (records.length > 0) await publisher.send('live', records);
    await new Promise((resolve) => setTimeout(resolve, every));
  }
  const total = row;
  await untilHealth(workbench, stream.id, (health) => health.recordCount >= total);
  await publisher.close();
  note('latency', {
    machine: machine(),
    load: `${rate.toLocaleString('en')} records/s over ${seriesCount} series for ${seconds} s`,
    'jumps produced': jumps,
    'jumps found': latencies.length,
    'p50 (ms)': Math.round(quantile(latencies, 0.5)),
    'p99 (ms)': Math.round(quantile(latencies, 0.99)),
    'most (ms)': Math.round(Math.max(...latencies)),
  });
} finally {
  await opened.remove();
  await broker.stop();
}
