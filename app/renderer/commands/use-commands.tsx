import { createContext, useContext, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { usePreferences } from '../workbench/preferences.ts';
import { createCommandRegistry } from './command-registry.ts';
import type { Command, CommandRegistry } from './command-registry.ts';

const context = createContext<CommandRegistry | null>(null);

/** Whether this machine says Cmd where others say Ctrl. */
export const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** Holds the commands of the page and listens to its keys. */
export function CommandProvider({ children }: { children: ReactNode }) {
  const [registry] = useState(createCommandRegistry);
  const { singleKeyShortcuts } = usePreferences();
  useEffect(() => {
    const takeBy = (take: CommandRegistry['press'], event: KeyboardEvent): boolean => {
      if (event.defaultPrevented || event.isComposing) return false;
      const inDialog = event.target instanceof Element && event.target.closest('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]') !== null;
      const taken = flushSync(() => take(event, inDialog || isTyping(event.target), singleKeyShortcuts, event.timeStamp)); // what the key changed is drawn before the next key comes: `j` then `o` opens what `j` chose
      if (taken) event.preventDefault();
      return taken;
    };
    // A chart that has the focus takes its keys before the page does, except the second of two such as `g p`.
    const finish = (event: KeyboardEvent) => { if (takeBy(registry.finish, event)) event.stopPropagation(); };
    const press = (event: KeyboardEvent) => { takeBy(registry.press, event); };
    window.addEventListener('keydown', finish, { capture: true });
    window.addEventListener('keydown', press);
    return () => {
      window.removeEventListener('keydown', finish, { capture: true });
      window.removeEventListener('keydown', press);
    };
  }, [registry, singleKeyShortcuts]);
  return <context.Provider value={registry}>{children}</context.Provider>;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('textarea, select, input:not([type=checkbox], [type=radio], [type=range], [type=button])'));
}

function useRegistry(): CommandRegistry {
  const registry = useContext(context);
  if (registry === null) throw new Error('This view stands outside CommandProvider.');
  return registry;
}

/** Adds a view's commands while it is in sight. What they run is always that of the last render; the list itself changes with ids, titles and keys only. */
export function useCommands(commands: readonly Command[]): void {
  const registry = useRegistry();
  const latest = useRef(commands);
  useLayoutEffect(() => { latest.current = commands; });
  const signature = commands.map(({ id, title, keys }) => `${id}\t${title}\t${keys ?? ''}`).join('\n');
  useLayoutEffect( // with what is drawn, so that a key for what is seen is taken
    () => registry.add(latest.current.map((command) => ({ ...command, run: () => latest.current.find((one) => one.id === command.id)?.run() }))),
    [registry, signature],
  );
}

/** All commands that hold now. */
export function useAllCommands(): readonly Command[] {
  const registry = useRegistry();
  return useSyncExternalStore(registry.subscribe, registry.all);
}
