import type { AnomalyFilter } from '../../../shared/domain/anomaly.ts';
import type { InputOf } from '../../../shared/api/contract.ts';

/** What the list asks for, as it stands in the address: every part a text, empty where it is not set. */
export interface ListAddress {
  text: string;
  stream: string;
  severity: string;
  verdict: string;
  sort: string;
}

export type AnomalySort = NonNullable<InputOf<'anomalies.list'>['sort']>;
const sorts: readonly AnomalySort[] = ['start', 'score', 'grade', 'series'];
const severities = ['low', 'medium', 'high'] as const;
const verdicts = ['none', 'true', 'expected', 'false', 'new-normal', 'missed'] as const;

/** The filter of an address. `severity` means "at least so bad"; what is not known there is left out. */
export function filterOf({ text, stream, severity, verdict }: ListAddress): Partial<AnomalyFilter> {
  const least = severities.indexOf(severity as (typeof severities)[number]);
  return {
    ...(text.trim() !== '' && { text: text.trim() }),
    ...(stream !== '' && { streamIds: [stream] as AnomalyFilter['streamIds'] }),
    ...(least > 0 && { severities: severities.slice(least) }),
    ...(verdicts.includes(verdict as (typeof verdicts)[number]) && { verdicts: [verdict] as AnomalyFilter['verdicts'] }),
  };
}

/** The order of an address: newest first, the highest score or grade first, or series by name. */
export function orderOf(sort: string): { sort: AnomalySort; descending: boolean } {
  const known = sorts.includes(sort as AnomalySort) ? (sort as AnomalySort) : 'start';
  return { sort: known, descending: known !== 'series' };
}
