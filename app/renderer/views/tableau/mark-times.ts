import { plural } from '../../../shared/counts.ts';
import { severityTitles } from '../../../shared/domain/severity.ts';
import type { Finding, ViewMapping } from '../../../shared/domain/tableau-finding.ts';
import type { TimeRange } from '../../../shared/domain/time.ts';
import { lowerBound } from '../../../shared/sorted.ts';
import { mostAnnotations, type WantedAnnotation } from './annotation-queue.ts';
import { annotationOf, criteriaOf, placeWords, worstFirst, type DetectorRows } from './view-rows.ts';

/** When the marks of a view are, and which period each stands for: a view of days has a mark at the beginning of each. */
export interface MarkTimes {
  /** From the first mark to the end of the last one's period. */
  range: TimeRange;
  /** The period of the mark that holds a moment of a series; null where none does. A mark's period ends with the next mark, and is never much longer than is usual for the series. */
  periodAt(key: readonly string[], time: number): TimeRange | null;
}

/** A period may be so much longer than the usual one: months and quarters are not of one length, a gap in the data is no period. */
const longest = 1.5;

/** The marks of these rows; null where none has a time. */
export function markTimesOf({ keys, series, times }: Pick<DetectorRows, 'keys' | 'series' | 'times'>): MarkTimes | null {
  const own = keys.map((): number[] => []);
  series.forEach((one, row) => { if (!Number.isNaN(times[row]!)) own[one]!.push(times[row]!); });
  const lanes = own.map((all) => [...new Set(all)].sort((a, b) => a - b)).map((marks) => ({ marks, usual: usualStep(marks) }));
  const byKey = new Map(keys.map((key, i) => [JSON.stringify(key), lanes[i]!]));
  const seen = lanes.filter(({ marks }) => marks.length > 0);
  if (seen.length === 0) return null;
  return {
    range: { from: Math.min(...seen.map(({ marks }) => marks[0]!)), to: Math.max(...seen.map(({ marks, usual }) => marks.at(-1)! + usual)) },
    periodAt(key, time) {
      const lane = byKey.get(JSON.stringify(key));
      if (lane === undefined) return null;
      const { marks, usual } = lane;
      const next = lowerBound(marks, time);
      const at = marks[next] === time ? next : next - 1;
      if (at < 0) return null;
      const from = marks[at]!;
      const after = marks[at + 1] ?? Infinity;
      const to = after - from <= usual * longest ? after : from + usual;
      return time === from || time < to ? { from, to } : null;
    },
  };
}

/** The median step between marks, ms; 0 where there is but one. */
function usualStep(marks: readonly number[]): number {
  const steps = marks.slice(1).map((mark, i) => mark - marks[i]!).sort((a, b) => a - b);
  return steps[Math.floor(steps.length / 2)] ?? 0;
}

/** What is to be annotated in a view, the worst alone where there is too much, and which texts of ours have to go. */
export interface Annotations {
  /** The worst first. `members`: the listed ones that each tells of. */
  wanted: (WantedAnnotation & { members: string[] })[];
  /** Whether a text in the view is one of ours that is not wanted any more. */
  isGone(text: string): boolean;
}

/**
 * One annotation a mark: a finding at its own mark by its own words; where a mark's period holds several, or one that peaked within it, words that say so and count them. Those judged false are left out. A text that names a mark
 * of what is listed, and is not the one that is wanted, is of before: the count was another one.
 */
export function annotationsOf(listed: readonly Finding[], mapping: Pick<ViewMapping, 'time' | 'keys'>, marks: MarkTimes | null): Annotations {
  const groups = new Map<string, { period: TimeRange; members: Finding[] }>();
  const places = new Set<string>();
  for (const one of listed) {
    const period = marks?.periodAt(one.key, one.peakTime) ?? { from: one.peakTime, to: one.peakTime };
    const name = JSON.stringify([one.key, period.from]);
    places.add(placeWords(one.key, period.from));
    if (one.verdict === 'false') continue;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, { period, members: [one] });
    else group.members.push(one);
  }
  const wanted = [...groups].map(([name, { period, members }]) => {
    const [worst] = members.sort(worstFirst) as [Finding, ...Finding[]];
    const isOwn = members.length === 1 && worst.peakTime === period.from;
    return { id: isOwn ? worst.id : `mark:${name}`, criteria: criteriaOf({ ...worst, peakTime: period.from }, mapping), text: isOwn ? annotationOf(worst) : withinText(members, period), members: members.map(({ id }) => id), worst };
  }).sort((a, b) => worstFirst(a.worst, b.worst)).slice(0, mostAnnotations).map(({ worst: _worst, ...one }) => one);
  const texts = new Set(wanted.map(({ text }) => text));
  const own = new Set(listed.map((one) => annotationOf(one)));
  return { wanted, isGone: (text) => !texts.has(text) && (own.has(text) || places.has(withinPattern.exec(text)?.[1] ?? '')) };
}

/** Behind the shape, as `withinText` writes it: which mark it is of. */
const withinPattern = /^(?:Low|Medium|High): \d+ (?:anomaly|anomalies) within this .+?, worst [a-z ]+, (.+)$/s;

/** "High: 3 anomalies within this day, worst spike, Ward 7, 2026-02-03 00:00 UTC". */
function withinText(members: readonly Finding[], { from, to }: TimeRange): string {
  const [worst] = members as [Finding, ...Finding[]];
  return `${severityTitles[worst.severity]}: ${plural(members.length, 'anomaly', 'anomalies')} within this ${periodWords(to - from)}, worst ${worst.shape}, ${placeWords(worst.key, from)}`;
}

const hour = 3_600_000;
/** From and up to which length a period is called what, ms: a month has 28 to 31 days, an hour may be the one of the change of clocks. */
const periodNames: readonly [least: number, most: number, name: string][] = [
  [60_000, 60_000, 'minute'], [hour, hour, 'hour'], [23 * hour, 25 * hour, 'day'], [7 * 24 * hour - hour, 7 * 25 * hour, 'week'],
  [28 * 24 * hour - hour, 31.1 * 24 * hour, 'month'], [89 * 24 * hour, 92.1 * 24 * hour, 'quarter'], [364 * 24 * hour, 366.1 * 24 * hour, 'year'],
];

/** The name of a calendar's period where a mark's length is one; else "mark’s time". */
function periodWords(ms: number): string {
  return periodNames.find(([least, most]) => ms >= least && ms <= most)?.[2] ?? 'mark’s time';
}
