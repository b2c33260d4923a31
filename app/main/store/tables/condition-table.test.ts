import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeStore, streamId } from '../../../../tests/fixtures/store-fixture.ts';
import type { Condition } from '../../../shared/domain/condition.ts';
import { listConditions, putCondition } from './condition-table.ts';

let made: ReturnType<typeof makeStore>;
beforeEach(() => (made = makeStore()));
afterEach(() => made.remove());

const condition = (id: string, more: Partial<Condition> = {}): Condition => ({ id, streamId, kind: 'late', seriesId: null, begin: 5, end: 9, eventFrom: 1, eventTo: 2, words: id, ...more });

it('lists what goes on first, then the newest; of those seen in the same batch the newest in event time', () => {
  const { store } = made;
  store.write((db) => {
    for (const each of [condition('a'), condition('b', { eventFrom: 4 }), condition('c', { begin: 3, eventFrom: 8 }), condition('d', { begin: 1, end: null })]) putCondition(db, each);
  });
  expect(listConditions(store.db, { streamId, openOnly: false, limit: 9 }).map(({ id }) => id)).toEqual(['d', 'b', 'a', 'c']);
  expect(listConditions(store.db, { streamId: null, openOnly: true, limit: 9 }).map(({ id }) => id)).toEqual(['d']);
});
