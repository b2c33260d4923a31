import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { anomalyFilterSchema, type AnomalyFilter } from '../../shared/domain/anomaly.ts';
import type { LaneKind } from '../../shared/domain/lanes.ts';
import { systemClock } from '../clock.ts';
import { openStore, type Store } from './database.ts';
import { readLanes } from './read-lanes.ts';

const begin = Date.UTC(2026, 0, 5);
const minute = 60_000;
let folder: string;
let store: Store;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lanes-'));
  store = openStore(folder, new Uint8Array(32).fill(7));
  const { db } = store;
  db.prepare("INSERT INTO stream (id, draft, created_at, running) VALUES ('plant', '{}', 0, 0), ('ward', '{}', 0, 0)").run();
  const series = db.prepare('INSERT INTO series (id, stream_id, index_in_stream, key, name, dimensions, channels) VALUES (?, ?, ?, ?, ?, ?, ?)');
  for (const [id, stream, name, dimensions] of [[1, 'plant', 'hall 10, press', { hall: '10', machine: 'press' }], [2, 'plant', 'hall 9, press', { hall: '9', machine: 'press' }], [3, 'ward', 'bed 1', { bed: '1' }], [4, 'ward', 'bed 2', { bed: '2' }]] as const) {
    series.run(id, stream, id, name, name, JSON.stringify(dimensions), '["a"]');
  }
  put('a', 1, 'plant', 0, 1, 0.4, 'medium');
  put('b', 1, 'plant', 2, 3, 0.9, 'high', 'false');
  put('c', 2, 'plant', 61, 62, 0.2, 'low');
  put('d', 3, 'ward', 30, 150, 0.7, 'high');
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

/** An anomaly between two minutes. */
function put(id: string, seriesId: number, stream: string, from: number, to: number, grade: number, severity: string, verdict: string | null = null): void {
  store.db.prepare("INSERT INTO anomaly (id, stream_id, series_id, start_time, end_time, score, grade, severity, shape, verdict, series_name, explanation, body) VALUES (?, ?, ?, ?, ?, 0.9, ?, ?, 'spike', ?, 'x', 'Reached 4', '{}')")
    .run(id, stream, seriesId, begin + from * minute, begin + to * minute, grade, severity, verdict);
}

/** The lanes' cells by name, as [bucket, count, grade]. */
async function lanesOf(filter: Partial<AnomalyFilter>, by: LaneKind = 'series', buckets = 4) {
  const lanes = await readLanes(store, systemClock, anomalyFilterSchema.parse(filter), { by, buckets, streamName: (id) => id.toUpperCase() }, new AbortController().signal);
  const cells: Record<string, number[][]> = Object.fromEntries(lanes.lanes.map(({ name }) => [name, []]));
  lanes.cells.lane.forEach((place, at) => cells[lanes.lanes[place]!.name]!.push([lanes.cells.bucket[at]!, lanes.cells.count[at]!, Math.round(lanes.cells.grade[at]! * 100) / 100]));
  return { ...lanes, cells };
}

it('counts what begins in each bucket and keeps the worst grade, of what goes on as well', async () => {
  const { lanes, cells, bucketMs, from, to } = await lanesOf({});
  expect({ bucketMs, from, to }).toEqual({ bucketMs: 60 * minute, from: begin, to: begin + 180 * minute });
  expect(cells).toEqual({ 'bed 1': [[0, 1, 0.7], [1, 0, 0.7], [2, 0, 0.7]], 'hall 9, press': [[1, 1, 0.2]], 'hall 10, press': [[0, 2, 0.9]] });
  expect(lanes).toMatchObject([{ name: 'bed 1', count: 1 }, { id: '2', name: 'hall 9, press', seriesIds: [2], count: 1, grade: 0.2 }, { name: 'hall 10, press', count: 2, grade: 0.9 }]);
});

it('makes lanes of streams, and of a part of the key over streams', async () => {
  expect((await lanesOf({}, 'stream')).cells).toEqual({ PLANT: [[0, 2, 0.9], [1, 1, 0.2]], WARD: [[0, 1, 0.7], [1, 0, 0.7], [2, 0, 0.7]] });
  const byMachine = await lanesOf({}, 'key:machine');
  expect(byMachine.lanes).toMatchObject([{ id: '', name: 'none', seriesIds: [3] }, { id: 'press', name: 'press', seriesIds: [1, 2], count: 3 }]);
  expect(byMachine.keyParts).toEqual(['bed', 'hall', 'machine']);
});

it('takes the filter: its range cuts what began before, its verdicts and words leave out', async () => {
  expect((await lanesOf({ from: begin + 60 * minute, to: begin + 119 * minute })).cells).toEqual({ 'bed 1': [[0, 1, 0.7], [1, 0, 0.7]], 'hall 9, press': [[0, 1, 0.2]] });
  expect((await lanesOf({ verdicts: ['none'], streamIds: ['plant' as never] })).cells).toEqual({ 'hall 9, press': [[2, 1, 0.2]], 'hall 10, press': [[0, 1, 0.4]] });
  expect((await lanesOf({ text: 'nothing of that' })).lanes).toEqual([]);
});

it('ends when it is cancelled', async () => {
  const abort = new AbortController();
  const reading = readLanes(store, systemClock, anomalyFilterSchema.parse({}), { by: 'series', buckets: 10, streamName: String }, abort.signal);
  abort.abort();
  await expect(reading).rejects.toThrow();
});
