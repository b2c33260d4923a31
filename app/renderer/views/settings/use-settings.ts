import { useCallback } from 'react';
import type { Settings } from '../../../shared/domain/settings.ts';
import { usePreferences } from '../../workbench/preferences.ts';
import { useCommand } from '../../workbench/use-command.ts';

/** The settings, and a way to change a part of them. A change that fails is told; what is drawn stays what is stored. */
export function useSettings(): [Settings, (part: Partial<Settings>) => void] {
  const settings = usePreferences();
  const { run } = useCommand('settings.update');
  const change = useCallback((part: Partial<Settings>) => void run({ ...settings, ...part }), [run, settings]);
  return [settings, change];
}
