import { useCallback, useEffect, useMemo, useState } from 'react';
import { mostKeptRows, type ViewMapping } from '../../../shared/domain/tableau-finding.ts';
import type { TableauConnectionId } from '../../../shared/domain/tableau.ts';
import { useWorkbench } from '../../workbench/provider.tsx';
import { markTimesOf, type MarkTimes } from './mark-times.ts';
import { createRerun } from './rerun.ts';
import type { ViewSession } from './use-view-session.ts';
import { rowsOf, type DetectorRows } from './view-rows.ts';

/** A view of more rows is judged by none, and its marks are not all known. */
const mostMarkRows = 100_000;

/** Reads the data of a sheet once it is shown, and again when it has changed: when its marks are, and, where `keeps`, what is kept of it for when Tableau can't be reached. Null before, and where the view gives no data. */
export function useViewMarks(connectionId: TableauConnectionId, path: string, { state, view }: ViewSession, mapping: ViewMapping | null, sheet: number, keeps: boolean): { marks: MarkTimes | null; take(rows: DetectorRows): void } {
  const workbench = useWorkbench();
  const [marks, setMarks] = useState<MarkTimes | null>(null);
  const [round, setRound] = useState(0);
  const shown = state.state === 'shown' ? (state.sheets[sheet] ?? null) : null;
  const [name, place] = [shown?.name ?? null, shown?.place ?? 0];
  const isWatched = mapping !== null && sheet >= 0;
  const fields = isWatched ? JSON.stringify([mapping.time, mapping.keys]) : null;

  useEffect(() => {
    if (view === null || name === null || (fields === null && !keeps)) return;
    const abort = new AbortController();
    view.summary(place, { mostRows: fields === null ? mostKeptRows : mostMarkRows, signal: abort.signal })
      .then(async ({ columns, rows, total }) => {
        if (abort.signal.aborted) return;
        const [time, keys] = JSON.parse(fields ?? 'null') as [string, string[]] | null ?? [null, []];
        const seen = time === null ? null : rowsOf({ columns, rows }, { time, keys, channels: [] });
        setMarks(seen === null || 'missing' in seen ? null : markTimesOf(seen));
        if (keeps) await workbench.call('tableau.keep-view', { connectionId, path, snapshot: { sheet: name, columns: columns.slice(0, 100), rows: rows.slice(0, mostKeptRows).map((row) => row.slice(0, 100)), total } }, { signal: abort.signal });
      })
      .catch(() => undefined); // a view that gives no data is shown all the same
    return () => abort.abort();
  }, [workbench, connectionId, path, view, name, place, fields, keeps, round]);

  // Where the data is judged again by itself, that reads it too.
  const again = mapping?.again === true;
  useEffect(() => {
    if (view === null || !isWatched || again) return;
    const rerun = createRerun({ run: () => setRound((before) => before + 1), later: (ms, work) => {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    } });
    const stop = view.onEvent((event) => { if ((event.event === 'data-changed' || event.event === 'filter-changed') && event.sheet === sheet) rerun.changed(); });
    return () => {
      stop();
      rerun.stop();
    };
  }, [view, isWatched, again, sheet]);

  const take = useCallback((rows: DetectorRows) => setMarks(markTimesOf(rows)), []);
  return useMemo(() => ({ marks, take }), [marks, take]);
}
