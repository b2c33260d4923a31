import { useMemo } from 'react';
import { mapLoaded, type Loaded } from '../../workbench/loaded.ts';
import { useQuery } from '../../workbench/use-query.ts';
import { useSubscription } from '../../workbench/use-subscription.ts';
import type { PanelSources } from './panel-body.tsx';

/** Series that panels can be bound to. */
const mostSeries = 10_000;

/** All streams, kept current, and the series by id. */
export function usePanelSources(): Loaded<PanelSources> {
  const streams = useSubscription('streams.watch', {});
  const list = useQuery('series.list', { limit: mostSeries });
  const held = list.state === 'ready' ? list.value : null;
  const series = useMemo(() => new Map((held ?? []).map((one) => [one.id as number, one])), [held]);
  if (streams.state !== 'ready') return streams;
  return mapLoaded(list, () => ({ streams: streams.value, series }));
}
