import { UNSTABLE_ToastQueue as ToastQueue } from 'react-aria-components/Toast';

/** One short telling in the corner. */
export interface ToastContent {
  tone: 'info' | 'good' | 'warn' | 'bad';
  title: string;
  text?: string;
  action?: { label: string; onPress: () => void };
}

export const toastQueue = new ToastQueue<ToastContent>({ maxVisibleToasts: 4 });

/** Shows a toast. It goes away by itself after 6 s (10 s where there is something to press), but errors and warnings stay until closed. */
export function tell(content: ToastContent): void {
  const stays = content.tone === 'bad' || content.tone === 'warn';
  toastQueue.add(content, stays ? {} : { timeout: content.action === undefined ? 6000 : 10_000 });
}
