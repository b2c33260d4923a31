import { useEffect } from 'react';
import type { Workbench } from '../shared/api/workbench.ts';
import { CommandProvider } from './commands/use-commands.tsx';
import { AppFrame } from './frame/app-frame.tsx';
import { followTheme } from './frame/theme.ts';
import { ToastRegion } from './ui/toast-region.tsx';
import { WorkbenchProvider } from './workbench/provider.tsx';
import { useSubscription } from './workbench/use-subscription.ts';

/** The whole page, on a workbench that is handed in. */
export function App({ workbench }: { workbench: Workbench }) {
  return (
    <WorkbenchProvider workbench={workbench}>
      <Look />
      <CommandProvider>
        <AppFrame />
      </CommandProvider>
      <ToastRegion />
    </WorkbenchProvider>
  );
}

/** Keeps theme and density as the settings say, once they are known. */
function Look() {
  const settings = useSubscription('settings.watch', {});
  const look = settings.state === 'ready' ? `${settings.value.theme} ${settings.value.density}` : null;
  useEffect(() => (settings.state === 'ready' ? followTheme(settings.value) : undefined), [look]); // eslint-disable-line react-hooks/exhaustive-deps -- only these two fields matter
  return null;
}
