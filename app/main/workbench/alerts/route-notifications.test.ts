import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { logCommit, makeStore, streamId } from '../../../../tests/fixtures/store-fixture.ts';
import { alertRuleDraftSchema, mutedOf, silenceInputSchema, type AlertRuleDraft } from '../../../shared/domain/alert-rule.ts';
import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { Incident } from '../../../shared/domain/incident.ts';
import type { Notification } from '../../../shared/domain/notification.ts';
import { outletDraftSchema, type Delivery, type OutletId } from '../../../shared/domain/outlet.ts';
import { systemClock } from '../../clock.ts';
import { openedId } from '../../notify/notify.ts';
import { commitBatch } from '../../store/commit-batch.ts';
import { listDeliveries, putOutlet } from '../../store/tables/outlet-table.ts';
import { createAlertDesk, type AlertDesk } from './alert-desk.ts';
import { routeNotifications, tellAll } from './route-notifications.ts';

const minute = 60_000;
const noon = Date.parse('2026-03-06T12:00:00Z'); // a Friday
let made: ReturnType<typeof makeStore>;
let desk: AlertDesk;
let now: number;
beforeEach(() => {
  made = makeStore();
  now = noon;
  desk = createAlertDesk({ store: made.store, clock: { ...systemClock, now: () => now } });
  for (const id of ['a', 'b']) made.store.write((db) => putOutlet(db, { ...outletDraftSchema.parse({ name: id, target: { kind: 'chat', secret: null } }), id: id as OutletId, createdAt: 0 }, 'https://chat.example.org/'));
});
afterEach(() => made.remove());

const draft = (more: object = {}): AlertRuleDraft => alertRuleDraftSchema.parse({ name: 'Rule', outletIds: ['a'], ...more });
const told = (id: string, more: object = {}): Notification => ({ id, at: now, severity: 'high', title: `Title ${id}`, body: '', target: { kind: 'stream', streamId }, read: false, ...more });
const tell = (id: string, more: object = {}) => made.store.write((db) => tellAll(db, [told(id, more)], [], now));
/** By outlet, oldest first. */
const of = (outletId: string): Delivery[] => made.store.read((db) => listDeliveries(db, 1000)).filter((one) => one.outletId === outletId).reverse();
const states = (outletId: string) => of(outletId).map(({ state }) => state);

describe('what is told goes', () => {
  it('to each outlet that no rule names, and to a named one by its rules alone', () => {
    desk.saveRule(null, draft({ minimumSeverity: 'high' }));
    tell('mild', { severity: 'low' });
    tell('bad');
    expect([states('a'), states('b')]).toEqual([['queued'], ['queued', 'queued']]);
  });
  it('nowhere by a rule that is off', () => {
    desk.saveRule(null, draft({ enabled: false }));
    tell('n');
    expect([states('a'), states('b')]).toEqual([[], ['queued']]);
  });
  it('once to an outlet that two rules name, and at once where one of them holds it', () => {
    desk.saveRule(null, draft({ quiet: { hours: { days: [5], from: '11:00', to: '13:00' }, then: 'held' } }));
    desk.saveRule(null, draft({ name: 'Other' }));
    tell('n');
    tell('n');
    expect(of('a')).toMatchObject([{ id: 'n.a', state: 'queued', at: noon, reason: null }]);
  });
  it('when quiet hours end, and says why it waits', () => {
    desk.saveRule(null, draft({ quiet: { hours: { days: [5], from: '11:00', to: '13:00' }, then: 'held' } }));
    tell('n');
    expect(of('a')).toMatchObject([{ state: 'queued', at: noon + 60 * minute, reason: 'Held in the quiet hours of Rule.' }]);
  });
  it('nowhere during a silence, which counts for no budget', () => {
    desk.saveRule(null, draft({ budgetPerHour: 1 }));
    const { id } = desk.saveSilence(null, silenceInputSchema.parse({ name: 'Service', from: now, to: now + minute, streamIds: [streamId] }));
    tell('n');
    expect(of('b')).toMatchObject([{ state: 'suppressed', reason: 'Muted by the silence Service.' }]);
    expect(() => desk.saveSilence(null, silenceInputSchema.parse({ name: 'Gone', from: now - minute, to: now }))).toThrow(/over already/);
    desk.removeSilence(id);
    tell('m');
    expect(states('a')).toEqual(['suppressed', 'queued']);
  });
  it('nowhere by a snoozed rule, until its snooze ends', () => {
    const { id } = desk.saveRule(null, draft());
    desk.snooze(id, now + minute);
    tell('n');
    now += minute;
    tell('m');
    expect(states('a')).toEqual(['suppressed', 'queued']);
  });
});

it('sums up what is over the budget in one message per stretch, when the budget opens again', () => {
  desk.saveRule(null, draft({ budgetPerHour: 1 }));
  for (let k = 0; k < 8; k++, now += minute) tell(`n${k}`);
  const first = of('a');
  expect(first.filter(({ state }) => state === 'suppressed')).toHaveLength(7);
  const summaries = first.filter(({ reason }) => reason?.startsWith('Sums up'));
  expect(summaries).toMatchObject([{ state: 'queued', at: noon + 60 * minute, notification: { title: '7 more by the rule Rule', body: expect.stringMatching(/Title n1\n(.*\n){4}and 2 more$/) as string } }]);
  now = noon + 61 * minute;
  for (let k = 8; k < 11; k++) tell(`n${k}`);
  expect(of('a').filter(({ reason }) => reason?.startsWith('Sums up')).map(({ notification }) => notification.title)).toEqual(['7 more by the rule Rule', '2 more by the rule Rule']);
});

describe('an incident that has to last', () => {
  const anomaly = { id: '0'.repeat(32), streamId, seriesId: 1, seriesName: '0', incidentId: 'i', start: 0, end: 0, severity: 'high', shape: 'spike', explanation: '', verdict: null, evidence: [], score: 1, grade: 1, open: true } as unknown as Anomaly;
  const incident = (end: number, ongoing = true) => ({ id: 'i', streamId, state: 'open', severity: 'high', title: 'Spike', start: 0, end, ongoing, firstMover: 1, anomalyCount: 1, seriesCount: 1, owner: null, tags: [], merged: null }) as unknown as Incident;
  const about = { target: { kind: 'anomaly' as const, anomalyId: anomaly.id } };
  async function commit(from: number, after: Incident, notifications: Notification[]) {
    return commitBatch(made.store, { ...(await logCommit(from, from + 10)), newSeries: from === 0 ? (await logCommit(0, 10)).newSeries : [] }, () => ({ anomalies: [anomaly], incidents: [after], notifications, route: (db, fresh, changed) => routeNotifications(db, fresh, changed, now) }));
  }
  it('is told once it lasted, once, under the key it would have had', async () => {
    desk.saveRule(null, draft({ leastDurationMs: 10 * minute }));
    await commit(0, incident(minute), [told('n', about)]);
    expect(states('a')).toEqual(['lasting']);
    now += 5 * minute;
    await commit(10, incident(9 * minute), []);
    expect(states('a')).toEqual(['lasting']);
    await commit(20, incident(10 * minute), []);
    await commit(30, incident(11 * minute), []);
    expect(of('a')).toMatchObject([{ id: 'n.a', state: 'queued', at: now }]);
    expect(states('b')).toEqual(['queued']);
  });
  it('is left out where it was over before, with the reason', async () => {
    desk.saveRule(null, draft({ leastDurationMs: 10 * minute }));
    await commit(0, incident(minute), [told('n', about)]);
    await commit(10, incident(3 * minute, false), []);
    expect(of('a')).toMatchObject([{ state: 'suppressed', reason: 'Over after 3 min, before the 10 min that Rule asks for.' }]);
  });
  it('is left out where its rule went meanwhile', async () => {
    const { id } = desk.saveRule(null, draft({ leastDurationMs: 10 * minute }));
    await commit(0, incident(minute), [told('n', about)]);
    desk.saveRule(id, draft({ enabled: false }));
    await commit(10, incident(20 * minute), []);
    expect(of('a')).toMatchObject([{ state: 'suppressed', reason: 'No rule asks for it any more.' }]);
  });
  it('is in the outbox with what led to it, or not at all', async () => {
    const whole = await logCommit(0, 10);
    expect(() => commitBatch(made.store, whole, () => ({ anomalies: [anomaly], incidents: [incident(minute)], notifications: [told('n', about)], route: (db, fresh, changed) => { routeNotifications(db, fresh, changed, now); throw new Error('no'); } }))).toThrow('no');
    expect([states('a'), states('b')]).toEqual([[], []]);
  });
});

it('tries a rule on what was told, with the outcome that the outbox had', () => {
  const asked = draft({ budgetPerHour: 2, minimumSeverity: 'medium' });
  desk.saveRule(null, asked);
  for (let k = 0; k < 6; k++, now += 20 * minute) tell(`n${k}`, { severity: k === 2 ? 'low' : 'high' });
  const { fired, suppressed, looked, rows } = desk.tryOut(asked, 7);
  expect({ fired, suppressed, looked }).toEqual({ fired: 4, suppressed: 1, looked: 6 });
  expect(rows.filter(({ outcome }) => outcome === 'fired').map(({ notification }) => `${notification.id}.a`).reverse()).toEqual(of('a').filter(({ state, reason }) => state === 'queued' && reason === null).map(({ id }) => id));
  now += 8 * 86_400_000;
  expect(desk.tryOut(asked, 7)).toMatchObject({ looked: 0, fired: 0 });
});

describe('history that was not told one by one', () => {
  const long = Date.parse('2014-04-01T00:00:00Z');
  const one = (id: string, hour: number, severity: string) => ({ id, streamId, seriesId: 1, seriesName: '0', incidentId: 'i', start: long + hour * 60 * minute, end: long + hour * 60 * minute, severity, shape: 'spike', explanation: '', verdict: null, evidence: [], score: 1, grade: 1, open: false }) as unknown as Anomaly;
  const whole = { id: 'i', streamId, state: 'open', severity: 'high', title: 'Spike', start: long, end: long + 3 * 60 * minute, ongoing: false, firstMover: 1, anomalyCount: 3, seriesCount: 1, owner: null, merged: null } as unknown as Incident;
  const store = async (notifications: Notification[], anomalies = [one('a', 0, 'low'), one('b', 1, 'low'), one('c', 2, 'high')]) => {
    commitBatch(made.store, await logCommit(0, 10), () => ({ anomalies, incidents: [whole], notifications, route: () => undefined }));
    made.store.write((db) => db.prepare('UPDATE series SET last_time = ?').run(long + 24 * 60 * minute));
  };
  it('counts at its event time: as an incident began and as it became worse, each with its anomaly', async () => {
    await store([]);
    const { looked, rebuilt, lastSeverity, fired, rows } = desk.tryOut(draft({ minimumSeverity: 'high' }), 7);
    expect({ looked, rebuilt, lastSeverity, fired }).toEqual({ looked: 2, rebuilt: 2, lastSeverity: 2, fired: 1 });
    expect(rows).toMatchObject([{ incidentId: 'i', outcome: 'fired', notification: { title: 'Now high: Spike', at: long + 2 * 60 * minute, target: { anomalyId: 'c' } } }]);
    expect(mutedOf(desk.toldScopes(), { streamIds: [streamId], keyPart: null })).toEqual({ looked: 2, muted: 2 });
    made.store.write((db) => db.prepare('UPDATE series SET last_time = ?').run(long + 9 * 86_400_000));
    expect(desk.tryOut(draft(), 7)).toMatchObject({ looked: 0 });
  });
  it('is told with the severity that each anomaly had by then, at the moment when it came to it', async () => {
    const at = (minutes: number, severity: 'low' | 'medium' | 'high') => ({ at: long + minutes * minute, severity });
    await store([], [
      { ...one('a', 0, 'high'), severities: [at(0, 'low'), at(20, 'medium'), at(50, 'high')] },
      { ...one('b', 0.5, 'medium'), severities: [at(30, 'high'), at(40, 'medium')] },
    ]);
    const { looked, lastSeverity, rows } = desk.tryOut(draft({ minimumSeverity: 'low' }), 7);
    expect({ looked, lastSeverity }).toEqual({ looked: 3, lastSeverity: 0 });
    expect(rows.map(({ notification }) => [notification.severity, (notification.at - long) / minute, notification.target]).reverse()).toEqual([
      ['low', 0, { kind: 'anomaly', anomalyId: 'a' }], ['medium', 20, { kind: 'anomaly', anomalyId: 'a' }], ['high', 30, { kind: 'anomaly', anomalyId: 'b' }],
    ]);
    expect(desk.tryOut(draft({ minimumSeverity: 'high' }), 7)).toMatchObject({ fired: 1, rows: [{ notification: { at: long + 30 * minute } }] });
  });
  it('does not count again what was told as it came', async () => {
    await store([told(openedId('i'), { target: { kind: 'anomaly', anomalyId: 'a' } })]);
    expect(desk.tryOut(draft(), 7)).toMatchObject({ looked: 1, rebuilt: 0 });
  });
});

it('counts what a silence would have muted of the last seven days', () => {
  tell('n');
  tell('m', { target: { kind: 'stream', streamId: 'other' } });
  tell('o', { target: { kind: 'stream', streamId: 'other' } });
  expect(desk.toldScopes()).toEqual([{ streamId: 'other', dimensions: null, count: 2 }, { streamId, dimensions: null, count: 1 }]);
  expect(mutedOf(desk.toldScopes(), { streamIds: [streamId], keyPart: null })).toEqual({ looked: 3, muted: 1 });
  const keyed = [{ streamId, dimensions: { pump: '3' }, count: 4 }, { streamId, dimensions: { pump: '4' }, count: 2 }, { streamId: null, dimensions: null, count: 1 }];
  expect(mutedOf(keyed, { streamIds: [], keyPart: { name: 'pump', value: '3' } })).toEqual({ looked: 7, muted: 4 });
});
