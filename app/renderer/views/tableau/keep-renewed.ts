import type { ViewEvent } from '../../../shared/domain/tableau-port.ts';

/** A token for a view and when it ends, EpochMillis. */
export interface ViewToken {
  token: string;
  expiresAt: number;
}

/** A token is renewed this long before it ends, and at most as often. */
export const earlyMs = 60_000;

/**
 * Gives a view a new token before its own ends, for as long as it is not ended by what is returned. `endsInMs`: how long the first one holds. What `mint` throws goes to `refused`, and nothing more is
 * tried; a view that took no token says so by itself.
 */
export function keepRenewed({ endsInMs, mint, renew, refused }: { endsInMs: number; mint(): Promise<ViewToken>; renew(token: string): Promise<void>; refused(thrown: unknown): void }): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isEnded = false;
  const later = (leftMs: number) => {
    timer = setTimeout(() => void again(), Math.max(leftMs - earlyMs, earlyMs));
  };
  const again = async () => {
    let given: ViewToken;
    try {
      given = await mint();
    } catch (thrown) {
      if (!isEnded) refused(thrown);
      return;
    }
    if (isEnded) return;
    await renew(given.token).catch(() => undefined);
    if (!isEnded) later(given.expiresAt - Date.now());
  };
  later(endsInMs);
  return () => {
    isEnded = true;
    clearTimeout(timer);
  };
}

/** Whether a view whose sign-in failed is to be given a new token: once since it was last interactive, where there are tokens. A view that was never shown, or fails again at once, says so instead. */
export function createSecondTry(hasTokens: boolean): (event: ViewEvent) => boolean {
  let isLeft = false;
  return (event) => {
    if (event.event === 'interactive') isLeft = hasTokens;
    const isDue = isLeft && event.event === 'failed' && event.fault.kind === 'sign-in';
    if (isDue) isLeft = false;
    return isDue;
  };
}
