import type { AnomalyFilter } from '../../../shared/domain/anomaly.ts';
import type { InputOf } from '../../../shared/api/contract.ts';

/** What the list asks for, as it stands in the address: every part a text, empty where it is not set. */
export interface ListAddress {
  text: string;
  stream: string;
  /** A series' id. */
  series: string;
  severity: string;
  verdict: string;
  /** ISO 8601, UTC: only what was going on then or later. */
  from: string;
  /** ISO 8601, UTC: only what was going on then or earlier. */
  to: string;
  sort: string;
}

export type AnomalySort = NonNullable<InputOf<'anomalies.list'>['sort']>;
const sorts: readonly AnomalySort[] = ['start', 'score', 'grade', 'series'];
const severities = ['low', 'medium', 'high'] as const;
const verdicts = ['none', 'true', 'expected', 'false', 'new-normal', 'missed'] as const;

/** The filter of an address. `severity` means "at least so bad"; what is not known there is left out. */
export function filterOf({ text, stream, series, severity, verdict, from, to }: Omit<ListAddress, 'sort'>): Partial<AnomalyFilter> {
  const fromMs = Date.parse(from);
  const toMs = Date.parse(to);
  const least = severities.indexOf(severity as (typeof severities)[number]);
  return {
    ...(text.trim() !== '' && { text: text.trim() }),
    ...(/^[a-z0-9-]{1,64}$/.test(stream) && { streamIds: [stream] as AnomalyFilter['streamIds'] }),
    ...(/^[1-9]\d{0,14}$/.test(series) && { seriesIds: [Number(series)] as AnomalyFilter['seriesIds'] }),
    ...(least > 0 && { severities: severities.slice(least) }),
    ...(verdicts.includes(verdict as (typeof verdicts)[number]) && { verdicts: [verdict] as AnomalyFilter['verdicts'] }),
    ...(!Number.isNaN(fromMs) && { from: fromMs }),
    ...(!Number.isNaN(toMs) && { to: toMs }),
  };
}

/** Orders by their words: the same wherever anomalies are listed. */
export const orderWords: Record<AnomalySort, string> = { start: 'Newest first', score: 'Highest score first', grade: 'Worst first', series: 'By series' };

/** The order of an address: newest first, the highest score or grade first, or series by name. */
export function orderOf(sort: string): { sort: AnomalySort; descending: boolean } {
  const known = sorts.includes(sort as AnomalySort) ? (sort as AnomalySort) : 'start';
  return { sort: known, descending: known !== 'series' };
}
