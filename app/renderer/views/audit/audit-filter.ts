import type { AuditEvent } from '../../../shared/domain/audit-event.ts';

/** An event's details in one line: "bytes: 12, kind: csv". */
export function detailsOf({ details }: Pick<AuditEvent, 'details'>): string {
  return Object.entries(details).map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`).join(', ');
}

/** Events whose outcome is `outcome` (empty: any) and that hold every word of `text` somewhere, in the order given. */
export function filterEvents(events: readonly AuditEvent[], text: string, outcome: string): AuditEvent[] {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  return events.filter((one) => {
    if (outcome !== '' && one.outcome !== outcome) return false;
    const line = `${one.actor} ${one.action} ${one.subject} ${one.outcome} ${detailsOf(one)}`.toLowerCase();
    return words.every((word) => line.includes(word));
  });
}
