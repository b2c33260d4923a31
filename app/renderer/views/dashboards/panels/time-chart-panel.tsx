import { useEffect, useMemo, useState } from 'react';
import { marksOf } from '../../../charts/plot/chart-marks.ts';
import { TimeChart } from '../../../charts/time-chart.tsx';
import { useChartFeed } from '../../../charts/plot/use-chart-feed.ts';
import { hrefOf } from '../../../routes/route.ts';
import { valueOr } from '../../../workbench/loaded.ts';
import { useQuery } from '../../../workbench/use-query.ts';
import { usePagePlayhead } from '../../../playhead/playhead-page.tsx';
import { TransportBar } from '../../../playhead/transport-bar.tsx';
import { FreshnessBadge } from '../../series/freshness-badge.tsx';
import { useAnomaliesOf } from '../../series/use-marks.ts';
import { useThresholds } from '../../series/use-thresholds.ts';
import type { PanelKind, PanelProps } from '../panel-kind.ts';

/** A series' chart; the page has the transport bar, or the panel has its own in a window of its own. A press on a moment leads to the series' page, which says why or why not. */
function TimeChartPanel({ series: given, row: of, timeline: shared, zone }: PanelProps) {
  const [series, row, timeline] = [given!, of!, shared!];
  const feed = useChartFeed();
  const isAlone = usePagePlayhead() === null;
  const played = useMemo(() => [series], [series]);
  const growing = row.health.state !== 'finished';
  useEffect(() => timeline.setGrowing(row.stream.id, growing), [timeline, row.stream.id, growing]);
  const anomalies = useAnomaliesOf(useMemo(() => ({ seriesIds: [series.id] }), [series.id]));
  const marks = useMemo(() => marksOf(anomalies), [anomalies]);
  const units = useMemo(() => new Map(row.stream.mapping.channels.map((channel) => [channel.name, channel.unit])), [row.stream.mapping]);
  const card = valueOr(useQuery('detectors.list', {}), []).find((one) => one.name === row.stream.detector.name);
  const thresholds = useThresholds(row.stream, anomalies[0]?.threshold ?? card?.threshold ?? null, growing);
  const [selected, setSelected] = useState<string | null>(null);
  const open = anomalies.find((one) => one.id === selected);
  return (
    <div className="panel-chart">
      <TimeChart
        series={series} units={units} feed={feed} timeline={timeline.range} marks={marks} selectedId={selected} onSelect={setSelected} onOpen={(anomalyId) => { location.hash = hrefOf({ page: 'anomaly', anomalyId }); }}
        onAsk={(time) => { location.hash = hrefOf({ page: 'series', seriesId: series.id }, { at: new Date(time).toISOString() }); }} thresholds={thresholds} warmUp={card?.warmUp ?? null} zone={zone}
        badge={<FreshnessBadge health={row.health} live={row.stream.source.kind === 'kafka'} />}
      />
      {open !== undefined && <p className="panel-note"><strong>{open.severity} {open.shape}</strong> {open.explanation} <a href={`#/anomalies/${open.id}`}>Open</a></p>}
      {isAlone && <TransportBar timeline={timeline} marks={marks} series={played} zone={zone} />}
    </div>
  );
}

export const timeChart: PanelKind = { kind: 'time-chart', title: 'Time chart', does: 'A series over time with what was expected, its score and its anomalies.', icon: 'chart', shows: 'series', size: { w: 6, h: 7 }, options: [], Panel: TimeChartPanel };
