import { createWriteStream, openSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { systemClock } from '../../clock.ts';
import type { KafkaConnection } from '../../../shared/domain/stream.ts';
import { refusalWords, WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { testConnection } from '../../ingest/kafka-client.ts';
import { createLog } from '../../log.ts';
import { createRecordPublisher } from '../../publish/record-publisher.ts';
import type { SimulatedLabel } from '../../simulate/simulation.ts';
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

/** To a file of JSON lines; labels to a file of their own beside it (`<file>.labels.json`). Throws `AF_API_INPUT_INVALID` where it can't be made. */
export function fileOutlet(file: string): ClosableOutlet {
  const out = createWriteStream(file, { fd: openedFor(file) });
  return {
    async records(batch) {
      if (!out.write(batch.map((record) => `${record.value}\n`).join(''))) await once(out, 'drain');
    },
    async labels(labels: readonly SimulatedLabel[]) {
      writeFileSync(labelsFileOf(file), `${JSON.stringify(labels, null, 1)}\n`);
    },
    async close() {
      out.end();
      await once(out, 'finish');
    },
  };
}

function openedFor(file: string): number {
  try {
    return openSync(file, 'w');
  } catch (cause) {
    throw new WorkbenchError('AF_API_INPUT_INVALID', `The file ${file} can't be written: ${refusalWords(cause)}.`, { cause, hint: 'Name a file in a folder that is there and that you may write to.' });
  }
}

/** Where the labels of a simulated file lie. */
export function labelsFileOf(file: string): string {
  return `${file}.labels.json`;
}
