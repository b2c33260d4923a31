import { beforeEach, expect, it } from 'vitest';
import { tell, toastQueue } from './toasts.ts';

const shown = () => toastQueue.visibleToasts.map((one) => one.content.title);
beforeEach(() => { for (const one of [...toastQueue.visibleToasts]) toastQueue.close(one.key); });

it('lets all but errors go away by themselves, and shows three at once, errors before all', () => {
  tell({ tone: 'bad', title: 'error' });
  for (const title of ['1', '2', '3', '4']) tell({ tone: 'warn', title });
  expect(shown()).toEqual(['4', '3', 'error']);
  expect(toastQueue.visibleToasts.map((one) => one.timeout !== undefined)).toEqual([true, true, false]);
});

it('puts one in the place of the one before with its topic', () => {
  tell({ tone: 'good', title: 'other' });
  tell({ tone: 'good', title: 'Expected: pump 1', topic: 'verdict' });
  tell({ tone: 'good', title: 'False alarm: pump 2', topic: 'verdict' });
  expect(shown()).toEqual(['False alarm: pump 2', 'other']);
});
