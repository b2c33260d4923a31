import type { Lanes } from '../../../shared/domain/lanes.ts';
import type { Zone } from '../../charts/words.ts';

export interface HeatCell {
  from: number;
  /** Anomalies that began in the hour; 0 where one only went on. */
  count: number;
  /** The worst grade, 0…1. */
  grade: number;
}
export interface HeatDay {
  /** A moment of the day. */
  at: number;
  /** By hour of the day, 0 to 23; null where nothing is. Where a clock was turned back, two hours are one. */
  hours: (HeatCell | null)[];
}

const hourMs = 3_600_000;

/** Lanes of one-hour buckets as days by hours in a time zone, the newest day first, from the day of `from` to the day of `to`. */
export function heatDays({ from: begin, bucketMs, cells }: Lanes, { from, to }: { from: number; to: number }, zone: Zone): HeatDay[] {
  const days = new Map<string, HeatDay>();
  for (let at = Math.floor(from / hourMs) * hourMs; at <= to; at += hourMs) {
    const day = dayOf(at, zone);
    if (!days.has(day)) days.set(day, { at, hours: new Array<HeatCell | null>(24).fill(null) });
  }
  cells.bucket.forEach((bucket, k) => {
    const at = begin + bucket * bucketMs;
    const hours = days.get(dayOf(at, zone))?.hours;
    if (hours === undefined) return;
    const hour = hourOf(at, zone);
    const before = hours[hour];
    hours[hour] = { from: Math.min(at, before?.from ?? at), count: (before?.count ?? 0) + cells.count[k]!, grade: Math.max(before?.grade ?? 0, cells.grade[k]!) };
  });
  return [...days.values()].reverse();
}

/** How dark a cell is, 1 to 4, by its share of the highest. */
export function heatLevel(value: number, highest: number): number {
  return highest <= 0 ? 1 : Math.min(4, Math.max(1, Math.ceil((value / highest) * 4)));
}

function dayOf(time: number, zone: Zone): string {
  const date = new Date(time);
  return zone === 'utc' ? date.toISOString().slice(0, 10) : `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`;
}
function hourOf(time: number, zone: Zone): number {
  const date = new Date(time);
  return zone === 'utc' ? date.getUTCHours() : date.getHours();
}
