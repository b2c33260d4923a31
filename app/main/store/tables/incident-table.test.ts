import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeStore, streamId } from '../../../../tests/fixtures/store-fixture.ts';
import type { Incident } from '../../../shared/domain/incident.ts';
import { actsOfIncident, addIncidentReturn, changeableIncidents, findIncidentById, putIncident, changeIncident, setIncident } from './incident-table.ts';

let made: ReturnType<typeof makeStore>;
beforeEach(() => (made = makeStore()));
afterEach(() => made.remove());

const incident = (id: string, more: Partial<Incident> = {}): Incident => ({
  id, streamId, state: 'open', severity: 'low', title: id, start: 0, end: 1, ongoing: false, firstMover: 1 as Incident['firstMover'], anomalyCount: 1, seriesCount: 1, owner: null, tags: [], merged: null, ...more,
});

it('keeps the state, the owner and the tags that an analyst gave an incident while it goes on', () => {
  const { store } = made;
  store.write((db) => {
    putIncident(db, incident('a', { ongoing: true }));
    changeIncident(db, 'a', { state: 'resolved', owner: 'Kim', tags: ['valve'] });
    putIncident(db, incident('a', { anomalyCount: 2 }));
  });
  expect(findIncidentById(store.db, 'a')).toMatchObject({ state: 'resolved', owner: 'Kim', tags: ['valve'], anomalyCount: 2 });
});

it('opens a resolved incident that returned, and takes one that is not kept any more as new', () => {
  const { store } = made;
  store.write((db) => {
    putIncident(db, incident('a', { state: 'resolved', owner: 'Kim' }));
    for (const id of ['a', 'gone']) {
      addIncidentReturn(db, { incidentId: id, anomaly: 'pump 1: spike', at: 7 });
      putIncident(db, incident(id, { anomalyCount: 2 }));
    }
  });
  expect(findIncidentById(store.db, 'a')).toMatchObject({ state: 'open', owner: 'Kim', anomalyCount: 2 });
  expect(actsOfIncident(store.db, 'a')).toMatchObject([{ kind: 'returned', text: 'pump 1: spike', at: 7 }]);
  expect(findIncidentById(store.db, 'gone')).toMatchObject({ state: 'open', anomalyCount: 2 });
  expect(actsOfIncident(store.db, 'gone')).toEqual([]);
});

it('gives a restart the incidents that may still change: not resolved, still going on, or resolved lately', () => {
  const { store } = made;
  store.write((db) => {
    for (let n = 0; n < 64; n++) putIncident(db, incident(`older ${n}`, { state: 'resolved', end: 0 }));
    for (const state of ['open', 'acknowledged', 'resolved'] as const) for (const ongoing of [true, false]) putIncident(db, incident(`${state} ${ongoing}`, { state, ongoing }));
  });
  store.write((db) => setIncident(db, incident('emptied', { state: 'resolved', end: 9, merged: { into: 'older 0', state: 'open' } })));
  const ids = changeableIncidents(store.db, streamId).map(({ id }) => id);
  expect(ids.filter((id) => !id.startsWith('older')).sort()).toEqual(['acknowledged false', 'acknowledged true', 'open false', 'open true', 'resolved false', 'resolved true']);
  expect(ids).toHaveLength(5 + 64);
});
