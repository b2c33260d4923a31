/** What an operating-system notification lets an analyst do besides opening it; the page does it. */
export type ToldAct = 'true' | 'false' | 'quiet';

export interface ToldButton {
  act: ToldAct;
  text: string;
}

const toldActs: readonly ToldButton[] = [{ act: 'true', text: 'True problem' }, { act: 'false', text: 'False alarm' }, { act: 'quiet', text: 'Quiet 1 h' }];
/** Those of what tells of no anomaly. */
const quietOnly = toldActs.filter(({ act }) => act === 'quiet');

/**
 * The buttons of a notification, where this Electron has some: on macOS, and on Windows from the version on that hands back which was pressed (it came with `Notification.handleActivation`; before, Windows
 * took buttons as XML alone, whose presses come back as addresses of the program, which any page could call). None on Linux.
 */
export function buttonsOf(platform: string, notifications: object, anomalyId: string | null): readonly ToldButton[] {
  const hasButtons = platform === 'darwin' || (platform === 'win32' && 'handleActivation' in notifications);
  return hasButtons ? (anomalyId === null ? quietOnly : toldActs) : [];
}

/** Which button was pressed: older versions hand its index beside the event, newer ones in it. */
export function pressedOf(buttons: readonly ToldButton[], details: object, index: number | undefined): ToldAct | null {
  const { actionIndex } = details as { actionIndex?: number };
  return buttons[actionIndex ?? index ?? -1]?.act ?? null;
}

/** Notifications that can still be pressed: one that nobody holds loses its presses. The oldest is let go past `most`. */
export function holdLatest<T>(most: number): { hold(one: T): void; held(): T[] } {
  const all = new Set<T>();
  return {
    hold(one) {
      all.add(one);
      if (all.size > most) all.delete(all.values().next().value!);
    },
    held: () => [...all],
  };
}
