import { useState, useSyncExternalStore } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/fields.tsx';
import { bytesWords } from '../../ui/figures.ts';
import { EmptyState, ErrorCard, Waiting } from '../../ui/states.tsx';
import { useWorkbench } from '../../workbench/provider.tsx';
import { PackContent } from './pack-content.tsx';
import { packDesk, packEnding, type PackState } from './pack-desk.ts';
import './evidence.css';

/** Opens evidence packs of any copy of the program; nothing of them is stored. */
export function EvidencePage() {
  const pack = useSyncExternalStore(packDesk.subscribe, packDesk.get);
  return (
    <div className="page evidence-page">
      <div className="page-head"><h1>Evidence packs</h1></div>
      <p className="muted">Opens a pack that was saved from an incident or an anomaly, here or elsewhere: whether it is what was signed, what it says, and whether a replay of its records finds the same. Nothing of it is stored.</p>
      <div className="row">
        <FileTrigger acceptedFileTypes={[packEnding]} onSelect={(files) => { const chosen = files?.[0]; if (chosen !== undefined) packDesk.take(chosen); }}>
          <Button icon="file" look={pack === null ? 'primary' : 'normal'}>{pack === null ? 'Choose a pack' : 'Choose another'}</Button>
        </FileTrigger>
        {pack !== null && <><span className="pack-name"><strong>{pack.file.name}</strong> <span className="muted">{bytesWords(pack.file.size)}</span></span><Button icon="close" look="plain" onPress={packDesk.close}>Close the pack</Button></>}
      </div>
      {pack === null && <EmptyState icon="file" title="No pack is open">Choose one, or drop its file ({packEnding}) anywhere on the window. You need the passphrase that it was saved with.</EmptyState>}
      {pack !== null && (pack.view === null ? <Ask key={`${pack.file.name} ${pack.file.size} ${pack.file.lastModified}`} pack={pack} /> : <PackContent view={pack.view} pack={pack} />)}
    </div>
  );
}

/** Asks for the passphrase, and says that the pack is being read. */
function Ask({ pack: { busy, error } }: { pack: PackState }) {
  const workbench = useWorkbench();
  const [passphrase, setPassphrase] = useState('');
  return (
    <form className="stack evidence-ask" onSubmit={(event) => { event.preventDefault(); if (passphrase !== '') void packDesk.read(workbench, passphrase); }}>
      <TextField label="Passphrase of the pack" type="password" required value={passphrase} onChange={setPassphrase} />
      <div><Button type="submit" look="primary" busy={busy !== null} busyWords="Opening…" isDisabled={passphrase === ''}>Open the pack</Button></div>
      {busy !== null && <Waiting words="Reading and checking every byte of it; this goes on if you leave the page." />}
      {error !== null && <ErrorCard error={error} />}
    </form>
  );
}
