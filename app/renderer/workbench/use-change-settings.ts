import { useCallback } from 'react';
import type { Settings } from '../../shared/domain/settings.ts';
import { asWorkbenchError } from '../../shared/errors/workbench-error.ts';
import { tell } from '../ui/toasts.ts';
import { changeSettings } from './change-settings.ts';
import type { SettingsChange } from './change-settings.ts';
import { useWorkbench } from './provider.tsx';

/** Changes a part of the settings at once; answers what it was before, null where it could not be changed, which is told. */
export function useChangeSettings(): (change: SettingsChange) => Promise<Partial<Settings> | null> {
  const workbench = useWorkbench();
  return useCallback(async (change) => {
    try {
      return await changeSettings(workbench, change);
    } catch (thrown) {
      const { message, hint } = asWorkbenchError(thrown);
      tell({ tone: 'bad', title: message, text: hint });
      return null;
    }
  }, [workbench]);
}
