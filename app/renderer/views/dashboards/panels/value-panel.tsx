import { StretchChart } from '../../../charts/stretch-chart.tsx';
import { numberWords } from '../../../../shared/number-words.ts';
import { Ago, Moment } from '../../../ui/moment.tsx';
import { Pill } from '../../../ui/pill.tsx';
import { EmptyState, Shown, Waiting } from '../../../ui/states.tsx';
import { bandStanding, bandState, lastReading, readsOn } from '../channel-state.ts';
import { channelOf } from '../channel-of.ts';
import { useSeriesMarks } from '../use-series-marks.ts';
import type { PanelKind, PanelProps } from '../panel-kind.ts';
import { useSilent } from '../use-silent.ts';
import { useCoarseRange, useLooksAtNewest, useNewest, useStretch } from '../use-stretch.ts';

const box = { width: 300, height: 60 };
const points = 150;

/** The last value of one channel in the range, how it stands to its band, and how it came there. */
function ValuePanel({ panel, series: given, row: of, timeline, zone }: PanelProps) {
  const [series, row] = [given!, of!];
  const range = useCoarseRange(timeline!.range);
  const stretch = useStretch(series.id, range, points, row.health.state !== 'finished');
  const newest = useNewest(stretch, range, row.health.state !== 'finished');
  const marks = useSeriesMarks(series.id);
  const isSilent = useSilent(row.stream.id);
  const isCurrent = readsOn(row.health.state) && !isSilent(series.id);
  const isNewest = useLooksAtNewest(timeline!);
  const { index, name, unit } = channelOf(value, panel, series, row.stream);
  return (
    <Shown of={stretch} waiting="Reading the value…">
      {(read) => {
        const last = lastReading(newest ?? read, index);
        if (newest === null) return <Waiting words="Reading the newest samples…" />;
        if (last === null) return <EmptyState icon="clock" title="No value here">{name} has no value in the range that is looked at.</EmptyState>;
        const { tone, words } = bandStanding(bandState(last), isCurrent && isNewest);
        return (
          <div className="value-panel">
            <p className="value-number"><output aria-label={`${series.name}, ${name}`}>{numberWords(last.value)}</output> <span className="muted">{unit}</span></p>
            <StretchChart name={`${series.name}, ${name}`} stretch={read} channel={index} range={range!} timeline={timeline!.range} marks={marks} zone={zone} box={box}>
              <Pill tone={tone}>{words}</Pill><span className="muted">{name}, <Moment at={last.time} />{!isCurrent && <>, <Ago at={last.time} /></>}</span>
            </StretchChart>
          </div>
        );
      }}
    </Shown>
  );
}

export const value: PanelKind = { kind: 'value', title: 'Single value', does: 'The last value of one channel, large, with its recent course.', icon: 'figure', shows: 'series', size: { w: 3, h: 4 }, options: [{ name: 'channel', label: 'Channel', input: { of: 'channel' }, initial: '' }], Panel: ValuePanel };
