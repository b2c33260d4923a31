import { createContext, useCallback, useContext, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { Settings } from '../../../shared/domain/settings.ts';
import { usePreferences } from '../../workbench/preferences.ts';
import { useCommand } from '../../workbench/use-command.ts';

interface SettingsDesk {
  settings: Settings;
  /** Saves a part at once. What fails is told; what is drawn stays what is stored. */
  change(part: Partial<Settings>): void;
  /** Puts back what the last change replaced; null where there is nothing to put back. */
  undo: (() => void) | null;
}

const context = createContext<SettingsDesk | null>(null);

/** Holds the settings for the sections below it, and the way back from the last change. */
export function SettingsDeskProvider({ children }: { children: ReactNode }) {
  const settings = usePreferences();
  const { run } = useCommand('settings.update');
  const [replaced, setReplaced] = useState<Partial<Settings> | null>(null);
  const change = useCallback((part: Partial<Settings>) => {
    void run({ ...settings, ...part }).then(({ ok }) => { if (ok) setReplaced(replacedBy(settings, part)); });
  }, [run, settings]);
  const desk = useMemo((): SettingsDesk => ({
    settings, change,
    undo: replaced === null ? null : () => void run({ ...settings, ...replaced }).then(({ ok }) => { if (ok) setReplaced(null); }),
  }), [settings, change, replaced, run]);
  return <context.Provider value={desk}>{children}</context.Provider>;
}

/** The settings, and how to change them. */
export function useSettings(): SettingsDesk {
  const desk = useContext(context);
  if (desk === null) throw new Error('This section stands outside SettingsDeskProvider.');
  return desk;
}

function replacedBy(settings: Settings, part: Partial<Settings>): Partial<Settings> {
  return Object.fromEntries(Object.keys(part).map((key) => [key, settings[key as keyof Settings]]));
}
