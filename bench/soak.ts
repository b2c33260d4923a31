/**
 * Resident memory over time at 5,000 records/s: `npm run bench soak [-- --minutes 20]`. The workbench runs in this process, the load comes
 * from another. Prints each minute and the slope after the first five minutes (least squares).
 */
import { fork } from 'node:child_process';
import { parseArgs } from 'node:util';
import { startBroker } from '../scripts/kafka/broker.mjs';
import { openTestWorkbench } from '../tests/fixtures/open-test-workbench.ts';
import { loadDraft, makeTopic } from './support/kafka-load.ts';
import { machine, note } from './support/report.ts';

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '20' }, rate: { type: 'string', default: '5000' } } });
const minutes = Number(values.minutes);

const broker = await startBroker();
const opened = await openTestWorkbench();
try {
  const { workbench } = opened;
  await makeTopic(broker.brokers, 'soak');
  const [detector] = await workbench.call('detectors.list', {});
  const stream = await workbench.call('streams.create', loadDraft(broker.brokers, 'soak', detector!.name));
  const load = fork(new URL('./support/soak-load.ts', import.meta.url), [broker.brokers.join(','), 'soak', values.rate, String(minutes * 60)]);
  const resident: number[] = [];
  for (let minute = 1; minute <= minutes; minute++) {
    await new Promise((resolve) => setTimeout(resolve, 60_000));
    const [row] = (await workbench.call('streams.list', {})).filter((one) => one.stream.id === stream.id);
    resident.push(process.memoryUsage().rss / 2 ** 20);
    console.log(`minute ${minute}: ${resident.at(-1)!.toFixed(0)} MiB, ${row!.health.recordCount.toLocaleString('en')} records, lag ${row!.health.lag}`);
  }
  load.kill();
  const settled = resident.slice(Math.min(5, Math.floor(minutes / 3)));
  const [row] = (await workbench.call('streams.list', {})).filter((one) => one.stream.id === stream.id);
  note('soak', {
    machine: machine(),
    load: `${values.rate} records/s over 200 series for ${minutes} minutes`,
    'records stored': row!.health.recordCount,
    'resident at the end (MiB)': Math.round(resident.at(-1)!),
    'highest (MiB)': Math.round(Math.max(...resident)),
    'slope after warm-up (MiB/min)': slope(settled).toFixed(2),
  });
} finally {
  await opened.remove();
  await broker.stop();
}

function slope(values: readonly number[]): number {
  const meanX = (values.length - 1) / 2;
  const meanY = values.reduce((a, b) => a + b, 0) / values.length;
  const top = values.reduce((sum, y, x) => sum + (x - meanX) * (y - meanY), 0);
  return top / values.reduce((sum, _y, x) => sum + (x - meanX) ** 2, 0);
}
