import { alertRuleDraftSchema, type AlertRule, type AlertRuleDraft, type WeekHours } from '../../../shared/domain/alert-rule.ts';

/** Hours of the week while they are written. */
export interface HoursForm {
  days: number[];
  from: string;
  to: string;
}
/** An alert rule while it is written: texts as they stand in the fields. */
export interface RuleForm {
  name: string;
  enabled: boolean;
  outletIds: string[];
  minimumSeverity: AlertRuleDraft['minimumSeverity'];
  streamIds: string[];
  keyName: string;
  keyValue: string;
  zone: string;
  hoursOn: boolean;
  hours: HoursForm;
  leastMinutes: string;
  leastCount: string;
  windowMinutes: string;
  quiet: 'none' | 'held' | 'dropped';
  quietHours: HoursForm;
  /** Empty: as many as come. */
  budget: string;
}
export type RuleFaults = Partial<Record<keyof RuleForm, string>>;

export const emptyRule: RuleForm = {
  name: '', enabled: true, outletIds: [], minimumSeverity: 'medium', streamIds: [], keyName: '', keyValue: '', zone: 'UTC', hoursOn: false, hours: { days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' },
  leastMinutes: '0', leastCount: '1', windowMinutes: '60', quiet: 'none', quietHours: { days: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '07:00' }, budget: '',
};

/** A new rule, in the zone of this computer. */
export const newRule = (outletIds: string[]): RuleForm => ({ ...emptyRule, outletIds, zone: Intl.DateTimeFormat().resolvedOptions().timeZone });

export function ruleFormOf(rule: AlertRule): RuleForm {
  return {
    name: rule.name, enabled: rule.enabled, outletIds: [...rule.outletIds], minimumSeverity: rule.minimumSeverity, streamIds: [...rule.streamIds], keyName: rule.keyPart?.name ?? '', keyValue: rule.keyPart?.value ?? '', zone: rule.zone,
    hoursOn: rule.hours !== null, hours: rule.hours ?? emptyRule.hours, leastMinutes: String(rule.leastDurationMs / 60_000), leastCount: String(rule.leastCount), windowMinutes: String(rule.countWindowMs / 60_000),
    quiet: rule.quiet?.then ?? 'none', quietHours: rule.quiet?.hours ?? emptyRule.quietHours, budget: rule.budgetPerHour === null ? '' : String(rule.budgetPerHour),
  };
}

const number = (text: string) => (text.trim() === '' ? NaN : Number(text));

function written(form: RuleForm) {
  return {
    name: form.name, enabled: form.enabled, outletIds: form.outletIds, minimumSeverity: form.minimumSeverity, streamIds: form.streamIds, keyPart: form.keyName.trim() === '' ? null : { name: form.keyName, value: form.keyValue.trim() }, zone: form.zone.trim(),
    hours: form.hoursOn ? form.hours : null, leastDurationMs: number(form.leastMinutes) * 60_000, leastCount: number(form.leastCount), countWindowMs: number(form.windowMinutes) * 60_000,
    quiet: form.quiet === 'none' ? null : { hours: form.quietHours, then: form.quiet }, budgetPerHour: form.budget.trim() === '' ? null : number(form.budget),
  };
}

const fields: Record<string, [keyof RuleForm, string]> = {
  name: ['name', 'A rule needs a name.'],
  outletIds: ['outletIds', 'Choose at least one outlet.'],
  keyPart: ['keyName', 'A key part is a name and a value, such as site and north.'],
  zone: ['zone', 'No time zone of that name is known; write it as Europe/Zurich or UTC.'],
  hours: ['hours', 'Choose days, and times as 08:00.'],
  leastDurationMs: ['leastMinutes', 'Write minutes, from 0 to 10080.'],
  leastCount: ['leastCount', 'Write a whole number from 1 to 1000.'],
  countWindowMs: ['windowMinutes', 'Write minutes, from 1 to 1440.'],
  quiet: ['quietHours', 'Choose days, and times as 22:00; hours that never end would tell nothing.'],
  budgetPerHour: ['budget', 'Write a whole number from 1 to 1000, or nothing.'],
};

/** What is missing or wrong, by field; empty where nothing is. */
export function ruleFaults(form: RuleForm): RuleFaults {
  const faults: RuleFaults = {};
  for (const { path } of alertRuleDraftSchema.safeParse(written(form)).error?.issues ?? []) {
    const [field, words] = fields[String(path[0])] ?? ['name', 'Correct this.'];
    faults[field] = words;
  }
  return faults;
}

/** The draft; null where the form has faults. */
export function ruleDraftOf(form: RuleForm): AlertRuleDraft | null {
  return alertRuleDraftSchema.safeParse(written(form)).data ?? null;
}

const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
/** The days that can be chosen. */
export const weekDays = dayNames.map((label, k) => ({ id: String(k + 1), label }));

function hoursWords({ days, from, to }: WeekHours): string {
  const sorted = [...days].sort((a, b) => a - b);
  const chained = sorted.length > 2 && sorted.at(-1)! - sorted[0]! === sorted.length - 1;
  const named = sorted.length === 7 ? 'every day' : chained ? `${dayNames[sorted[0]! - 1]} to ${dayNames[sorted.at(-1)! - 1]}` : sorted.map((day) => dayNames[day - 1]).join(', ');
  return from === to ? `${named}, all day` : `${named}, ${from} to ${to}`;
}

/** A rule in one sentence; `nameOf` gives outlets and streams their names. */
export function ruleWords(rule: AlertRuleDraft, nameOf: (id: string) => string): string {
  const { minimumSeverity, streamIds, keyPart, hours, zone, leastDurationMs, leastCount, countWindowMs, quiet, budgetPerHour, outletIds } = rule;
  return [
    `From severity ${minimumSeverity}`,
    streamIds.length > 0 && `of ${streamIds.map(nameOf).join(', ')}`,
    keyPart !== null && `where ${keyPart.name} is ${keyPart.value}`,
    leastDurationMs > 0 && `that lasts ${leastDurationMs / 60_000} min`,
    leastCount > 1 && `from number ${leastCount} within ${countWindowMs / 60_000} min`,
    hours !== null && hoursWords(hours),
    quiet !== null && `${quiet.then} ${hoursWords(quiet.hours)}`,
    (hours !== null || quiet !== null) && zone,
    budgetPerHour !== null && `at most ${budgetPerHour} an hour`,
  ].filter((part) => part !== false).join('; ') + `: to ${outletIds.map(nameOf).join(', ')}.`;
}
