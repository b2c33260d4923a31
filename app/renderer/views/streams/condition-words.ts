import type { ConditionKind } from '../../../shared/domain/condition.ts';

/** What a kind of condition is called. */
export const conditionTitles: Record<ConditionKind, string> = { silent: 'Silent', late: 'Late records', lag: 'Falls behind', unreadable: 'Unreadable records' };
