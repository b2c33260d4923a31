import { StretchChart } from '../../../charts/stretch-chart.tsx';
import { durationWords, momentWords } from '../../../charts/words.ts';
import { readingWords } from '../../../../shared/number-words.ts';
import { plural } from '../../../../shared/counts.ts';
import { EmptyState, Shown, Waiting } from '../../../ui/states.tsx';
import { bandState, bandWords, lastReading, outsideCount } from '../channel-state.ts';
import { channelOf } from '../channel-of.ts';
import { useSeriesMarks } from '../use-series-marks.ts';
import type { PanelKind, PanelProps } from '../panel-kind.ts';
import { useCoarseRange, useNewest, useStretch } from '../use-stretch.ts';

const box = { width: 600, height: 160 };
const points = 400;

/** One channel beside what the detector had expected of each row before it came, and the band in which about 99 % of usual rows lie. */
function ExpectedPanel({ panel, series: given, row: of, timeline, zone }: PanelProps) {
  const [series, row] = [given!, of!];
  const range = useCoarseRange(timeline!.range);
  const stretch = useStretch(series.id, range, points, row.health.state !== 'finished');
  const newest = useNewest(stretch, range, row.health.state !== 'finished');
  const marks = useSeriesMarks(series.id);
  const { index, name, unit } = channelOf(expected, panel, series, row.stream);
  return (
    <Shown of={stretch} waiting="Reading what was expected…">
      {(read) => {
        const last = lastReading(newest ?? read, index);
        if (newest === null) return <Waiting words="Reading the newest samples…" />;
        if (last === null) return <EmptyState icon="clock" title="Nothing in this range">{name} has no value in the range that is looked at.</EmptyState>;
        const words = readingWords({ ...last, observed: last.value });
        const { outside, of: all } = outsideCount(read, index);
        return (
          <figure className="expected-panel">
            <StretchChart
              name={`${series.name}, ${name}`} stretch={read} channel={index} range={range!} timeline={timeline!.range} marks={marks} zone={zone} box={box} withExpected axes
            />
            <figcaption className="small">
              <p><strong>{name} {words.observed} {unit}</strong>, {last.expected === null ? 'nothing expected yet: the detector is warming up' : `expected ${words.expected}`}{last.low !== null && last.high !== null && `, band ${words.band}`}: {bandWords[bandState(last)]}, at {momentWords(last.time, zone)}.</p>
              <p className="muted">{read.resolution === 'buckets' ? 'Look at a shorter range to have the rows outside the band counted.' : all === 0 ? 'No band in this range.' : `${outside} of ${plural(all, 'row')} in ${durationWords(range!.to - range!.from)} left the band.`} Dashed: what was expected of each row just before it came. The panel Forecast looks ahead.</p>
            </figcaption>
          </figure>
        );
      }}
    </Shown>
  );
}

export const expected: PanelKind = { kind: 'expected', title: 'Expected and band', does: 'One channel beside what the detector had expected of it, and how often it left the band.', icon: 'band', shows: 'series', size: { w: 6, h: 5 }, options: [{ name: 'channel', label: 'Channel', input: { of: 'channel' }, initial: '' }], Panel: ExpectedPanel };
