import { useRef, useState } from 'react';
import type { AnomalyId } from '../../../shared/domain/anomaly.ts';
import { fewestLetters } from '../../../shared/domain/passphrase.ts';
import type { SavedPack } from '../../../shared/domain/evidence-pack.ts';
import { asWorkbenchError, type WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/fields.tsx';
import { bytesWords } from '../../ui/figures.ts';
import { ErrorCard, Notice } from '../../ui/states.tsx';
import { useWorkbench } from '../../workbench/provider.tsx';
import { saveFile } from '../../workbench/save-file.ts';
import { fetchPack } from './fetch-pack.ts';
import { strengthWords } from './passphrase-strength.ts';

/** Saves an incident or an anomaly as an evidence pack. Closing the dialog while it is packed ends that. */
export function SavePackButton(subject: { incidentId: string } | { anomalyId: AnomalyId }) {
  const workbench = useWorkbench();
  const [isOpen, setOpen] = useState(false);
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<WorkbenchError | null>(null);
  const [saved, setSaved] = useState<SavedPack | null>(null);
  const abort = useRef<AbortController | null>(null);
  const strength = strengthWords(passphrase);

  const close = () => {
    abort.current?.abort();
    setOpen(false);
    setPassphrase('');
    setAgain('');
    setAsked(false);
    setError(null);
    setSaved(null);
  };
  const save = async () => {
    setAsked(true);
    if (strength === null || again !== passphrase) return;
    const own = new AbortController();
    abort.current = own;
    setBusy(true);
    setError(null);
    try {
      const pack = await workbench.call('packs.save', { ...subject, passphrase }, { signal: own.signal });
      const bytes = await fetchPack(workbench, pack, own.signal);
      if (own.signal.aborted) return;
      saveFile(pack.name, 'application/octet-stream', bytes);
      setSaved(pack);
    } catch (thrown) {
      if (!own.signal.aborted) setError(asWorkbenchError(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button small icon="download" onPress={() => setOpen(true)}>Save an evidence pack</Button>
      <Dialog title="Save an evidence pack" isOpen={isOpen} onClose={close} footer={saved === null
        ? <><Button onPress={close}>Cancel</Button><Button look="primary" busy={busy} busyWords="Packing…" onPress={() => void save()}>Save the pack</Button></>
        : <Button look="primary" onPress={close}>Done</Button>}>
        {saved === null ? (
          <form className="stack" onSubmit={(event) => { event.preventDefault(); if (!busy) void save(); }}>
            <p>One signed, encrypted file with the raw records, samples and scores, the model, verdicts, history and audit events. Another copy of this program opens it, says what was changed in it, and replays the records.</p>
            <TextField label="Passphrase" type="password" required autoFocus value={passphrase} onChange={setPassphrase} error={asked && strength === null ? `Give at least ${fewestLetters} characters.` : null} hint={strength ?? `At least ${fewestLetters} characters. Who opens the pack needs it; it is kept nowhere.`} />
            <TextField label="Passphrase again" type="password" required value={again} onChange={setAgain} error={asked && again !== passphrase ? 'The two are not the same.' : null} />
            {error !== null && <ErrorCard error={error} />}
            {busy && <p className="muted" role="status">How far it is stands in the line at the foot of the page.</p>}
            <button type="submit" hidden />
          </form>
        ) : (
          <div className="stack" role="status">
            <Notice title={`${saved.name} is saved, ${bytesWords(saved.bytes)}`}>Signed with the key <code>{saved.fingerprint}</code>; tell it to who opens the pack by another way than the file.</Notice>
            {saved.words.map((sentence) => <p key={sentence}>{sentence}</p>)}
          </div>
        )}
      </Dialog>
    </>
  );
}
