import * as z from 'zod';

/** Milliseconds since 1970-01-01T00:00:00Z; may have a fraction (Kafka ticks in micro- or nanoseconds keep theirs). */
export const epochMillisSchema = z.number().finite();
export type EpochMillis = number;

/** A closed range of event time, in `EpochMillis`; `from <= to`. */
export const timeRangeSchema = z.object({ from: epochMillisSchema, to: epochMillisSchema }).refine((r) => r.from <= r.to, 'from must not be after to');
export type TimeRange = z.infer<typeof timeRangeSchema>;

/** How a field writes event time. `iso` is ISO 8601 or any text that states a zone; text without a zone is read as UTC. `receive` takes the broker's own stamp, `row` the record's number, one second each (for files that hold no time). */
export const timeUnitSchema = z.enum(['s', 'ms', 'us', 'ns', 'iso', 'receive', 'row']);
export type TimeUnit = z.infer<typeof timeUnitSchema>;

/** The unit that a time's first example (as text) looks like, by its size; today is about 1.8·10⁹ s. */
export function guessTimeUnit(examples: readonly string[]): TimeUnit {
  const size = Math.abs(Number(examples.find((one) => one !== '') ?? NaN));
  if (Number.isNaN(size)) return 'iso';
  return size >= 1e17 ? 'ns' : size >= 1e14 ? 'us' : size >= 1e11 ? 'ms' : 's';
}
