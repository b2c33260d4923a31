import type { ChannelGroup } from './channel-groups.ts';
import { lineDashes } from './chart-palette.ts';
import type { Reading } from './chart-words.ts';
import { momentWords } from './words.ts';
import { readingWords } from '../../shared/number-words.ts';
import type { Zone } from './words.ts';

interface ChartLegendProps {
  channels: readonly string[];
  groups: readonly ChannelGroup[];
  /** What is under the cursor; null while there is none. */
  reading: { time: number; readings: readonly Reading[]; score: number } | null;
  zone: Zone;
}

/** Names of the lines, each with a piece of its line, and the values under the cursor. Each has its room whether or not there is a cursor: nothing moves on the way of the pointer. */
export function ChartLegend({ channels, groups, reading, zone }: ChartLegendProps) {
  const order = groups.flatMap((group) => group.channels);
  return (
    <dl className="chart-legend">
      {groups.flatMap((group) => group.channels.map((channel, i) => {
        const at = reading?.readings[channel];
        const outside = at !== undefined && (at.value < at.low || at.value > at.high);
        const words = at === undefined ? null : readingWords({ observed: known(at.value), expected: known(at.expected), low: known(at.low), high: known(at.high) });
        return (
          <div key={channel} className="chart-legend-line">
            <dt title={channels[channel]}><LineSample colour={order.indexOf(channel)} dash={i} /><span className="clip">{channels[channel]}</span>{group.unit !== '' && <span className="chart-unit">{group.unit}</span>}</dt>
            <dd>
              {words !== null && <>
                <strong className={outside ? 'chart-outside' : undefined}>{words.observed}</strong>
                {words.band !== '–' && <span className="chart-legend-band"> of {words.band}</span>}
              </>}
            </dd>
          </div>
        );
      }))}
      <div className="chart-legend-line">
        <dt><svg className="chart-line-sample chart-line-score" width="20" height="8" aria-hidden="true"><line x1="0" y1="4" x2="20" y2="4" strokeWidth="2" /></svg>Score</dt>
        <dd>{reading !== null && (Number.isNaN(reading.score) ? 'warming up' : <strong>{reading.score.toFixed(2)}</strong>)}</dd>
      </div>
      <div className="chart-legend-line"><dt className="unseen">Time</dt><dd>{reading !== null && momentWords(reading.time, zone)}</dd></div>
    </dl>
  );
}

function known(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function LineSample({ colour, dash }: { colour: number; dash: number }) {
  return (
    <svg className={`chart-line-sample chart-line-${(colour % 6) + 1}`} width="20" height="8" aria-hidden="true">
      <line x1="0" y1="4" x2="20" y2="4" strokeWidth="2" strokeDasharray={lineDashes[dash % lineDashes.length]!.join(' ')} />
    </svg>
  );
}
