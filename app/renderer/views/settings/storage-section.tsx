import { useMemo, useState } from 'react';
import type { Capture } from '../../../shared/api/views.ts';
import type { Settings } from '../../../shared/domain/settings.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/fields.tsx';
import { countWords } from '../../../shared/counts.ts';
import { bytesWords } from '../../ui/figures.ts';
import { Moment } from '../../ui/moment.tsx';
import { Pill } from '../../ui/pill.tsx';
import { EmptyState, ErrorCard, Notice, Shown } from '../../ui/states.tsx';
import { tell } from '../../ui/toasts.ts';
import { useCommand } from '../../workbench/use-command.ts';
import { useQuery } from '../../workbench/use-query.ts';
import { useSubscription } from '../../workbench/use-subscription.ts';
import { keepsLess, retentionOf } from './retention-form.ts';
import { useSettings } from './use-settings.tsx';

const keptBy = { os: 'the operating system\'s secret store', passphrase: 'your passphrase (Argon2id)', memory: 'this process only: nothing is kept after it ends' } as const;

/** How much is stored, how it is protected, how long it stays, and the captures. */
export function StorageSection() {
  const status = useSubscription('workspace.watch', {});
  const { settings, change } = useSettings();
  return (
    <div className="stack-l">
      <section className="card stack settings-card" aria-labelledby="store">
        <h2 id="store">Store</h2>
        <Shown of={status} waiting="Reading the store…">
          {({ store }) => (
            <>
              {store.error !== null && <ErrorCard error={store.error} />}
              <dl className="facts"><dt>Size</dt><dd>{bytesWords(store.bytes)}, and {bytesWords(store.logBytes)} in its log of newest changes</dd><dt>Encrypted with</dt><dd>{store.cipher}, from the first byte on</dd><dt>Key kept by</dt><dd>{keptBy[store.keyKept]}</dd></dl>
            </>
          )}
        </Shown>
      </section>
      <Retention key={JSON.stringify(settings.retention)} retention={settings.retention} onSave={(retention) => change({ retention })} />
      <Captures />
    </div>
  );
}

function Retention({ retention, onSave }: { retention: Settings['retention']; onSave(retention: Settings['retention']): void }) {
  const [days, setDays] = useState(String(retention.days));
  const [size, setSize] = useState(String(retention.maxMebibytes));
  const form = retentionOf(days, size);
  const same = form.retention !== null && form.retention.days === retention.days && form.retention.maxMebibytes === retention.maxMebibytes;
  const shorter = form.retention !== null && keepsLess(retention, form.retention);
  return (
    <section className="card stack settings-card" aria-labelledby="retention">
      <h2 id="retention">Retention</h2>
      <p className="muted">Samples and raw records past these limits are deleted, the oldest first. Anomalies, verdicts and audit events stay.</p>
      <div className="settings-pair">
        <TextField label="Days" type="number" hint="By receive time; 0 keeps all." value={days} onChange={setDays} error={form.daysError} />
        <TextField label="Largest size, MiB" type="number" hint="0 is no limit." value={size} onChange={setSize} error={form.sizeError} />
      </div>
      {shorter && <Notice tone="warn" title="This keeps less than now">What is past the new limits is deleted for good; undoing the setting does not bring it back.</Notice>}
      <div className="row"><Button look={shorter ? 'danger' : 'primary'} isDisabled={form.retention === null || same} onPress={() => { if (form.retention !== null) onSave(form.retention); }}>{shorter ? 'Save and delete what is past it' : 'Save'}</Button></div>
    </section>
  );
}

function Captures() {
  const captures = useQuery('captures.list', useMemo(() => ({}), []), { everyMs: 5000 });
  const [leaving, setLeaving] = useState<Capture | null>(null);
  return (
    <section className="card stack settings-card" aria-labelledby="captures">
      <h2 id="captures">Captures</h2>
      <p className="muted">Recordings of live streams, to be played back like any saved stream. They hold the records as they came and are not encrypted: keep them as you keep the data itself. Retention leaves them: delete those that are not needed any more.</p>
      <Shown of={captures} waiting="Reading the captures…">
        {(all) => (
          <DataTable
            label="Captures" rows={all} idOf={(one) => one.path}
            columns={[
              { id: 'name', title: 'File', sortBy: (one) => one.name, cell: (one) => <span className="wrap-anywhere" title={one.path}>{one.name}</span> },
              { id: 'records', title: 'Records', align: 'end', sortBy: (one) => one.recordCount, cell: (one) => (one.broken ? <Pill tone="bad">Can't be read</Pill> : countWords(one.recordCount)) },
              { id: 'bytes', title: 'Size', align: 'end', sortBy: (one) => one.bytes, cell: (one) => bytesWords(one.bytes) },
              { id: 'started', title: 'Begun', sortBy: (one) => one.startedAt, cell: (one) => <Moment at={one.startedAt} /> },
              { id: 'delete', title: 'Delete', align: 'end', cell: (one) => (one.active ? <Pill tone="recording">Recording</Pill> : <IconButton icon="remove" label={`Delete ${one.name}`} small onPress={() => setLeaving(one)} />) },
            ]}
            empty={<EmptyState icon="record" title="No captures">Record a live stream from its page.</EmptyState>}
          />
        )}
      </Shown>
      {leaving !== null && <DeleteDialog capture={leaving} onClose={() => setLeaving(null)} onDeleted={captures.refresh} />}
    </section>
  );
}

function DeleteDialog({ capture, onClose, onDeleted }: { capture: Capture; onClose(): void; onDeleted(): void }) {
  const remove = useCommand('captures.delete', 'drawn');
  async function confirm(): Promise<void> {
    const outcome = await remove.run({ name: capture.name });
    if (!outcome.ok) return;
    tell({ tone: 'good', title: `${capture.name} is deleted` });
    onClose();
    onDeleted();
  }
  return (
    <ConfirmDialog title="Delete this capture?" isOpen onClose={onClose} onConfirm={() => void confirm()} confirmWords="Delete the capture" busy={remove.running}>
      <p className="wrap-anywhere">{capture.name}, {bytesWords(capture.bytes)}, is deleted from the disk. This can't be undone. A stream that was made from it keeps what it has read, but can't read on.</p>
      {remove.error !== null && <ErrorCard error={remove.error} />}
    </ConfirmDialog>
  );
}
