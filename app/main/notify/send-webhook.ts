import { createHmac } from 'node:crypto';
import type { Notification } from '../../shared/domain/notification.ts';
import { messageBody } from './message-body.ts';
import { postJson } from './post-json.ts';

/** The signature of a message after Standard Webhooks 1.0: HMAC-SHA256 over id, seconds and body. */
export function signWebhook(secret: string, id: string, seconds: number, body: string): string {
  return `v1,${createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64')).update(`${id}.${seconds}.${body}`).digest('base64')}`;
}

/** Posts a notification to `url`, signed; a repetition has the same `webhook-id`. Throws as `postJson`. */
export function sendWebhook({ url, secret }: { url: string; secret: string }, id: string, notification: Notification, now: number, signal?: AbortSignal): Promise<void> {
  const body = messageBody(notification);
  const seconds = Math.floor(now / 1000);
  return postJson(url, body, { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': signWebhook(secret, id, seconds, body) }, signal);
}
