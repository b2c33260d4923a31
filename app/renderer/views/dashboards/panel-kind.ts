import type { FunctionComponent } from 'react';
import type { Panel } from '../../../shared/domain/dashboard.ts';
import type { Series } from '../../../shared/domain/series.ts';
import type { Zone } from '../../charts/words.ts';
import type { IconName } from '../../ui/icons.tsx';
import type { Timeline } from '../../playhead/timelines.ts';
import type { StreamRow } from '../streams/stream-words.ts';

/** What a kind of panel can be told to do: drawn as a field of the panel's settings. */
export interface PanelOption {
  name: string;
  label: string;
  /** One of a list, one of the series' channels, a text of several lines, or a view of Tableau. */
  input: { of: 'choice'; choices: readonly { id: string; label: string }[] } | { of: 'channel' } | { of: 'text' } | { of: 'tableau-view' };
  initial: string;
}

/** What a panel gets to draw. `row` and `series` are there where its kind needs them; null where a kind that may go without was given none. */
export interface PanelProps {
  panel: Panel;
  row: StreamRow | null;
  series: Series | null;
  /** The range and playhead that this panel looks at; null where it shows no single stream. */
  timeline: Timeline | null;
  streams: readonly StreamRow[];
  zone: Zone;
}

/** A kind of panel. One file in `panels`, one line in `panel-kinds.ts`. */
export interface PanelKind {
  /** Its name in stored dashboards and files: never changed. */
  kind: string;
  title: string;
  /** What it is for, in a sentence. */
  does: string;
  icon: IconName;
  /** What it must be pointed at; `stream-or-all` may go without. */
  shows: 'nothing' | 'stream-or-all' | 'stream' | 'series';
  /** It stays as it is in the page while panels are moved or one is maximised: its content would load again. In the page it comes after the others. */
  keeps?: boolean;
  /** In cells of the grid, when it is added. */
  size: { w: number; h: number };
  options: readonly PanelOption[];
  Panel: FunctionComponent<PanelProps>;
}

/** An option's value as a text; the initial one where it was not set. */
export function optionOf({ options }: Pick<PanelKind, 'options'>, panel: Pick<Panel, 'options'>, name: string): string {
  const option = options.find((one) => one.name === name);
  const value = Object.hasOwn(panel.options, name) ? String(panel.options[name]) : '';
  if (option?.input.of === 'choice') return option.input.choices.some(({ id }) => id === value) ? value : option.initial;
  return value === '' ? (option?.initial ?? '') : value;
}

/** What the panel can't do without and was not given; null where it has all. What it had and is not here any more may stay so. */
export function missingOf(kind: Pick<PanelKind, 'shows'> | undefined, { streamId, seriesId, wanted }: Pick<Panel, 'streamId' | 'seriesId' | 'wanted'>): string | null {
  if (kind === undefined || wanted !== null) return null;
  if (kind.shows === 'series') return streamId === null ? 'Choose a stream, and then a series.' : seriesId === null ? 'Choose a series.' : null;
  return kind.shows === 'stream' && streamId === null ? 'Choose a stream.' : null;
}

/** What a panel is called where it was given no title: what it shows, then of what, with the channel where it shows one of several. */
export function nameOf(kind: PanelKind | undefined, { panel, row, series }: Pick<PanelProps, 'panel' | 'row' | 'series'>): string {
  if (panel.title !== '') return panel.title;
  const of = series?.name ?? row?.stream.name;
  if (kind === undefined) return panel.kind;
  const channels = series?.channels ?? [];
  const wanted = kind.options.some(({ input }) => input.of === 'channel') ? optionOf(kind, panel, 'channel') : null;
  const channel = wanted === null || channels.length < 2 ? '' : `${channels.includes(wanted) ? wanted : channels[0]} · `;
  return kind.shows === 'series' && of !== undefined ? `${of} · ${channel}${kind.title.toLowerCase()}` : of === undefined ? kind.title : `${kind.title} · ${of}`;
}
