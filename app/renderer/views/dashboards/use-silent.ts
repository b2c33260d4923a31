import { useMemo } from 'react';
import type { SeriesId } from '../../../shared/domain/series.ts';
import type { StreamId } from '../../../shared/domain/stream.ts';
import { useConditionsOf } from '../streams/use-conditions.ts';

/** Whether a series of a stream is silent now, by itself or with its stream: what it said last is not how it stands. */
export function useSilent(streamId: StreamId): (seriesId: SeriesId) => boolean {
  const conditions = useConditionsOf(streamId);
  return useMemo(() => {
    const silent = new Set(conditions.flatMap(({ kind, end, seriesId }) => (kind === 'silent' && end === null ? [seriesId] : [])));
    return (seriesId) => silent.has(null) || silent.has(seriesId);
  }, [conditions]);
}
