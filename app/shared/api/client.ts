import { fromWireError } from '../errors/from-wire-error.ts';
import { WorkbenchError } from '../errors/workbench-error.ts';
import type { Frame } from './frames.ts';
import type { Transport } from './transport.ts';
import type { SubscriptionListener, Workbench } from './workbench.ts';
import type { SubscriptionName } from './contract.ts';

/** Snapshots and changes of one subscription that may be under way before the listener has run. */
const defaultCredit = 8;

type State = Workbench['connection']['state'];
type Ask = { resolve(output: unknown): void; reject(error: WorkbenchError): void };
type AnyListener = SubscriptionListener<SubscriptionName>;

/**
 * The workbench at the other end of a transport. When the transport closes, all calls under way and all subscriptions end with
 * `AF_API_CONNECTION_CLOSED`. A listener that throws keeps its subscription; the error goes to whoever delivered the frame.
 */
export function createClient(transport: Transport, options: { credit?: number } = {}): Workbench {
  const credit = options.credit ?? defaultCredit;
  const calls = new Map<number, Ask>();
  const subscriptions = new Map<number, AnyListener>();
  const watchers = new Set<(state: State) => void>();
  let state: State = 'open';
  let lastId = 0;

  transport.onFrame(take);
  transport.onClose(end);

  function take(frame: Frame): void {
    switch (frame.type) {
      case 'result': {
        const ask = calls.get(frame.id);
        calls.delete(frame.id);
        return ask?.resolve(frame.output);
      }
      case 'failure':
        return fail(frame.id, fromWireError(frame.error));
      case 'snapshot':
        return deliver(frame.id, (listener) => listener.onSnapshot(frame.snapshot as never));
      case 'change':
        return deliver(frame.id, (listener) => listener.onChange(frame.change as never));
      default: // what only the asking side sends
        transport.close();
        return end();
    }
  }

  function fail(id: number, error: WorkbenchError): void {
    const ask = calls.get(id);
    const listener = subscriptions.get(id);
    calls.delete(id);
    subscriptions.delete(id);
    ask?.reject(error);
    listener?.onError(error);
  }

  function deliver(id: number, run: (listener: AnyListener) => void): void {
    const listener = subscriptions.get(id);
    if (listener === undefined) return; // ended while the frame was under way
    try {
      run(listener);
    } finally {
      if (subscriptions.has(id)) transport.send({ type: 'credit', id, count: 1 });
    }
  }

  function end(): void {
    if (state === 'closed') return;
    state = 'closed';
    for (const id of [...calls.keys(), ...subscriptions.keys()]) fail(id, connectionClosed());
    for (const watcher of watchers) watcher(state);
  }

  return {
    call(method, input, { signal } = {}) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(cancelled(method));
        if (state === 'closed') return reject(connectionClosed());
        const id = ++lastId;
        const abort = () => {
          transport.send({ type: 'cancel', id });
          fail(id, cancelled(method));
        };
        const settled = () => signal?.removeEventListener('abort', abort);
        calls.set(id, {
          resolve: (output) => (settled(), resolve(output as never)),
          reject: (error) => (settled(), reject(error)),
        });
        signal?.addEventListener('abort', abort);
        try {
          transport.send({ type: 'call', id, method, input });
        } catch (error) {
          fail(id, error as WorkbenchError);
        }
      });
    },
    subscribe(method, input, listener) {
      const id = ++lastId;
      if (state === 'closed') {
        listener.onError(connectionClosed());
        return () => undefined;
      }
      subscriptions.set(id, listener as unknown as AnyListener);
      transport.send({ type: 'subscribe', id, method, input, credit });
      return () => {
        if (subscriptions.delete(id)) transport.send({ type: 'unsubscribe', id });
      };
    },
    connection: {
      get state() {
        return state;
      },
      onChange(listener) {
        watchers.add(listener);
        return () => watchers.delete(listener);
      },
    },
    close() {
      transport.close();
      end();
    },
  };
}

function cancelled(method: string): WorkbenchError {
  return new WorkbenchError('AF_API_CANCELLED', `${method} was cancelled.`);
}

/** What ends calls and subscriptions when the other side is gone. */
export function connectionClosed(): WorkbenchError {
  return new WorkbenchError('AF_API_CONNECTION_CLOSED', 'The connection to the workbench is closed.');
}
