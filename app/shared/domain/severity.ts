import * as z from 'zod';

/** How bad an anomaly or an incident is. */
export const severitySchema = z.enum(['low', 'medium', 'high']);

/** For comparing severities; `info`, which only notifications have, counts as `low`. */
export const severityRank = { info: 0, low: 0, medium: 1, high: 2 } as const;

/** A severity as it begins a line. */
export const severityTitles = { low: 'Low', medium: 'Medium', high: 'High' } as const;

/** Severity by grade: a third and two thirds. */
export function severityOf(grade: number): 'low' | 'medium' | 'high' {
  return grade >= 2 / 3 ? 'high' : grade >= 1 / 3 ? 'medium' : 'low';
}
