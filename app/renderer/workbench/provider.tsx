import { createContext, useContext, useMemo, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import type { Workbench } from '../../shared/api/workbench.ts';
import { createSharedSubscriptions } from './shared-subscriptions.ts';
import type { SharedSubscriptions } from './shared-subscriptions.ts';

const context = createContext<{ workbench: Workbench; subscriptions: SharedSubscriptions } | null>(null);

/** Hands the workbench to everything below. React reaches it through here alone. */
export function WorkbenchProvider({ workbench, children }: { workbench: Workbench; children: ReactNode }) {
  const value = useMemo(() => ({ workbench, subscriptions: createSharedSubscriptions(workbench) }), [workbench]);
  return <context.Provider value={value}>{children}</context.Provider>;
}

function useHeld() {
  const held = useContext(context);
  if (held === null) throw new Error('This view stands outside WorkbenchProvider.');
  return held;
}

/** The workbench itself, for what hooks do not cover: uploads in pieces, the feed of the charts. */
export function useWorkbench(): Workbench {
  return useHeld().workbench;
}

/** The page's shared subscriptions. */
export function useSharedSubscriptions(): SharedSubscriptions {
  return useHeld().subscriptions;
}

/** Whether frames get through now. */
export function useConnection(): Workbench['connection']['state'] {
  const { connection } = useWorkbench();
  return useSyncExternalStore(connection.onChange, () => connection.state);
}
