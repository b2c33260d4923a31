import { expect, it } from 'vitest';
import type { Condition } from '../../shared/domain/condition.ts';
import type { SeriesId } from '../../shared/domain/series.ts';
import type { StreamId } from '../../shared/domain/stream.ts';
import { createConditionWatch } from './condition-watch.ts';
import { passGate } from './gate.ts';

const second = 1000;
const none = { records: 0, late: [], unreadable: [], series: new Uint32Array(), times: new Float64Array(), recordOf: new Uint32Array(), watermark: null };
const first = (count = 0) => Array.from({ length: count }, (_, k) => k);

function watch(isLive = true, open: readonly Condition[] = []) {
  const own = createConditionWatch({ streamId: 's' as StreamId, isLive, series: [], seriesOf: (index) => ({ id: (index + 1) as SeriesId, name: `pump ${index + 1}` }), arrivals: [], open });
  /** One sample of each of `series` at `at` s, received then. */
  const give = (at: number, series: number[], also: { late?: number; unreadable?: number; records?: number } = {}) =>
    own.took({ ...none, at: at * second, records: series.length, series: Uint32Array.from(series), times: new Float64Array(series.length).fill(at * second), recordOf: new Uint32Array(series.length), watermark: at * second, ...also, late: first(also.late), unreadable: first(also.unreadable) });
  return { ...own, give };
}

it('tells a live stream silent by its own usual spacing, once, and over with the next record', () => {
  const { give, looked } = watch();
  for (let at = 0; at <= 1200; at += 60) expect(give(at, [0])).toEqual([]);
  const look = (at: number) => looked(at * second, { records: 0, ms: 0 });
  expect(look(1200 + 239)).toEqual([]);
  const [begun] = look(1200 + 241);
  expect(begun).toMatchObject({ kind: 'silent', seriesId: null, begin: 1441 * second, end: null, eventFrom: 1200 * second, eventTo: null, words: 'No record came for 4 minutes; usually the next comes within 1 minute.' });
  expect(look(1500)).toEqual([]);
  expect(give(1600, [0])).toEqual([{ ...begun!, end: 1600 * second, eventTo: 1600 * second }]);
});

it('says nothing of silence before the spacing is known, below half a minute, of saved streams, or while reading rests', () => {
  const few = watch();
  for (let at = 0; at < 10; at += 1) few.give(at, [0]);
  expect(few.looked(5000 * second, { records: 0, ms: 0 })).toEqual([]);
  const fast = watch();
  for (let at = 0; at < 60; at += 1) fast.give(at, [0]);
  expect(fast.looked(88 * second, { records: 0, ms: 0 })).toEqual([]);
  expect(fast.rested(89 * second)).toEqual([]);
  expect(fast.looked(500 * second, { records: 0, ms: 0 })).toEqual([]);
  expect(fast.looked(531 * second, { records: 0, ms: 0 })).toMatchObject([{ kind: 'silent' }]);
  expect(fast.rested(540 * second)).toMatchObject([{ kind: 'silent', end: 540 * second }]);
  const saved = watch(false);
  for (let at = 0; at < 60; at += 1) saved.give(at, [0]);
  expect(saved.looked(5000 * second, { records: 0, ms: 0 })).toEqual([]);
});

it('tells one series silent while its stream goes on, by event time, also of a saved stream; not where all pause', () => {
  const { give } = watch(false);
  for (let at = 0; at < 64; at += 1) expect(give(at, [0, 1])).toEqual([]);
  expect(give(5000, [0, 1])).toEqual([]);
  const told: Condition[] = [];
  for (let at = 5001; at < 5300; at += 1) told.push(...give(at, [0]));
  expect(told).toMatchObject([{ kind: 'silent', seriesId: 2, eventFrom: 5000 * second, end: null, words: expect.stringMatching(/^Nothing came of pump 2 for [0-9.]+ (seconds|minutes) after .* usually one comes within 1 second\.$/) as string }]);
  expect(give(5300, [0, 1])).toEqual([{ ...told[0]!, end: 5300 * second, eventTo: 5300 * second }]);
});

it('tells the same silent series however the samples are cut into batches', () => {
  const rows = Array.from({ length: 2000 }, (_, row) => ({ series: row % 2 === 1 && row > 900 && row < 1500 ? 0 : row % 2, time: row * second }));
  const told = (size: number) => {
    const own = watch(false);
    const found: Condition[] = [];
    for (let from = 0; from < rows.length; from += size) {
      const part = rows.slice(from, from + size);
      found.push(...own.took({ ...none, at: 7, records: part.length, series: Uint32Array.from(part, (row) => row.series), times: Float64Array.from(part, (row) => row.time), recordOf: Uint32Array.from(part, (_, k) => k), watermark: part.at(-1)!.time }));
    }
    return found;
  };
  expect(told(1)).toMatchObject([{ kind: 'silent', seriesId: 2, end: null }, { kind: 'silent', end: 7, eventTo: 1501 * second }]);
  expect(told(700)).toEqual(told(1));
});

it('ends what goes on where a saved stream ends', () => {
  const { give, finished } = watch(false);
  give(1, [0], { records: 200, late: 50 });
  expect(finished(9)).toMatchObject([{ kind: 'late', end: 9, eventTo: second }]);
  expect(finished(10)).toEqual([]);
});

it('tells late and unreadable records by their share in a window, and ends them only after calm windows', () => {
  const { give } = watch(false);
  let at = 0;
  const window = (late: number, unreadable: number) => give((at += 1), [0], { records: 200, late, unreadable });
  expect(window(9, 9)).toEqual([]);
  const begun = window(30, 10);
  expect(begun).toMatchObject([{ kind: 'late', words: '15% of 200 records came behind the newest of their series and were not scored.' }, { kind: 'unreadable', words: '5% of 200 records could not be read; they are in quarantine, with the reason.' }]);
  for (const late of [5, 0, 0, 12]) expect(window(late, 6)).toEqual([]);
  expect([window(0, 0), window(0, 0)]).toEqual([[], []]);
  expect(window(1, 0).map(({ kind, end }) => [kind, end])).toEqual([['late', at * second], ['unreadable', at * second]]);
});

it('counts shares in windows of records, the same whatever the batches: a fast import dilutes none', () => {
  const isLate = (record: number) => record >= 600 && record < 800 && record % 4 === 0;
  const told = (size: number) => {
    const own = watch(false);
    return Array.from({ length: 4000 / size }, (_, k) => Array.from({ length: size }, (_, place) => k * size + place)).flatMap((part) => {
      const [taken, late] = [part.filter((record) => !isLate(record)), part.filter(isLate)];
      return own.took({ ...none, at: 7, records: size, late: late.map((record) => record - part[0]!), series: new Uint32Array(taken.length), times: Float64Array.from(taken, (record) => record * second), recordOf: Uint32Array.from(taken, (record) => record - part[0]!), watermark: part.at(-1)! * second });
    });
  };
  expect(told(4000)).toMatchObject([{ kind: 'late', eventFrom: 599 * second, words: expect.stringMatching(/^25% of 200 records/) as string }, { kind: 'late', end: 7, eventTo: 1399 * second }]);
  expect(told(100)).toEqual(told(4000));
  expect(told(40)).toEqual(told(4000));
});

it('tells lag beyond a minute once reading had caught up, or where it grows; not a backlog that is read off', () => {
  const backlog = watch();
  for (let left = 100; left > 0; left -= 1) expect(backlog.looked((1000 - left * 5) * second, { records: left * 1000, ms: left * 10 * second })).toEqual([]);
  expect(backlog.looked(1000 * second, { records: 0, ms: 0 })).toEqual([]);
  expect(backlog.looked(1005 * second, { records: 900, ms: 61 * second })).toMatchObject([{ kind: 'lag', words: 'Reading is 900 records and 1 minute behind the end of the topic.' }]);
  expect(backlog.looked(1010 * second, { records: 300, ms: 20 * second })).toEqual([]);
  expect([1015, 1020, 1040].map((at) => backlog.looked(at * second, { records: 10, ms: 0 }))).toEqual([[], [], []]);
  expect(backlog.looked(1045 * second, { records: 0, ms: 0 })).toMatchObject([{ kind: 'lag', end: 1045 * second }]);
  const growing = watch();
  const told = [0, 1, 2, 3, 4, 5, 6].flatMap((look) => growing.looked(look * 5 * second, { records: 10_000 + look, ms: 1000 }));
  expect(told).toMatchObject([{ kind: 'lag', words: expect.stringMatching(/and falls further behind\.$/) as string }]);
});

it('goes on with a condition that was open when the stream was left, and makes the same id again', () => {
  const first = watch(false);
  const flow = () => [first, watch(false)].map((one) => one.give(1, [0], { records: 200, late: 50 }));
  const [[a], [b]] = flow() as [[Condition], [Condition]];
  expect(a.id).toBe(b.id);
  const again = watch(false, [a]);
  expect(again.give(2, [0], { records: 200, late: 50 })).toEqual([]);
  expect([3, 4, 5].flatMap((at) => again.give(at, [0], { records: 200 }))).toMatchObject([{ id: a.id, end: 5 * second }]);
});

it('holds a gate open between its limits', () => {
  const open = { isOpen: true, calmSince: 3 };
  expect(passGate(open, { over: false, calm: false }, 9, 2)).toEqual({ isOpen: true, calmSince: null });
  expect(passGate(open, { over: false, calm: true }, 4, 2)).toEqual(open);
  expect(passGate(open, { over: false, calm: true }, 5, 2)).toEqual({ isOpen: false, calmSince: null });
});
