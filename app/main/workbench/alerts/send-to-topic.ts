import type { Notification } from '../../../shared/domain/notification.ts';
import type { OutletTarget } from '../../../shared/domain/outlet.ts';
import { asWorkbenchError, WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { messageBody } from '../../notify/message-body.ts';
import { createRecordPublisher } from '../../publish/record-publisher.ts';
import type { Store } from '../../store/database.ts';
import { listStreams, readSecrets } from '../../store/tables/stream-table.ts';
import { withSecrets } from '../streams/make-source.ts';

/**
 * Writes a notification to a topic, at the brokers of a stream; a repetition has the same key, and all in-sync replicas hold it when this resolves. A connection for each: notifications are few.
 * Throws `AF_OUTLET_UNREACHABLE`, and `AF_OUTLET_REJECTED` where the stream is gone.
 */
export async function sendToTopic(store: Store, { streamId, topic }: Extract<OutletTarget, { kind: 'kafka' }>, id: string, notification: Notification, signal: AbortSignal): Promise<void> {
  const source = store.read(listStreams).find(({ stream }) => stream.id === streamId)?.stream.source;
  if (source?.kind !== 'kafka') throw new WorkbenchError('AF_OUTLET_REJECTED', 'The stream whose brokers the outlet uses is gone.', { hint: 'Choose another stream of the same brokers in the outlet.' });
  const { connection } = withSecrets(source, store.read((db) => readSecrets(db, streamId)));
  const publisher = createRecordPublisher(connection, 'anomalyforce-alerts');
  const aborted = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new WorkbenchError('AF_OUTLET_UNREACHABLE', 'The workbench closes.')), { once: true }));
  try {
    await Promise.race([publisher.send(topic, [{ key: id, value: messageBody(notification), timestamp: notification.at }]), aborted]);
  } catch (error) {
    throw new WorkbenchError('AF_OUTLET_UNREACHABLE', asWorkbenchError(error).message, { cause: error });
  } finally {
    await publisher.close().catch(() => undefined);
  }
}
