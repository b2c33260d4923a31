/** A moment as an analyst writes it ("2026-03-05", "2026-03-05 14:30", with or without a zone; without one it is this computer's), as EpochMillis; null where it is none. */
export function readMoment(text: string): number | null {
  const trimmed = text.trim();
  if (!/^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?( ?(Z|[+-]\d{2}:?\d{2}))?)?$/i.test(trimmed)) return null;
  // A date alone would be read as UTC midnight.
  const time = Date.parse(trimmed.length === 10 ? `${trimmed}T00:00` : trimmed.replace(' ', 'T').replace(' ', ''));
  return Number.isNaN(time) ? null : time;
}
