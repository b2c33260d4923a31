import { randomUUID } from 'node:crypto';
import type { Outlet, OutletDraft, OutletId, OutletTarget, Delivery } from '../../../shared/domain/outlet.ts';
import type { Notification } from '../../../shared/domain/notification.ts';
import { asWorkbenchError, WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import type { Clock } from '../../clock.ts';
import { sendChat } from '../../notify/send-chat.ts';
import { sendEmail } from '../../notify/send-email.ts';
import { sendWebhook } from '../../notify/send-webhook.ts';
import { createSeededRandom } from '../../seeded-random.ts';
import type { Store } from '../../store/database.ts';
import { deleteOutlet, deliveriesAfter, listOutlets, listDeliveries, nextDelivery, putDelivery, putOutlet, readOutletSecret, settleDelivery } from '../../store/tables/outlet-table.ts';
import { forgetOutlet } from '../../store/tables/alert-rule-table.ts';
import { sendToTopic } from './send-to-topic.ts';
import { createTopic, type Topic } from '../topic.ts';

/** The outlets by which notifications leave the workbench, and the sender of their outbox, which goes on where a crash ended it. Secrets never leave it. */
export interface OutletDesk {
  list(): Outlet[];
  /** Adds one (`id` null) or changes it. A secret that is left out stays as it was, for the same receiver alone. Throws `AF_NOT_FOUND`, `AF_OUTLET_SECRET_REQUIRED`. */
  save(id: OutletId | null, draft: OutletDraft): Outlet;
  remove(id: OutletId): void;
  /** Sends one trial message, once; that of an outlet which is kept already stands among the deliveries. Throws `AF_OUTLET_*`. */
  test(id: OutletId | null, draft: OutletDraft, signal?: AbortSignal): Promise<void>;
  /** The newest. */
  deliveries(): Delivery[];
  topic: Topic<Delivery[]>;
  /** Says that the outbox may hold more. */
  wake(): void;
  close(): Promise<void>;
}

/** Pauses double from the first to the longest; with this many tries a receiver may be away for most of a day. */
const firstPauseMs = 5_000;
const longestPauseMs = 3_600_000;
const mostAttempts = 30;
const mostKept = 1_000;

/** The pause after a try that failed: the upper half of the doubled pause, by chance, so that receivers that come back are not met by all at once. */
export function pauseAfter(id: string, attempts: number): number {
  const whole = Math.min(longestPauseMs, firstPauseMs * 2 ** (attempts - 1));
  return createSeededRandom(id).derive(String(attempts)).uniform(whole / 2, whole);
}

export function createOutletDesk({ store, clock, failed }: { store: Store; clock: Clock; failed(error: unknown): void }): OutletDesk {
  const topic = createTopic<Delivery[]>(failed);
  const closing = new AbortController();
  const working = new Map<OutletId, Promise<void>>();
  /** Woken while they were at work: what came then may have been missed. */
  const again = new Set<OutletId>();
  let announced = store.read((db) => deliveriesAfter(db, 0)).place;
  const timers = new Map<OutletId, () => void>();
  wake();

  return {
    list: () => store.read(listOutlets),
    save(id, draft) {
      const { outlet: before, secret } = secretFor(id, draft);
      const outlet: Outlet = { ...draft, target: shownTarget(draft.target, secret), id: before?.id ?? (randomUUID() as OutletId), createdAt: before?.createdAt ?? clock.now() };
      store.write((db) => putOutlet(db, outlet, secret));
      wake();
      return outlet;
    },
    remove(id) {
      store.write((db) => {
        forgetOutlet(db, id);
        deleteOutlet(db, id);
      });
      timers.get(id)?.();
    },
    async test(id, draft, signal = closing.signal) {
      const { secret } = secretFor(id, draft);
      const trial: Notification = { id: randomUUID(), at: clock.now(), severity: 'info', title: 'A trial message of AnomalyForce', body: `The outlet ${draft.name} works.`, target: { kind: 'stream', streamId: 'none' as never }, read: false };
      let lastError: string | null = null;
      try {
        await send(withSecret(draft.target, secret), trial.id, trial, signal);
      } catch (error) {
        lastError = asWorkbenchError(error).message;
        throw error;
      } finally {
        if (id !== null && !signal.aborted) keepTrial({ id: trial.id, outletId: id, notification: trial, state: lastError === null ? 'sent' : 'dead', attempts: 1, at: clock.now(), lastError, reason: null, trial: true });
      }
    },
    deliveries: () => store.read((db) => listDeliveries(db, 200)),
    topic,
    wake,
    async close() {
      closing.abort();
      for (const cancel of timers.values()) cancel();
      await Promise.all(working.values());
    },
  };

  /** Lists a test among the deliveries; its outlet may have been removed meanwhile. */
  function keepTrial(delivery: Delivery): void {
    store.write((db) => {
      if (!listOutlets(db).some(({ id }) => id === delivery.outletId)) return;
      putDelivery(db, delivery);
      settleDelivery(db, delivery, mostKept);
    });
    wake();
  }

  /** The outlet that is changed, and the secret that holds from now on. */
  function secretFor(id: OutletId | null, { target }: OutletDraft): { outlet: Outlet | null; secret: string | null } {
    const outlet = id === null ? null : (store.read(listOutlets).find((one) => one.id === id) ?? null);
    if (id !== null && outlet === null) throw new WorkbenchError('AF_NOT_FOUND', 'There is no such outlet.');
    if (target.kind === 'kafka' || (target.kind === 'email' && target.user === null)) return { outlet, secret: null };
    const secret = target.secret ?? (outlet !== null && receiverOf(outlet.target) === receiverOf(target) ? store.read((db) => readOutletSecret(db, outlet.id)) : null);
    if (secret === null) throw new WorkbenchError('AF_OUTLET_SECRET_REQUIRED', missingSecret[target.kind]);
    return { outlet, secret };
  }

  /** Tells of what came into the outbox, also of what waits or was left out, and sends what is due. */
  function wake(): void {
    if (closing.signal.aborted) return;
    const { deliveries, place } = store.read((db) => deliveriesAfter(db, announced));
    announced = place;
    if (deliveries.length > 0) topic.publish(deliveries);
    for (const outlet of store.read(listOutlets)) {
      if (!outlet.enabled) continue;
      if (working.has(outlet.id)) again.add(outlet.id);
      else working.set(outlet.id, deliver(outlet.id).catch(failed).finally(() => {
        working.delete(outlet.id);
        if (again.delete(outlet.id)) wake();
      }));
    }
  }

  /** Sends all that is due of an outlet, the oldest first, and comes back for what is due later. */
  async function deliver(id: OutletId): Promise<void> {
    await Promise.resolve(); // what is committed within this turn goes along
    timers.get(id)?.();
    timers.delete(id);
    while (!closing.signal.aborted) {
      const outlet = store.read(listOutlets).find((one) => one.id === id);
      const delivery = store.read((db) => nextDelivery(db, id));
      if (outlet?.enabled !== true || delivery === null) return;
      if (delivery.at > clock.now()) {
        timers.set(id, clock.after(delivery.at - clock.now(), wake));
        return;
      }
      const after = await tried(outlet, delivery);
      if (after === null) return;
      store.write((db) => settleDelivery(db, after, mostKept));
      topic.publish([after]);
    }
  }

  /** How a delivery stands after one more try; null where the workbench closes, so that it is tried again as it was. */
  async function tried(outlet: Outlet, delivery: Delivery): Promise<Delivery | null> {
    const attempts = delivery.attempts + 1;
    try {
      await send(withSecret(outlet.target, store.read((db) => readOutletSecret(db, outlet.id))), delivery.id, delivery.notification, closing.signal);
      return { ...delivery, attempts, state: 'sent', at: clock.now(), lastError: null };
    } catch (error) {
      if (closing.signal.aborted) return null;
      const { retryable, message } = asWorkbenchError(error);
      const state = attempts >= mostAttempts || !retryable ? 'dead' : 'queued';
      return { ...delivery, attempts, state, at: clock.now() + (state === 'dead' ? 0 : pauseAfter(delivery.id, attempts)), lastError: message };
    }
  }

  async function send(target: Outlet['target'], id: string, notification: Notification, signal: AbortSignal): Promise<void> {
    if (target.kind === 'email') return sendEmail(target, id, notification);
    if (target.kind === 'kafka') return sendToTopic(store, target, id, notification, signal);
    if (target.kind === 'chat') return sendChat(target.app, target.secret!, notification, signal);
    return sendWebhook({ url: target.url, secret: target.secret! }, id, notification, clock.now(), signal);
  }
}

const missingSecret = { webhook: 'The webhook has no secret to sign with.', email: 'The mail server\'s user has no password.', chat: 'The chat has no address to post to.' } as const;

/** A target as it is sent to. */
function withSecret(target: OutletTarget, secret: string | null): OutletTarget {
  return target.kind === 'kafka' ? target : { ...target, secret };
}

/** A target as any screen may see it. */
function shownTarget(target: OutletTarget, secret: string | null): OutletTarget {
  return target.kind === 'chat' ? { ...target, secret: null, host: new URL(secret!).host } : { ...target, secret: null };
}

/** Whom a secret was given for; of a chat the secret itself says it. */
function receiverOf(target: OutletTarget): string {
  if (target.kind === 'chat' || target.kind === 'kafka') return target.kind;
  return target.kind === 'webhook' ? new URL(target.url).origin : `${target.host}:${target.port} ${target.security} ${target.user}`;
}
