import { FileTrigger } from 'react-aria-components/FileTrigger';
import type { ExtensionState } from '../../../shared/domain/extension.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/states.tsx';
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
      {!state.hasLibrary && <Notice tone="warn" title="Tableau’s Extensions API library is not here yet">Take tableau.extensions.1.latest.js from the folder lib of Tableau’s extensions-api repository (MIT licence). Without it the page shows detections in a browser and in a web page zone, but Tableau does not take it for an extension.</Notice>}
      <div className="row">
        <Button icon="download" onPress={save}>Save the extension’s file</Button>
        <FileTrigger acceptedFileTypes={['.js']} onSelect={(files) => void pick(files)}><Button busy={setLibrary.running}>{state.hasLibrary ? 'Replace the library' : 'Give the library'}</Button></FileTrigger>
        <Button busy={renew.running} onPress={() => void renew.run({}).then(({ ok }) => { if (ok) { onChanged(); tell({ tone: 'good', title: 'Files saved before no longer open the page' }); } })}>New key</Button>
      </div>
      <p className="muted">The file holds a key: whoever has it can read detections, and nothing else.</p>
    </div>
  );
}
