import type { AlertBudgetChoice } from '../../../shared/domain/stream.ts';
import { alertBudgetSchema } from '../../../shared/domain/stream.ts';

/** Alerts a day as typed: null where nothing is, `wrong` where it is no number that may be asked for. */
export function alertsPerDayOf(text: string): number | null | 'wrong' {
  if (text.trim() === '') return null;
  const asked = alertBudgetSchema.shape.alertsPerDay.safeParse(Number(text.trim()));
  return asked.success ? asked.data : 'wrong';
}

/** A budget of what was typed; undefined where no number was, or a wrong one. */
export function budgetOf(alertsPerDay: string, set: string): AlertBudgetChoice | undefined {
  const asked = alertsPerDayOf(alertsPerDay);
  return typeof asked === 'number' ? { alertsPerDay: asked, set: set.trim() === '' ? null : set.trim() } : undefined;
}
