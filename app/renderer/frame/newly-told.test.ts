import { describe, expect, it } from 'vitest';
import type { Notification } from '../../shared/domain/notification.ts';
import { newlyTold } from './newly-told.ts';

const told = (id: string, severity: Notification['severity'], change: Partial<Notification> = {}): Notification => ({ id, at: Number(id), severity, title: id, body: '', target: { kind: 'anomaly', anomalyId: id }, read: false, ...change });
const ids = (all: Notification[]) => all.map((one) => one.id);

describe('telling of notifications', () => {
  it('leaves out what was there before, what was read, and what is too mild', () => {
    const all = [told('1', 'high'), told('2', 'high', { read: true }), told('3', 'low'), told('4', 'medium')];
    expect(ids(newlyTold(all, new Set(['1']), 'medium'))).toEqual(['4']);
  });
  it('tells of a stream that failed whatever the severity asked for', () => {
    expect(ids(newlyTold([told('1', 'info', { target: { kind: 'stream', streamId: 's' as never } })], new Set(), 'high'))).toEqual(['1']);
  });
  it('tells of the newest three of a burst', () => {
    expect(ids(newlyTold(['1', '2', '3', '4', '5'].map((id) => told(id, 'high')), new Set(), 'low'))).toEqual(['5', '4', '3']);
  });
});
