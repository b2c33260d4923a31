import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { Cell, Column, Row, Table, TableBody, TableHeader } from 'react-aria-components/Table';
import type { SortDescriptor } from 'react-aria-components/Table';
import { Icon } from './icons.tsx';

export interface TableColumn<T> {
  id: string;
  title: string;
  cell(row: T): ReactNode;
  /** What to sort by; without it the column cannot be sorted. Nulls come last. */
  sortBy?: (row: T) => number | string | null;
  /** Numbers stand at the end. */
  align?: 'start' | 'end';
  /** The column that names the row for a screen reader; the first unless told. */
  isRowHeader?: boolean;
  /** Left out below this width of the window, CSS pixels. */
  className?: string;
}
export interface DataTableProps<T> {
  label: string;
  columns: readonly TableColumn<T>[];
  rows: readonly T[];
  idOf(row: T): string;
  /** Where a row leads on Enter or a click. */
  hrefOf?: (row: T) => string;
  empty: ReactNode;
  initialSort?: SortDescriptor;
}

/** A table that sorts by its columns and is walked by arrow keys; for up to a few thousand rows. */
export function DataTable<T extends object>({ label, columns, rows, idOf, hrefOf, empty, initialSort }: DataTableProps<T>) {
  const [sort, setSort] = useState<SortDescriptor | undefined>(initialSort);
  const sorted = useMemo(() => sortRows(rows, columns.find((column) => column.id === sort?.column)?.sortBy, sort?.direction), [rows, columns, sort]);
  if (rows.length === 0) return <>{empty}</>;
  return (
    <div className="table-frame">
      <Table className="table" aria-label={label} sortDescriptor={sort} onSortChange={setSort} selectionMode="none">
        <TableHeader>
          {columns.map((column, index) => (
            <Column key={column.id} id={column.id} isRowHeader={column.isRowHeader ?? index === 0} allowsSorting={column.sortBy !== undefined} className={`${column.align ?? 'start'} ${column.className ?? ''}`}>
              <span className="column-head">{column.title}{column.sortBy !== undefined && <Icon name="up" />}</span>
            </Column>
          ))}
        </TableHeader>
        <TableBody items={sorted} dependencies={[columns]}>
          {(row) => (
            <Row id={idOf(row)} href={hrefOf?.(row)} columns={columns as TableColumn<T>[]}>
              {(column) => <Cell className={`${column.align ?? 'start'} ${column.className ?? ''}`}>{column.cell(row)}</Cell>}
            </Row>
          )}
        </TableBody>
      </Table>
    </div>
  );
}

/** A sorted copy; rows of the same value keep their order, those without one come last in both directions. */
export function sortRows<T>(rows: readonly T[], by: ((row: T) => number | string | null) | undefined, direction: 'ascending' | 'descending' | undefined): T[] {
  if (by === undefined) return [...rows];
  const sign = direction === 'descending' ? -1 : 1;
  return rows.map((row) => ({ row, value: by(row) })).sort((a, b) => {
    if (a.value === null || b.value === null) return a.value === b.value ? 0 : a.value === null ? 1 : -1;
    const order = typeof a.value === 'string' ? a.value.localeCompare(String(b.value), undefined, { numeric: true }) : a.value - (b.value as number);
    return sign * order;
  }).map(({ row }) => row);
}
