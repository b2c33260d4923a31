import { expect, it } from 'vitest';
import type { AuditEvent } from '../../../shared/domain/audit-event.ts';
import { detailsOf, filterEvents } from './audit-filter.ts';

const events: AuditEvent[] = [
  { sequence: 2, at: 2, actor: 'ana', action: 'streams.create', subject: 'ward-7', outcome: 'refused', details: { reason: 'no right' } },
  { sequence: 1, at: 1, actor: 'ben', action: 'series.records', subject: 'bed-03', outcome: 'done', details: { count: 12 } },
];
const found = (text: string, outcome = '') => filterEvents(events, text, outcome).map((one) => one.sequence);

it('finds events by words anywhere in them, and by outcome', () => {
  expect([found(''), found('ANA create'), found('ana records'), found('count 12'), found('', 'refused'), found('ben', 'refused')]).toEqual([[2, 1], [2], [], [1], [2], []]);
});
it('writes details in one line', () => {
  expect(detailsOf({ details: { kind: 'csv', rows: [1, 2] } })).toBe('kind: csv, rows: [1,2]');
});
