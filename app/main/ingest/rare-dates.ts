const compact = /^((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:[T ]?([01]\d|2[0-3])([0-5]\d)([0-5]\d)?(\.\d+)?)?(Z?)$/;
const hourAlone = /^(\d{4}-\d{2}-\d{2})[T ](\d{1,2})$/;
const shortYear = /^(\d{1,2})([- ])([A-Za-z]{3,9})\2(\d{2})(?=$|[ T,])/;
const week = /^(\d{4})-?W(\d{2})(?:-?([1-7]))?$/i;
const quarter = /^(?:(\d{4})[ -]?Q([1-4])|Q([1-4])[ -/](\d{4}))$/i;
const zoneName = / (WET|WEST|CET|CEST|EET|EEST|MSK|BST|SGT|HKT|JST|KST|AEST|AEDT|NZST|NZDT)$/;
/** Hours ahead of UTC. */
const zoneHours: Record<string, number> = { WET: 0, WEST: 1, CET: 1, CEST: 2, EET: 2, EEST: 3, MSK: 3, BST: 1, SGT: 8, HKT: 8, JST: 9, KST: 9, AEST: 10, AEDT: 11, NZST: 12, NZDT: 13 };
const dayMs = 86_400_000;

/** Whether digits alone say a day, such as 20260302, or a minute or second of it (202603021405). */
export function isCompact(value: unknown): boolean {
  return compact.test(String(value));
}

/**
 * A date as few write it, as most do; null where it is none of these: digits alone (20260302, 20260302T1405Z), an hour behind the day, a comma before the fraction of a second, `2-Mar-26`, a week of ISO 8601 (2026-W05, its Monday), a quarter (2026-Q1),
 * a zone by the letters of Europe, East Asia or Oceania (CET) that mean one alone, and one named in brackets behind an offset (RFC 9557).
 */
export function usualForm(text: string): string | null {
  let found = compact.exec(text);
  if (found !== null) return `${found[1]}-${found[2]}-${found[3]}T${found[4] ?? '00'}:${found[5] ?? '00'}:${found[6] ?? '00'}${found[7] ?? ''}${found[8]}`;
  if ((found = hourAlone.exec(text)) !== null) return `${found[1]}T${found[2]!.padStart(2, '0')}:00:00`;
  if ((found = week.exec(text)) !== null) return isoWeekDay(Number(found[1]), Number(found[2]), Number(found[3] ?? 1));
  if ((found = quarter.exec(text)) !== null) return `${found[1] ?? found[4]}-${String(3 * Number(found[2] ?? found[3]) - 2).padStart(2, '0')}-01`;
  const other = text.replace(shortYear, (_all, day: string, _dash, month: string, year: string) => `${day} ${month} ${Number(year) < 70 ? 20 : 19}${year}`).replace(/(:\d{2}),(\d)/, '$1.$2').replace(/\[[\w/+-]+\]$/, '').replace(zoneName, (_all, name: string) => `+${String(zoneHours[name]).padStart(2, '0')}:00`);
  return other === text ? null : other;
}

/** Week 1 is the one that holds January 4. */
function isoWeekDay(year: number, weekNumber: number, day: number): string | null {
  if (weekNumber < 1 || weekNumber > 53) return null;
  const fourth = Date.UTC(year, 0, 4);
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * dayMs;
  return new Date(monday + ((weekNumber - 1) * 7 + day - 1) * dayMs).toISOString().slice(0, 10);
}
