import type { AnomalyId } from '../../../shared/domain/anomaly.ts';

/** The list of anomalies as it was last seen: the way back to it, and what comes before and after one of them. */
export interface LastList {
  /** Its address, filter and order included. */
  href: string;
  ids: readonly AnomalyId[];
  /** The row that the keys were on. */
  currentId: AnomalyId | null;
}

let last: LastList = { href: '#/anomalies', ids: [], currentId: null };

/** The list as it was last seen; an empty one at its plain address before that. */
export function lastList(): LastList {
  return last;
}

/** Remembers the list, or a part of it, until the window is closed. */
export function rememberList(part: Partial<LastList>): void {
  last = { ...last, ...part };
}
