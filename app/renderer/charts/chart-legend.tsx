import type { ChannelGroup } from './channel-groups.ts';
import { lineDashes } from './chart-palette.ts';
import type { Reading } from './chart-words.ts';
import { momentWords } from './words.ts';
import { numberWords } from '../../shared/number-words.ts';
import type { Zone } from './words.ts';

interface ChartLegendProps {
  channels: readonly string[];
  groups: readonly ChannelGroup[];
  /** What is under the cursor; null while there is none. */
  reading: { readings: Reading[]; score: number } | null;
  cursorTime: number | null;
  zone: Zone;
}

/** Names of the lines, each with a piece of its line, and the values under the cursor. */
export function ChartLegend({ channels, groups, reading, cursorTime, zone }: ChartLegendProps) {
  const order = groups.flatMap((group) => group.channels);
  return (
    <dl className="chart-legend">
      {groups.flatMap((group) => group.channels.map((channel, i) => {
        const at = reading?.readings[channel];
        const outside = at !== undefined && (at.value < at.low || at.value > at.high);
        return (
          <div key={channel} className="chart-legend-line">
            <dt><LineSample colour={order.indexOf(channel)} dash={i} />{channels[channel]}{group.unit !== '' && <span className="chart-unit"> {group.unit}</span>}</dt>
            <dd>
              {at !== undefined && <>
                <strong className={outside ? 'chart-outside' : undefined}>{numberWords(at.value)}</strong>
                {!Number.isNaN(at.expected) && <span> of {numberWords(at.low)} – {numberWords(at.high)}</span>}
              </>}
            </dd>
          </div>
        );
      }))}
      <div className="chart-legend-line">
        <dt><svg className="chart-line-sample chart-line-score" width="20" height="8" aria-hidden="true"><line x1="0" y1="4" x2="20" y2="4" strokeWidth="2" /></svg>Score</dt>
        <dd>{reading !== null && (Number.isNaN(reading.score) ? 'warming up' : <strong>{reading.score.toFixed(2)}</strong>)}</dd>
      </div>
      <div className="chart-legend-line"><dt className="unseen">Time</dt><dd>{cursorTime !== null && momentWords(cursorTime, zone)}</dd></div>
    </dl>
  );
}

function LineSample({ colour, dash }: { colour: number; dash: number }) {
  return (
    <svg className={`chart-line-sample chart-line-${(colour % 6) + 1}`} width="20" height="8" aria-hidden="true">
      <line x1="0" y1="4" x2="20" y2="4" strokeWidth="2" strokeDasharray={lineDashes[dash % lineDashes.length]!.join(' ')} />
    </svg>
  );
}
