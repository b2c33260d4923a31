import { useEffect, useMemo } from 'react';
import type { Panel } from '../../../shared/domain/dashboard.ts';
import { marksOf } from '../../charts/plot/chart-marks.ts';
import { usePagePlayhead, usePlayhead } from '../../playhead/playhead-page.tsx';
import type { Timeline } from '../../playhead/timelines.ts';
import { TransportBar } from '../../playhead/transport-bar.tsx';
import { usePlayheadAddress } from '../../playhead/use-playhead-address.ts';
import { usePreferences } from '../../workbench/preferences.ts';
import { useAnomaliesOf } from '../series/use-marks.ts';
import type { StreamRow } from '../streams/stream-words.ts';
import { boundTo, type PanelSources } from './panel-body.tsx';
import { playedSeries } from './played-series.ts';

/** The transport bar of a dashboard: it plays all panels while they are linked, else those of the active panel's stream. Without a panel of a series there is nothing to play. */
export function DashboardTransport({ panels, active, sources }: { panels: readonly Panel[]; active: Panel | undefined; sources: PanelSources }) {
  const withSeries = panels.filter((panel) => boundTo(panel, sources).one !== null);
  const leading = active !== undefined && boundTo(active, sources).row !== null ? active : withSeries[0];
  const row = leading === undefined ? null : boundTo(leading, sources).row;
  const timeline = usePlayhead(row?.stream ?? null);
  return timeline === null || row === null || withSeries.length === 0 ? null : <Transport panels={withSeries} row={row} timeline={timeline} sources={sources} />;
}

function Transport({ panels, row, timeline, sources }: { panels: readonly Panel[]; row: StreamRow; timeline: Timeline; sources: PanelSources }) {
  const { timeZone } = usePreferences();
  const link = usePagePlayhead();
  usePlayheadAddress(timeline);
  const isLinked = link?.linked === true;
  const series = useMemo(() => playedSeries(panels, sources).filter((one) => isLinked || one.streamId === row.stream.id), [panels, sources, isLinked, row.stream.id]);
  const ids = series.map(({ id }) => id).join(' ');
  const anomalies = useAnomaliesOf(useMemo(() => ({ seriesIds: ids === '' ? [] : ids.split(' ').map(Number) as typeof series[number]['id'][] }), [ids]));
  const marks = useMemo(() => marksOf(anomalies), [anomalies]);
  const streams = new Set(panels.flatMap((panel) => boundTo(panel, sources).row?.stream.id ?? []));
  useEffect(() => { timeline.setGrowing(row.stream.id, row.health.state !== 'finished'); }, [timeline, row.stream.id, row.health.state]);
  return <TransportBar timeline={timeline} marks={marks} series={series} zone={timeZone} link={streams.size > 1 ? link : null} {...(!isLinked && streams.size > 1 && { of: row.stream.name })} />;
}
