import { useMemo } from 'react';
import { groupChannels } from './channel-groups.ts';
import type { ChannelGroup } from './channel-groups.ts';

/** The plots of a chart, of those channels alone that `only` names. The array stays the same for the same names and units, however often the rows they come from are renewed: charts are made anew with it. */
export function useChannelGroups(channels: readonly string[], units: ReadonlyMap<string, string>, mostPlots = Infinity, only: readonly string[] = channels): ChannelGroup[] {
  const text = JSON.stringify([channels, channels.map((name) => units.get(name) ?? ''), only]);
  return useMemo(() => {
    const [names, unitOf, wanted] = JSON.parse(text) as [string[], string[], string[]];
    const shown = names.filter((name) => wanted.includes(name));
    return groupChannels(shown, new Map(names.map((name, i) => [name, unitOf[i]!])))
      .map((group) => ({ ...group, channels: group.channels.map((k) => names.indexOf(shown[k]!)) })).slice(0, mostPlots);
  }, [text, mostPlots]);
}
