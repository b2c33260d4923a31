import { useEffect, useMemo, useState } from 'react';
import type { Forecast, SeriesStretch } from '../../../../shared/domain/series.ts';
import { StretchChart } from '../../../charts/stretch-chart.tsx';
import { createTimeRange } from '../../../charts/time-range.ts';
import { durationWords, momentWords } from '../../../charts/words.ts';
import { plural } from '../../../../shared/counts.ts';
import { readingWords } from '../../../../shared/number-words.ts';
import { EmptyState, Shown, Waiting } from '../../../ui/states.tsx';
import { useQuery } from '../../../workbench/use-query.ts';
import { channelOf } from '../channel-of.ts';
import { withAhead } from '../with-ahead.ts';
import { optionOf, type PanelKind, type PanelProps } from '../panel-kind.ts';
import { useSeriesMarks } from '../use-series-marks.ts';

const box = { width: 600, height: 160 };
const points = 2_000;
const liveMs = 5_000;
/** How much of the past is drawn before what is ahead, in its lengths. */
const pastLengths = 2;

/** What is expected of one channel after its newest sample, with a band. It has a range of its own, since what is ahead lies after any other. */
function ForecastPanel({ panel, series: given, row: of, zone }: PanelProps) {
  const [series, row] = [given!, of!];
  const { index, name, unit } = channelOf(forecast, panel, series, row.stream);
  const horizon = Number(optionOf(forecast, panel, 'horizon'));
  const live = row.health.state === 'finished' ? {} : { everyMs: liveMs };
  const ahead = useQuery('series.forecast', useMemo(() => ({ seriesId: series.id, channel: name, horizon }), [series.id, name, horizon]), live);
  return (
    <Shown of={ahead} waiting="Looking ahead…">
      {(found) => (found === null
        ? <EmptyState icon="clock" title="Too little to look ahead">A forecast needs at least {Math.max(96, 3 * horizon)} values of {name} at even steps, and its newest one.</EmptyState>
        : <Drawn ahead={found} index={index} series={series.name} channel={name} unit={unit} zone={zone} />)}
    </Shown>
  );
}

function Drawn({ ahead, index, series, channel, unit, zone }: { ahead: Forecast; index: number; series: string; channel: string; unit: string; zone: PanelProps['zone'] }) {
  const { seriesId, after, intervalMs, expected, low, high, method, trials } = ahead;
  const [timeline] = useState(createTimeRange);
  const spanMs = expected.length * intervalMs;
  const range = useMemo(() => ({ from: after - pastLengths * spanMs, to: after + spanMs }), [after, spanMs]);
  useEffect(() => {
    timeline.reach(range);
    timeline.look({ kind: 'fixed', ...range }, true);
  }, [timeline, range]);
  const past = useQuery('series.stretch', useMemo(() => ({ seriesId, from: range.from, to: after, points }), [seriesId, range, after]));
  const marks = useSeriesMarks(seriesId);
  const joined = useMemo((): SeriesStretch | null => (past.state === 'ready' ? withAhead(past.value, index, ahead) : null), [past, index, ahead]);
  if (joined === null) return <Waiting words="Reading the newest samples…" />;
  const last = expected.length - 1;
  const at = (step: number) => readingWords({ observed: expected[step]!, expected: null, low: low[step]!, high: high[step]! });
  const [next, end] = [at(0), at(last)];
  return (
    <figure className="expected-panel">
      <StretchChart name={`${series}, ${channel}, ahead`} stretch={joined} channel={0} range={range} timeline={timeline} marks={marks} zone={zone} box={box} withExpected axes since={after}>
        <span><strong>{channel}</strong>{unit !== '' && <span className="muted"> {unit}</span>}</span>
      </StretchChart>
      <figcaption className="small">
        <p><strong>In {durationWords(intervalMs)}: {next.observed} {unit}</strong>, band {next.band}; in {durationWords(spanMs)}: {end.observed}, band {end.band}. {plural(expected.length, 'step')}, {durationWords(spanMs)}, ahead of {momentWords(after, zone)}.</p>
        <p className="muted">{method} Of several simple ways it erred least from {trials} moments before; the band holds nine of ten of its misses then, so about as many of what comes while all goes on as it did.</p>
      </figcaption>
    </figure>
  );
}

export const forecast: PanelKind = {
  kind: 'forecast', title: 'Forecast', does: 'One channel ahead of its newest sample, with the band in which about nine of ten values will lie.', icon: 'forecast', shows: 'series', size: { w: 6, h: 5 },
  options: [{ name: 'channel', label: 'Channel', input: { of: 'channel' }, initial: '' }, { name: 'horizon', label: 'Steps ahead', input: { of: 'choice', choices: [{ id: '12', label: '12' }, { id: '48', label: '48' }, { id: '168', label: '168' }] }, initial: '48' }], Panel: ForecastPanel,
};
