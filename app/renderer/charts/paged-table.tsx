import { useId, useState } from 'react';
import type { ReactNode } from 'react';

export interface PagedTableProps {
  /** Name of the region that scrolls. */
  label: string;
  caption: ReactNode;
  head: readonly string[];
  /** Rows in all. */
  count: number;
  /** The cells of a row; the first is its heading. */
  row(index: number): readonly ReactNode[];
}

/** Rows of one page: as many as a reader hears of in one go, and few enough to be drawn with each change. */
const pageRows = 100;

/** The same as a chart as a table, a hundred rows at a time. */
export function PagedTable({ label, caption, head, count, row }: PagedTableProps) {
  const [page, setPage] = useState(0);
  const told = useId();
  const pages = Math.max(1, Math.ceil(count / pageRows));
  const at = Math.min(page, pages - 1);
  const first = at * pageRows;
  const rows = Array.from({ length: Math.min(pageRows, count - first) }, (_, k) => first + k);
  return (
    <div className="chart-table">
      <div className="chart-table-rows" tabIndex={0} role="region" aria-label={label}>
        <table aria-rowcount={count + 1}>
          <caption>{caption}</caption>
          <thead><tr>{head.map((title) => <th key={title} scope="col">{title}</th>)}</tr></thead>
          <tbody>
            {rows.map((index) => (
              <tr key={index} aria-rowindex={index + 2}>{row(index).map((cell, k) => (k === 0 ? <th key={k} scope="row">{cell}</th> : <td key={k}>{cell}</td>))}</tr>
            ))}
          </tbody>
        </table>
      </div>
      {pages > 1 && (
        <div className="chart-table-pages">
          <button type="button" className="button button-small" aria-disabled={at === 0} aria-describedby={told} onClick={() => setPage(Math.max(0, at - 1))}>Rows before</button>
          <button type="button" className="button button-small" aria-disabled={at === pages - 1} aria-describedby={told} onClick={() => setPage(Math.min(pages - 1, at + 1))}>Next rows</button>
          <span id={told} role="status">Rows {first + 1} to {first + rows.length} of {count}</span>
        </div>
      )}
    </div>
  );
}
