import { useCallback } from 'react';
import { goTo, markPage } from '../../routes/use-route.ts';
import { tell } from '../../ui/toasts.ts';
import { useCommand } from '../../workbench/use-command.ts';

const mostBytes = 1_000_000;
/** Names that a message has room for. */
const named = 4;

/** Takes a dashboard in from a file, opens it, and says which streams and series it asks for that are not here. */
export function useImportDashboard(): (file: File) => Promise<void> {
  const { run } = useCommand('dashboards.import');
  return useCallback(async (file) => {
    if (file.size > mostBytes) return tell({ tone: 'bad', title: `${file.name} is too large for a dashboard`, text: 'A dashboard\'s file has at most 1 MB.' });
    const isHere = markPage();
    const done = await run({ text: await file.text() });
    if (!done.ok) return;
    const { dashboard, unbound } = done.output;
    const lead = () => goTo({ page: 'dashboard', dashboardId: dashboard.id });
    const way = isHere() ? {} : { action: { label: 'Open the dashboard', onPress: lead } };
    if (unbound.length === 0) tell({ tone: 'good', title: `“${dashboard.name}” is imported`, ...way });
    else tell({ ...way, tone: 'warn', title: `“${dashboard.name}” is imported; ${unbound.length} of what it shows is not here`, text: `${unbound.slice(0, named).join(', ')}${unbound.length > named ? ` and ${unbound.length - named} more` : ''}. Choose others in the panels.` });
    if (isHere()) lead();
  }, [run]);
}
