import { afterEach, describe, expect, it } from 'vitest';
import { standInAddress } from '../../shared/domain/sample-views.ts';
import type { ViewEvent } from '../../shared/domain/tableau-port.ts';
import { viewOverPort, type TableauView } from '../views/tableau/tableau-view.ts';
import { createSampleViz, type SampleViz } from './sample-viz.ts';
import { serveView } from './serve-view.ts';

const closing: (() => void)[] = [];
afterEach(() => { for (const close of closing.splice(0)) close(); });

/** A stand-in's view behind a port, as the workbench's page holds it. */
function served(path = '/wards', patience = 5_000, signsInWithin = false) {
  const { port1, port2 } = new MessageChannel();
  const made: { viz: SampleViz | null } = { viz: null };
  const view = viewOverPort(port1);
  const events: ViewEvent[] = [];
  const waiting: { name: string; resolve(event: ViewEvent): void }[] = [];
  view.onEvent((event) => {
    events.push(event);
    for (const one of waiting.filter(({ name }) => name === event.event)) one.resolve(event);
  });
  const page = serveView(port2, { address: standInAddress, patience, signsInWithin, openViz: async ({ src, token }) => {
    made.viz = createSampleViz({ path: new URL(src).pathname, token, wait: async () => undefined });
    setImmediate(() => made.viz!.begin());
    return made.viz;
  } });
  closing.push(() => { view.close(); port2.close(); });
  const heard = <E extends ViewEvent['event']>(name: E) => new Promise<Extract<ViewEvent, { event: E }>>((resolve) => {
    const before = events.find(({ event }) => event === name);
    if (before !== undefined) resolve(before as Extract<ViewEvent, { event: E }>);
    else waiting.push({ name, resolve: resolve as (event: ViewEvent) => void });
  });
  return { view, page, port: port1, made, events, heard, open: () => view.open({ src: `${standInAddress}${path}`, token: 'one', toolbar: 'bottom' }) };
}

async function shown(path?: string): Promise<ReturnType<typeof served>> {
  const one = served(path);
  await one.open();
  await one.heard('interactive');
  return one;
}

/** The first row of a sheet as the criteria that name its mark. */
async function firstMark(view: TableauView) {
  const { columns, rows } = await view.summary(0);
  const time = Date.parse(rows[0]![0] as string);
  return [{ field: columns[0]!.name, min: time, max: time, isTime: true }, { field: columns[1]!.name, values: [rows[0]![1] as string] }];
}

describe('a view behind a port', () => {
  it('tells the newest selection, also where an older one is answered after it', async () => {
    const { made, events } = await shown();
    const [sheet] = made.viz!.sheets;
    const answers: ((key: string) => void)[] = [];
    const select = () => made.viz!.dispatchEvent(new CustomEvent('markselectionchanged', { detail: { worksheet: sheet, sheet, getMarksAsync: () => new Promise((resolve) => {
      answers.push((key) => resolve({ data: [{ columns: [{ fieldName: 'Ward', dataType: 'string', index: 0 }], data: [[{ value: key, nativeValue: key }]], totalRowCount: 1 }] }));
    }) } }));
    select();
    select();
    await new Promise((resolve) => { setTimeout(resolve, 20); });
    answers[1]!('Ward 8');
    answers[0]!('Ward 7');
    await new Promise((resolve) => { setTimeout(resolve, 50); });
    expect(events.filter(({ event }) => event === 'marks-selected')).toMatchObject([{ tables: [{ rows: [['Ward 8']] }] }]);
  });

  it('says which other host a sign-in is on, and takes what leads away from a view that is shown as refused', async () => {
    const { page, heard, open } = served('/silent', 5_000, true);
    await open();
    page.ledElsewhere('https://idp.example');
    expect((await heard('failed')).fault).toEqual({ kind: 'sign-in-elsewhere', words: 'https://idp.example' });
    const other = await shown();
    other.page.ledElsewhere('https://evil.example');
    expect((await other.heard('refused')).words).toContain('https://evil.example');
    expect(other.events.some(({ event }) => event === 'failed')).toBe(false);
  });

  it('opens, and lists its sheets, two of one name apart', async () => {
    const { view } = await shown('/twins');
    expect(await view.sheets()).toEqual([{ place: 0, name: 'Beds' }, { place: 1, name: 'Beds' }]);
    const [one, two] = [await view.summary(0), await view.summary(1)];
    expect([one.rows[0]![1], two.rows[0]![1]]).toEqual(['Ward 7', 'Ward 8']);
  });
  it('reads all pages of 10,001 rows, and one reading after the other where two are asked at once', async () => {
    const { view } = await shown('/long');
    const pages: number[] = [];
    const [long, other] = await Promise.all([view.summary(0, { onPage: (read) => pages.push(read) }), view.summary(0, { mostRows: 10 })]);
    expect([long.rows.length, long.total, pages]).toEqual([10_001, 10_001, [10_000, 10_001]]);
    expect([other.rows.length, other.total]).toEqual([10, 10_001]);
    expect(long.columns).toEqual([{ name: 'HOUR(Taken at)', type: 'datetime' }, { name: 'Ward', type: 'string' }, { name: 'AVG(Beds in use)', type: 'float' }]);
    expect(long.rows[0]).toEqual(['2026-01-05T00:00:00.000Z', 'Ward 7', expect.any(Number)]);
  });
  it('annotates one mark, lists it, removes it, and leaves no selection and no event of one', async () => {
    const { view, events, made } = await shown();
    const annotationId = await view.annotate(0, await firstMark(view), 'high: 41 beds, <b>36</b> & "less" expected\nat 03:00');
    expect(await view.annotations(0)).toEqual([{ annotationId, text: 'high: 41 beds, <b>36</b> & "less" expected at 03:00', isOfMark: true }]);
    expect(made.viz!.sheets[0]!.selected.size).toBe(0);
    expect(events.some(({ event }) => event === 'marks-selected')).toBe(false);
    await view.removeAnnotation(0, annotationId!);
    await view.removeAnnotation(0, annotationId!);
    expect(await view.annotations(0)).toEqual([]);
  });
  it('gives back what the analyst had selected while a mark is annotated, and leaves what is selected meanwhile', async () => {
    const { view, events, made } = await shown();
    const sheet = made.viz!.sheets[0]!;
    const selected = () => [...sheet.selected];
    const criteria = await firstMark(view);
    made.viz!.pick(sheet, [9]);
    await view.annotate(0, criteria, 'one');
    expect(selected()).toEqual([9]);
    made.viz!.pick(sheet, [9, 12]);
    await view.annotate(0, criteria, 'two');
    expect(selected()).toEqual([9, 10, 11, 12]);
    const asked = view.annotate(0, criteria, 'three');
    const annotate = sheet.annotateMarkAsync.bind(sheet);
    sheet.annotateMarkAsync = async (mark, text) => {
      await annotate(mark, text);
      made.viz!.pick(sheet, [20]);
    };
    await asked;
    expect(selected()).toEqual([20]);
    expect(events.filter(({ event }) => event === 'marks-selected').length).toBeGreaterThanOrEqual(1);
  });
  it('refuses to annotate where there is no mark, or more than one', async () => {
    const { view } = await shown();
    await expect(view.annotate(0, [{ field: 'Ward', values: ['none'] }], 'x')).rejects.toMatchObject({ fault: { kind: 'no-mark' } });
    await expect(view.annotate(0, [{ field: 'Ward', values: ['Ward 7'] }], 'x')).rejects.toMatchObject({ fault: { kind: 'no-mark' } });
    await expect(view.annotate(0, [{ field: 'no such field', values: ['x'] }], 'x')).rejects.toMatchObject({ fault: { kind: 'other' } });
  });
  it('keeps markup in names as it is, in both directions', async () => {
    const { view } = await shown('/markup');
    const criteria = await firstMark(view);
    expect(criteria[1]).toEqual({ field: 'Ward <i>name</i>', values: ['<script>alert(1)</script>'] });
    await view.annotate(0, criteria, '<script>alert(1)</script>');
    expect((await view.annotations(0))[0]!.text).toBe('<script>alert(1)</script>');
  });
  it('tells of marks that are selected, of filters and of parameters, and sets them', async () => {
    const { view, made, heard } = await shown();
    const sheet = made.viz!.sheets[0]!;
    made.viz!.pick(sheet, [sheet.marks[5]!.tupleId]);
    const { tables } = await heard('marks-selected');
    expect(tables[0]!.rows).toEqual([[new Date(sheet.marks[5]!.time).toISOString(), sheet.marks[5]!.key, sheet.marks[5]!.value]]);
    await view.filter(0, 'Ward', ['Ward 8']);
    expect((await heard('filter-changed')).filter).toEqual({ field: 'Ward', kind: 'values', values: ['Ward 8'], isAll: false });
    expect((await view.summary(0)).total).toBe(840);
    await view.filterRange(0, { field: 'HOUR(Taken at)', min: Date.UTC(2026, 0, 5), max: Date.UTC(2026, 0, 5, 3), isTime: true });
    expect((await view.summary(0)).total).toBe(4);
    expect(await view.filters(0)).toContainEqual({ field: 'HOUR(Taken at)', kind: 'range', min: '2026-01-05T00:00:00.000Z', max: '2026-01-05T03:00:00.000Z' });
    await view.clearFilter(0, 'Ward');
    expect((await view.summary(0)).total).toBe(8);
    await view.setParameter('Unit', 'percent');
    expect((await heard('parameter-changed')).parameter).toEqual({ name: 'Unit', value: 'percent', isTime: false });
    await view.setParameter('As of', { at: Date.UTC(2026, 0, 6) });
    expect(await view.parameters()).toEqual([{ name: 'Unit', value: 'percent', isTime: false }, { name: 'As of', value: '2026-01-06T00:00:00.000Z', isTime: true }]);
    expect((await heard('data-changed')).sheet).toBe(0);
  });
  it('says that filters and parameters of a view are refused, and waits for a slow one', async () => {
    const fixed = (await shown('/fixed')).view;
    const range = { field: 'HOUR(Taken at)', min: 0, max: Date.UTC(2026, 0, 5, 3), isTime: true };
    for (const refused of [fixed.filterRange(0, range), fixed.filter(0, 'Ward', ['Ward 8']), fixed.clearFilter(0, 'Ward'), fixed.setParameter('As of', { at: 0 })]) await expect(refused).rejects.toMatchObject({ fault: { words: expect.stringContaining('cannot be changed') as string } });
    const slow = (await shown('/slow')).view;
    await slow.filterRange(0, range);
    expect((await slow.summary(0)).total).toBe(8);
  });
  it('adds items to the marks’ menu, and tells which was picked for which mark', async () => {
    const { view, made, heard } = await shown();
    const itemId = await view.addMenuItem(0, 'Confirm the anomaly');
    await view.select(0, await firstMark(view));
    expect((await view.selected(0))[0]!.rows).toHaveLength(1);
    made.viz!.pickMenuItem(made.viz!.sheets[0]!, itemId);
    const { tables, itemId: picked } = await heard('menu-item');
    expect([picked, tables[0]!.rows.length]).toEqual([itemId, 1]);
  });
  it('takes a new token without loading again', async () => {
    const { view, made } = await shown();
    const before = made.viz;
    await view.renew('two');
    expect([made.viz === before, before!.tokens]).toEqual([true, ['one', 'two']]);
  });
  it.each([['/sign-in', 'sign-in'], ['/version', 'version'], ['/denied', 'permission']])('says why %s is not shown', async (path, kind) => {
    const { open, heard } = served(path);
    await open();
    expect((await heard('failed')).fault.kind).toBe(kind);
  });
  it('says that a server is silent, and that a question got no answer', async () => {
    const { open, heard } = served('/silent', 20);
    await open();
    expect((await heard('failed')).fault.kind).toBe('unreachable');
  });
  it('opens views of the connection’s server alone', async () => {
    const { view, made } = served();
    await expect(view.open({ src: 'https://elsewhere.example/views/a/b', token: null, toolbar: 'hidden' })).rejects.toMatchObject({ fault: { kind: 'refused-host' } });
    expect(made.viz).toBeNull();
  });
});

describe('what is no message of the port', () => {
  it('is refused and counted by the view’s page', async () => {
    const { port, view, heard } = await shown();
    for (const wrong of ['text', null, { id: 1 }, { id: 'x', ask: 'sheets', input: {} }, { id: 5, ask: 'streams.list', input: {} }]) port.postMessage(wrong);
    port.postMessage({ id: 77, ask: 'annotate', input: { sheet: 0, criteria: [], text: '' } });
    await heard('refused');
    await view.sheets();
    expect(view.refused).toBe(7);
  });
  it('is refused and counted by the workbench’s page, and answers no question', async () => {
    const { port1, port2 } = new MessageChannel();
    const view = viewOverPort(port1);
    closing.push(() => { view.close(); port2.close(); });
    port2.onmessage = ({ data }) => {
      const { id } = data as { id: number };
      for (const wrong of ['text', { answer: 9_999, output: null }, { event: 'call', method: 'streams.remove' }, { answer: id, output: [{ place: -1, name: 7 }] }]) port2.postMessage(wrong);
    };
    await expect(view.sheets()).rejects.toMatchObject({ fault: { kind: 'refused' } });
    expect(view.refused).toBe(4);
  });
});
