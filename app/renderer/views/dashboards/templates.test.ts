import { expect, it } from 'vitest';
import { dashboardContentSchema } from '../../../shared/domain/dashboard.ts';
import { seriesSchema } from '../../../shared/domain/series.ts';
import type { Stream } from '../../../shared/domain/stream.ts';
import { kindOf } from './panel-kinds.ts';
import { firstOfEachStream, fromTemplate, templates } from './templates.ts';

const series = [['ward', 1], ['ward', 2], ['pumps', 3], ['ward', 4]].map(([streamId, id]) => seriesSchema.parse({ id, streamId, name: `${id}`, dimensions: {}, channels: ['note', 'hr', 'vibration_rms'], sampleCount: 0, firstTime: null, lastTime: null }));
const stream = { id: 'ward' } as Stream;

it('gives dashboards that the store takes, of known kinds, with series and channels of the stream', () => {
  for (const { id } of templates) {
    const content = dashboardContentSchema.parse(fromTemplate(id, 'x', stream, series));
    for (const panel of content.panels) expect(kindOf(panel.kind), panel.kind).toBeDefined();
    if (id !== 'empty') expect(content.panels.length).toBeGreaterThan(3);
    if (id !== 'overview') expect(content.panels.every(({ seriesId }) => seriesId === null || [1, 2, 4].includes(seriesId))).toBe(true);
  }
  expect(fromTemplate('healthcare', 'x', stream, series).panels.find(({ kind }) => kind === 'value')?.options).toEqual({ channel: 'hr' });
  expect(fromTemplate('healthcare', 'x', stream, series).panels.flatMap(({ kind, seriesId }) => (kind === 'time-chart' ? [seriesId] : []))).toEqual([1, 2, 4]);
  expect(fromTemplate('manufacturing', 'x', stream, series).panels.find(({ kind }) => kind === 'value')?.options).toEqual({ channel: 'vibration_rms' });
});

it('leaves out panels of series that the stream does not have', () => {
  const kinds = fromTemplate('finance', 'x', stream, series.slice(0, 1)).panels.map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'time-chart')).toHaveLength(1);
  expect(kinds).toContain('incidents');
});

it('begins an overview with one series of each stream, in the order of the list', () => {
  expect(firstOfEachStream(series).map((one) => one.id)).toEqual([1, 3]);
  expect(fromTemplate('overview', 'x', null, series).panels.flatMap(({ seriesId }) => seriesId ?? [])).toEqual([1, 3]);
});
