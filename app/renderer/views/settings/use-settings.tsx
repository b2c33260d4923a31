import { createContext, useCallback, useContext, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { Settings } from '../../../shared/domain/settings.ts';
import { usePreferences } from '../../workbench/preferences.ts';
import { useChangeSettings } from '../../workbench/use-change-settings.ts';
import type { SettingsChange } from '../../workbench/change-settings.ts';

interface SettingsDesk {
  settings: Settings;
  /** Saves a part at once. What fails is told; what is drawn stays what is stored. */
  change(change: SettingsChange): void;
  /** Puts back what the last change replaced; null where there is nothing to put back. */
  undo: (() => void) | null;
}

const context = createContext<SettingsDesk | null>(null);

/** Holds the settings for the sections below it, and the way back from the last change. */
export function SettingsDeskProvider({ children }: { children: ReactNode }) {
  const settings = usePreferences();
  const run = useChangeSettings();
  const [replaced, setReplaced] = useState<Partial<Settings> | null>(null);
  const change = useCallback((wanted: SettingsChange) => void run(wanted).then((before) => { if (before !== null) setReplaced(before); }), [run]);
  const desk = useMemo((): SettingsDesk => ({
    settings, change,
    undo: replaced === null ? null : () => void run(replaced).then((before) => { if (before !== null) setReplaced(null); }),
  }), [settings, change, replaced, run]);
  return <context.Provider value={desk}>{children}</context.Provider>;
}

/** The settings, and how to change them. */
export function useSettings(): SettingsDesk {
  const desk = useContext(context);
  if (desk === null) throw new Error('This section stands outside SettingsDeskProvider.');
  return desk;
}
