import { Component, type ReactNode } from 'react';
import type { Panel } from '../../../shared/domain/dashboard.ts';
import type { Series } from '../../../shared/domain/series.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { usePreferences } from '../../workbench/preferences.ts';
import type { StreamRow } from '../streams/stream-words.ts';
import { kindOf } from './panel-kinds.ts';
import { usePanelTime } from './panel-time.ts';

/** What panels are drawn from: all streams, and series by id. */
export interface PanelSources {
  streams: readonly StreamRow[];
  series: ReadonlyMap<number, Series>;
}

/** The stream and series that a panel is bound to; null where it is not, or they are gone. */
export function boundTo({ streamId, seriesId }: Panel, { streams, series }: PanelSources): { row: StreamRow | null; one: Series | null } {
  const one = seriesId === null ? null : (series.get(seriesId) ?? null);
  return { one, row: streams.find(({ stream }) => stream.id === (one?.streamId ?? streamId)) ?? null };
}

/** A panel's content, or why it has none and what to do about it. */
export function PanelBody({ panel, sources, onChoose }: { panel: Panel; sources: PanelSources; onChoose: (() => void) | null }) {
  const { timeZone } = usePreferences();
  const kind = kindOf(panel.kind);
  const { row, one } = boundTo(panel, sources);
  const timeline = usePanelTime(row, one);
  if (kind === undefined) return <EmptyState icon="note" title="A panel of another version">This program does not know panels of the kind “{panel.kind}”. It stays as it is; a version that knows it will draw it.</EmptyState>;
  const isMissing = panel.wanted !== null || (kind.shows === 'series' ? one === null || row === null : kind.shows === 'stream' ? row === null : kind.shows === 'stream-or-all' && panel.streamId !== null && row === null);
  if (isMissing) {
    const what = kind.shows === 'series' ? 'series' : 'stream';
    return (
      <EmptyState icon="plug" title={panel.wanted === null ? `Its ${what} is not there` : `Not found here: ${panel.wanted.series ?? panel.wanted.stream}`} actions={onChoose !== null && <Button small onPress={onChoose}>Choose another {what}</Button>}>
        {panel.wanted === null ? `It was not chosen yet, or was removed.` : `The file that this dashboard came from asks for ${panel.wanted.series === null ? '' : `the series “${panel.wanted.series}” of `}the stream “${panel.wanted.stream}”.`}
      </EmptyState>
    );
  }
  return <PanelBoundary key={`${panel.kind} ${panel.seriesId} ${panel.streamId}`}><kind.Panel panel={panel} row={row} series={one} timeline={timeline} streams={sources.streams} zone={timeZone} /></PanelBoundary>;
}

/** One panel that can't be drawn takes no other with it. */
class PanelBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }
  override render(): ReactNode {
    return this.state.failed ? <EmptyState icon="error" title="This panel could not be drawn" actions={<Button small onPress={() => this.setState({ failed: false })}>Try again</Button>}>The others go on. This is a fault of the program.</EmptyState> : this.props.children;
  }
}
