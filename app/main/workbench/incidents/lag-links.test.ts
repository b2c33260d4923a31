import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeStore, stream } from '../../../../tests/fixtures/store-fixture.ts';
import { stubDetection, stubKind } from '../../../../tests/fixtures/stub-detection.ts';
import type { Incident } from '../../../shared/domain/incident.ts';
import type { IncidentLink } from '../../../shared/domain/incident-link.ts';
import type { StreamId } from '../../../shared/domain/stream.ts';
import { systemClock } from '../../clock.ts';
import { createLog } from '../../log.ts';
import { createSeededRandom } from '../../seeded-random.ts';
import { addIncidentLink, listIncidentLinks, setIncidentLink } from '../../store/tables/incident-link-table.ts';
import { changeIncident, listIncidents } from '../../store/tables/incident-table.ts';
import { putStream } from '../../store/tables/stream-table.ts';
import { createBudgetPools } from '../detection/budget-pools.ts';
import { openStations } from '../streams/stream-stations.ts';
import type { StreamService } from '../streams/stream-service.ts';
import { wirePipeline } from '../streams/wire-pipeline.ts';
import { createTopic } from '../topic.ts';
import { createLagLinks } from './lag-links.ts';

const begin = Date.UTC(2026, 0, 5);
const length = 1_200;
const fault = 1_100;
const lag = 40;
let made: ReturnType<typeof makeStore>;
beforeEach(() => (made = makeStore()));
afterEach(() => made.remove());
const failed = (error: unknown) => { throw error; };

/** Commits values of one series a second apart to a stream of this name; 100 and more are anomalous. */
async function commit(id: string, values: Float64Array): Promise<void> {
  const of = { ...stream(), id: id as StreamId, name: id };
  made.store.write((db) => putStream(db, of));
  const stations = await openStations(of, stubKind, { store: made.store, detection: stubDetection(), pools: createBudgetPools(), clock: systemClock, log: createLog({ level: 'silent' }) }, () => true, new AbortController().signal);
  const offsets = Float64Array.from(values, (_, i) => i);
  const texts = Array.from(values, (v, i) => new TextEncoder().encode(JSON.stringify({ t: begin + i * 1000, k: id, v })));
  await wirePipeline({ ...stations, tell: () => undefined })({ partition: 0, offsets, timestamps: offsets, keys: texts.map(() => null), values: texts, nextOffset: values.length, endOffset: null });
}

/** Heat follows flow by 40 s in all that was; other goes its own way. Each has a fault: flow's at `fault`, the others' so many seconds after it. */
async function play(heatAfter: number, otherAfter: number): Promise<Record<'heat' | 'flow' | 'other', Incident>> {
  const random = createSeededRandom('lag links');
  const noise = (name: string) => {
    const own = random.derive(name);
    return Float64Array.from({ length: length + lag }, () => 20 + 3 * own.normal());
  };
  const [cause, own, other] = [noise('flow'), noise('heat'), noise('other')];
  const withFault = (values: Float64Array, at: number) => values.map((value, i) => value + (i >= at && i < at + 5 ? 200 : 0));
  await commit('flow', withFault(cause.slice(lag), fault));
  await commit('heat', withFault(cause.slice(0, length).map((value, i) => 0.8 * value + 0.5 * own[i]!), fault + heatAfter));
  await commit('other', withFault(other.slice(lag), fault + otherAfter));
  const incidentOf = (id: string) => listIncidents(made.store.db, id as StreamId, 10)[0]!;
  return { heat: incidentOf('heat'), flow: incidentOf('flow'), other: incidentOf('other') };
}

function watch() {
  const topics = { incidents: createTopic<Incident[]>(failed), links: createTopic<IncidentLink[]>(failed) };
  const told: IncidentLink[] = [];
  topics.links.onChange((links) => told.push(...links));
  return { topics, told, links: createLagLinks({ store: made.store, clock: systemClock, streams: { topics } as unknown as StreamService, failed }) };
}

it('links incidents as far apart as one series usually follows the other, with the reason in words; none that only came at the same time', async () => {
  const { links, topics, told } = watch();
  const { heat, flow, other } = await play(lag + 3, 0);
  topics.incidents.publish([flow, other]);
  topics.incidents.publish([heat]);
  await links.settled();
  expect(told).toHaveLength(1);
  expect(told[0]).toMatchObject({ kind: 'lag', linked: true, lagMs: flow.id < heat.id ? 40_000 : -40_000 });
  expect(told[0]!.words).toMatch(/^heat v usually follows flow v by 40 seconds \(r 0\.\d\d over 1,000 steps before\); here it began 43 seconds after it\.$/);
  expect([told[0]!.a, told[0]!.b].sort()).toEqual([flow.id, heat.id].sort());
  topics.incidents.publish([heat, flow, other]);
  await links.settled();
  expect(told).toHaveLength(1);
  await links.close();
});

it('links none that come at another distance, or were resolved', async () => {
  await play(0, lag);
  let { links, told } = watch();
  await links.settled();
  await links.close();
  expect(told).toEqual([]);
  made.remove();
  made = makeStore();
  const { heat } = await play(lag, 0);
  made.store.write((db) => changeIncident(db, heat.id, { state: 'resolved' }));
  ({ links, told } = watch());
  await links.settled();
  await links.close();
  expect(told).toEqual([]);
});

it('looks at what is there when it opens, gives a link by key the lag too, and leaves apart what was taken apart', async () => {
  const { heat, flow } = await play(lag, 0);
  const [a, b] = [flow.id, heat.id].sort() as [string, string];
  made.store.write((db) => addIncidentLink(db, { a, b, kind: 'key', words: 'Both have series of pump 3.', linked: true, lagMs: null }));
  made.store.write((db) => setIncidentLink(db, a, b, false));
  const apart = watch();
  await apart.links.settled();
  await apart.links.close();
  expect(apart.told).toEqual([]);
  made.store.write((db) => setIncidentLink(db, a, b, true));
  const again = watch();
  await again.links.settled();
  await again.links.close();
  expect(again.told).toHaveLength(1);
  expect(listIncidentLinks(made.store.db, 10)).toEqual(again.told);
  expect(again.told[0]).toMatchObject({ kind: 'key', words: expect.stringMatching(/^Both have series of pump 3\. heat v usually follows flow v by 40 seconds/) as string });
});

it('does not look again at an incident that it looked at, until that grows', async () => {
  const first = watch();
  const { heat, flow } = await play(lag + 3, 0);
  first.topics.incidents.publish([flow, heat]);
  await first.links.settled();
  expect(first.told).toHaveLength(1);
  await first.links.close();
  made.store.write((db) => db.exec('DELETE FROM incident_link'));
  const again = watch();
  await again.links.settled();
  expect(again.told).toEqual([]);
  await again.links.close();
  made.store.write((db) => db.exec('UPDATE lag_look SET anomaly_count = anomaly_count - 1'));
  const grown = watch();
  await grown.links.settled();
  expect(grown.told).toHaveLength(1);
  await grown.links.close();
});
