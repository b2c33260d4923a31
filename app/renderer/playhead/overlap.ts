import type { TimeRange } from '../../shared/domain/time.ts';

/** Whether there is a moment that all stretches hold. */
export function overlap(stretches: readonly TimeRange[]): boolean {
  return stretches.length > 0 && Math.max(...stretches.map(({ from }) => from)) <= Math.min(...stretches.map(({ to }) => to));
}
