import { contract, type CallName, type MethodName, type SubscriptionName } from '../../shared/api/contract.ts';
import type { Frame } from '../../shared/api/frames.ts';
import type { Transport } from '../../shared/api/transport.ts';
import type { Principal } from '../../shared/domain/account.ts';
import { toWireError } from '../../shared/errors/wire-error.ts';
import { WorkbenchError } from '../../shared/errors/workbench-error.ts';
import { withAudit } from './audit-call.ts';
import { authorize } from './authorize.ts';
import { checkShape } from './check-shape.ts';
import { startFeedSession, type AnyFeed, type FeedSession } from './feed-session.ts';
import type { CallContext, Handlers, WriteAudit } from './handlers.ts';

/** Calls that one connection may have under way; past it `AF_API_OVERLOADED`. */
export const maxCallsUnderWay = 64;
/** Subscriptions that one connection may have open; past it `AF_API_OVERLOADED`. */
export const maxSubscriptions = 100;

export interface DispatcherOptions {
  handlers: Handlers;
  writeAudit: WriteAudit;
  /** Takes what stays on this side: crashes with their stack, dropped changes. */
  log: { error(fields: object, text: string): void; warn(fields: object, text: string): void };
  /** Also hold what handlers give against the contract (`AF_API_OUTPUT_INVALID`): in tests and while developing. */
  checkOutput?: boolean;
}

/** Serves the contract to any number of connections. */
export interface Dispatcher {
  /** Answers the frames of one connection on behalf of `principal`. The returned function ends it: calls are aborted, subscriptions end, the transport closes. */
  serve(transport: Transport, principal: Principal): () => void;
}

/** Authorizes, validates, runs, audits and encodes: once, for all hosts. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  return { serve: (transport, principal) => serveConnection(options, transport, principal) };
}

function serveConnection({ handlers, writeAudit, log, checkOutput = false }: DispatcherOptions, transport: Transport, principal: Principal): () => void {
  const calls = new Map<number, AbortController>();
  const subscriptions = new Map<number, { session: FeedSession | null; abort: AbortController }>();
  let open = true;

  transport.onClose(end);
  transport.onFrame((frame) => {
    if (!open) return;
    switch (frame.type) {
      case 'call': return void call(frame);
      case 'cancel': return calls.get(frame.id)?.abort();
      case 'subscribe': return subscribe(frame);
      case 'unsubscribe': return unsubscribe(frame.id);
      case 'credit': return subscriptions.get(frame.id)?.session?.credit(frame.count);
      default: return end(); // what only the answering side sends
    }
  });

  async function call({ id, method, input }: Extract<Frame, { type: 'call' }>): Promise<void> {
    if (isTaken(id)) return end();
    if (calls.size >= maxCallsUnderWay) return fail(id, method, overloaded(`${maxCallsUnderWay} calls are under way`));
    const abort = new AbortController();
    calls.set(id, abort);
    try {
      const name = callName(method);
      const output = await withAudit(writeAudit, principal, name, input, () => run(name, input, { principal, signal: abort.signal }));
      if (open) transport.send({ type: 'result', id, output });
    } catch (error) {
      fail(id, method, error);
    } finally {
      calls.delete(id);
    }
  }

  async function run(method: CallName, input: unknown, context: CallContext): Promise<unknown> {
    const row = contract[method];
    authorize(principal, method);
    const parsed = checkShape(row.input, input, 'AF_API_INPUT_INVALID', `The input of ${method}`);
    let output: unknown;
    try {
      output = await (handlers[method] as (input: unknown, context: CallContext) => unknown)(parsed, context);
    } catch (error) {
      if (!context.signal.aborted) throw error;
      throw new WorkbenchError('AF_API_CANCELLED', `${method} was cancelled.`, { cause: error });
    }
    if (checkOutput) checkShape(row.output, output, 'AF_API_OUTPUT_INVALID', `The output of ${method}`);
    return output;
  }

  function subscribe({ id, method, input, credit }: Extract<Frame, { type: 'subscribe' }>): void {
    if (isTaken(id)) return end();
    if (subscriptions.size >= maxSubscriptions) return fail(id, method, overloaded(`${maxSubscriptions} subscriptions are open`));
    const subscription: { session: FeedSession | null; abort: AbortController } = { session: null, abort: new AbortController() };
    subscriptions.set(id, subscription);
    try {
      const name = subscriptionName(method);
      const row = contract[name];
      authorize(principal, name);
      const parsed = checkShape(row.input, input, 'AF_API_INPUT_INVALID', `The input of ${name}`);
      const feed = (handlers[name] as (input: unknown, context: CallContext) => AnyFeed)(parsed, { principal, signal: subscription.abort.signal });
      subscription.session = startFeedSession(feed, credit, {
        snapshot(snapshot, revision) {
          if (checkOutput) checkShape(row.snapshot, snapshot, 'AF_API_OUTPUT_INVALID', `The snapshot of ${name}`);
          transport.send({ type: 'snapshot', id, snapshot, revision });
        },
        change(change, revision) {
          if (checkOutput) checkShape(row.change, change, 'AF_API_OUTPUT_INVALID', `A change of ${name}`);
          transport.send({ type: 'change', id, change, revision });
        },
        failed(error) {
          unsubscribe(id);
          fail(id, method, error);
        },
        dropped: (count) => log.warn({ method, count }, 'changes dropped for a slow subscriber; a snapshot follows'),
      });
      if (!subscriptions.has(id)) subscription.session.end(); // it failed while it began
    } catch (error) {
      unsubscribe(id);
      fail(id, method, error);
    }
  }

  function unsubscribe(id: number): void {
    const subscription = subscriptions.get(id);
    subscriptions.delete(id);
    subscription?.session?.end();
    subscription?.abort.abort();
  }

  function isTaken(id: number): boolean {
    return calls.has(id) || subscriptions.has(id);
  }

  function fail(id: number, method: string, error: unknown): void {
    if (!open) return;
    transport.send({ type: 'failure', id, error: toWireError(told(method, error)) });
  }

  /** What the other side is told. Of a crash only that it happened: its text may hold a record's value. */
  function told(method: string, error: unknown): WorkbenchError {
    if (error instanceof WorkbenchError) {
      if (error.code === 'AF_API_OUTPUT_INVALID' || error.code === 'AF_INTERNAL') log.error({ method, err: error }, 'a method failed');
      // encoding runs on what a handler gave
      return error.code === 'AF_API_FRAME_INVALID' ? new WorkbenchError('AF_API_OUTPUT_INVALID', `The answer of ${method} can't be carried. ${error.message}`) : error;
    }
    log.error({ method, err: error }, 'a method crashed');
    return new WorkbenchError('AF_INTERNAL', `${method} failed in a way that was not foreseen.`);
  }

  function end(): void {
    if (!open) return;
    open = false;
    for (const abort of calls.values()) abort.abort();
    for (const id of [...subscriptions.keys()]) unsubscribe(id);
    transport.close();
  }
  return end;
}

function callName(method: string): CallName {
  if (!isMethod(method)) throw unknown(method);
  if (contract[method].kind === 'subscription') throw new WorkbenchError('AF_API_METHOD_UNKNOWN', `${method} is a subscription and can't be called.`);
  return method as CallName;
}

function subscriptionName(method: string): SubscriptionName {
  if (!isMethod(method)) throw unknown(method);
  if (contract[method].kind !== 'subscription') throw new WorkbenchError('AF_API_METHOD_UNKNOWN', `${method} is no subscription.`);
  return method as SubscriptionName;
}

function isMethod(method: string): method is MethodName {
  return Object.hasOwn(contract, method);
}

function unknown(method: string): WorkbenchError {
  return new WorkbenchError('AF_API_METHOD_UNKNOWN', `There is no method ${method.slice(0, 100)}.`);
}

function overloaded(why: string): WorkbenchError {
  return new WorkbenchError('AF_API_OVERLOADED', `This is more than one connection may ask for at once: ${why}.`);
}
