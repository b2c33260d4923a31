import { useState } from 'react';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import type { Incident } from '../../../shared/domain/incident.ts';
import type { ExportContent, ExportFormat } from '../../../shared/domain/incident-export.ts';
import { asWorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { Button } from '../../ui/button.tsx';
import { bytesWords } from '../../ui/figures.ts';
import { tell } from '../../ui/toasts.ts';
import { fetchPieces } from '../../workbench/fetch-pieces.ts';
import { usePreferences } from '../../workbench/preferences.ts';
import { useWorkbench } from '../../workbench/provider.tsx';
import { saveFile, type FileType } from '../../workbench/save-file.ts';

const types: Record<ExportFormat, FileType> = { html: 'text/html', pdf: 'application/pdf', csv: 'text/csv', parquet: 'application/octet-stream' };
const offered: readonly { content: ExportContent; format: ExportFormat; label: string }[] = [
  { content: 'report', format: 'pdf', label: 'Report as PDF' }, { content: 'report', format: 'html', label: 'Report as HTML' },
  { content: 'anomalies', format: 'csv', label: 'Anomalies as CSV' }, { content: 'anomalies', format: 'parquet', label: 'Anomalies as Parquet' },
  { content: 'samples', format: 'csv', label: 'Samples as CSV' }, { content: 'samples', format: 'parquet', label: 'Samples as Parquet' },
];

/** Saves an incident as a report, or its anomalies or samples as a table. */
export function SaveIncidentButton({ incident }: { incident: Incident }) {
  const workbench = useWorkbench();
  const { timeZone } = usePreferences();
  const [busy, setBusy] = useState(false);
  const save = async ({ content, format }: (typeof offered)[number]) => {
    setBusy(true);
    try {
      const zone = timeZone === 'utc' ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone;
      const { exportId, name, bytes, words } = await workbench.call('exports.save', { incidentId: incident.id, content, format, zone });
      saveFile(name, types[format], await fetchPieces(bytes, (offset) => workbench.call('exports.read', { exportId, offset }), () => workbench.call('exports.let-go', { exportId })));
      tell({ tone: 'good', title: `${name} is saved, ${bytesWords(bytes)}`, text: words.join(' ') });
    } catch (thrown) {
      const error = asWorkbenchError(thrown);
      tell({ tone: 'bad', title: error.message, text: error.hint });
    } finally {
      setBusy(false);
    }
  };
  return (
    <MenuTrigger>
      <Button small icon="download" busy={busy} busyWords="Writing…">Save as…</Button>
      <Popover className="popover" placement="bottom start">
        <Menu className="options" aria-label="Save the incident as">
          {offered.map((one) => <MenuItem key={one.label} className="option menu-item" textValue={one.label} onAction={() => void save(one)}>{one.label}</MenuItem>)}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
