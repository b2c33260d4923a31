import { expect, it } from 'vitest';
import type { Work } from '../../shared/domain/work.ts';
import { endWords, workFigures } from './work-words.ts';

const work: Work = { id: 'a', kind: 'import', subject: 'ward 7', streamId: null, state: 'running', unit: 'records', doneCount: 1200, totalCount: null, part: 0.25, perSecond: 400, leftMs: 9_400, startedAt: 0, endedAt: null, error: null, hint: '' };

it('says how far a work is, how fast it goes and how long it will take', () => {
  expect(workFigures(work)).toBe('1,200 records · 25 % · 400/s · 9 s left');
  expect(workFigures({ ...work, unit: 'bytes', doneCount: 2 ** 20, totalCount: 2 ** 22, perSecond: 2 ** 19, leftMs: 200 })).toBe('1 MiB of 4 MiB · 25 % · 512 KiB/s · 1 s left');
  expect(workFigures({ ...work, part: null, perSecond: null, leftMs: null })).toBe('1,200 records · time left not known yet');
});

it('says of one that has ended what was done, and that it has', () => {
  expect(workFigures({ ...work, state: 'done', part: 1, perSecond: null, leftMs: null })).toBe('1,200 records');
  expect(endWords({ ...work, state: 'failed' })).toBe('Import of ward 7: failed.');
});
