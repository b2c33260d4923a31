import type { Zone } from '../charts/words.ts';

/** A moment as a `datetime-local` field writes it, to the second, in the analyst's zone; empty where the text is no moment. */
export function toMomentInput(iso: string, zone: Zone): string {
  const time = Date.parse(iso);
  if (Number.isNaN(time)) return '';
  const shifted = zone === 'utc' ? time : time - new Date(time).getTimezoneOffset() * 60_000;
  return new Date(shifted).toISOString().slice(0, 19);
}

/** What such a field holds as ISO 8601, UTC; empty where it is empty or half typed. */
export function fromMomentInput(text: string, zone: Zone): string {
  const time = Date.parse(zone === 'utc' ? `${text}Z` : text);
  return Number.isNaN(time) ? '' : new Date(time).toISOString();
}
