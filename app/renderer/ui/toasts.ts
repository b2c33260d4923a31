import { UNSTABLE_ToastQueue as ToastQueue } from 'react-aria-components/Toast';

/** Something to do about it; doing it closes the toast. */
export interface ToastAction {
  label: string;
  onPress(): void;
}

/** One short telling at the edge of the page. */
export interface ToastContent {
  tone: 'info' | 'good' | 'warn' | 'bad';
  title: string;
  text?: string;
  action?: ToastAction;
  /** Beside the first. */
  more?: readonly ToastAction[];
  /** It takes the place of the one before it with the same topic. */
  topic?: string;
}

/** More at once would bury the page. */
const mostShown = 3;
const shownMs = 8000;

export const toastQueue = new ToastQueue<ToastContent>({ maxVisibleToasts: mostShown });

/** Shows a toast. It goes away by itself after 8 s, or when a fourth comes; an error stays until it is closed. */
export function tell(content: ToastContent): void {
  const newestFirst = toastQueue.visibleToasts;
  const given = content.topic === undefined ? undefined : newestFirst.find((one) => one.content.topic === content.topic);
  const oldest = newestFirst.length < mostShown ? undefined : newestFirst.findLast((one) => one.content.tone !== 'bad');
  const gone = given ?? oldest;
  if (gone !== undefined) toastQueue.close(gone.key);
  toastQueue.add(content, content.tone === 'bad' ? {} : { timeout: shownMs });
}
