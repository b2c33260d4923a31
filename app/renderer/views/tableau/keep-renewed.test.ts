import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createSecondTry, keepRenewed, type ViewToken } from './keep-renewed.ts';

const start = Date.UTC(2026, 0, 5);
const minutes = (count: number) => count * 60_000;
beforeEach(() => vi.useFakeTimers({ now: start }));
afterEach(() => vi.useRealTimers());

function follow(mint: () => Promise<ViewToken>) {
  const told: string[] = [];
  const at = () => (Date.now() - start) / 60_000;
  const end = keepRenewed({
    endsInMs: minutes(5), mint,
    renew: (token) => { told.push(`${token} at ${at()} min`); return Promise.resolve(); },
    refused: (thrown) => void told.push(`${(thrown as Error).message} at ${at()} min`),
  });
  return { told, end };
}

it('renews a minute before each end, and never sooner than after a minute', async () => {
  let count = 0;
  const { told, end } = follow(() => Promise.resolve({ token: `token ${++count}`, expiresAt: Date.now() + (count === 1 ? minutes(9) : 1_000) }));
  await vi.advanceTimersByTimeAsync(minutes(14));
  expect(told).toEqual(['token 1 at 4 min', 'token 2 at 12 min', 'token 3 at 13 min', 'token 4 at 14 min']);
  end();
  await vi.advanceTimersByTimeAsync(minutes(60));
  expect(told).toHaveLength(4);
});

it('says why none was given, once, and leaves off', async () => {
  const { told } = follow(() => Promise.reject(new Error('no scope')));
  await vi.advanceTimersByTimeAsync(minutes(60));
  expect(told).toEqual(['no scope at 4 min']);
});

it('asks for no more once it is ended while a token is on its way', async () => {
  let give: (token: ViewToken) => void = () => undefined;
  const mint = vi.fn(() => new Promise<ViewToken>((resolve) => { give = resolve; }));
  const { told, end } = follow(mint);
  await vi.advanceTimersByTimeAsync(minutes(4));
  end();
  give({ token: 'late', expiresAt: Date.now() + minutes(5) });
  await vi.advanceTimersByTimeAsync(minutes(60));
  expect([told, mint.mock.calls.length]).toEqual([[], 1]);
});

it('gives a view whose sign-in ended one more token, and none to one that was never shown or fails again', () => {
  const [interactive, signIn, version] = [{ event: 'interactive' }, { event: 'failed', fault: { kind: 'sign-in', words: '' } }, { event: 'failed', fault: { kind: 'version', words: '' } }] as const;
  const told = (hasTokens: boolean, ...events: Parameters<ReturnType<typeof createSecondTry>>[0][]) => events.map(createSecondTry(hasTokens));
  expect(told(true, signIn, interactive, version, signIn, signIn, interactive, signIn)).toEqual([false, false, false, true, false, false, true]);
  expect(told(false, interactive, signIn)).toEqual([false, false]);
});
