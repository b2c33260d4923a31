import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Kafka, logLevel } from 'kafkajs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRecordPublisher } from '../../app/main/publish/record-publisher.ts';
import { createSeededRandom } from '../../app/main/seeded-random.ts';
import { openDataKey } from '../../app/main/store/data-key.ts';
import { openStore } from '../../app/main/store/database.ts';
import { iterateRaw } from '../../app/main/store/raw-records.ts';
import { readPlaces } from '../../app/main/store/tables/place-table.ts';
import { listStreams } from '../../app/main/store/tables/stream-table.ts';
import { passphraseSecretStore } from '../../app/main/workbench/secrets.ts';
import { startBroker } from '../../scripts/kafka/broker.mjs';
import { killPassphrase, killRecord, partitions } from './kill-load.ts';
import { createTopic } from '../fixtures/create-topic.ts';

/* `kill -9` at 20 random moments under load: what is stored is a prefix of each partition's log, none lost, none twice, and the store is sound. */

const kills = 20;
const topic = 'killed';
let broker: Awaited<ReturnType<typeof startBroker>>;
const folder = mkdtempSync(join(tmpdir(), 'anomalyforce-kill-'));
beforeAll(async () => {
  broker = await startBroker();
  const admin = new Kafka({ brokers: broker.brokers, logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  await createTopic(admin, { topic, numPartitions: partitions });
  await admin.disconnect();
});
afterAll(async () => {
  await broker.stop();
  rmSync(folder, { recursive: true, force: true });
});

test(`${kills} times kill -9 under load lose no record and store none twice`, async () => {
  const random = createSeededRandom('kill-nine');
  const publisher = createRecordPublisher({ brokers: broker.brokers, tls: null, sasl: null }, 'kill-nine');
  let produced = 0;
  const produce = async (count: number) => {
    const records = Array.from({ length: count }, () => { const value = killRecord(produced++); return { key: `m${(produced - 1) % 20}`, value, timestamp: Date.UTC(2026, 0, 5) }; });
    await publisher.send(topic, records);
  };
  await produce(5_000);
  let stored = 0;
  for (let kill = 1; kill <= kills; kill++) {
    await produce(400); // so that there is something to store, however fast the one before was
    const child = startChild();
    await reached(child, stored + 1); // it is at work
    for (const end = performance.now() + random.uniform() * 700; performance.now() < end; ) await produce(400);
    child.kill('SIGKILL');
    await once(child, 'exit');
    stored = await checkStore(produced, `after kill ${kill}`);
  }
  const last = startChild();
  await reached(last, produced);
  last.kill('SIGTERM');
  await once(last, 'exit');
  await publisher.close();
  expect(await checkStore(produced, 'at the end')).toBe(produced);
});

function startChild(): ChildProcess {
  return fork(join(import.meta.dirname, 'workbench-child.ts'), [folder, broker.brokers.join(','), topic], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
}

/** When the child says that so many records are stored. */
function reached(child: ChildProcess, count: number): Promise<void> {
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout! }).on('line', (line) => Number(line.split(' ')[0]) >= count && resolve());
    child.once('exit', (code, signal) => reject(new Error(`the child ended with ${code ?? signal} before it had stored ${count} records`)));
  });
}

/** Opens the store as the next start would, and holds it against the log. Returns how many records it has. */
async function checkStore(produced: number, when: string): Promise<number> {
  const { key } = await openDataKey(folder, passphraseSecretStore(killPassphrase));
  const store = openStore(folder, key);
  try {
    expect(store.check(), when).toBe('ok');
    return store.read((db) => {
      const [row] = listStreams(db);
      const streamId = row!.stream.id;
      const next = new Map<number, number>();
      const rows = new Set<number>();
      for (const { partition, offset, value } of iterateRaw(db, streamId)) {
        expect(Number(offset), `${when}: partition ${partition}`).toBe(next.get(partition) ?? 0);
        next.set(partition, Number(offset) + 1);
        rows.add((JSON.parse(Buffer.from(value!).toString()) as { row: number }).row);
      }
      const stored = [...next.values()].reduce((sum, count) => sum + count, 0);
      expect(rows.size, `${when}: each record once`).toBe(stored);
      expect([...readPlaces(db, streamId)].sort(), `${when}: places`).toEqual([...next].sort());
      expect(row!.counts.recordCount, `${when}: the count of records`).toBe(stored);
      expect(stored).toBeLessThanOrEqual(produced);
      return stored;
    });
  } finally {
    store.close();
  }
}
