import { Text } from 'react-aria-components/Text';
import { UNSTABLE_Toast as Toast, UNSTABLE_ToastContent as ToastWords, UNSTABLE_ToastRegion as Region } from 'react-aria-components/Toast';
import { Button, IconButton } from './button.tsx';
import { toastQueue, type ToastAction } from './toasts.ts';

const act = (key: string, action: ToastAction | undefined) => action !== undefined && <Button key={action.label} small onPress={() => { action.onPress(); toastQueue.close(key); }}>{action.label}</Button>;

/** Tells the styles how much room toasts take, since in a narrow window dialogs make way for them; the returned function ends it. */
function tellRoom(region: HTMLElement | null): (() => void) | undefined {
  if (region === null) return undefined;
  const { style } = document.documentElement;
  const observer = new ResizeObserver(() => style.setProperty('--toasts-room', `${region.offsetHeight}px`));
  observer.observe(region);
  return () => {
    observer.disconnect();
    style.removeProperty('--toasts-room');
  };
}

/** Where toasts appear. F6 reaches it; hovering or focusing it stops their clocks. */
export function ToastRegion() {
  return (
    <Region ref={tellRoom} queue={toastQueue} className="toasts" aria-label="Messages">
      {({ toast }) => (
        <Toast toast={toast} className={`toast toast-${toast.content.tone}`}>
          <ToastWords className="toast-words">
            <Text slot="title" className="toast-title">{toast.content.title}</Text>
            {toast.content.text !== undefined && <Text slot="description" className="toast-text">{toast.content.text}</Text>}
          </ToastWords>
          {toast.content.more === undefined ? act(toast.key, toast.content.action) : <div className="toast-acts">{[toast.content.action, ...toast.content.more].map((action) => act(toast.key, action))}</div>}
          <IconButton small icon="close" label="Dismiss" slot="close" />
        </Toast>
      )}
    </Region>
  );
}
