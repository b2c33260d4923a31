import { useMemo, useState, type CSSProperties } from 'react';
import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { Incident } from '../../../shared/domain/incident.ts';
import type { Series } from '../../../shared/domain/series.ts';
import { channelsTold } from '../../../shared/domain/telling-order.ts';
import type { ChartFeed } from '../../charts/plot/chart-feed.ts';
import { useChartFeed } from '../../charts/plot/use-chart-feed.ts';
import { TimeChart } from '../../charts/time-chart.tsx';
import type { Timeline } from '../../playhead/timelines.ts';
import { TransportBar } from '../../playhead/transport-bar.tsx';
import { hrefOf } from '../../routes/route.ts';
import { goTo } from '../../routes/use-route.ts';
import { Button } from '../../ui/button.tsx';
import { usePreferences } from '../../workbench/preferences.ts';
import { marksOf } from '../../charts/plot/chart-marks.ts';
import { useSeriesMarks } from '../dashboards/use-series-marks.ts';
import type { StreamRow } from '../streams/stream-words.ts';
import { PinButton } from './pin-button.tsx';
import { spansBySeries, type SeriesSpans } from './spans-by-series.ts';

/** Series that are drawn before more are asked for, and channels of each: those that their words lead with. */
const drawnFirst = 3;
const mostChannels = 2;
/** Heights of the score with the time axis and of a channel, CSS pixels. */
const scorePlot = 96;
const channelPlot = 84;

/** The series of an incident over its time, the first mover on top, and the bar that plays them. They follow the page's range and playhead. */
export function IncidentCharts({ incident, members, series: list, row, timeline }: { incident: Incident; members: readonly Anomaly[]; series: readonly Series[]; row: StreamRow; timeline: Timeline }) {
  const { timeZone } = usePreferences();
  const feed = useChartFeed();
  const [isWhole, setWhole] = useState(false);
  const marks = useMemo(() => marksOf(members), [members]);
  const units = useMemo(() => new Map(row.stream.mapping.channels.map((channel) => [channel.name, channel.unit])), [row.stream.mapping]);
  const bySeries = useMemo(() => spansBySeries(members).sort((a, b) => Number(b.seriesId === incident.firstMover) - Number(a.seriesId === incident.firstMover)), [members, incident.firstMover]);
  const stored = useMemo(() => {
    const byId = new Map(list.map((one) => [one.id, one]));
    return bySeries.flatMap((spans) => { const series = byId.get(spans.seriesId); return series === undefined ? [] : [{ series, spans }]; });
  }, [list, bySeries]);
  const played = useMemo(() => stored.map(({ series }) => series), [stored]);
  if (stored.length === 0) return <p className="muted">Retention has deleted the samples of its series.</p>;
  const shown = isWhole ? stored : stored.slice(0, drawnFirst);
  return (
    <>
      {shown.map(({ series, spans }) => <MemberChart key={series.id} incident={incident} series={series} spans={spans} units={units} feed={feed} timeline={timeline} />)}
      {stored.length > shown.length && <div className="row"><Button small onPress={() => setWhole(true)}>Draw all {stored.length} series</Button></div>}
      <div className="incident-transport"><TransportBar timeline={timeline} marks={marks} series={played} zone={timeZone} /></div>
    </>
  );
}

function MemberChart({ incident, series, spans, units, feed, timeline }: { incident: Incident; series: Series; spans: SeriesSpans; units: ReadonlyMap<string, string>; feed: ChartFeed; timeline: Timeline }) {
  const { timeZone } = usePreferences();
  const marks = useSeriesMarks(series.id);
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const channels = useMemo(() => channelsTold(spans.spans).slice(0, mostChannels), [spans]);
  const others = series.channels.length - channels.length;
  const selected = spans.spans.find(({ id }) => id === selectedId);
  return (
    <div>
      <div className="anomaly-chart incident-chart" style={{ '--frame': `${scorePlot + channelPlot * Math.max(1, channels.length)}px` } as CSSProperties}>
        <TimeChart
          series={series} units={units} only={channels} feed={feed} timeline={timeline.range} marks={marks} selectedId={selectedId} onSelect={setSelectedId} onOpen={(id) => goTo({ page: 'anomaly', anomalyId: id })} onAsk={(time) => location.assign(hrefOf({ page: 'series', seriesId: series.id }, { at: new Date(time).toISOString() }))} thresholds={noThresholds} zone={timeZone}
          heading={<h3 className="incident-chart-title"><a href={hrefOf({ page: 'series', seriesId: series.id })}>{series.name}</a>{others > 0 && <span className="muted small"> {channels.join(', ')} of {series.channels.length} channels</span>}</h3>}
          badge={<PinButton series={series} range={() => timeline.range.range()} incidentId={incident.id} channel={channels[0]} />}
        />
      </div>
      {selected !== undefined && <p className="anomaly-chart-other"><strong>{selected.severity} {selected.shape}</strong> {selected.explanation} <a href={hrefOf({ page: 'anomaly', anomalyId: selected.id })}>Open this anomaly</a></p>}
    </div>
  );
}

const noThresholds: [] = [];
