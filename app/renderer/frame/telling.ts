import { verdictTitles } from '../../shared/domain/feedback.ts';
import type { Verdict } from '../../shared/domain/feedback.ts';
import type { Notification } from '../../shared/domain/notification.ts';
import type { ToastContent } from '../ui/toasts.ts';

/** What can be done from a message, without leaving the page. */
export interface TellingActs {
  open(): void;
  judge(anomalyId: string, verdict: Verdict): void;
  /** Shows no messages in this window for an hour. */
  quiet(): void;
}

/** A notification as a message in the corner: open it; judge it where it tells of an anomaly; have quiet for an hour. */
export function tellingOf({ severity, title, body, target }: Pick<Notification, 'severity' | 'title' | 'body' | 'target'>, { open, judge, quiet }: TellingActs): ToastContent {
  const verdicts = target.kind === 'stream' ? [] : [
    { label: verdictTitles.true, onPress: () => judge(target.anomalyId, 'true') },
    { label: verdictTitles.false, onPress: () => judge(target.anomalyId, 'false') },
  ];
  return { tone: severity === 'info' ? 'info' : 'warn', title, text: body, action: { label: 'Open', onPress: open }, more: [{ label: 'Quiet 1 h', onPress: quiet }, ...verdicts] };
}
