import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeStore, stream, streamId } from '../../../tests/fixtures/store-fixture.ts';
import { panelSchema, type DashboardId } from '../../shared/domain/dashboard.ts';
import type { StreamId } from '../../shared/domain/stream.ts';
import { systemClock } from '../clock.ts';
import { addSeries } from '../store/tables/series-table.ts';
import { putStream } from '../store/tables/stream-table.ts';
import { createDashboardService } from './dashboard-service.ts';

let made: ReturnType<typeof makeStore>;
beforeEach(() => (made = makeStore()));
afterEach(() => made.remove());

const place = { x: 0, y: 0, w: 4, h: 3 };

/** A store with one stream of a name, and a series `bed-01` and `bed-012` in it. */
function opened(name: string, id: StreamId) {
  const { store } = made;
  const one = { ...stream(), id, name };
  const ids = store.write((db) => {
    putStream(db, one);
    return ['bed-012', 'bed-01'].map((bed, index) => addSeries(db, { streamId: id, index, key: bed, name: bed, dimensions: { bed }, channels: ['v'] }));
  });
  return { ids, service: createDashboardService({ store, streams: { list: () => [{ stream: one }] } as never, clock: systemClock, failed: (error) => { throw error; } }) };
}

it('takes a dashboard to another workbench by names, and binds it to the series that are called so there', () => {
  const here = opened('Ward', streamId);
  const saved = here.service.save({ name: 'Beds', panels: [panelSchema.parse({ id: 'a', kind: 'time-chart', place, streamId, seriesId: here.ids[1] })] }, null, null);
  const { text } = here.service.export(saved.id);
  expect(text).not.toMatch(/streamId|seriesId/);
  made.remove();
  made = makeStore();
  const there = opened('Ward', 'another' as StreamId);
  const { dashboard, unbound } = there.service.import(text);
  expect([unbound, dashboard.panels.map((panel) => [panel.streamId, panel.seriesId, panel.wanted])]).toEqual([[], [['another', there.ids[1], null]]]);
});

it('says which streams and series of a file are not here, and asks for them again when it is exported', () => {
  const { service } = opened('Ward', streamId);
  const text = JSON.stringify({ format: 'anomalyforce-dashboard', version: 1, name: 'Beds', panels: ['bed-01', 'bed-9'].map((series) => ({ id: series, kind: 'value', place, shows: { stream: 'Ward', series } })) });
  const { dashboard, unbound } = service.import(text);
  expect(unbound).toEqual(['series “bed-9” of “Ward”']);
  expect(dashboard.panels.map(({ seriesId, wanted }) => [seriesId !== null, wanted])).toEqual([[true, null], [false, { stream: 'Ward', series: 'bed-9' }]]);
  expect((JSON.parse(service.export(dashboard.id).text) as { panels: { shows: unknown }[] }).panels[1]!.shows).toEqual({ stream: 'Ward', series: 'bed-9' });
});

it('tells those who watch of what was saved and deleted, and of nothing else', () => {
  const { service } = opened('Ward', streamId);
  const told: unknown[] = [];
  service.topic.onChange(({ changed, removed }) => told.push([changed.map(({ name, revision }) => [name, revision]), removed]));
  const { id } = service.save({ name: 'a', panels: [] }, null, null);
  expect(() => service.save({ name: 'b', panels: [] }, id, null)).toThrowError(expect.objectContaining({ code: 'AF_DASHBOARD_CHANGED' }) as Error);
  service.save({ name: 'c', panels: [] }, id, 1);
  service.remove(id);
  service.remove('none' as DashboardId);
  expect(told).toEqual([[[['a', 1]], []], [[['c', 2]], []], [[], [id]]]);
});
