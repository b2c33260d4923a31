import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { standInId } from '../../../shared/domain/sample-views.ts';
import type { TableauConnection } from '../../../shared/domain/tableau.ts';
import type { ViewFault, ViewSheet } from '../../../shared/domain/tableau-port.ts';
import { asWorkbenchError, type WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { useWorkbench } from '../../workbench/provider.tsx';
import { createSecondTry, keepRenewed } from './keep-renewed.ts';
import { ViewFailure, viewInFrame, watchStrangers, type TableauView } from './tableau-view.ts';

export type ViewState =
  | { state: 'loading' }
  | { state: 'shown'; sheets: readonly ViewSheet[] }
  | { state: 'failed'; fault: ViewFault }
  /** The workbench itself could not do its part: no address, no token. */
  | { state: 'refused'; error: WorkbenchError };

/** One view that is shown in a frame. */
export interface ViewSession {
  state: ViewState;
  /** The view behind the frame; null before its page answers. */
  view: TableauView | null;
  /** What the frame is to load; another `round` is another frame. */
  frame: { address: string; round: number; onLoad(frame: HTMLIFrameElement): void } | null;
  library: 'own' | 'server';
  /** Where the view is in Tableau itself. */
  src: string;
  /** Messages that were refused since the view was opened, and in words what the last one was. */
  refused: { count: number; last: string };
  /** Opens it again from the start. */
  again(library?: 'own' | 'server'): void;
}

/** The page of a view must answer within this. */
const pageMs = 15_000;
/** A view that takes longer may be of a server that can't be reached; Tableau itself says nothing then. */
const probeMs = 5_000;
/** How long the token that a view is opened with holds at least. */
const tokenMs = 5 * 60_000;

/** Opens a view and keeps it open as long as the component lives: its frame, its port, its token. */
export function useViewSession(connection: TableauConnection, path: string): ViewSession {
  const workbench = useWorkbench();
  const [round, setRound] = useState(0);
  const [library, setLibrary] = useState<'own' | 'server'>('own');
  const [state, setState] = useState<ViewState>({ state: 'loading' });
  const [address, setAddress] = useState<string | null>(null);
  const [view, setView] = useState<TableauView | null>(null);
  const [refused, setRefused] = useState({ count: 0, last: '' });
  const refuse = useCallback((last: string) => setRefused(({ count }) => ({ count: count + 1, last })), []);
  const held = useRef<TableauView | null>(null);
  const { id } = connection;
  const hasTokens = connection.signIn.kind === 'connected-app';
  const src = `${connection.address}${path}`;

  /** Why the server can't be reached, asked by the workbench; null where it can, or that is not known. */
  const probe = useCallback(async (signal?: AbortSignal): Promise<ViewFault | null> => {
    if (id === standInId) return null;
    const draft = { name: connection.name, address: connection.address, site: connection.site, signIn: { kind: 'view' } as const, signInHosts: [] };
    const steps = await workbench.call('tableau.check', { draft }, signal === undefined ? {} : { signal }).catch(() => []); // the view's own words come in time
    const failed = steps.find(({ state: of }) => of === 'failed');
    return failed === undefined ? null : { kind: 'unreachable', words: failed.words };
  }, [workbench, id, connection]);

  const token = useCallback(async () => (hasTokens ? await workbench.call('tableau.embed-token', { connectionId: id }) : null), [workbench, hasTokens, id]);

  useEffect(() => {
    const abort = new AbortController();
    workbench.call('tableau.frame', { connectionId: id, library }, { signal: abort.signal }).then(
      (found) => { if (!abort.signal.aborted) setAddress(found.address); },
      (thrown: unknown) => { if (!abort.signal.aborted) setState({ state: 'refused', error: asWorkbenchError(thrown) }); },
    );
    return () => {
      abort.abort();
      held.current?.close();
      held.current = null;
    };
  }, [workbench, id, library, round]);

  useEffect(() => watchStrangers(() => refuse('a message to the workbench, which reads none')), [refuse]);

  const onLoad = useCallback((frame: HTMLIFrameElement) => {
    if (address === null) return;
    held.current?.close();
    const own = viewInFrame(frame, new URL(address).origin);
    held.current = own;
    const isOwn = () => held.current === own;
    const fail = (thrown: unknown) => {
      if (isOwn()) setState(thrown instanceof ViewFailure ? { state: 'failed', fault: thrown.fault } : { state: 'refused', error: asWorkbenchError(thrown) });
    };
    const silence = setTimeout(() => fail(new ViewFailure({ kind: 'library', words: 'The view’s page did not answer.' })), pageMs);
    const readSheets = () => own.sheets().then((sheets) => { if (isOwn()) setState({ state: 'shown', sheets }); }, fail);
    // A sign-in that ends while the view is shown is renewed, once until it is interactive again; the view is not loaded again.
    const isDue = createSecondTry(hasTokens);
    own.onEvent((event) => {
      if (!isOwn()) return;
      if (isDue(event)) {
        void token().then((given) => own.renew(given!.token)).catch(fail);
        return;
      }
      if (event.event === 'ready') {
        clearTimeout(silence);
        setView(own);
        void token().then((given) => own.open({ src, token: given?.token ?? null, toolbar: 'bottom' })).catch(fail);
      } else if (event.event === 'failed') {
        // The library calls a server that is not there a sign-in that failed, and says nothing of a frame that it may not show.
        const { fault } = event;
        if (id !== standInId && ['sign-in', 'unreachable'].includes(fault.kind)) void probe().then((found) => fail(new ViewFailure(found ?? (fault.kind === 'sign-in' ? fault : { ...fault, kind: 'no-show' }))));
        else fail(new ViewFailure(fault));
      } else if (event.event === 'interactive' || event.event === 'sheets-changed') void readSheets();
      else if (event.event === 'refused') refuse(event.words);
    });
  }, [address, id, src, token, hasTokens, probe, refuse]);

  const isLoading = state.state === 'loading';
  useEffect(() => {
    if (!isLoading || id === standInId) return;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      void probe(abort.signal).then((fault) => { if (fault !== null && !abort.signal.aborted) setState({ state: 'failed', fault }); });
    }, probeMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [probe, isLoading, id, round]);

  // Tokens end by themselves: a new one is there before.
  const isShown = state.state === 'shown';
  useEffect(() => {
    if (!isShown || !hasTokens) return;
    return keepRenewed({
      endsInMs: tokenMs,
      mint: async () => (await token())!,
      renew: async (given) => await held.current?.renew(given),
      refused: (thrown) => setState({ state: 'refused', error: asWorkbenchError(thrown) }),
    });
  }, [isShown, hasTokens, token]);

  const again = useCallback((which?: 'own' | 'server') => {
    setState({ state: 'loading' });
    setView(null);
    if (which !== undefined) setLibrary(which);
    setAddress(null);
    setRound((before) => before + 1);
  }, []);

  const frame = useMemo(() => (address === null ? null : { address, round, onLoad }), [address, round, onLoad]);
  return { state, view, frame, src, library: id === standInId ? 'own' : library, refused, again };
}
