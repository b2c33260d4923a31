import { usePreferences } from '../../workbench/preferences.ts';

/** The zone in which the analyst reads and writes times, by its IANA name. */
export function useZone(): string {
  const { timeZone } = usePreferences();
  return timeZone === 'utc' ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone;
}
