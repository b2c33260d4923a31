import type { Panel } from '../../../shared/domain/dashboard.ts';
import type { Series } from '../../../shared/domain/series.ts';
import type { Stream } from '../../../shared/domain/stream.ts';
import { optionOf, type PanelKind } from './panel-kind.ts';

/** The channel that a panel was told to show; the first of the series where it has none of that name. */
export function channelOf(kind: PanelKind, panel: Panel, series: Series, stream: Stream): { index: number; name: string; unit: string } {
  const index = Math.max(0, series.channels.indexOf(optionOf(kind, panel, 'channel')));
  const name = series.channels[index] ?? '';
  return { index, name, unit: stream.mapping.channels.find((channel) => channel.name === name)?.unit ?? '' };
}
