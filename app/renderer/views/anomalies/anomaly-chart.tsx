import { useMemo, useState } from 'react';
import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { Series } from '../../../shared/domain/series.ts';
import { inTellingOrder } from '../../../shared/domain/telling-order.ts';
import { marksOf } from '../../charts/plot/chart-marks.ts';
import { TimeChart } from '../../charts/time-chart.tsx';
import { createTimeRange } from '../../charts/time-range.ts';
import { useChartFeed } from '../../charts/plot/use-chart-feed.ts';
import { hrefOf } from '../../routes/route.ts';
import { goTo } from '../../routes/use-route.ts';
import { EmptyState, Shown } from '../../ui/states.tsx';
import { valueOr } from '../../workbench/loaded.ts';
import { usePreferences } from '../../workbench/preferences.ts';
import { useQuery } from '../../workbench/use-query.ts';
import { useSubscription } from '../../workbench/use-subscription.ts';
import { useAnomaliesOf } from '../series/use-marks.ts';
import { useThresholds } from '../series/use-thresholds.ts';
import { rangeState, useRangeAddress } from '../../playhead/use-range-address.ts';
import { PinButton } from '../incidents/pin-button.tsx';
import { rangeAround } from './range-around.ts';

/** The series around an anomaly, with enough before it to see what is normal. */
export function AnomalyChart({ anomaly }: { anomaly: Anomaly }) {
  const all = useQuery('series.list', { streamId: anomaly.streamId, text: anomaly.seriesName, limit: 10_000 });
  return (
    <Shown of={all} waiting="Looking up the series…">
      {(list) => {
        const series = list.find((one) => one.id === anomaly.seriesId);
        return series === undefined ? <EmptyState title="The samples have expired">Retention has deleted the samples around this anomaly; its evidence and its verdict stay.</EmptyState> : <Chart anomaly={anomaly} series={series} />;
      }}
    </Shown>
  );
}

function Chart({ anomaly, series }: { anomaly: Anomaly; series: Series }) {
  const { timeZone } = usePreferences();
  const feed = useChartFeed();
  const timeline = useMemo(() => createTimeRange({ kind: 'fixed', ...rangeAround(anomaly, series) }), [anomaly.id]); // eslint-disable-line react-hooks/exhaustive-deps -- the range of the first look stays while the anomaly grows
  useRangeAddress(timeline);
  const anomalies = useAnomaliesOf(useMemo(() => ({ seriesIds: [series.id] }), [series.id]));
  const marks = useMemo(() => marksOf(anomalies), [anomalies]);
  const stream = valueOr(useSubscription('streams.watch', {}), []).find((row) => row.stream.id === anomaly.streamId)?.stream;
  const units = useMemo(() => new Map(stream?.mapping.channels.map((channel) => [channel.name, channel.unit])), [stream]);
  const thresholds = useThresholds(stream, anomaly.threshold, anomaly.open);
  const [selectedId, setSelectedId] = useState<string>(anomaly.id);
  const other = selectedId === anomaly.id ? undefined : anomalies.find(({ id }) => id === selectedId);
  return (
    <>
      <div className="anomaly-chart" style={{ height: 230 + 76 * Math.min(series.channels.length, 6) }}>
        <TimeChart series={series} units={units} feed={feed} timeline={timeline} marks={marks} selectedId={selectedId} onSelect={setSelectedId} onOpen={(id) => { if (id !== anomaly.id) goTo({ page: 'anomaly', anomalyId: id }); }} onAsk={(time) => location.assign(hrefOf({ page: 'series', seriesId: series.id }, { at: new Date(time).toISOString() }))} thresholds={thresholds} zone={timeZone} heading={<a className="strong" href={hrefOf({ page: 'series', seriesId: series.id }, rangeState(rangeAround(anomaly, series)))}>{series.name}</a>} badge={<PinButton series={series} range={() => timeline.range()} incidentId={anomaly.incidentId} channel={inTellingOrder(anomaly)[0]?.channel} />} />
      </div>
      {other !== undefined && <p className="anomaly-chart-other"><strong>{other.severity} {other.shape}</strong> {other.explanation} <a href={hrefOf({ page: 'anomaly', anomalyId: other.id })}>Open this anomaly</a></p>}
    </>
  );
}
