import type { Delivery, Outlet } from '../../../shared/domain/outlet.ts';
import type { Tone } from '../../ui/pill.tsx';

export const kindWords = { webhook: 'Webhook', email: 'E-mail', chat: 'Chat', kafka: 'Topic' } as const;
export const deliveryWords = { queued: 'waiting', sent: 'delivered', dead: 'given up', lasting: 'waits', suppressed: 'left out' } as const satisfies Record<Delivery['state'], string>;
export const deliveryTones: Record<Delivery['state'], Tone> = { queued: 'busy', sent: 'good', dead: 'bad', lasting: 'info', suppressed: 'plain' };

/** Where an outlet leads, in one line. */
export function targetWords({ target }: Outlet): string {
  if (target.kind === 'webhook') return target.url;
  if (target.kind === 'chat') return `${target.app === 'slack' ? 'Slack or the like' : 'Teams'} at ${target.host ?? 'its address'}`;
  if (target.kind === 'kafka') return `The topic ${target.topic}`;
  return `${target.to.join(', ')} by ${target.host}:${target.port}`;
}

/** How an outlet fares, from its deliveries. */
export interface OutletState {
  tone: Tone;
  words: string;
  /** When it last delivered; null: never among the deliveries known. */
  lastSentAt: number | null;
  /** While it fails: since when the oldest message waits for it or, where none waits, was given up. */
  failingSince: number | null;
  nextTryAt: number | null;
  waiting: number;
  lastError: string | null;
}

/** `deliveries`: of any outlets, in any order; tests of them say nothing of how they fare. */
export function outletState({ id, enabled }: Outlet, deliveries: readonly Delivery[]): OutletState {
  const own = deliveries.filter(({ outletId, trial }) => outletId === id && !trial);
  const sent = own.filter(({ state }) => state === 'sent');
  const lastSentAt = sent.length === 0 ? null : Math.max(...sent.map(({ at }) => at));
  const queued = own.filter(({ state }) => state === 'queued');
  const failing = queued.filter(({ attempts }) => attempts > 0);
  const dead = own.filter(({ state, at }) => state === 'dead' && at >= (lastSentAt ?? 0));
  const troubled = failing.length > 0 ? failing : dead;
  const latest = [...troubled].sort((a, b) => b.at - a.at)[0];
  const failingSince = troubled.length === 0 ? null : Math.min(...troubled.map(({ notification }) => notification.at));
  const nextTryAt = enabled && queued.length > 0 ? Math.min(...queued.map(({ at }) => at)) : null;
  const [tone, words]: [Tone, string] = !enabled ? ['plain', 'off'] : failing.length > 0 ? ['warn', 'failing'] : dead.length > 0 ? ['bad', 'gave up'] : lastSentAt === null ? ['info', 'not used yet'] : ['good', 'delivers'];
  return { tone, words, lastSentAt, failingSince, nextTryAt, waiting: queued.length, lastError: latest?.lastError ?? null };
}
