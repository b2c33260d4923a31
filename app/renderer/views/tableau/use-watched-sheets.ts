import { useCallback, useEffect, useMemo, useState } from 'react';
import type { OutputOf } from '../../../shared/api/contract.ts';
import type { ViewMapping } from '../../../shared/domain/tableau-finding.ts';
import type { ViewSheet } from '../../../shared/domain/tableau-port.ts';
import type { TableauConnection } from '../../../shared/domain/tableau.ts';
import { asWorkbenchError, type WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { useWorkbench } from '../../workbench/provider.tsx';
import type { ViewSession } from './use-view-session.ts';
import { placeOfSheet } from './view-rows.ts';

export type KeptView = OutputOf<'tableau.view'>;

/** One sheet of a view that is watched, or is about to be. */
export interface WatchedSheet {
  key: string;
  /** Where it is in the view now; -1 while the view is not shown, and where it is gone. */
  place: number;
  mapping: ViewMapping | null;
  /** As it was kept when the view was opened; null where it was not watched then. */
  kept: KeptView['sheets'][number] | null;
  isChosen: boolean;
}

/** The sheets of a view with their own mappings, of which one is chosen to be looked at. */
export interface WatchedSheets {
  /** As it was when the view was opened; null until it is read. */
  kept: KeptView | null;
  error: WorkbenchError | null;
  /** Those that are watched, and the chosen one. */
  sheets: readonly WatchedSheet[];
  /** All of the view; empty while it is not shown. */
  all: readonly ViewSheet[];
  choose(place: number): void;
  put(mapping: ViewMapping): void;
}

/** A sheet is told by its name and place among all. */
export const sheetKey = ({ place, name }: ViewSheet): string => JSON.stringify([name, place]);

const nobody: readonly ViewSheet[] = [];

/** Reads what is kept of a view's sheets, and holds their mappings while the view is open. */
export function useWatchedSheets({ id: connectionId }: TableauConnection, path: string, { state }: ViewSession): WatchedSheets {
  const workbench = useWorkbench();
  const [kept, setKept] = useState<KeptView | null>(null);
  const [error, setError] = useState<WorkbenchError | null>(null);
  const [mappings, setMappings] = useState<readonly ViewMapping[]>([]);
  const [chosen, setChosen] = useState<ViewSheet | null>(null);
  const all = state.state === 'shown' ? state.sheets : nobody;

  useEffect(() => {
    const abort = new AbortController();
    workbench.call('tableau.view', { connectionId, path }, { signal: abort.signal }).then(
      (found) => {
        if (abort.signal.aborted) return;
        setKept(found);
        setMappings(found.sheets.map(({ mapping }) => mapping));
      },
      (thrown: unknown) => { if (!abort.signal.aborted) setError(asWorkbenchError(thrown)); },
    );
    return () => abort.abort();
  }, [workbench, connectionId, path]);

  const put = useCallback((mapping: ViewMapping) => setMappings((before) => [...before.filter(({ sheet }) => sheetKey(sheet) !== sheetKey(mapping.sheet)), mapping]), []);
  const sheets = useMemo(() => (kept === null ? [] : watchedOf(mappings, all, chosen, kept)), [kept, mappings, all, chosen]);
  const choose = useCallback((place: number) => setChosen(all[place] ?? null), [all]);
  return { kept, error, sheets, all, choose, put };
}

/** Each sheet that is watched once, and the chosen one: the first that is watched and there, unless another was chosen. */
export function watchedOf(mappings: readonly ViewMapping[], all: readonly ViewSheet[], chosen: ViewSheet | null, kept: Pick<KeptView, 'sheets'>): WatchedSheet[] {
  const found: (WatchedSheet & { mapping: ViewMapping })[] = [];
  for (const mapping of [...mappings].sort((a, b) => a.sheet.place - b.sheet.place)) {
    const place = placeOfSheet(all, mapping.sheet);
    if (place >= 0 && found.some((one) => one.place === place)) continue;
    const key = sheetKey(mapping.sheet);
    found.push({ key, place, mapping, kept: kept.sheets.find((one) => sheetKey(one.mapping.sheet) === key) ?? null, isChosen: false });
  }
  const sheet = chosen === null ? null : (all[placeOfSheet(all, chosen)] ?? chosen);
  // A view that is not shown has no sheets: what was found in it is still looked at.
  const at = found.filter(({ place }) => place >= 0 || all.length === 0).find((one) => sheet === null || one.place === sheet.place || one.key === sheetKey(sheet));
  if (at !== undefined) return found.map((one) => ({ ...one, isChosen: one === at }));
  const other = sheet ?? all[0] ?? { place: -1, name: '' };
  return [...found, { key: sheetKey(other), place: all.length === 0 ? -1 : other.place, mapping: null, kept: null, isChosen: true }];
}
