import { describe, expect, it } from 'vitest';
import { alertRuleSchema, silenceSchema } from '../../../shared/domain/alert-rule.ts';
import { decide, silenceFor, type AlertFact, type RulePast } from './decide.ts';
import { tryRule } from './try-rule.ts';

const at = Date.parse('2026-03-06T12:00:00Z'); // a Friday
const minute = 60_000;
const rule = (more: object = {}) => alertRuleSchema.parse({ id: 'r', createdAt: 0, snoozedUntil: null, name: 'Day', outletIds: ['o'], ...more });
const fact: AlertFact = { severity: 'high', streamId: 'pumps', dimensions: { site: 'north', pump: '1' }, durationMs: 5 * minute, over: false };
const none: RulePast = { matched: [], told: [] };
const kind = (more: object, of: Partial<AlertFact> = {}, past = none, moment = at) => decide(rule(more), past, { ...fact, ...of }, moment).kind;

describe('a rule concerns', () => {
  it('what is severe enough', () => {
    expect([kind({ minimumSeverity: 'high' }), kind({ minimumSeverity: 'high' }, { severity: 'medium' }), kind({}, { severity: 'info' })]).toEqual(['tell', 'none', 'tell']);
  });
  it('its streams and its part of the key; with a key part nothing of a stream as a whole', () => {
    expect([kind({ streamIds: ['pumps'] }), kind({ streamIds: ['ward'] }), kind({ streamIds: ['ward'] }, { streamId: null })]).toEqual(['tell', 'none', 'none']);
    const north = { keyPart: { name: 'site', value: 'north' } };
    expect([kind(north), kind(north, { dimensions: { site: 'south' } }), kind(north, { dimensions: null })]).toEqual(['tell', 'none', 'none']);
  });
  it('its hours of the week in its zone', () => {
    const hours = { days: [5], from: '13:00', to: '14:00' };
    expect([kind({ hours, zone: 'Europe/Zurich' }), kind({ hours, zone: 'UTC' })]).toEqual(['tell', 'none']);
  });
  it('nothing while it is off', () => expect(kind({ enabled: false })).toBe('none'));
});

describe('a least duration', () => {
  const long = { leastDurationMs: 10 * minute };
  it('waits while the incident goes on, tells once it lasted, leaves out what was over before', () => {
    expect([kind(long), kind(long, { durationMs: 10 * minute }), kind(long, { over: true })]).toEqual(['lasting', 'tell', 'drop']);
    expect(decide(rule(long), none, { ...fact, over: true }, at)).toMatchObject({ matched: false, reason: 'Over after 5 min, before the 10 min that Day asks for.' });
  });
  it('concerns incidents alone', () => expect(kind(long, { durationMs: null })).toBe('none'));
});

it('tells from the so-manieth within its window on, and says how many came', () => {
  const third = { leastCount: 3, countWindowMs: 60 * minute };
  expect(decide(rule(third), { matched: [at - 61 * minute, at - 5 * minute], told: [] }, fact, at)).toMatchObject({ kind: 'drop', matched: true, reason: 'Number 2 of the 3 within 1 h that Day asks for.' });
  expect(kind(third, {}, { matched: [at - 59 * minute, at - 5 * minute], told: [] })).toBe('tell');
});

it('tells nothing before its snooze ends', () => {
  expect([kind({ snoozedUntil: at + 1 }), kind({ snoozedUntil: at })]).toEqual(['drop', 'tell']);
});

it('holds or drops in quiet hours, as it says', () => {
  const hours = { days: [5], from: '11:30', to: '13:00' };
  expect(decide(rule({ quiet: { hours, then: 'held' } }), none, fact, at)).toMatchObject({ kind: 'hold', until: at + 60 * minute });
  expect(kind({ quiet: { hours, then: 'dropped' } })).toBe('drop');
});

describe('a budget', () => {
  const two = { budgetPerHour: 2 };
  it('is open again an hour after the oldest that still counts', () => {
    const told = [at - 70 * minute, at - 50 * minute, at - 10 * minute];
    expect(decide(rule(two), { matched: told, told }, fact, at)).toMatchObject({ kind: 'over-budget', until: at + 10 * minute, lastTold: at - 10 * minute });
    expect(kind(two, {}, { matched: told, told }, at + 10 * minute)).toBe('tell');
  });
  it('sums up after the quiet hours where it opens within', () => {
    const told = [at - 50 * minute, at - 10 * minute];
    expect(decide(rule({ ...two, quiet: { hours: { days: [5], from: '12:05', to: '13:00' }, then: 'dropped' } }), { matched: told, told }, fact, at)).toMatchObject({ until: at + 60 * minute });
  });
});

it('decides of history as it would have then, by its own decisions before', () => {
  const told = Array.from({ length: 6 }, (_, k) => ({ at: at + k * 20 * minute, fact }));
  expect(tryRule(rule({ budgetPerHour: 2 }), told).map((one) => one.kind)).toEqual(['tell', 'tell', 'over-budget', 'tell', 'tell', 'over-budget']);
  expect(tryRule(rule({ leastCount: 3, countWindowMs: 60 * minute }), told).map((one) => one.kind)).toEqual(['drop', 'drop', 'tell', 'tell', 'tell', 'tell']);
  expect(tryRule(rule({ leastCount: 2, countWindowMs: 1440 * minute }), [{ at, fact }, { at: at + 1440 * minute, fact }]).map((one) => one.kind)).toEqual(['drop', 'drop']);
});

it('is muted by a silence from its beginning up to its end, in its scope', () => {
  const silence = silenceSchema.parse({ id: 's', createdAt: 0, name: 'Service', from: at, to: at + minute, streamIds: ['pumps'] });
  expect([at - 1, at, at + minute - 1, at + minute].map((moment) => silenceFor([silence], fact, moment)?.name)).toEqual([undefined, 'Service', 'Service', undefined]);
  expect(silenceFor([silence], { ...fact, streamId: 'ward' }, at)).toBeUndefined();
});
