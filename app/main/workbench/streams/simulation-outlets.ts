import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { systemClock } from '../../clock.ts';
import type { KafkaConnection } from '../../../shared/domain/stream.ts';
import { testConnection } from '../../ingest/kafka-client.ts';
import { createLog } from '../../log.ts';
import { createRecordPublisher } from '../../publish/record-publisher.ts';
import type { SimulatedLabel } from '../../simulate/simulation.ts';
import { mustBeNew, openNew, writeNew } from '../file-faults.ts';
import type { SimulationOutlet } from './publish-simulation.ts';

/** An outlet with an end. */
export interface ClosableOutlet extends SimulationOutlet {
  close(): Promise<void>;
}

/** To a topic; labels to `labelsTopic`, keyed by series. Stamped when written: event time may lie years back, where a broker deletes it, or ahead, where it refuses it. The brokers are asked first, with the labels: throws `AF_INGEST_*` that says which step failed. */
export function topicOutlet(connection: KafkaConnection, topic: string, labelsTopic: string): ClosableOutlet {
  const publisher = createRecordPublisher(connection, 'anomalyforce-simulate');
  return {
    records: (batch) => publisher.send(topic, batch.map((record) => ({ ...record, timestamp: systemClock.now() }))),
    async labels(labels) {
      await testConnection(connection, createLog({ level: 'silent' }));
      await publisher.send(labelsTopic, labels.map((label) => ({ key: label.key, value: JSON.stringify(label), timestamp: systemClock.now() })));
    },
    close: () => publisher.close(),
  };
}

/** To a file of JSON lines; labels to a file of their own beside it (`<file>.labels.json`). Throws `AF_API_INPUT_INVALID` where one of them can't be made, or is there and may not be written over. */
export function fileOutlet(file: string, isForced = false): ClosableOutlet {
  for (const one of [file, labelsFileOf(file)]) mustBeNew(one, isForced);
  const out = createWriteStream(file, { fd: openNew(file, isForced, 0o666) });
  return {
    async records(batch) {
      if (!out.write(batch.map((record) => `${record.value}\n`).join(''))) await once(out, 'drain');
    },
    async labels(labels: readonly SimulatedLabel[]) {
      writeNew(labelsFileOf(file), `${JSON.stringify(labels, null, 1)}\n`, isForced);
    },
    async close() {
      out.end();
      await once(out, 'finish');
    },
  };
}

/** Where the labels of a simulated file lie. */
export function labelsFileOf(file: string): string {
  return `${file}.labels.json`;
}
