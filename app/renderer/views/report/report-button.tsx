import { useState } from 'react';
import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import { asWorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { keyed } from '../../commands/listed-keys.ts';
import { useCommands } from '../../commands/use-commands.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/fields.tsx';
import { tell } from '../../ui/toasts.ts';
import { usePreferences } from '../../workbench/preferences.ts';
import { useWorkbench } from '../../workbench/provider.tsx';
import { saveFile } from '../../workbench/save-file.ts';
import { gatherFacts } from './report-facts.ts';

/** Saves an anomaly as a document of its own, with its records where that is asked for. */
export function ReportButton({ anomaly }: { anomaly: Anomaly }) {
  const workbench = useWorkbench();
  const { timeZone } = usePreferences();
  const [busy, setBusy] = useState(false);
  const [withRecords, setWithRecords] = useState(false);
  async function save(): Promise<void> {
    setBusy(true);
    try {
      const [facts, { writeReport, reportName }] = await Promise.all([gatherFacts(workbench, anomaly, withRecords), import('./write-report.tsx')]);
      const name = reportName(facts);
      saveFile(name, 'text/html', writeReport(facts, timeZone));
      tell({ tone: 'good', title: `The report is saved as ${name}`, text: 'It opens in any browser, without a server; print it there for a PDF.' });
    } catch (thrown) {
      const error = asWorkbenchError(thrown);
      tell({ tone: 'bad', title: error.message, text: error.hint });
    } finally {
      setBusy(false);
    }
  }
  useCommands([keyed('anomaly-report', () => { if (!busy) void save(); })]);
  return (
    <section aria-labelledby="report" className="stack">
      <h2 id="report">Report</h2>
      <div className="row">
        <Button small icon="download" busy={busy} busyWords="Writing…" onPress={() => void save()}>Save a report</Button>
        <Checkbox label="With its records" value={withRecords} onChange={setWithRecords} />
      </div>
    </section>
  );
}
