import { plural } from '../../../shared/counts.ts';
import type { Lane, Lanes } from '../../../shared/domain/lanes.ts';
import { severityOf } from '../../../shared/domain/severity.ts';
import type { CellSound } from '../sound/melody.ts';

/** How lanes follow one another: the worst grade first, the most anomalies first, or by name. */
export type LaneOrder = 'worst' | 'most' | 'name';

export interface LaneCell {
  bucket: number;
  count: number;
  grade: number;
}

/** A lane with its cells, rising by bucket. */
export interface LaneRow extends Lane {
  cells: readonly LaneCell[];
}

/** A cell's place, as the keys walk it: rows of `arrangeLanes`, buckets of `Lanes`. */
export interface LanePlace {
  row: number;
  bucket: number;
}

/** The lanes in an order, each with its cells. */
export function arrangeLanes({ lanes, cells }: Lanes, order: LaneOrder): LaneRow[] {
  const rows = lanes.map((lane) => ({ ...lane, cells: [] as LaneCell[] }));
  cells.lane.forEach((place, at) => rows[place]!.cells.push({ bucket: cells.bucket[at]!, count: cells.count[at]!, grade: cells.grade[at]! }));
  for (const row of rows) row.cells.sort((a, b) => a.bucket - b.bucket);
  if (order === 'worst') rows.sort((a, b) => b.grade - a.grade || b.count - a.count);
  if (order === 'most') rows.sort((a, b) => b.count - a.count || b.grade - a.grade);
  return rows;
}

/** The cell of a bucket in a row; null where nothing is. */
export function cellAt(row: LaneRow | undefined, bucket: number): LaneCell | null {
  return row?.cells.find((cell) => cell.bucket === bucket) ?? null;
}

const sameAs: Record<string, string> = { n: 'ArrowRight', PageDown: 'ArrowRight', p: 'ArrowLeft', PageUp: 'ArrowLeft' };

/**
 * Where a key leads from `place` (null: nowhere yet): left and right (also p and n, Page Up and Page Down) to the next cell that holds something, up and down to the nearest such cell of the next lane, Home and End
 * to a lane's first and last. Null for other keys and where there is nothing.
 */
export function nextPlace(rows: readonly LaneRow[], place: LanePlace | null, pressed: string): LanePlace | null {
  const key = sameAs[pressed] ?? pressed;
  if (!['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'].includes(key) || rows.length === 0) return null;
  if (place === null) return { row: 0, bucket: rows[0]!.cells[0]?.bucket ?? 0 };
  const down = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
  const row = Math.min(Math.max(place.row + down, 0), rows.length - 1);
  const cells = rows[row]!.cells;
  if (cells.length === 0) return { row, bucket: place.bucket };
  const found = {
    Home: cells[0],
    End: cells.at(-1),
    ArrowLeft: cells.findLast(({ bucket }) => bucket < place.bucket),
    ArrowRight: cells.find(({ bucket }) => bucket > place.bucket),
  }[key];
  if (down === 0) return { row, bucket: found?.bucket ?? place.bucket };
  return { row, bucket: cells.reduce((near, cell) => (Math.abs(cell.bucket - place.bucket) < Math.abs(near.bucket - place.bucket) ? cell : near)).bucket };
}

/** A lane, or all of them together, as a tune over `buckets`: how many anomalies go on or begin in each, and a click, with `when` it is, where one is of high severity. */
export function lanesSound(rows: readonly LaneRow[], buckets: number, when: (bucket: number) => string): (CellSound | null)[] {
  const cells = Array.from({ length: buckets }, (): { count: number; grade: number } | null => null);
  for (const row of rows) {
    for (const { bucket, count, grade } of row.cells) cells[bucket] = { count: (cells[bucket]?.count ?? 0) + Math.max(1, count), grade: Math.max(cells[bucket]?.grade ?? 0, grade) };
  }
  return cells.map((cell, bucket) => (cell === null ? null : { value: cell.count, click: severityOf(cell.grade) === 'high' ? when(bucket) : null }));
}

/** What lanes show, in a sentence or two. */
export function lanesWords(rows: readonly LaneRow[], from: string, to: string): string {
  const count = rows.reduce((sum, row) => sum + row.count, 0);
  const worst = rows.reduce<LaneRow | null>((found, row) => (found === null || row.grade > found.grade ? row : found), null);
  const most = rows.reduce<LaneRow | null>((found, row) => (found === null || row.count > found.count ? row : found), null);
  if (worst === null || most === null) return 'No anomalies.';
  return `${from} to ${to}: ${plural(count, 'anomaly', 'anomalies')} in ${plural(rows.length, 'lane')}. The worst is of ${severityOf(worst.grade)} severity, in ${worst.name}; most, ${most.count}, are in ${most.name}.`;
}
