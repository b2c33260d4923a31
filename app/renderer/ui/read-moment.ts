import type { Zone } from '../charts/words.ts';

/** Stands in an empty field of a moment. An example of one would look like what was written. */
export const momentPlaceholder = 'YYYY-MM-DD hh:mm';

/** What is said of what is no moment. */
export const howToWriteMoments = 'Write a moment as 2026-03-05 14:30.';

/** A moment as an analyst writes it ("2026-03-05", "2026-03-05 14:30", with or without a zone of its own; without one it is of `zone`), as EpochMillis; null where it is none. */
export function readMoment(text: string, zone: Zone = 'local'): number | null {
  const written = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(?: ?(Z|[+-]\d{2}:?\d{2}))?)?$/i.exec(text.trim());
  if (written === null) return null;
  // A date alone would be read as UTC midnight.
  const [, date, clock = '00:00', own = zone === 'utc' ? 'Z' : ''] = written;
  const time = Date.parse(`${date}T${clock}${own}`);
  return Number.isNaN(time) ? null : time;
}

/** Which zone a written moment is of where it names none, for a field's hint. */
export function zoneWords(zone: Zone): string {
  return zone === 'utc' ? 'UTC, as all times are shown' : 'In this computer\'s time zone, unless it names one';
}

/** A moment as fields hold it, to the second, on the 24-hour clock of `zone`: "2026-03-05 14:03:20". */
export function writeMoment(time: number, zone: Zone): string {
  const shifted = zone === 'utc' ? time : time - new Date(time).getTimezoneOffset() * 60_000;
  return new Date(shifted).toISOString().slice(0, 19).replace('T', ' ');
}
