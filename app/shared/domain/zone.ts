import * as z from 'zod';

/** A time zone that this machine knows: `UTC`, or an IANA name such as `Europe/Berlin`. */
export const zoneSchema = z.string().max(100).refine(isZone, 'no time zone of that name is known');

/** Offsets change at quarters of an hour at the most often. */
const quarterMs = 900_000;
const mostKept = 50_000;
/** Farther from UTC than any zone is. */
const dayMs = 86_400_000;
const clocks = new Map<string, { format: Intl.DateTimeFormat; offsets: Map<number, number> }>();

/** Whether this machine knows a zone by that name. */
export function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** EpochMillis of what a clock on the wall says in a zone (`wall` as if it were UTC); in the hour that a clock jumps over, the moment after the jump; of one that it tells twice, the second. */
export function fromWall(wall: number, zone: string): number {
  return tellingsOf(wall, zone)[1];
}

/** The first and the second moment at which a clock in a zone says `wall`, which mostly are one and the same; as `fromWall` else. */
export function tellingsOf(wall: number, zone: string): [number, number] {
  const [before, after] = [offsetAt(wall - dayMs, zone), offsetAt(wall + dayMs, zone)];
  if (before === after) return [wall - after, wall - after];
  const second = wall - (offsetAt(wall - after, zone) === after ? after : before);
  return [offsetAt(wall - before, zone) === before ? wall - before : second, second];
}

/** How far a zone is ahead of UTC at a moment, in milliseconds. */
export function offsetAt(time: number, zone: string): number {
  if (zone === 'UTC') return 0;
  let clock = clocks.get(zone);
  if (clock === undefined) clocks.set(zone, (clock = { format: new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' }), offsets: new Map() }));
  const { format, offsets } = clock;
  const quarter = Math.floor(time / quarterMs);
  let offset = offsets.get(quarter);
  if (offset === undefined) {
    const parts = format.formatToParts(quarter * quarterMs);
    const of = (type: string) => Number(parts.find((part) => part.type === type)!.value);
    offset = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) - quarter * quarterMs;
    if (offsets.size >= mostKept) offsets.clear();
    offsets.set(quarter, offset);
  }
  return offset;
}
