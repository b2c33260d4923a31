import { expect, it } from 'vitest';
import type { Incident } from '../../shared/domain/incident.ts';
import { groupsOf, jointSeverity, leadingIncident } from '../../shared/domain/incident-link.ts';
import { linkBetween, type LinkFacts } from './link.ts';

const facts = (id: string, streamId: string, more: Partial<LinkFacts> = {}): LinkFacts => ({ incident: { id, streamId: streamId as Incident['streamId'], start: 1000, end: 2000 }, gapMs: 500, topic: null, parts: [{ name: 'pump', value: '3' }], ...more });

it('links incidents of different streams that share a part of the key, the same way round whichever is asked for first', () => {
  const [a, b] = [facts('a', 's'), facts('b', 't')];
  expect(linkBetween(a, b)).toEqual({ a: 'a', b: 'b', kind: 'key', words: 'Both have series of pump 3, near in time.', linked: true, lagMs: null });
  expect(linkBetween(b, a)).toEqual(linkBetween(a, b));
});

it('links by the topic where no part of the key is shared; not a topic of that name on other brokers', () => {
  const topic = { brokers: 'b:1', name: 'plant' };
  const a = facts('a', 's', { topic });
  const other = { parts: [{ name: 'line', value: '3' }] };
  expect(linkBetween(a, facts('b', 't', { topic, ...other }))).toMatchObject({ kind: 'topic' });
  expect(linkBetween(a, facts('b', 't', { topic: { brokers: 'c:1', name: 'plant' }, ...other }))).toBeNull();
});

it('leaves apart what is of one stream, of another value, or farther apart than the lesser gap', () => {
  expect(linkBetween(facts('a', 's'), facts('b', 's'))).toBeNull();
  expect(linkBetween(facts('a', 's'), facts('b', 't', { parts: [{ name: 'pump', value: '4' }] }))).toBeNull();
  const at = (start: number, gapMs: number) => facts('b', 't', { gapMs, incident: { id: 'b', streamId: 't' as Incident['streamId'], start, end: start + 10 } });
  expect(linkBetween(facts('a', 's'), at(2500, 500))).not.toBeNull();
  expect(linkBetween(facts('a', 's'), at(2501, 9000))).toBeNull();
  expect(linkBetween(facts('a', 's'), at(2301, 300))).toBeNull();
});

it('makes groups over several links, without those that were taken apart', () => {
  const all = [3, 1, 2, 4].map((start) => ({ id: `i${start}`, start }) as Incident);
  const link = (a: string, b: string, linked = true) => ({ a, b, kind: 'key' as const, words: '', linked, lagMs: null });
  const groups = groupsOf(all, [link('i1', 'i2'), link('i2', 'i3'), link('i3', 'i4', false), link('i1', 'gone')]);
  expect(groups.get('i3')?.map(({ id }) => id)).toEqual(['i1', 'i2', 'i3']);
  expect(groups.get('i4')).toBeUndefined();
});

it('takes the group to have begun with the first that does not usually follow another of it, whichever was found first', () => {
  const all = [1, 2, 3].map((start) => ({ id: `i${start}`, start }) as Incident);
  const link = (a: string, b: string, lagMs: number | null, linked = true) => ({ a, b, lagMs, linked });
  expect(leadingIncident(all, [link('i1', 'i2', null), link('i2', 'i3', 0)]).id).toBe('i1');
  expect(leadingIncident(all, [link('i1', 'i2', -40)]).id).toBe('i2');
  expect(leadingIncident(all, [link('i1', 'i2', -40), link('i2', 'i3', -40)]).id).toBe('i3');
  expect(leadingIncident(all, [link('i1', 'i2', -40, false), link('i0', 'i1', 40)]).id).toBe('i1');
  expect(leadingIncident(all.slice(0, 2), [link('i1', 'i2', 40), link('i1', 'i2', -40)]).id).toBe('i1');
});

it('takes the greatest severity, one step higher from three series on, and says so', () => {
  const one = (severity: Incident['severity'], seriesCount: number) => ({ severity, seriesCount });
  expect(jointSeverity([one('low', 5)])).toEqual({ severity: 'low', words: 'Low, as its worst anomaly.' });
  expect(jointSeverity([one('low', 1), one('medium', 1)])).toEqual({ severity: 'medium', words: 'Medium, the greatest of its incidents.' });
  expect(jointSeverity([one('low', 2), one('medium', 1)])).toEqual({ severity: 'high', words: 'High: the greatest of its incidents is medium, raised one step as 3 series are linked.' });
  expect(jointSeverity([one('high', 2), one('low', 1)]).severity).toBe('high');
});
