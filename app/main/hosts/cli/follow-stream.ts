import type { Workbench } from '../../../shared/api/workbench.ts';
import type { StreamHealth, StreamId } from '../../../shared/domain/stream.ts';
import { fromWireError } from '../../../shared/errors/from-wire-error.ts';
import type { Terminal } from './terminal.ts';

/**
 * Shows each change of a stream's health to `isEnd` until it says so or the signal aborts. Resolves with the last one, null where the signal
 * aborted before any. Rejects with the error of a stream that failed.
 */
export function followStream(workbench: Workbench, streamId: StreamId, signal: AbortSignal, isEnd: (health: StreamHealth) => boolean): Promise<StreamHealth | null> {
  return new Promise((resolve, reject) => {
    let last: StreamHealth | null = null;
    let ended = false;
    const end = (settle: () => void) => {
      ended = true;
      signal.removeEventListener('abort', abort);
      queueMicrotask(() => unsubscribe());
      settle();
    };
    const abort = () => end(() => resolve(last));
    const look = (rows: readonly { health: StreamHealth }[]) => {
      for (const { health } of rows) {
        if (ended || health.streamId !== streamId) continue;
        last = health;
        if (health.state === 'failed') end(() => reject(fromWireError(health.error!)));
        else if (isEnd(health)) end(() => resolve(health));
      }
    };
    const unsubscribe = workbench.subscribe('streams.watch', {}, { onSnapshot: look, onChange: ({ changed }) => look(changed), onError: (error) => end(() => reject(error)) });
    signal.addEventListener('abort', abort);
    if (signal.aborted) abort();
  });
}

/** Says what a stream waits for, once until it runs again; it is to be shown each change of its health. */
export function tellWaits(terminal: Terminal): (health: Pick<StreamHealth, 'state' | 'error'>) => void {
  let told = '';
  return ({ state, error }) => {
    if (state === 'waiting' && error !== null && error.code !== told) terminal.fail(fromWireError(error));
    if (state === 'waiting' || state === 'running') told = error?.code ?? '';
  };
}
