import { uploadWorkId } from '../../shared/domain/work.ts';
import type { Clock } from '../clock.ts';
import type { BacktestService } from './detection/backtest-service.ts';
import type { StreamRow, StreamService, StreamTopics } from './streams/stream-service.ts';
import type { UploadFolder } from './streams/upload-folder.ts';
import type { WorkEnd, WorkHandle, WorkRegistry } from './work-registry.ts';

/** Lists backtests as long works. */
export function followBacktests(work: WorkRegistry, backtests: BacktestService, streams: Pick<StreamService, 'list'>, failed: (error: unknown) => void): void {
  let current: WorkHandle | null = null;
  backtests.topic.onChange(({ id, streamId, state, error, sampleCount, doneCount }) => {
    if (current?.id !== id) {
      const subject = streams.list().find(({ stream }) => stream.id === streamId)?.stream.name ?? streamId;
      current = work.begin({ id, kind: 'backtest', subject, streamId, unit: 'samples', totalCount: sampleCount, cancel: () => void backtests.cancel(id).catch(failed) });
    }
    current.progressed(doneCount);
    if (state !== 'running') current.ended({ state, error });
  });
}

/** Lists saved streams that are read, fast or at a pace, as long works, from when one runs to its end. One that goes on after a restart is under way again. */
export function followImports(work: WorkRegistry, streams: Pick<StreamService, 'list' | 'stop'> & { topics: Pick<StreamTopics, 'streams'> }, failed: (error: unknown) => void): void {
  const handles = new Map<string, WorkHandle>();
  const follow = ({ stream, health }: StreamRow) => {
    const end = endOf(health);
    let handle = handles.get(stream.id);
    if (handle === undefined) {
      if (end !== null || stream.source.kind !== 'file') return;
      handle = work.begin({ id: `import ${stream.id}`, kind: 'import', subject: stream.name, streamId: stream.id, unit: 'records', doneCount: health.recordCount, cancel: () => void streams.stop(stream.id).catch(failed) });
      handles.set(stream.id, handle);
    }
    handle.progressed(health.recordCount, health.progress);
    if (health.state === 'paused') handle.rests('Paused. Resume the stream to go on.');
    else if (health.state === 'waiting') handle.rests(`${health.error?.message ?? 'It waits.'} It tries again by itself.`);
    if (end === null) return;
    handles.delete(stream.id);
    handle.ended(end);
  };
  for (const row of streams.list()) follow(row);
  streams.topics.streams.onChange(({ changed, removed }) => {
    for (const row of changed) follow(row);
    for (const streamId of removed) {
      handles.delete(streamId);
      work.forget(streamId);
    }
  });
}

function endOf({ state, error }: StreamRow['health']): WorkEnd | null {
  switch (state) {
    case 'finished': return { state: 'done' };
    case 'failed': return { state: 'failed', error };
    case 'idle': return { state: 'cancelled', hint: 'Start the stream: it goes on from its stored place.' };
    default: return null;
  }
}

/** What one piece carries: a file of a single piece is no long work. */
const pieceBytes = 2 ** 20;
/** A screen that sends nothing for so long is gone, ms. */
const abandonedMs = 60_000;

/** An upload folder whose larger uploads are listed as long works. One that nobody goes on with is given up, which frees what it took. */
export function listUploads(work: WorkRegistry, uploads: UploadFolder, clock: Clock): UploadFolder {
  const sent = new Map<string, { handle: WorkHandle; giveUp: () => void }>();
  const end = (uploadId: string, how: WorkEnd) => {
    const own = sent.get(uploadId);
    if (own === undefined) return;
    own.giveUp();
    sent.delete(uploadId);
    own.handle.ended(how);
  };
  const stop = (uploadId: string, how: WorkEnd) => {
    uploads.remove(uploadId);
    end(uploadId, how);
  };
  const waitFor = (uploadId: string) => clock.after(abandonedMs, () => stop(uploadId, { state: 'stopped', hint: 'The screen that sent it is gone. Choose the file again.' }));
  return {
    ...uploads,
    begin(name, bytes) {
      const uploadId = uploads.begin(name, bytes);
      if (bytes > pieceBytes) {
        const handle = work.begin({ id: uploadWorkId(uploadId), kind: 'upload', subject: name, unit: 'bytes', totalCount: bytes, cancel: () => stop(uploadId, { state: 'cancelled', hint: 'Choose the file again to send it.' }) });
        sent.set(uploadId, { handle, giveUp: waitFor(uploadId) });
      }
      return uploadId;
    },
    append(uploadId, piece) {
      const received = uploads.append(uploadId, piece);
      const own = sent.get(uploadId);
      if (own !== undefined) {
        own.giveUp();
        own.giveUp = waitFor(uploadId);
        own.handle.progressed(received);
      }
      return received;
    },
    finish(uploadId) {
      try {
        uploads.finish(uploadId);
      } catch (error) {
        end(uploadId, { state: 'stopped', hint: 'Bytes are missing. Choose the file again.' });
        throw error;
      }
      end(uploadId, { state: 'done' });
    },
    remove(uploadId) {
      stop(uploadId, { state: 'cancelled' });
    },
  };
}
