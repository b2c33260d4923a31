import { expect, it } from 'vitest';
import type { Notification } from '../../shared/domain/notification.ts';
import { tellingOf } from './telling.ts';

const notification = { id: 'n', at: 1, severity: 'high', title: 'Spike', body: '', read: false, target: { kind: 'anomaly', anomalyId: 'a' } } as Notification;

it('offers to open, to judge and to have quiet, and judges the anomaly that it tells of', () => {
  const done: unknown[] = [];
  const { action, more } = tellingOf(notification, { open: () => done.push('open'), judge: (...of) => done.push(of), quiet: () => done.push('quiet') });
  for (const act of [action!, ...more!]) act.onPress();
  expect([action!, ...more!].map(({ label }) => label)).toEqual(['Open', 'Quiet 1 h', 'True problem', 'False alarm']);
  expect(done).toEqual(['open', 'quiet', ['a', 'true'], ['a', 'false']]);
});

it('has nothing to judge of a stream', () => {
  const { more } = tellingOf({ ...notification, target: { kind: 'stream', streamId: 's' as never } }, { open() {}, judge() {}, quiet() {} });
  expect(more!.map(({ label }) => label)).toEqual(['Quiet 1 h']);
});
