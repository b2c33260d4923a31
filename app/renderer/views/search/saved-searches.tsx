import { useState } from 'react';
import type { SavedSearch } from '../../../shared/domain/search.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/fields.tsx';
import { Shown } from '../../ui/states.tsx';
import { tell } from '../../ui/toasts.ts';
import { valueOr } from '../../workbench/loaded.ts';
import { useCommand } from '../../workbench/use-command.ts';
import { useSubscription } from '../../workbench/use-subscription.ts';

/** Searches that were kept, each to be run again or deleted. */
export function SavedSearches({ current, onSearch }: { current: string; onSearch(text: string): void }) {
  const saved = useSubscription('searches.watch', {});
  const remove = useCommand('searches.remove');
  const save = useCommand('searches.save');
  const forget = async ({ id, name, text }: SavedSearch) => {
    if ((await remove.run({ searchId: id })).ok) tell({ tone: 'info', title: `“${name}” is deleted`, action: { label: 'Undo', onPress: () => void save.run({ name, text }) } });
  };
  return (
    <Shown of={saved} waiting="Reading the saved searches…">
      {(all) => all.length === 0 ? null : (
        <ul className="saved-searches" aria-label="Saved searches">
          {all.map((one) => (
            <li key={one.id}>
              <Button small look={one.text === current ? 'primary' : 'normal'} onPress={() => onSearch(one.text)}>{one.name}</Button>
              <IconButton small icon="close" label={`Delete the saved search ${one.name}`} onPress={() => void forget(one)} />
            </li>
          ))}
        </ul>
      )}
    </Shown>
  );
}

/** Asks for a name; one that is taken is replaced, which is said before. */
export function SaveSearch({ text, onClose }: { text: string; onClose(): void }) {
  const saved = valueOr(useSubscription('searches.watch', {}), []);
  const save = useCommand('searches.save', 'drawn');
  const [name, setName] = useState('');
  const isTaken = saved.some((one) => one.name.toLowerCase() === name.trim().toLowerCase());
  const done = async () => {
    if (!(await save.run({ name: name.trim(), text })).ok) return;
    tell({ tone: 'good', title: `“${name.trim()}” is saved`, text: 'It stands on this page and in the command palette.' });
    onClose();
  };
  return (
    <Dialog title="Save this search" isOpen onClose={onClose} footer={<><Button onPress={onClose}>Cancel</Button><Button look="primary" isDisabled={name.trim() === ''} busy={save.running} onPress={() => void done()}>{isTaken ? 'Replace' : 'Save'}</Button></>}>
      <form className="stack" onSubmit={(event) => { event.preventDefault(); if (name.trim() !== '') void done(); }}>
        <p className="muted"><code>{text}</code></p>
        <TextField label="Name" value={name} onChange={(next) => setName(next.slice(0, 120))} error={save.error === null ? null : `${save.error.message} ${save.error.hint}`} autoFocus {...(isTaken && { hint: 'A search of this name is there already: it is replaced.' })} />
      </form>
    </Dialog>
  );
}
