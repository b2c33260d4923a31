import { expect, it } from 'vitest';
import type { Delivery, Outlet } from '../../../shared/domain/outlet.ts';
import { outletState } from './outlet-words.ts';

const outlet = { id: 'a', enabled: true } as Outlet;
const delivery = (state: Delivery['state'], told: number, at: number, attempts = 1) => ({ outletId: 'a', state, at, attempts, notification: { at: told }, lastError: state === 'sent' ? null : `no answer ${at}` }) as Delivery;

it('says since when messages wait, and when the next try is', () => {
  expect(outletState(outlet, [delivery('sent', 1, 2), delivery('queued', 5, 90, 3), delivery('queued', 7, 80, 1)])).toEqual({ tone: 'warn', words: 'failing', lastSentAt: 2, failingSince: 5, nextTryAt: 80, waiting: 2, lastError: 'no answer 90' });
});

it('delivers again once something got through after what was given up', () => {
  expect(outletState(outlet, [delivery('sent', 1, 2), delivery('dead', 3, 4)])).toMatchObject({ words: 'gave up', failingSince: 3 });
  expect(outletState(outlet, [delivery('dead', 3, 4), delivery('sent', 5, 6)])).toMatchObject({ words: 'delivers', failingSince: null, lastError: null });
});

it('is no failure where nothing was tried, and looks at no other outlet', () => {
  expect(outletState(outlet, [delivery('queued', 5, 5, 0)])).toMatchObject({ words: 'not used yet', failingSince: null, waiting: 1 });
  expect(outletState({ ...outlet, id: 'b' as never }, [delivery('dead', 3, 4)])).toMatchObject({ words: 'not used yet', waiting: 0 });
});

it('tries nothing while it is off', () => {
  expect(outletState({ ...outlet, enabled: false }, [delivery('queued', 5, 90, 3)])).toMatchObject({ words: 'off', nextTryAt: null });
});
