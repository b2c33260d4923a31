import type { TimeRange } from '../../../shared/domain/time.ts';
import { timeTicks } from '../../charts/ticks.ts';
import { tickLabels, type Zone } from '../../charts/words.ts';
import type { Listed } from './tied-findings.ts';
import { worstFirst } from './view-rows.ts';

export interface PlacedSpan {
  of: Listed;
  /** Where it begins and how long it is, percent of the range; what reaches out of it is cut. */
  left: number;
  width: number;
}

/** The spans of one series, by their begin. */
export interface SpanLane {
  name: string;
  spans: PlacedSpan[];
}

export interface SpanLanes {
  range: TimeRange;
  lanes: SpanLane[];
  /** Series with spans that have no lane, since there are too many: their spans are in the table. */
  left: number;
  /** Spans that lie before or after the range. */
  outside: number;
}

/** A span that is shorter is drawn as wide as this, percent: it must be seen and hit. */
const leastWidth = 0.8;

/** What is odd, as lanes over the time that the view shows (`shown`; null: over the time of the spans). What was judged false is left out. The series with the worst come first; null where there is nothing to draw. */
export function spanLanesOf(listed: readonly Listed[], shown: TimeRange | null, most: number): SpanLanes | null {
  const odd = listed.filter(({ verdict }) => verdict !== 'false');
  if (odd.length === 0) return null;
  const range = wideEnough(shown ?? { from: Math.min(...odd.map(({ start }) => start)), to: Math.max(...odd.map(({ end }) => end)) });
  const seen = odd.filter(({ start, end }) => end >= range.from && start <= range.to);
  const bySeries = new Map<string, Listed[]>();
  for (const one of [...seen].sort(worstFirst)) {
    const name = one.key.join(', ');
    bySeries.set(name, [...(bySeries.get(name) ?? []), one]);
  }
  const lanes = [...bySeries].slice(0, most).map(([name, all]): SpanLane => ({ name: name === '' ? 'All rows' : name, spans: all.sort((a, b) => a.start - b.start).map((one) => placed(one, range)) }));
  return { range, lanes, left: bySeries.size - lanes.length, outside: odd.length - seen.length };
}

function placed(one: Listed, { from, to }: TimeRange): PlacedSpan {
  const share = (time: number) => (100 * (Math.min(Math.max(time, from), to) - from)) / (to - from);
  const width = Math.max(leastWidth, share(one.end) - share(one.start));
  return { of: one, left: Math.min(share(one.start), 100 - width), width };
}

/** Labels that fit under the lanes of a narrow panel. */
const mostTicks = 5;

/** The times written under the lanes, and where, percent of the range: none so near its end that its words would be cut. */
export function spanTicks({ from, to }: TimeRange, zone: Zone): { label: string; left: number }[] {
  const { ticks, stepMs } = timeTicks({ from, to }, (to - from) / mostTicks);
  return tickLabels(ticks, stepMs, zone).map((label, at) => ({ label: label.replace('\n', ', '), left: (100 * (ticks[at]! - from)) / (to - from) })).filter(({ left }) => left <= 85);
}

/** A range of one moment has no scale: an hour about it. */
function wideEnough({ from, to }: TimeRange): TimeRange {
  return to > from ? { from, to } : { from: from - 1_800_000, to: to + 1_800_000 };
}

/** Another span from `chosen` (by id) by a key: the next or former of its lane, or the nearest in time of the lane above or below. Null where the key means nothing, or there is none. */
export function nextSpan(lanes: readonly SpanLane[], chosen: string | null, key: string): Listed | null {
  const lane = lanes.findIndex(({ spans }) => spans.some(({ of }) => of.id === chosen));
  if (lane < 0) return ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'].includes(key) ? (lanes[0]?.spans[0]?.of ?? null) : null;
  const { spans } = lanes[lane]!;
  const at = spans.findIndex(({ of }) => of.id === chosen);
  const near = (other: SpanLane | undefined) => other?.spans.reduce((best, one) => (Math.abs(one.of.start - spans[at]!.of.start) < Math.abs(best.of.start - spans[at]!.of.start) ? one : best));
  const found = { ArrowLeft: spans[at - 1], ArrowRight: spans[at + 1], Home: spans[0], End: spans.at(-1), ArrowUp: near(lanes[lane - 1]), ArrowDown: near(lanes[lane + 1]) }[key];
  return found?.of ?? null;
}
