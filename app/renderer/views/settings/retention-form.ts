import type { Settings } from '../../../shared/domain/settings.ts';

type Retention = Settings['retention'];

/** What was typed as the retention; null with an error per field where it can't be meant. */
export function retentionOf(days: string, size: string): { retention: Retention | null; daysError: string | null; sizeError: string | null } {
  const daysError = wholeUpTo(days, 3650) ? null : 'A whole number of days from 0 to 3650.';
  const sizeError = wholeUpTo(size, 1_000_000_000) ? null : 'A whole number of MiB; 0 for no limit.';
  return { retention: daysError === null && sizeError === null ? { days: Number(days), maxMebibytes: Number(size) } : null, daysError, sizeError };
}

/** Whether `next` may delete what `before` keeps: a lower limit on either, where 0 is none. */
export function keepsLess(before: Retention, next: Retention): boolean {
  const limit = (value: number) => (value === 0 ? Infinity : value);
  return limit(next.days) < limit(before.days) || limit(next.maxMebibytes) < limit(before.maxMebibytes);
}

function wholeUpTo(text: string, most: number): boolean {
  return /^\d{1,10}$/.test(text.trim()) && Number(text) <= most;
}
