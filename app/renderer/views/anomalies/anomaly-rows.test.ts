import { describe, expect, it } from 'vitest';
import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import { firstPage, mostPending, nextPage, takeChanges } from './anomaly-rows.ts';

const anomaly = (id: string, part: Partial<Anomaly> = {}) => ({ id, score: 0.9, ...part }) as Anomaly;
const page = (ids: string[], total = ids.length, cursor: string | null = null) => ({ anomalies: ids.map((id) => anomaly(id)), total, cursor });

describe('the rows of the anomaly list', () => {
  it('stay where they are when new anomalies come, which wait to be let in', () => {
    const list = takeChanges(firstPage(page(['a', 'b'], 2)), [anomaly('new'), anomaly('newer')]);
    expect(list.rows.map((row) => row.id)).toEqual(['a', 'b']);
    expect(list.pending.map((row) => row.id)).toEqual(['new', 'newer']);
  });
  it('change in place when one of them is judged or grows', () => {
    const list = takeChanges(firstPage(page(['a', 'b'])), [anomaly('b', { verdict: 'false' })]);
    expect(list.rows.map((row) => [row.id, row.verdict])).toEqual([['a', undefined], ['b', 'false']]);
    expect(list.pending).toEqual([]);
  });
  it('count an anomaly that changes while it waits once', () => {
    let list = takeChanges(firstPage(page(['a'])), [anomaly('new')]);
    list = takeChanges(list, [anomaly('new', { score: 1 })]);
    expect(list.pending.map((row) => row.score)).toEqual([1]);
  });
  it('show no row twice when the pages move in the store, and drop from the waiting what a page brought', () => {
    let list = takeChanges(firstPage(page(['a', 'b'], 4, 'x')), [anomaly('d')]);
    list = nextPage(list, 'x', page(['b', 'c', 'd'], 5));
    expect(list.rows.map((row) => row.id)).toEqual(['a', 'b', 'c', 'd']);
    expect(list).toMatchObject({ total: 5, cursor: null, pending: [] });
    expect(list.places.get('d')).toBe(3);
  });
  it('take no page that follows another end than theirs: the list was read anew while it was on its way', () => {
    const list = firstPage(page(['new', 'a'], 5, 'after a'));
    expect(nextPage(list, 'after b', page(['c', 'd'], 5, 'after d'))).toBe(list);
  });
  it('hold a bounded number of waiting ones', () => {
    const list = takeChanges(firstPage(page([])), Array.from({ length: mostPending + 50 }, (_, i) => anomaly(`n${i}`)));
    expect(list.pending).toHaveLength(mostPending);
    expect(list.pending.at(-1)!.id).toBe(`n${mostPending + 49}`);
  });
});
