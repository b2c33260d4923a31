import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeStore, stream } from '../../../../tests/fixtures/store-fixture.ts';
import { stubDetection, stubKind } from '../../../../tests/fixtures/stub-detection.ts';
import type { StreamId } from '../../../shared/domain/stream.ts';
import { systemClock } from '../../clock.ts';
import { createLog } from '../../log.ts';
import { actsOfIncident, changeIncident, listIncidents } from '../../store/tables/incident-table.ts';
import { putStream } from '../../store/tables/stream-table.ts';
import { createBudgetPools } from '../detection/budget-pools.ts';
import { createIncidentDesk } from './incident-desk.ts';
import { openStations } from '../streams/stream-stations.ts';
import type { StreamService } from '../streams/stream-service.ts';
import { createTopic } from '../topic.ts';
import { wirePipeline } from '../streams/wire-pipeline.ts';

const begin = Date.UTC(2026, 0, 5);
let made: ReturnType<typeof makeStore>;
beforeEach(() => (made = makeStore()));
afterEach(() => made.remove());

/** Stations of a stream of this id, whose `give` commits values of pump `k` a second apart from the `from`th on; 100 and more are anomalous. */
async function open(id: string) {
  const of = { ...stream(), id: id as StreamId, name: id };
  made.store.write((db) => putStream(db, of));
  const stations = await openStations(of, stubKind, { store: made.store, detection: stubDetection(), pools: createBudgetPools(), clock: systemClock, log: createLog({ level: 'silent' }) }, () => true, new AbortController().signal);
  const pipeline = wirePipeline({ ...stations, tell: () => undefined });
  let offset = 0;
  return async (from: number, values: number[], k = '3') => {
    const texts = values.map((v, i) => new TextEncoder().encode(JSON.stringify({ t: begin + (from + i) * 1000, k, v })));
    const offsets = Float64Array.from(values, () => offset++);
    await pipeline({ partition: 0, offsets, timestamps: offsets, keys: values.map(() => null), values: texts, nextOffset: offset, endOffset: null });
  };
}
const desk = () => createIncidentDesk({ store: made.store, streams: { topics: { links: createTopic(() => undefined), incidents: createTopic(() => undefined) }, replaceIncident: () => undefined } as unknown as StreamService, clock: systemClock });
const flat = (count: number) => new Array<number>(count).fill(1);

/** Two streams of pump 3 and one of pump 4, faults two seconds apart, committed in this order. */
async function play(order: readonly string[]) {
  const streams = { heat: await open('heat'), flow: await open('flow'), other: await open('other') };
  const steps: Record<string, () => Promise<void>> = {
    heat: () => streams.heat(0, [...flat(40), 200, 200, ...flat(60)]),
    flow: () => streams.flow(0, [...flat(42), 200, ...flat(20)]),
    other: () => streams.other(0, [...flat(41), 200, ...flat(60)], '4'),
  };
  for (const name of order) await steps[name]!();
  const own = listIncidents(made.store.db, 'flow' as StreamId, 10)[0]!;
  const { incidents, links, firstMover: _, anomalies, ...group } = desk().group(own.id);
  return { own, streams, group: { ...group, titles: incidents.map(({ streamId, title }) => `${streamId}: ${title}`), words: links.map(({ kind, words }) => `${kind}: ${words}`), anomalies: anomalies.length } };
}

it('makes the same group whichever stream commits first', async () => {
  const first = (await play(['heat', 'flow', 'other'])).group;
  expect(first).toMatchObject({ titles: ['heat: New pattern in 3', 'flow: New pattern in 3'], words: ['key: Both have series of k 3, near in time.'], anomalies: 2, start: begin + 40_000 });
  for (const order of [['flow', 'other', 'heat'], ['other', 'heat', 'flow']]) {
    made.remove();
    made = makeStore();
    expect((await play(order)).group).toEqual(first);
  }
});

it('keeps apart what an analyst took apart, also when it grows, until it is linked again; each with who did it', async () => {
  const { own, streams } = await play(['heat', 'flow']);
  const other = desk().group(own.id).incidents.find(({ id }) => id !== own.id)!;
  expect(desk().setLink(own.id, other.id, false, 'Kim').incidents).toHaveLength(1);
  await streams.flow(63, [...new Array<number>(3).fill(200), ...flat(40)]);
  expect(listIncidents(made.store.db, 'flow' as StreamId, 10)).toMatchObject([{ id: own.id, end: begin + 65_000 }]);
  expect(desk().group(other.id).incidents).toHaveLength(1);
  expect(desk().setLink(own.id, other.id, true, 'Kim').incidents).toHaveLength(2);
  expect(actsOfIncident(made.store.db, other.id).map(({ kind, actor }) => [kind, actor])).toEqual([['unlinked', 'Kim'], ['linked', 'Kim']]);
  expect(() => desk().setLink(own.id, own.id, false, 'Kim')).toThrowError(expect.objectContaining({ code: 'AF_NOT_FOUND' }) as Error);
});

it('does not link with one that was resolved before', async () => {
  const heat = await open('heat');
  await heat(0, [...flat(40), 200, ...flat(60)]);
  made.store.write((db) => changeIncident(db, listIncidents(db, 'heat' as StreamId, 1)[0]!.id, { state: 'resolved' }));
  await (await open('flow'))(0, [...flat(41), 200, ...flat(60)]);
  expect(desk().group(listIncidents(made.store.db, 'flow' as StreamId, 1)[0]!.id).incidents).toHaveLength(1);
});
