import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import type { PackView } from '../../../shared/domain/evidence-pack.ts';
import { asWorkbenchError, type WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/fields.tsx';
import { bytesWords } from '../../ui/figures.ts';
import { EmptyState, ErrorCard, Waiting } from '../../ui/states.tsx';
import { useWorkbench } from '../../workbench/provider.tsx';
import { sendFile } from '../connect/send-file.ts';
import { droppedPack, packEnding } from './opened-file.ts';
import { PackContent } from './pack-content.tsx';
import './evidence.css';

/** Opens evidence packs of any copy of the program; nothing of them is stored. */
export function EvidencePage() {
  const file = useSyncExternalStore(droppedPack.subscribe, droppedPack.get);
  return (
    <div className="page evidence-page">
      <div className="page-head"><h1>Evidence packs</h1></div>
      <p className="muted">Opens a pack that was saved from an incident or an anomaly, here or elsewhere: whether it is what was signed, what it says, and whether a replay of its records finds the same. Nothing of it is stored.</p>
      <div className="row">
        <FileTrigger acceptedFileTypes={[packEnding]} onSelect={(files) => { const chosen = files?.[0]; if (chosen !== undefined) droppedPack.put(chosen); }}>
          <Button icon="file" look={file === null ? 'primary' : 'normal'}>{file === null ? 'Choose a pack' : 'Choose another'}</Button>
        </FileTrigger>
        {file !== null && <span><strong>{file.name}</strong> <span className="muted">{bytesWords(file.size)}</span></span>}
      </div>
      {file === null
        ? <EmptyState icon="file" title="No pack is open">Choose one, or drop its file ({packEnding}) anywhere on the window. You need the passphrase that it was saved with.</EmptyState>
        : <Opening key={`${file.name} ${file.size} ${file.lastModified}`} file={file} />}
    </div>
  );
}

/** Asks for the passphrase, sends the file once, and shows what is in it. What was sent is deleted as the page is left. */
function Opening({ file }: { file: File }) {
  const workbench = useWorkbench();
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<WorkbenchError | null>(null);
  const [opened, setOpened] = useState<{ uploadId: string; passphrase: string; view: PackView } | null>(null);
  const uploadId = useRef<string | null>(null);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => {
    abort.current?.abort();
    if (uploadId.current !== null) void workbench.call('packs.close', { uploadId: uploadId.current }).catch(() => undefined); // the next start deletes it, too
  }, [workbench]);

  const open = async () => {
    const own = new AbortController();
    abort.current = own;
    setBusy(true);
    setError(null);
    try {
      uploadId.current ??= await sendFile(workbench, file, () => undefined, own.signal);
      const view = await workbench.call('packs.inspect', { uploadId: uploadId.current, passphrase }, { signal: own.signal });
      setOpened({ uploadId: uploadId.current, passphrase, view });
    } catch (thrown) {
      if (own.signal.aborted) return;
      const fault = asWorkbenchError(thrown);
      if (fault.code === 'AF_INGEST_UPLOAD_INVALID') uploadId.current = null;
      setError(fault);
    } finally {
      if (!own.signal.aborted) setBusy(false);
    }
  };
  if (opened !== null) return <PackContent {...opened} />;
  return (
    <form className="stack evidence-ask" onSubmit={(event) => { event.preventDefault(); if (!busy && passphrase !== '') void open(); }}>
      <TextField label="Passphrase of the pack" type="password" required value={passphrase} onChange={setPassphrase} />
      <div><Button type="submit" look="primary" busy={busy} busyWords="Opening…" isDisabled={passphrase === ''}>Open the pack</Button></div>
      {busy && <Waiting words="Reading and checking every byte of it…" />}
      {error !== null && <ErrorCard error={error} />}
    </form>
  );
}
