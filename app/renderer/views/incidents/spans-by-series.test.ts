import { expect, it } from 'vitest';
import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import { spansBySeries } from './spans-by-series.ts';

const span = (seriesId: number, start: number, end: number) => ({ id: `${seriesId} ${start}`, seriesId, seriesName: `pump ${seriesId}`, start, end }) as unknown as Anomaly;

it('puts the anomalies of a series together, and the series that began first in front', () => {
  const found = spansBySeries([span(3, 50, 60), span(2, 10, 20), span(3, 5, 6), span(1, 10, 10)]);
  expect(found.map(({ seriesName, start, lastingMs, spans }) => [seriesName, start, lastingMs, spans.length])).toEqual([['pump 3', 5, 11, 2], ['pump 1', 10, 0, 1], ['pump 2', 10, 10, 1]]);
});
