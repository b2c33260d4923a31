import { useState } from 'react';
import type { AnomalyFilter } from '../../../shared/domain/anomaly.ts';
import { asWorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { Button } from '../../ui/button.tsx';
import { plural } from '../../../shared/counts.ts';
import { tell } from '../../ui/toasts.ts';
import { useWorkbench } from '../../workbench/provider.tsx';
import { saveFile } from '../../workbench/save-file.ts';

/** Saves what the filter matches as a CSV file. */
export function ExportButton({ filter, isDisabled }: { filter: Partial<AnomalyFilter>; isDisabled: boolean }) {
  const workbench = useWorkbench();
  const [busy, setBusy] = useState(false);
  async function save(): Promise<void> {
    setBusy(true);
    try {
      const { csv, count } = await workbench.call('anomalies.export', { filter });
      saveFile('anomalies.csv', 'text/csv', csv);
      tell({ tone: 'good', title: `${plural(count, 'anomaly', 'anomalies')} saved as anomalies.csv` });
    } catch (thrown) {
      const error = asWorkbenchError(thrown);
      tell({ tone: 'bad', title: error.message, text: error.hint });
    } finally {
      setBusy(false);
    }
  }
  return <Button small icon="download" busy={busy} busyWords="Writing…" isDisabled={isDisabled} onPress={() => void save()}>Export CSV</Button>;
}
