import { expect, it } from 'vitest';
import type { Incident, IncidentAct } from '../../../shared/domain/incident.ts';
import { incidentsToPinTo } from './incidents-to-pin-to.ts';
import { notesOf } from '../../../shared/domain/notes-of.ts';

const act = (id: number, text: string, replaces: number | null = null, kind = 'comment') => ({ id, kind, text, replaces }) as IncidentAct;

it('shows each note with its newest text, in the place where it was first written', () => {
  const notes = notesOf([act(1, 'a'), act(2, '', null, 'resolved'), act(3, 'b'), act(4, 'a, newer', 1), act(5, 'a, newest', 4)]);
  expect(notes.map(({ last, earlier }) => [last.text, earlier.map(({ text }) => text)])).toEqual([['a, newest', ['a', 'a, newer']], ['b', []]]);
});

it('offers the incident that is named, then the nearest in time of its stream, then those of others that are not resolved; none that was merged; by words of title, tag and stream', () => {
  const incident = (id: string, start: number, more: object = {}) => ({ id, title: `Spike ${id}`, tags: [], streamId: 'own', state: 'resolved', start, end: start + 10, merged: null, ...more }) as unknown as Incident;
  const all = [incident('far', 900), incident('near', 130), incident('within', 50), incident('gone', 55, { merged: { into: 'far', state: 'open' } }), incident('other', 50, { streamId: 'two', state: 'open', tags: ['valve'] }), incident('done', 50, { streamId: 'two' })];
  const ids = (incidentId: string | null, text = '') => incidentsToPinTo(all, { streamId: 'own' as Incident['streamId'], range: { from: 0, to: 100 }, incidentId, streamNames: new Map([['two', 'Compressor']]) }, text).map(({ id }) => id);
  expect([ids(null), ids('far')]).toEqual([['within', 'near', 'far', 'other'], ['far', 'within', 'near', 'other']]);
  expect([ids(null, 'valve'), ids(null, 'spike COMP'), ids(null, 'near'), ids('far', 'none')]).toEqual([['other'], ['other'], ['near'], []]);
});
