import { useMemo } from 'react';
import type { SeriesId } from '../../../shared/domain/series.ts';
import { marksOf } from '../../charts/plot/chart-marks.ts';
import type { ChartMark } from '../../charts/plot/chart-marks.ts';
import { useAnomaliesOf } from '../series/use-marks.ts';

/** The anomalies of one series as charts mark them, kept current. */
export function useSeriesMarks(seriesId: SeriesId): readonly ChartMark[] {
  const anomalies = useAnomaliesOf(useMemo(() => ({ seriesIds: [seriesId] }), [seriesId]));
  return useMemo(() => marksOf(anomalies), [anomalies]);
}
