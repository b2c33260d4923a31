import { WorkbenchError } from '../errors/workbench-error.ts';
import { connectionClosed, createClient } from './client.ts';
import type { SubscriptionName } from './contract.ts';
import type { Transport } from './transport.ts';
import type { SubscriptionListener, Workbench } from './workbench.ts';

const firstDelayMs = 250;
const longestDelayMs = 10_000;
/** How long a call waits for a connection, and how many may wait. */
const patienceMs = 10_000;
const maxWaiting = 64;

export interface ReconnectingOptions {
  /** Opens a connection. Where it throws a `WorkbenchError` that is not retryable (`AF_SESSION_REQUIRED`), no more is tried. */
  connect(): Promise<Transport>;
  /** Calls back once after `ms`; the returned function cancels it. */
  after(ms: number, callback: () => void): () => void;
  /** 0…1, so that many pages do not come back in step. */
  random(): number;
}

type State = Workbench['connection']['state'];
interface Wanted { method: SubscriptionName; input: unknown; listener: SubscriptionListener<SubscriptionName>; stop: () => void }

/**
 * A client that comes back by itself: after 0.25 s, then twice as long each time up to 10 s (each between half and all of it). Calls under
 * way when the connection breaks end with `AF_API_CONNECTION_CLOSED`, since nobody knows whether they were done; calls made meanwhile
 * wait up to 10 s. Subscriptions outlive it: each is asked for again and gets a fresh snapshot.
 */
export function createReconnectingClient({ connect, after, random }: ReconnectingOptions): Workbench {
  const wanted = new Set<Wanted>();
  const watchers = new Set<(state: State) => void>();
  const waiting = new Set<(client: Workbench | WorkbenchError) => void>();
  let client: Workbench | null = null;
  let state: State = 'reconnecting';
  let lastError: WorkbenchError = connectionClosed();
  let failures = 0;
  let cancelRetry: () => void = () => undefined;
  void open();

  async function open(): Promise<void> {
    let transport: Transport;
    try {
      transport = await connect();
    } catch (error) {
      lastError = error instanceof WorkbenchError ? error : new WorkbenchError('AF_API_CONNECTION_CLOSED', connectionClosed().message, { cause: error });
      return lastError.retryable ? retry() : stop(lastError);
    }
    if (state === 'closed') return transport.close();
    const opened = createClient(transport);
    client = opened;
    failures = 0;
    opened.connection.onChange(() => lost(opened));
    if (opened.connection.state === 'closed') return lost(opened);
    for (const one of wanted) ask(opened, one);
    for (const go of [...waiting]) go(opened);
    change('open');
  }

  function lost(gone: Workbench): void {
    if (client !== gone || state === 'closed') return;
    client = null;
    change('reconnecting');
    retry();
  }

  function retry(): void {
    if (state === 'closed') return;
    const delay = Math.min(firstDelayMs * 2 ** failures++, longestDelayMs);
    cancelRetry = after(delay * (0.5 + random() / 2), () => void open());
  }

  function stop(error: WorkbenchError): void {
    if (state === 'closed') return;
    lastError = error;
    const open = client;
    client = null;
    cancelRetry();
    change('closed');
    open?.close();
    for (const go of [...waiting]) go(error);
    for (const one of [...wanted]) one.listener.onError(error);
    wanted.clear();
  }

  function change(to: State): void {
    if (state === to) return;
    state = to;
    for (const watcher of watchers) watcher(to);
  }

  function ask(open: Workbench, one: Wanted): void {
    one.stop = open.subscribe(one.method, one.input as never, {
      onSnapshot: (snapshot) => one.listener.onSnapshot(snapshot),
      onChange: (changed) => one.listener.onChange(changed),
      onError(error) {
        if (error.code === 'AF_API_CONNECTION_CLOSED') return; // asked for again when the connection is back
        wanted.delete(one);
        one.listener.onError(error);
      },
    });
  }

  function connected(signal: AbortSignal | undefined): Promise<Workbench> {
    if (client !== null) return Promise.resolve(client);
    if (state === 'closed') return Promise.reject(lastError);
    if (waiting.size >= maxWaiting) return Promise.reject(new WorkbenchError('AF_API_OVERLOADED', `${maxWaiting} calls wait for the connection.`));
    return new Promise((resolve, reject) => {
      const go = (outcome: Workbench | WorkbenchError) => {
        waiting.delete(go);
        cancelPatience();
        signal?.removeEventListener('abort', abort);
        if (outcome instanceof WorkbenchError) reject(outcome);
        else resolve(outcome);
      };
      const abort = () => go(new WorkbenchError('AF_API_CANCELLED', 'The call was cancelled before there was a connection.'));
      const cancelPatience = after(patienceMs, () => go(lastError));
      waiting.add(go);
      signal?.addEventListener('abort', abort);
    });
  }

  return {
    async call(method, input, options) {
      return (await connected(options?.signal)).call(method, input, options);
    },
    subscribe(method, input, listener) {
      if (state === 'closed') {
        listener.onError(lastError);
        return () => undefined;
      }
      const one: Wanted = { method, input, listener: listener as unknown as SubscriptionListener<SubscriptionName>, stop: () => undefined };
      wanted.add(one);
      if (client !== null) ask(client, one);
      return () => {
        wanted.delete(one);
        one.stop();
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
    close: () => stop(connectionClosed()),
  };
}
