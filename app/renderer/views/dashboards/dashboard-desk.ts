import type { Workbench } from '../../../shared/api/workbench.ts';
import type { Dashboard, DashboardContent } from '../../../shared/domain/dashboard.ts';
import { asWorkbenchError, type WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { beginHistory, change, redo, undo, type History } from './content-history.ts';

export interface DeskState {
  content: DashboardContent;
  /** The revision that the changes here are made on; null where it was deleted. */
  revision: number | null;
  saving: 'saved' | 'waiting' | 'saving' | 'conflict' | 'failed';
  /** Why the last saving failed. */
  error: WorkbenchError | null;
  canUndo: boolean;
  canRedo: boolean;
}

/** A dashboard that is being arranged: its states to go back to, and their saving. */
export interface DashboardDesk {
  get(): DeskState;
  subscribe(listener: () => void): () => void;
  change(content: DashboardContent): void;
  undo(): void;
  redo(): void;
  /** Saves what waits, at once. */
  flush(): void;
  /** Takes what somebody else saved in place of what is here; what was here can be gone back to. */
  take(dashboard: Dashboard): void;
  /** Saves what is here over what somebody else saved; null: it was deleted, and comes back. */
  saveOver(theirs: Dashboard | null): void;
}

/** Changes in quick succession are saved together. */
const restMs = 500;

/** A desk for an opened dashboard; `after` runs something later and gives back how to call it off. */
export function createDashboardDesk(workbench: Pick<Workbench, 'call'>, opened: Dashboard, after: (ms: number, work: () => void) => () => void): DashboardDesk {
  let history: History<DashboardContent> = beginHistory(contentOf(opened));
  let saved = history.now;
  let revision: number | null = opened.revision;
  let fault: Pick<DeskState, 'saving' | 'error'> | null = null;
  let isRunning = false;
  let callOff: (() => void) | null = null;
  let state = read();
  const listeners = new Set<() => void>();

  function read(): DeskState {
    const saving = fault?.saving ?? (isRunning ? 'saving' : history.now === saved ? 'saved' : 'waiting');
    return { content: history.now, revision, saving, error: fault?.error ?? null, canUndo: history.past.length > 0, canRedo: history.future.length > 0 };
  }
  function tell(): void {
    state = read();
    for (const listener of [...listeners]) listener();
  }
  function schedule(): void {
    callOff?.();
    callOff = after(restMs, () => void save());
  }
  async function save(): Promise<void> {
    callOff?.();
    callOff = null;
    if (isRunning || history.now === saved || fault?.saving === 'conflict') return;
    const content = history.now;
    isRunning = true;
    fault = null;
    tell();
    try {
      ({ revision } = await workbench.call('dashboards.save', { dashboardId: opened.id, over: revision, content }));
      saved = content;
    } catch (thrown) {
      const error = asWorkbenchError(thrown);
      fault = { saving: error.code === 'AF_DASHBOARD_CHANGED' ? 'conflict' : 'failed', error };
    }
    isRunning = false;
    if (fault === null && history.now !== saved) schedule();
    tell();
  }
  function goTo(next: History<DashboardContent>): void {
    if (next === history) return;
    history = next;
    if (fault?.saving === 'failed') fault = null;
    schedule();
    tell();
  }

  return {
    get: () => state,
    subscribe: (listener) => (listeners.add(listener), () => { listeners.delete(listener); }),
    change: (content) => goTo(change(history, content)),
    undo: () => goTo(undo(history)),
    redo: () => goTo(redo(history)),
    flush: () => void save(),
    take(dashboard) {
      history = change(history, contentOf(dashboard));
      saved = history.now;
      revision = dashboard.revision;
      fault = null;
      tell();
    },
    saveOver(theirs) {
      revision = theirs?.revision ?? null;
      fault = null;
      void save();
    },
  };
}

/** What an analyst arranges of a stored dashboard. */
export function contentOf({ name, panels }: Dashboard): DashboardContent {
  return { name, panels };
}
