import { createHmac } from 'node:crypto';
import type { Notification } from '../../shared/domain/notification.ts';
import { WorkbenchError } from '../../shared/errors/workbench-error.ts';

/** Longest wait for a receiver. */
const timeoutMs = 10_000;

/** The signature of a message after Standard Webhooks 1.0: HMAC-SHA256 over id, seconds and body. */
export function signWebhook(secret: string, id: string, seconds: number, body: string): string {
  return `v1,${createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64')).update(`${id}.${seconds}.${body}`).digest('base64')}`;
}

/**
 * Posts a notification to `url`, signed; a repetition has the same `webhook-id`. Follows no redirect. Throws `AF_OUTLET_UNREACHABLE`, or
 * `AF_OUTLET_REFUSED` for any answer but 2xx.
 */
export async function sendWebhook({ url, secret }: { url: string; secret: string }, id: string, { title, body: text, severity, at, target }: Notification, now: number, signal?: AbortSignal): Promise<void> {
  const body = JSON.stringify({ type: 'anomalyforce.notification', timestamp: new Date(at).toISOString(), data: { severity, title, text, target } });
  const seconds = Math.floor(now / 1000);
  const ends = AbortSignal.timeout(timeoutMs);
  const { host } = new URL(url);
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST', redirect: 'manual', body, signal: signal === undefined ? ends : AbortSignal.any([ends, signal]),
      headers: { 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': signWebhook(secret, id, seconds, body) },
    });
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as { code?: string };
    throw new WorkbenchError('AF_OUTLET_UNREACHABLE', ends.aborted ? `${host} gave no answer within ${timeoutMs / 1000} s.` : `${host} can't be reached${code === undefined ? '' : ` (${code})`}.`);
  }
  await response.body?.cancel();
  if (!response.ok) throw new WorkbenchError('AF_OUTLET_REFUSED', `${host} answered ${response.status}.`);
}
