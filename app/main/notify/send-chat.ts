import type { Notification } from '../../shared/domain/notification.ts';
import { postJson } from './post-json.ts';

/**
 * What a chat's incoming webhook takes. Slack: plain text, its three control characters escaped, without which a name could mention a whole channel
 * (docs.slack.dev, "Formatting message text"). Teams: an Adaptive Card whose text runs know no Markdown (adaptivecards.io, TextRun).
 */
export function chatPayload(app: 'slack' | 'teams', { title, body, severity, at }: Notification): object {
  const told = `Severity: ${severity}. Told: ${new Date(at).toISOString()}.`;
  if (app === 'slack') return { text: [title, body, told].join('\n').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'), mrkdwn: false };
  const block = (text: string, more: object = {}) => ({ type: 'RichTextBlock', inlines: [{ type: 'TextRun', text, ...more }] });
  return {
    type: 'message',
    attachments: [{
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: { $schema: 'http://adaptivecards.io/schemas/adaptive-card.json', type: 'AdaptiveCard', version: '1.4', body: [block(title, { weight: 'Bolder' }), block(body), block(told, { isSubtle: true })] },
    }],
  };
}

/** Posts a notification into a chat. A chat knows no keys: where its answer is lost, the message stands there twice. Throws as `postJson`. */
export function sendChat(app: 'slack' | 'teams', url: string, notification: Notification, signal?: AbortSignal): Promise<void> {
  return postJson(url, JSON.stringify(chatPayload(app, notification)), {}, signal);
}
