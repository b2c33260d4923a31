import type { Anomaly } from '../../../shared/domain/anomaly.ts';

/** The rows of the anomaly list: pages read so far, and what came meanwhile. Rows never move by themselves; `pending` waits to be let in. */
export interface AnomalyRows {
  rows: readonly Anomaly[];
  /** Index in `rows` by id. */
  places: ReadonlyMap<string, number>;
  /** How many match the filter in the store, the ones not read yet included. */
  total: number;
  /** Where the next page begins; null at the end. */
  cursor: string | null;
  /** New anomalies that are not in the list yet, newest last. */
  pending: readonly Anomaly[];
}

export const noRows: AnomalyRows = { rows: [], places: new Map(), total: 0, cursor: null, pending: [] };

/** New ones that are counted; beyond that the pill says "more than". */
export const mostPending = 1000;

/** The list anew from its first page. */
export function firstPage(page: { anomalies: readonly Anomaly[]; total: number; cursor: string | null }): AnomalyRows {
  return { rows: page.anomalies, places: placesOf(page.anomalies), total: page.total, cursor: page.cursor, pending: [] };
}

/** The list with the page that was asked for after `cursor`: where it was read anew meanwhile, it is as it is. Rows that are there already (the list moved on in the store) are not shown twice. */
export function nextPage(list: AnomalyRows, cursor: string, page: { anomalies: readonly Anomaly[]; total: number; cursor: string | null }): AnomalyRows {
  if (list.cursor !== cursor) return list;
  const added = page.anomalies.filter((one) => !list.places.has(one.id));
  const rows = [...list.rows, ...added];
  return { rows, places: placesOf(rows), total: Math.max(page.total, rows.length), cursor: page.cursor, pending: list.pending.filter((one) => !added.some((row) => row.id === one.id)) };
}

/** Takes in anomalies that opened, grew, closed or were judged: known rows change where they stand, others wait. */
export function takeChanges(list: AnomalyRows, changes: readonly Anomaly[]): AnomalyRows {
  let rows: Anomaly[] | null = null;
  const pending = new Map(list.pending.map((one) => [one.id as string, one]));
  for (const change of changes) {
    const place = list.places.get(change.id);
    if (place === undefined) {
      pending.set(change.id, change);
    } else {
      rows ??= [...list.rows];
      rows[place] = change;
    }
  }
  return { ...list, rows: rows ?? list.rows, pending: [...pending.values()].slice(-mostPending) };
}

function placesOf(rows: readonly Anomaly[]): Map<string, number> {
  return new Map(rows.map((row, i) => [row.id as string, i]));
}
