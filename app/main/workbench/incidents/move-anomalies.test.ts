import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeStore, stream, streamId } from '../../../../tests/fixtures/store-fixture.ts';
import { stubDetection, stubKind } from '../../../../tests/fixtures/stub-detection.ts';
import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { Incident } from '../../../shared/domain/incident.ts';
import { systemClock } from '../../clock.ts';
import { createLog } from '../../log.ts';
import { anomaliesOfIncident, openAnomalies, putAnomaly } from '../../store/tables/anomaly-table.ts';
import { actsOfIncident, incidentById, listIncidents } from '../../store/tables/incident-table.ts';
import { putStream } from '../../store/tables/stream-table.ts';
import { createBudgetPools } from '../detection/budget-pools.ts';
import { createIncidentDesk } from './incident-desk.ts';
import { createNotebookDesk } from '../cases/notebook-desk.ts';
import { openStations, type StreamStations } from '../streams/stream-stations.ts';
import type { StreamService } from '../streams/stream-service.ts';
import { wirePipeline } from '../streams/wire-pipeline.ts';

const begin = Date.UTC(2026, 0, 5);
let made: ReturnType<typeof makeStore>;
let stations: StreamStations;
let told: { incidents: Incident[]; moved: Anomaly[] }[];
beforeEach(() => {
  made = makeStore();
  told = [];
});
afterEach(() => made.remove());

/** Opens the stream as a start does; what it gives takes one value of each of two series a second, 100 and more is anomalous. */
async function open() {
  stations = await openStations(stream(), stubKind, { store: made.store, detection: stubDetection(), pools: createBudgetPools(), clock: systemClock, log: createLog({ level: 'silent' }) }, () => true, new AbortController().signal);
  const pipeline = wirePipeline({ ...stations, tell: () => undefined });
  return async (from: number, rows: [number, number][]) => {
    const records = rows.flatMap((values, i) => values.map((v, k) => ({ t: begin + (from + i) * 1000, k: 'ab'[k], v })));
    const offsets = Float64Array.from(records, (_record, i) => from * 2 + i);
    await pipeline({ partition: 0, offsets, timestamps: offsets, keys: records.map(() => null), values: records.map((one) => new TextEncoder().encode(JSON.stringify(one))), nextOffset: from * 2 + records.length, endOffset: null });
  };
}
/** The desks beside that stream, as the workbench has them. */
const services = () => ({
  store: made.store, clock: systemClock,
  streams: {
    replaceIncident: (incident, members) => stations.incidents.replace(incident, members),
    regroupIncidents(_streamId, changed, moved) {
      stations.incidents.regroup(changed);
      told.push({ incidents: changed.map(({ incident }) => incident), moved });
    },
  } as StreamService,
});
const desk = () => createIncidentDesk(services());
const notebook = () => createNotebookDesk(services());
const rows = (count: number, a = 1, b = 1) => new Array<[number, number]>(count).fill([a, b]);
const incidents = () => listIncidents(made.store.db, null, 10);
const members = (id: string) => anomaliesOfIncident(made.store.db, id).map(({ seriesName, open: isOpen }) => `${seriesName}${isOpen ? ' open' : ''}`);
const acts = (id: string) => actsOfIncident(made.store.db, id).map(({ kind, moved }) => [kind, moved?.count]);

it('splits some off into an incident that is open, where they stay while they grow, also after a restart, and moves them back', async () => {
  let give = await open();
  await give(0, [...rows(10), ...rows(3, 200, 200)]);
  const [{ id }] = incidents() as [Incident];
  const b = anomaliesOfIncident(made.store.db, id).find(({ seriesName }) => seriesName === 'b');
  const split = desk().move([b!.id], null, 'Kim');
  expect(split).toMatchObject({ state: 'open', owner: null, anomalyCount: 1, seriesCount: 1, ongoing: true, firstMover: b!.seriesId });
  expect(incidentById(made.store.db, id)).toMatchObject({ anomalyCount: 1, merged: null });
  expect(told).toMatchObject([{ incidents: [{ id: split.id }, { id }], moved: [{ id: b!.id, incidentId: split.id }] }]);
  expect([acts(id), acts(split.id)]).toEqual([[['gave', 1]], [['split', 1]]]);
  await give(13, rows(3, 200, 300));
  expect([members(id), members(split.id)]).toEqual([['a open'], ['b open']]);
  give = await open();
  await give(16, [...rows(3, 200, 300), ...rows(40)]);
  expect([members(id), members(split.id)]).toEqual([['a'], ['b']]);
  expect(incidents().map(({ ongoing, end }) => [ongoing, end])).toEqual([[false, begin + 18_000], [false, begin + 18_000]]);
  expect(desk().move([b!.id], id, 'Kim')).toMatchObject({ id, anomalyCount: 2, state: 'open' });
  expect(incidentById(made.store.db, split.id)).toMatchObject({ state: 'resolved', anomalyCount: 0, merged: { into: id, state: 'open' } });
});

it('merges one into another, keeps it so while its anomaly grows and after a restart, and leads back to what it was', async () => {
  let give = await open();
  await give(0, [...rows(10), ...rows(3, 200, 1), ...rows(60), ...rows(3, 1, 200)]);
  const [late, early] = incidents() as [Incident, Incident];
  desk().acknowledge(late.id, 'Kim');
  const ids = anomaliesOfIncident(made.store.db, late.id).map((one) => one.id);
  expect(desk().move(ids, early.id, 'Kim')).toMatchObject({ id: early.id, anomalyCount: 2, seriesCount: 2, ongoing: true });
  expect(incidentById(made.store.db, late.id)).toMatchObject({ state: 'resolved', ongoing: false, title: late.title, merged: { into: early.id, state: 'acknowledged' } });
  expect(actsOfIncident(made.store.db, late.id).at(-1)).toMatchObject({ kind: 'merged', actor: 'Kim', text: early.title, moved: { incidentId: early.id, count: 1 } });
  await give(76, rows(3, 1, 300));
  give = await open();
  await give(79, [...rows(3, 1, 300), ...rows(40)]);
  expect(members(early.id)).toEqual(['a', 'b']);
  expect(incidentById(made.store.db, early.id)).toMatchObject({ anomalyCount: 2, ongoing: false, end: begin + 81_000 });
  expect(members(late.id)).toEqual([]);
  notebook().note(late.id, { text: 'The same pump.', replaces: null, actor: 'Kim' });
  for (const act of ['acknowledge', 'reopen'] as const) expect(() => desk()[act](late.id, 'Kim')).toThrow(expect.objectContaining({ code: 'AF_INCIDENT_MERGED' }) as Error);
  expect(desk().move(ids, late.id, 'Kim')).toMatchObject({ id: late.id, state: 'acknowledged', merged: null, anomalyCount: 1 });
  expect(acts(late.id).slice(1)).toEqual([['merged', 1], ['comment', undefined], ['took', 1]]);
});

it('changes nothing and keeps no record where they are there already, and refuses what would be no incident of one stream', async () => {
  await (await open())(0, [...rows(10), ...rows(3, 200, 200)]);
  const [{ id }] = incidents() as [Incident];
  const all = anomaliesOfIncident(made.store.db, id).map((one) => one.id);
  expect(desk().move(all, id, 'Kim')).toMatchObject({ id, anomalyCount: 2 });
  expect([acts(id), told]).toEqual([[], []]);
  const refused = (ids: Anomaly['id'][], into: string | null) => expect(() => desk().move(ids, into, 'Kim')).toThrow(expect.objectContaining({ code: 'AF_API_INPUT_INVALID' }) as Error);
  refused(all, null);
  const other = { ...openAnomalies(made.store.db, streamId)[0]!, id: 'f'.repeat(32) as Anomaly['id'], streamId: 'other' as Incident['streamId'], incidentId: null };
  made.store.write((db) => {
    putStream(db, { ...stream(), id: other.streamId });
    putAnomaly(db, other);
  });
  refused([other.id], id);
  refused([all[0]!, other.id], null);
  expect(() => desk().move(all, 'none', 'Kim')).toThrow(expect.objectContaining({ code: 'AF_NOT_FOUND' }) as Error);
  expect(members(id)).toHaveLength(2);
});
