import { useMemo } from 'react';
import { groupChannels } from './channel-groups.ts';
import type { ChannelGroup } from './channel-groups.ts';

/** The plots of a chart. The array stays the same for the same names and units, however often the rows they come from are renewed: charts are made anew with it. */
export function useChannelGroups(channels: readonly string[], units: ReadonlyMap<string, string>, mostPlots = Infinity): ChannelGroup[] {
  const text = JSON.stringify([channels, channels.map((name) => units.get(name) ?? '')]);
  return useMemo(() => {
    const [names, unitOf] = JSON.parse(text) as [string[], string[]];
    return groupChannels(names, new Map(names.map((name, i) => [name, unitOf[i]!]))).slice(0, mostPlots);
  }, [text, mostPlots]);
}
