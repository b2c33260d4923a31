import { afterEach, beforeEach, expect, it } from 'vitest';
import { logCommit, makeStore, nothingFound, stream, streamId } from '../../../../tests/fixtures/store-fixture.ts';
import type { Incident } from '../../../shared/domain/incident.ts';
import type { Stream, StreamId } from '../../../shared/domain/stream.ts';
import { systemClock } from '../../clock.ts';
import { commitBatch } from '../../store/commit-batch.ts';
import { putIncident } from '../../store/tables/incident-table.ts';
import { addSeries, seriesOfStream } from '../../store/tables/series-table.ts';
import { putStream } from '../../store/tables/stream-table.ts';
import { readMovements } from './read-movements.ts';

let made: ReturnType<typeof makeStore>;
beforeEach(() => (made = makeStore()));
afterEach(() => made.remove());

const kafka = (id: string, topic: string): Stream => ({ ...stream(), id: id as StreamId, source: { kind: 'kafka', connection: { brokers: ['b:1'], tls: null, sasl: null }, topic, start: { at: 'earliest' } } });
const never = new AbortController().signal;

/** Four series in turn, each with a sample every 4 s: series 0 goes up at 1,600 s for 40 s, series 1 against it 8 s later, the others only ripple. */
async function opened(streams: Stream[]) {
  const { store } = made;
  const commit = await logCommit(0, 2_000, 4);
  for (let row = 0; row < 2_000; row += 1) {
    const series = row % 4;
    const bump = series === 0 ? 30 * Number(row >= 1_600 && row < 1_640) : series === 1 ? -20 * Number(row >= 1_608 && row < 1_648) : 0;
    commit.samples.values[row] = 5 + ((Math.floor(row / 4) * 7919 + series) % 13) / 13 + bump;
  }
  store.write((db) => { for (const one of streams) putStream(db, one); });
  commitBatch(store, commit, nothingFound);
  const ids = seriesOfStream(store.db, streamId).map(({ id }) => id);
  store.write((db) => putIncident(db, { id: 'i', streamId, state: 'open', severity: 'high', title: 'i', start: 1_600_000, end: 1_640_000, ongoing: false, firstMover: ids[0]!, anomalyCount: 1, seriesCount: 1, owner: null, tags: [], merged: null } satisfies Incident));
  return { ids, services: { store, clock: systemClock, streams: { list: () => streams.map((one) => ({ stream: one })) } as never } };
}

it('ranks what moved in the window by how far, with or without an anomaly, and says how it goes with the first mover', async () => {
  const { ids, services } = await opened([stream()]);
  const { movements, ...read } = await readMovements(services, 'i', 50, never);
  expect(movements.map(({ seriesId, channel, anomalyCount }) => [seriesId, channel, anomalyCount])).toEqual([[ids[0], 'v', 0], [ids[1], 'v', 0]]);
  expect(movements[0]).toMatchObject({ correlation: null, lagMs: null });
  expect(movements[0]!.distance).toBeGreaterThan(20);
  expect(movements[1]!.distance).toBeLessThan(-20);
  expect(movements[1]!.correlation).toBeLessThan(-0.8);
  expect(Math.abs(movements[1]!.lagMs! - 8_000)).toBeLessThan(5_000);
  expect(read).toMatchObject({ readCount: 4, seriesCount: 4 });
  expect((await readMovements(services, 'i', 1, never)).movements).toHaveLength(1);
});

it('leaves out what rose as on each day before, and tells of what rose farther from the same time on those days', async () => {
  const { store } = made;
  const fiveMinutes = 300_000;
  const [days, names] = [7, ['leader', 'usual', 'higher']];
  const commit = await logCommit(0, days * 288 * 3, 3);
  for (let row = 0; row < commit.samples.rows; row += 1) {
    const [series, step] = [row % 3, Math.floor(row / 3)];
    const [day, hour] = [Math.floor(step / 288), (step % 288) / 12];
    const daily = hour >= 8 && hour < 10 ? 50 : 0;
    const own = [day === 6 && hour >= 8 && hour < 9 ? 80 : 0, daily, day === 6 ? 1.6 * daily : daily][series]!;
    commit.samples.times[row] = step * fiveMinutes;
    commit.samples.values[row] = own + 4 * ((step * 7919 + series * 5) % 13) / 13;
  }
  commit.watermark = days * 288 * fiveMinutes;
  store.write((db) => putStream(db, stream()));
  commitBatch(store, commit, nothingFound);
  const ids = seriesOfStream(store.db, streamId).map(({ id }) => id);
  const start = (6 * 24 + 8) * 12 * fiveMinutes;
  store.write((db) => putIncident(db, { id: 'i', streamId, state: 'open', severity: 'high', title: 'i', start, end: start + 11 * fiveMinutes, ongoing: false, firstMover: ids[0]!, anomalyCount: 1, seriesCount: 1, owner: null, tags: [], merged: null } satisfies Incident));
  const { movements } = await readMovements({ store, clock: systemClock, streams: { list: () => [{ stream: stream() }] } as never }, 'i', 50, never);
  const told = new Map(movements.map(({ seriesId, usual, distance }) => [names[ids.indexOf(seriesId)], `${usual} ${distance > 0 ? 'above' : 'below'}`]));
  expect(told).toEqual(new Map([['leader', 'day above'], ['higher', 'day above']]));
});

it('holds a counter\'s growth against its growth before: one that goes on as ever has not moved, one that stands still has', async () => {
  const { store } = made;
  const [minute, names] = [60_000, ['leader', 'as ever', 'halted']];
  const commit = await logCommit(0, 2_000 * 3, 3);
  const totals = [0, 0, 0];
  for (let row = 0; row < commit.samples.rows; row += 1) {
    const [series, step] = [row % 3, Math.floor(row / 3)];
    const isOdd = step >= 1_500 && step < 1_530;
    totals[series]! += (90 + ((step * 7919 + series * 5) % 23)) * (isOdd ? [3, 1, 0][series]! : 1);
    commit.samples.times[row] = step * minute;
    commit.samples.values[row] = totals[series]!;
  }
  commit.watermark = 2_000 * minute;
  store.write((db) => putStream(db, stream()));
  commitBatch(store, commit, nothingFound);
  const ids = seriesOfStream(store.db, streamId).map(({ id }) => id);
  store.write((db) => putIncident(db, { id: 'i', streamId, state: 'open', severity: 'high', title: 'i', start: 1_500 * minute, end: 1_529 * minute, ongoing: false, firstMover: ids[0]!, anomalyCount: 1, seriesCount: 1, owner: null, tags: [], merged: null } satisfies Incident));
  const { movements } = await readMovements({ store, clock: systemClock, streams: { list: () => [{ stream: stream() }] } as never }, 'i', 50, never);
  const told = new Map(movements.map(({ seriesId, isGrowth, distance }) => [names[ids.indexOf(seriesId)], !isGrowth ? 'as ever' : distance > 5 ? 'above' : distance < -5 ? 'below' : 'as ever']));
  expect(told).toEqual(new Map([['leader', 'above'], ['halted', 'below']]));
});

it('looks at other streams where they are of the same topic or share a part of the first mover\'s key, and at no others', async () => {
  const same = kafka('same', 't');
  const { services } = await opened([{ ...kafka(streamId, 't') }, same, kafka('other', 'u')]);
  const add = (of: string, index: number, k: string) => made.store.write((db) => addSeries(db, { streamId: of as StreamId, index, key: k, name: k, dimensions: { k }, channels: ['v'] }));
  add('same', 0, 'x');
  add('other', 0, '0');
  add('other', 1, 'x');
  expect(await readMovements(services, 'i', 50, never)).toMatchObject({ readCount: 6, seriesCount: 6 });
});

it('ends when it is cancelled', async () => {
  const { services } = await opened([stream()]);
  const abort = new AbortController();
  abort.abort();
  await expect(readMovements(services, 'i', 50, abort.signal)).rejects.toThrow();
  await expect(readMovements(services, 'none', 50, never)).rejects.toMatchObject({ code: 'AF_NOT_FOUND' });
});
