import { useMemo } from 'react';
import { settingsSchema } from '../../shared/domain/settings.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import { valueOr } from './loaded.ts';
import { useSubscription } from './use-subscription.ts';

const defaults = settingsSchema.parse({});

/** The settings as they hold now; the defaults until they are read. */
export function usePreferences(): Settings {
  return valueOr(useSubscription('settings.watch', useMemo(() => ({}), [])), defaults);
}
