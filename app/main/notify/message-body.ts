import type { Notification } from '../../shared/domain/notification.ts';

/** A notification as JSON for machines, as Standard Webhooks lays payloads out: type, time, data. */
export function messageBody({ title, body: text, severity, at, target }: Notification): string {
  return JSON.stringify({ type: 'anomalyforce.notification', timestamp: new Date(at).toISOString(), data: { severity, title, text, target } });
}
