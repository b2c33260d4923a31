import type { Settings } from '../../../shared/domain/settings.ts';

/** What was typed as the retention; null with an error per field where it can't be meant. */
export function retentionOf(days: string, size: string): { retention: Settings['retention'] | null; daysError: string | null; sizeError: string | null } {
  const daysError = wholeUpTo(days, 3650) ? null : 'A whole number of days from 0 to 3650.';
  const sizeError = wholeUpTo(size, 1_000_000_000) ? null : 'A whole number of MiB; 0 for no limit.';
  return { retention: daysError === null && sizeError === null ? { days: Number(days), maxMebibytes: Number(size) } : null, daysError, sizeError };
}

function wholeUpTo(text: string, most: number): boolean {
  return /^\d{1,10}$/.test(text.trim()) && Number(text) <= most;
}
