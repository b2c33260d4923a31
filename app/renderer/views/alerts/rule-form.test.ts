import { expect, it } from 'vitest';
import type { AlertRule } from '../../../shared/domain/alert-rule.ts';
import { emptyRule, ruleDraftOf, ruleFaults, ruleFormOf, ruleWords } from './rule-form.ts';

const form = { ...emptyRule, name: 'Night', outletIds: ['a'] };

it('says by field what is wrong', () => {
  expect(Object.keys(ruleFaults({ ...form, name: '', outletIds: [], zone: 'Nowhere/At', leastMinutes: 'x', leastCount: '0', windowMinutes: '', budget: '1.5', hoursOn: true, hours: { days: [], from: '8', to: '9' }, quiet: 'held', quietHours: { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '00:00' } })).sort())
    .toEqual(['budget', 'hours', 'leastCount', 'leastMinutes', 'name', 'outletIds', 'quietHours', 'windowMinutes', 'zone']);
  expect(ruleFaults(form)).toEqual({});
});

it('writes a stored rule again as it was', () => {
  const draft = ruleDraftOf({ ...form, keyName: 'site', keyValue: 'north', hoursOn: true, leastMinutes: '10', leastCount: '3', quiet: 'dropped', budget: '4', zone: 'Europe/Zurich' })!;
  expect(ruleDraftOf(ruleFormOf({ ...draft, id: 'r', createdAt: 1, snoozedUntil: null } as AlertRule))).toEqual(draft);
});

it('is said in one sentence', () => {
  const draft = ruleDraftOf({ ...form, streamIds: ['s'], keyName: 'site', keyValue: 'north', hoursOn: true, leastMinutes: '10', leastCount: '3', quiet: 'held', budget: '4' })!;
  expect(ruleWords(draft, (id) => ({ a: 'On call', s: 'Pumps' })[id]!)).toBe('From severity medium; of Pumps; where site is north; that lasts 10 min; from number 3 within 60 min; Mon to Fri, 08:00 to 18:00; held every day, 22:00 to 07:00; UTC; at most 4 an hour: to On call.');
});
