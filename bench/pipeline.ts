/**
 * Kafka -> scored by TensorFlow -> durable in the encrypted store, beside bare kafkajs that reads and parses the same topic, in turns
 * within one run: `npm run bench pipeline [-- --records 1000000 --runs 3]`. One broker, one partition, 200 series, JSON of about 90 bytes.
 */
import { parseArgs } from 'node:util';
import { startBroker } from '../scripts/kafka/broker.mjs';
import { openTestWorkbench, untilHealth } from '../tests/fixtures/open-test-workbench.ts';
import { bareConsume, fillTopic, loadDraft, makeTopic, seriesCount } from './support/kafka-load.ts';
import { machine, median, note } from './support/report.ts';

const { values } = parseArgs({ options: { records: { type: 'string', default: '1000000' }, runs: { type: 'string', default: '3' } } });
const records = Number(values.records);
const runs = Number(values.runs);

const broker = await startBroker();
try {
  await makeTopic(broker.brokers, 'load');
  await fillTopic(broker.brokers, 'load', records);
  const bare: number[] = [];
  const whole: number[] = [];
  let backend = '';
  for (let run = 0; run < runs; run++) {
    bare.push(records / (await bareConsume(broker.brokers, 'load', records, run)));
    const measured = await throughWorkbench();
    whole.push(measured.perSecond);
    backend = measured.backend;
    console.log(`run ${run + 1}: bare kafkajs ${Math.round(bare.at(-1)!).toLocaleString('en')}/s, whole pipeline ${Math.round(whole.at(-1)!).toLocaleString('en')}/s`);
  }
  note('pipeline', {
    machine: machine(),
    load: `${records.toLocaleString('en')} JSON records of ${seriesCount} series, 1 partition, ${runs} runs in turn, median`,
    backend,
    'bare kafkajs, read and parsed (records/s)': Math.round(median(bare)),
    'whole pipeline, stored (records/s)': Math.round(median(whole)),
    ratio: (median(whole) / median(bare)).toFixed(3),
  });
} finally {
  await broker.stop();
}

/** Records per second from the first stored batch to the last. */
async function throughWorkbench(): Promise<{ perSecond: number; backend: string }> {
  const opened = await openTestWorkbench();
  try {
    const { workbench } = opened;
    const [detector] = await workbench.call('detectors.list', {});
    let first: { at: number; records: number } | null = null;
    const stream = await workbench.call('streams.create', loadDraft(broker.brokers, 'load', detector!.name));
    const done = untilHealth(workbench, stream.id, (health) => {
      if (health.recordCount > 0) first ??= { at: performance.now(), records: health.recordCount };
      return health.recordCount >= records;
    });
    await done;
    const seconds = (performance.now() - first!.at) / 1000;
    const status = await workbench.call('workspace.status', {});
    return { perSecond: (records - first!.records) / seconds, backend: `${status.backend.name} ${status.backend.version}` };
  } finally {
    await opened.remove();
  }
}
