import { FileTrigger } from 'react-aria-components/FileTrigger';
import type { ExtensionState } from '../../../shared/domain/extension.ts';
import { Button } from '../../ui/button.tsx';
import { tell } from '../../ui/toasts.ts';
import { useWorkbench } from '../../workbench/provider.tsx';
import { saveFile } from '../../workbench/save-file.ts';
import { useCommand } from '../../workbench/use-command.ts';

/** What the page of live detections needs once it is switched on: its file for Tableau, its key, and Tableau's own library. */
export function LivePageSetup({ state, onChanged }: { state: ExtensionState; onChanged(): void }) {
  const workbench = useWorkbench();
  const renew = useCommand('extension.renew-key');
  const setLibrary = useCommand('extension.set-library');
  const save = () => void workbench.call('extension.trex', {}).then(({ name, text }) => saveFile(name, 'application/xml', text));
  const pick = async (files: FileList | null) => {
    const file = files?.[0];
    if (file !== undefined && (await setLibrary.run({ text: await file.text() })).ok) onChanged();
  };
  return (
    <div className="stack fields-inset">
      <p className="muted">Save the file, then in a Tableau dashboard drag <em>Extension</em> into it and choose <em>Access Local Extensions</em>. On a Tableau Server its address must be on the site’s safe list. Parameters called <em>Stream</em> and <em>Series</em> narrow the list.</p>
      <div className="row">
        <Button icon="download" onPress={save}>Save the extension’s file</Button>
        <FileTrigger acceptedFileTypes={['.js']} onSelect={(files) => void pick(files)}><Button busy={setLibrary.running}>Use another library</Button></FileTrigger>
        {state.hasOwnLibrary && <Button busy={setLibrary.running} onPress={() => void setLibrary.run({ text: null }).then(({ ok }) => { if (ok) onChanged(); })}>Use the program’s library</Button>}
        <Button busy={renew.running} onPress={() => void renew.run({}).then(({ ok }) => { if (ok) { onChanged(); tell({ tone: 'good', title: 'Files saved before no longer open the page' }); } })}>New key</Button>
      </div>
      <p className="muted">{state.hasOwnLibrary ? 'The page loads the Extensions API library that you gave.' : 'The page loads Tableau’s Extensions API library 1.16, which comes with the program. A Tableau that is older may want an older one.'}</p>
      <p className="muted">The file holds a key: whoever has it can read detections, and nothing else.</p>
    </div>
  );
}
