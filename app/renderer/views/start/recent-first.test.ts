import { expect, it } from 'vitest';
import type { StreamRow } from '../streams/stream-words.ts';
import { recentFirst } from './recent-first.ts';

const row = (name: string, state: string, lastReceiveTime: number | null, createdAt = 0) => ({ stream: { name, createdAt }, health: { state, lastReceiveTime } }) as unknown as StreamRow;

it('puts streams that need the analyst first, then the newest', () => {
  const rows = [row('old', 'running', 10), row('new', 'finished', 30), row('made', 'idle', null, 20), row('waits', 'waiting', 5), row('broken', 'failed', null)];
  expect(recentFirst(rows).map(({ stream }) => stream.name)).toEqual(['broken', 'waits', 'new', 'made', 'old']);
});
