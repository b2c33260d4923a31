import { expect, it } from 'vitest';
import { seriesSchema } from '../../../shared/domain/series.ts';
import { firstOfEachStream } from './layout.ts';

it('begins with one series of each stream, in the order of the list', () => {
  const series = [['ward', 1], ['ward', 2], ['pumps', 3], ['ward', 4]].map(([streamId, id]) => seriesSchema.parse({ id, streamId, name: `${id}`, dimensions: {}, channels: ['x'], sampleCount: 0, firstTime: null, lastTime: null }));
  expect(firstOfEachStream(series).map((one) => one.id)).toEqual([1, 3]);
});
