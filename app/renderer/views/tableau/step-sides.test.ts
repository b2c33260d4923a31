import { afterEach, describe, expect, it } from 'vitest';
import { standInAddress } from '../../../shared/domain/sample-views.ts';
import type { Series, SeriesId } from '../../../shared/domain/series.ts';
import type { StreamId } from '../../../shared/domain/stream.ts';
import { timelineOf, type Timeline } from '../../playhead/timelines.ts';
import { createSampleViz, type SampleViz } from '../../tableau-frame/sample-viz.ts';
import { serveView } from '../../tableau-frame/serve-view.ts';
import { tieOf } from './series-tie.ts';
import { stepInto } from './step-sides.ts';
import { viewOverPort } from './tableau-view.ts';

const hour = 3_600_000;
const start = Date.UTC(2026, 0, 5);
const streamId = 'beds' as StreamId;
const series = ['Ward 7', 'Ward 8'].map((ward, i): Series => ({ id: (i + 1) as SeriesId, streamId, name: ward, dimensions: { ward }, channels: ['beds_in_use'], sampleCount: 840, firstTime: start, lastTime: start + 839 * hour }));
const mapping = { time: 'HOUR(Taken at)', keys: ['Ward'], channels: ['AVG(Beds in use)'], parameter: 'As of' };
const closing: (() => void)[] = [];
afterEach(() => { for (const close of closing.splice(0)) close(); });

let made = 0;
/** The stand-in's view, shown; a timeline of its own; and what was refused. */
async function besides(path = '/wards') {
  const { port1, port2 } = new MessageChannel();
  const view = viewOverPort(port1);
  let viz!: SampleViz;
  const isThere = new Promise<void>((resolve) => { view.onEvent(({ event }) => { if (event === 'interactive') resolve(); }); });
  serveView(port2, { address: standInAddress, openViz: async ({ src, token }) => {
    viz = createSampleViz({ path: new URL(src).pathname, token, wait: async () => undefined });
    setImmediate(() => viz.begin());
    return viz;
  } });
  await view.open({ src: `${standInAddress}${path}`, token: null, toolbar: 'bottom' });
  await isThere;
  const sheet = viz.sheets[0]!;
  let applied = 0;
  for (const name of ['applyRangeFilterAsync', 'applyFilterAsync', 'clearFilterAsync'] as const) {
    const own = sheet[name].bind(sheet) as (...given: unknown[]) => Promise<string>;
    Object.assign(sheet, { [name]: (...given: unknown[]) => { applied += 1; return own(...given); } });
  }
  const timeline = timelineOf({ id: `${streamId}-${(made += 1)}` as StreamId, source: { kind: 'saved' } as never });
  timeline.range.reach({ from: start, to: start + 839 * hour });
  const faults = new Map<string, string | null>();
  closing.push(() => { view.close(); port2.close(); });
  const begin = () => closing.push(stepInto({ view, sheet: 0, mapping, tie: tieOf(mapping, series), series, timeline, after: () => new Promise((resolve) => { setImmediate(resolve); }), told: (part, fault) => faults.set(part, fault) }));
  return { view, viz, sheet, timeline, faults, begin, applied: () => applied };
}
const shown = ({ shown: { values, from, to } }: SampleViz['sheets'][number]) => ({ values: values === null ? null : [...values], from, to });
const settled = async (timeline: Timeline, sheet: SampleViz['sheets'][number]) => {
  let last = '';
  for (let same = 0; same < 30; same += 1) {
    await new Promise((resolve) => { setImmediate(resolve); });
    const now = JSON.stringify([timeline.range.get().view, timeline.chosen.get(), timeline.playhead.get().time, shown(sheet)]);
    if (now !== last) same = 0;
    last = now;
  }
};

describe('a view in step with the workbench', () => {
  it('takes range, chosen series and moment of the workbench as filters and parameter, once each', async () => {
    const { view, sheet, timeline, begin, applied } = await besides();
    timeline.range.look({ kind: 'fixed', from: start + 10.4, to: start + 48 * hour });
    timeline.chosen.choose(series[1]!.id);
    begin();
    await expect.poll(() => shown(sheet)).toEqual({ values: ['Ward 8'], from: start + 10, to: start + 48 * hour });
    await settled(timeline, sheet);
    expect(applied()).toBe(2);
    expect((await view.parameters()).find(({ name }) => name === 'As of')?.value).toBe(new Date(start + 48 * hour).toISOString());
    timeline.playhead.seek(start + 24 * hour);
    await expect.poll(() => shown(sheet).to).toBe(start + 24 * hour);
    await expect.poll(async () => (await view.parameters()).find(({ name }) => name === 'As of')?.value).toBe(new Date(start + 24 * hour).toISOString());
    timeline.playhead.jumpToEdge();
    timeline.range.look({ kind: 'whole' });
    timeline.chosen.choose(null);
    await expect.poll(() => shown(sheet)).toEqual({ values: null, from: -Infinity, to: Infinity });
  });
  it('leads the workbench by its filters and its parameter, without an end to it', async () => {
    const { viz, sheet, timeline, begin, applied } = await besides();
    await sheet.applyFilterAsync('Ward', ['Ward 8'], 'replace', {});
    await sheet.applyRangeFilterAsync('HOUR(Taken at)', { min: new Date(start), max: new Date(start + 5 * hour) });
    begin();
    await expect.poll(() => timeline.range.get().view).toEqual({ kind: 'fixed', from: start, to: start + 5 * hour });
    await expect.poll(() => timeline.chosen.get()).toBe(2);
    await sheet.applyRangeFilterAsync('HOUR(Taken at)', { min: new Date(start + hour), max: new Date(start + 9 * hour) });
    await sheet.clearFilterAsync('Ward');
    await expect.poll(() => timeline.range.get().view).toEqual({ kind: 'fixed', from: start + hour, to: start + 9 * hour });
    await expect.poll(() => timeline.chosen.get()).toBeNull();
    await settled(timeline, sheet);
    expect(applied()).toBe(4);
    await viz.workbook.changeParameterValueAsync('As of', new Date(start + 4 * hour));
    await expect.poll(() => timeline.playhead.get().time).toBe(start + 4 * hour);
    await settled(timeline, sheet);
    expect([shown(sheet).to, applied()]).toEqual([start + 4 * hour, 5]);
  });
  it('leaves a choice of several keys alone that stood before', async () => {
    const { sheet, timeline, begin, applied } = await besides();
    await sheet.applyFilterAsync('Ward', ['Ward 7', 'Ward 8'], 'replace', {});
    begin();
    await settled(timeline, sheet);
    expect([shown(sheet).values, applied()]).toEqual([['Ward 7', 'Ward 8'], 1]);
  });
  it('chooses the series of the marks that are selected in any sheet, and leaves the filters of a view that shows all', async () => {
    const { viz, sheet, timeline, begin, applied } = await besides('/twins');
    begin();
    await settled(timeline, sheet);
    viz.pick(viz.sheets[1]!, [viz.sheets[1]!.marks[3]!.tupleId]);
    await expect.poll(() => timeline.chosen.get()).toBe(2);
    viz.pick(viz.sheets[0]!, viz.sheets[0]!.marks.slice(4, 7).map(({ tupleId }) => tupleId));
    await expect.poll(() => timeline.chosen.get()).toBe(1);
    await viz.sheets[0]!.clearSelectedMarksAsync();
    await settled(timeline, sheet);
    expect([timeline.chosen.get(), applied()]).toEqual([1, 0]);
  });
  it('reads marks by the mapping of the sheet that they are selected in, also of one without a time, and no sheet in step takes the choice for a filter', async () => {
    const { view, viz, timeline } = await besides('/dashboard');
    const byDay = { time: 'DAY(Taken at)', keys: ['Unit'], channels: ['AVG(Beds in use)'], parameter: null };
    const readers = new Map([mapping, byDay].map((one, place) => [place, { keys: one.keys, tie: tieOf(one, series) }] as const));
    [mapping, byDay].forEach((one, sheet) => closing.push(stepInto({ view, sheet, mapping: one, tie: tieOf(one, series), readers, series, timeline, after: () => new Promise((resolve) => { setImmediate(resolve); }), told: () => undefined })));
    await settled(timeline, viz.sheets[0]!);
    for (const [place, mark, chosen] of [[1, 'Ward 8', 2], [0, 'Ward 7', 1], [2, 'Ward 8', 2]] as const) {
      const sheet = viz.sheets[place]!;
      viz.pick(sheet, [sheet.marks.find(({ key }) => key === mark)!.tupleId]);
      await expect.poll(() => timeline.chosen.get()).toBe(chosen);
      await settled(timeline, sheet);
    }
    expect(viz.sheets.map(({ shown: { values } }) => values)).toEqual([null, null, null]);
  });
  it('says what a view refuses, and leaves the workbench as it is', async () => {
    const { timeline, faults, begin } = await besides('/fixed');
    timeline.range.look({ kind: 'fixed', from: start, to: start + hour });
    begin();
    await expect.poll(() => faults.get('time range')).toContain('cannot be changed');
    expect(timeline.range.get().view).toEqual({ kind: 'fixed', from: start, to: start + hour });
  });
  it('keeps up with a slow view: the newest range is what it shows in the end', async () => {
    const { sheet, timeline, begin } = await besides('/slow');
    begin();
    for (let k = 1; k <= 20; k += 1) timeline.range.look({ kind: 'fixed', from: start, to: start + k * hour });
    await expect.poll(() => shown(sheet).to).toBe(start + 20 * hour);
    await settled(timeline, sheet);
    expect(timeline.range.get().view).toEqual({ kind: 'fixed', from: start, to: start + 20 * hour });
  });
});
