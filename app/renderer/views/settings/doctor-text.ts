import type { DoctorCheck } from '../../../shared/api/views.ts';

/** The findings as plain text for whoever helps: faults first, one line each, advice below. */
export function doctorText(checks: readonly DoctorCheck[]): string {
  return [...checks].sort((a, b) => Number(a.ok) - Number(b.ok)).map(({ name, ok, found, advice }) => `${ok ? 'well ' : 'FAULT'}  ${name}: ${found}${advice === null ? '' : `\n       ${advice}`}`).join('\n');
}
