import type { Zone } from '../../charts/words.ts';
import { howToWriteMoments, readMoment } from '../../ui/read-moment.ts';

const hourMs = 3_600_000;

/** When a silence begins and ends, while it is written. */
export interface SilenceTimes {
  /** Empty: now. */
  from: string;
  /** Hours that it lasts, or `until` the moment `to`. */
  hours: string;
  to: string;
}

/** What is written, as event times; `faults` by field, none where both hold. One that is over can't be begun; `wasOver`: it was over as it was opened, so that its note can still be changed. */
export function silenceTimes({ from, hours, to }: SilenceTimes, { zone, now, wasOver }: { zone: Zone; now: number; wasOver: boolean }): { from: number; to: number; faults: Partial<Record<keyof SilenceTimes, string>> } {
  const begin = from.trim() === '' ? Math.floor(now / 60_000) * 60_000 : (readMoment(from, zone) ?? NaN);
  const end = hours === 'until' ? (readMoment(to, zone) ?? NaN) : begin + Number(hours) * hourMs;
  const field = hours === 'until' ? 'to' : 'hours';
  const faults = Number.isNaN(begin) ? { from: howToWriteMoments }
    : !(end > begin) ? { [field]: 'Write a moment after its beginning, as 2026-03-05 18:00.' }
      : end <= now && !wasOver ? { [field]: 'It would be over already and mute nothing. Let it end later than now.' } : {};
  return { from: begin, to: end, faults };
}
