import { useState } from 'react';
import type { AnomalyFilter } from '../../../shared/domain/anomaly.ts';
import { fileStem } from '../../../shared/file-stem.ts';
import { asWorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { Button } from '../../ui/button.tsx';
import { plural } from '../../../shared/counts.ts';
import { tell } from '../../ui/toasts.ts';
import { useWorkbench } from '../../workbench/provider.tsx';
import { saveFile } from '../../workbench/save-file.ts';

/** Saves what the filter matches as a CSV file, named by the stream where it is one and by when it was saved. */
export function ExportButton({ filter, streamName, isDisabled }: { filter: Partial<AnomalyFilter>; streamName: string | undefined; isDisabled: boolean }) {
  const workbench = useWorkbench();
  const [busy, setBusy] = useState(false);
  async function save(): Promise<void> {
    setBusy(true);
    try {
      const { csv, count } = await workbench.call('anomalies.export', { filter });
      if (count === 0) return void tell({ tone: 'warn', title: 'There is nothing to save', text: 'No anomaly matches the filter any more. Take parts of it away, or widen its range of time.' });
      const name = `${fileStem(['anomalies', ...(streamName === undefined ? [] : [streamName])], Date.now())}.csv`;
      saveFile(name, 'text/csv', csv);
      tell({ tone: 'good', title: `${plural(count, 'anomaly', 'anomalies')} saved as ${name}` });
    } catch (thrown) {
      const error = asWorkbenchError(thrown);
      tell({ tone: 'bad', title: error.message, text: error.hint });
    } finally {
      setBusy(false);
    }
  }
  return <Button small icon="download" busy={busy} busyWords="Writing…" isDisabled={isDisabled} onPress={() => void save()}>Export CSV</Button>;
}
