/** Channels that share one plot: indexes into the series' channels, and their unit (empty where none is known). */
export interface ChannelGroup { unit: string; channels: number[] }

/**
 * Channels of the same unit share a plot. A channel without a unit has its own, since nothing says that its numbers may be compared;
 * where none has a unit and there are more than `mostPlots`, they share plots in their order.
 */
export function groupChannels(channels: readonly string[], units: ReadonlyMap<string, string>, mostPlots = 6): ChannelGroup[] {
  const groups: ChannelGroup[] = [];
  channels.forEach((name, index) => {
    const unit = units.get(name) ?? '';
    const same = unit === '' ? undefined : groups.find((group) => group.unit === unit);
    if (same) same.channels.push(index); else groups.push({ unit, channels: [index] });
  });
  if (groups.length <= mostPlots) return groups;
  const perPlot = Math.ceil(groups.length / mostPlots);
  return Array.from({ length: Math.ceil(groups.length / perPlot) }, (_, i) => {
    const some = groups.slice(i * perPlot, (i + 1) * perPlot);
    return { unit: [...new Set(some.map((group) => group.unit))].filter(Boolean).join(', '), channels: some.flatMap((group) => group.channels) };
  });
}

/** The index of the channel that is heard: the one that was chosen while there is one, else the first that `only` names, else the first. */
export function heardChannel(channels: readonly string[], chosen: number | null, only: readonly string[] = []): number {
  return chosen !== null && chosen < channels.length ? chosen : Math.max(0, channels.indexOf(only[0] ?? ''));
}
