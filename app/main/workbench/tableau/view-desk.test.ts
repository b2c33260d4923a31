import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleSheets } from '../../../shared/domain/sample-sheets.ts';
import { standInId } from '../../../shared/domain/sample-views.ts';
import type { TableauConnectionId, TableauView } from '../../../shared/domain/tableau.ts';
import { makeStore } from '../../../../tests/fixtures/store-fixture.ts';
import { systemClock } from '../../clock.ts';
import { createDetectionService } from '../../detect/detection-service.ts';
import { createLog } from '../../log.ts';
import { deleteTableauConnection } from '../../store/tables/tableau-connection-table.ts';
import { detectionWorkerUrl } from '../detection-worker-url.ts';
import { createWorkRegistry, type WorkRegistry } from '../work-registry.ts';
import { createViewDesk, type ViewDesk, type ViewRows } from './view-desk.ts';

const other = 'other' as TableauConnectionId;
let made: ReturnType<typeof makeStore>;
let desk: ViewDesk;
let work: WorkRegistry;
let picture: Promise<Uint8Array | null> = Promise.resolve(null);
const failures: unknown[] = [];

beforeEach(() => {
  made = makeStore();
  failures.length = 0;
  work = createWorkRegistry({ store: made.store, clock: systemClock, failed: (error) => void failures.push(error) });
  desk = createViewDesk({
    store: made.store, clock: { ...systemClock, now: () => 1000 }, failed: (error) => void failures.push(error), work,
    createDetection: () => createDetectionService({ workerUrl: detectionWorkerUrl(), log: createLog({ level: 'warn' }), clock: systemClock }),
    tableau: {
      list: () => [{ id: other, name: 'x', address: 'https://x', site: '', signIn: { kind: 'token', name: 'x', secret: null }, signInHosts: [], createdAt: 0 }],
      views: async () => ({ views: [{ id: 'v', path: '/views/a/b' } as TableauView], total: 1 }),
      picture: () => picture,
    },
  });
});
afterEach(async () => {
  await desk.close();
  made.remove();
});

/** The wards of the stand-in, as a view gives them: in no order of time. */
function wards(keep: (hour: number) => boolean = () => true): ViewRows {
  const first = sampleSheets('/wards')[0]!.rows;
  const rows = [...first].reverse().filter(({ time }) => keep((time - first[0]!.time) / 3_600_000));
  const keys = [['Ward 7'], ['Ward 8']];
  return {
    connectionId: standInId, path: '/wards', sheet: 'Beds', channels: ['Beds in use'], sensitivity: 0.5, keys,
    series: Uint32Array.from(rows, ({ key }) => keys.findIndex(([one]) => one === key)), times: Float64Array.from(rows, ({ time }) => time), values: Float64Array.from(rows, ({ value }) => value),
  };
}
const hourOf = (time: number) => (time - Date.UTC(2026, 0, 5)) / 3_600_000;

describe('the rows of a view', () => {
  it('are judged in order of time, whatever order they come in, with the same findings each time', async () => {
    const one = await desk.detect(wards());
    expect(one).toMatchObject({ rows: 1680, series: 2, short: 0 });
    const near = (hour: number, key: string) => one.detected.filter((found) => found.key[0] === key && Math.abs(hourOf(found.start) - hour) <= 2);
    expect(near(610, 'Ward 7')).toHaveLength(1);
    expect(near(700, 'Ward 8')).toHaveLength(1);
    expect(near(760, 'Ward 7')).toHaveLength(1);
    expect(one.detected.length).toBeLessThanOrEqual(6);
    expect(near(610, 'Ward 7')[0]!.explanation).toContain('Beds in use');
    expect(await desk.detect(wards())).toEqual(one);
  });
  it('are left out where they hold no time or come twice, and a short series is said to be short', async () => {
    const rows = wards((hour) => hour < 20);
    rows.times[0] = NaN;
    rows.times[1] = rows.times[3]!;
    expect(await desk.detect(rows)).toMatchObject({ detected: [], rows: 38, series: 2, short: 2 });
    await expect(desk.detect({ ...rows, values: new Float64Array(3) })).rejects.toMatchObject({ code: 'AF_API_INPUT_INVALID' });
  });
  it('are listed as a long work where they are many, which can be ended there', async () => {
    const many = 60_000;
    const rows: ViewRows = { ...wards(), series: new Uint32Array(many), times: Float64Array.from({ length: many }, (_, row) => row * 1000), values: Float64Array.from({ length: many }, (_, row) => row % 7) };
    const judging = desk.detect(rows);
    const ended = expect(judging).rejects.toMatchObject({ code: 'AF_API_CANCELLED' });
    expect(work.list()).toMatchObject([{ kind: 'view', subject: 'Beds', state: 'running', totalCount: many }]);
    await new Promise<void>((resolve) => work.topic.onChange(({ changed: [one] }) => { if (one!.doneCount > 0) resolve(); }));
    work.cancel(work.list()[0]!.id);
    await ended;
    expect(work.list()).toMatchObject([{ state: 'cancelled', doneCount: expect.toSatisfy((done: number) => done > 0 && done < many) as number }]);
  });
  it('suggest which field is time, key and channel', () => {
    const rows = sampleSheets('/markup')[0]!.rows.slice(0, 200).map(({ time, key, value }) => [new Date(time).toISOString(), key, value]);
    const { mapping, fields } = desk.suggest(['HOUR(Taken at)', 'Ward <i>name</i>', 'AVG(v.w)'], rows);
    expect(mapping).toMatchObject({ time: { field: 'HOUR(Taken at)' }, keys: ['Ward <i>name</i>'], channels: [{ field: 'AVG(v.w)' }] });
    expect(fields).toHaveLength(3);
    expect(desk.suggest(['Ward'], [['a'], ['b']]).mapping).toBeNull();
    const apart = Array.from({ length: 48 }, (_, i) => [`2026-01-0${5 + Math.floor(i / 24)}`, `${i % 24}:00`, (i * 7) % 13]);
    expect(desk.suggest(['Day', 'Clock', 'Beds'], apart).doubts).toEqual([expect.stringMatching(/^The time of day stands apart from the day, in "Clock"/)]);
  });
});

describe('what is kept of a view', () => {
  const mapping = { sheet: { place: 0, name: 'Beds' }, time: 't', keys: ['k'], channels: ['c'], sensitivity: 0.5, stream: null, parameter: null, inStep: false, again: true };
  it('stays sheet by sheet and part by part, two sheets of one name apart, and goes with its connection', () => {
    expect(desk.read(standInId, '/wards')).toEqual({ sheets: [], snapshot: null, picture: null });
    desk.keep(standInId, '/wards', { sheet: { mapping } });
    const judged = { at: 900, rows: 1680, series: 2, short: 0, warmUp: 128 };
    desk.keep(standInId, '/wards', { sheet: { mapping, judged } });
    desk.keep(standInId, '/wards', { snapshot: { sheet: 'Beds', columns: [], rows: [['a', 1, true, null]], total: 1 } });
    const twin = { ...mapping, sheet: { place: 1, name: 'Beds' }, keys: ['Station'], stream: 'beds' as never };
    desk.keep(standInId, '/wards', { sheet: { mapping: twin } });
    expect(desk.read(standInId, '/wards')).toMatchObject({ sheets: [{ mapping, findings: [], judged }, { mapping: twin, judged: null }], snapshot: { at: 1000, data: { rows: [['a', 1, true, null]] } } });
    expect(desk.of('beds' as never)).toEqual([{ connectionId: standInId, path: '/wards' }]);
    desk.keep(standInId, '/wards', { sheet: { mapping: { ...mapping, stream: 'beds' as never } } });
    expect(desk.of('beds' as never)).toEqual([{ connectionId: standInId, path: '/wards' }]);
    expect(desk.read(standInId, '/wards').sheets[0]).toMatchObject({ judged });
    expect(() => desk.read('none' as TableauConnectionId, '/wards')).toThrow(/no connection/);
    desk.keep(other, '/a', { sheet: { mapping } });
    made.store.write((db) => deleteTableauConnection(db, other));
    expect(desk.read(other, '/a').sheets).toEqual([]);
  });
  it('gets its picture from Tableau with its data', async () => {
    picture = Promise.resolve(new Uint8Array([1, 2]));
    desk.keep(other, '/views/a/b', { snapshot: { sheet: 'x', columns: [], rows: [], total: 0 } });
    await new Promise((resolve) => setImmediate(resolve));
    expect(desk.read(other, '/views/a/b').picture).toEqual({ at: 1000, png: new Uint8Array([1, 2]) });
    expect(failures).toEqual([]);
  });
});
