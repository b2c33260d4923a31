import { useEffect, useMemo, useRef, useState } from 'react';
import { searchKindSchema } from '../../../shared/domain/search.ts';
import { parseSearch } from '../../../shared/search/parse-search.ts';
import { keyed } from '../../commands/listed-keys.ts';
import { useCommands } from '../../commands/use-commands.tsx';
import { useAddressState } from '../../routes/use-route.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { QueryHelp } from './query-help.tsx';
import { QueryField, queryFieldId } from './query-field.tsx';
import { SaveSearch, SavedSearches } from './saved-searches.tsx';
import { FoundGroups, KindOfFound, stepThroughFound } from './search-results.tsx';
import { useSettled } from './use-settled.ts';
import './search.css';

/** Time after the last letter until it is searched for, and until a fault is shown. */
const settleMs = { search: 250, fault: 700 };

/** Search over all that there is, by the query language. The address has the query, and the kind where one alone is looked at. */
export function SearchPage() {
  const [asked, setAsked] = useAddressState('q');
  const [kindName, setKind] = useAddressState('kind');
  const [typed, setTyped] = useState({ text: asked, from: asked });
  const [dialog, setDialog] = useState<'save' | 'help' | null>(null);
  // Where the address was changed elsewhere (a saved search, the way back), the field follows it.
  if (typed.from !== asked) setTyped({ text: asked, from: asked });
  const { text } = typed;
  const parsed = useMemo(() => parseSearch(text), [text]);
  const faults = useSettled(text, settleMs.fault) === text && !parsed.ok ? parsed.faults : [];
  const kind = searchKindSchema.safeParse(kindName).data ?? null;
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(pause.current), []);
  const search = (wanted: string) => {
    clearTimeout(pause.current);
    setTyped({ text: wanted, from: wanted });
    setKind('');
    setAsked(wanted);
  };
  const type = (next: string) => {
    setTyped({ text: next, from: asked });
    clearTimeout(pause.current);
    pause.current = setTimeout(() => { if (parseSearch(next).ok) search(next); }, settleMs.search);
  };
  const focus = () => document.querySelector<HTMLInputElement>(`#${queryFieldId}`)?.focus();
  useCommands([
    keyed('found-next', () => stepThroughFound(1)),
    keyed('found-before', () => stepThroughFound(-1)),
    keyed('found-query', focus),
    { id: 'search-save', category: 'Search', title: 'Save this search', run: () => { if (parsed.ok && text.trim() !== '') setDialog('save'); } },
    { id: 'search-help', category: 'Search', title: 'Show the query language', run: () => setDialog('help') },
  ]);
  return (
    <div className="page search-page">
      <div className="page-head">
        <h1>Search</h1>
        <div className="page-tools"><Button icon="plus" isDisabled={!parsed.ok || text.trim() === ''} onPress={() => setDialog('save')}>Save this search</Button></div>
      </div>
      <div className="search-field">
        <QueryField text={text} onChange={type} onEnter={() => { if (parsed.ok && text === asked) stepThroughFound(1); else if (parsed.ok) search(text); }} faults={faults} />
        <IconButton icon="help" label="The query language" onPress={() => setDialog('help')} />
      </div>
      <SavedSearches current={asked} onSearch={search} />
      {!parsed.ok && asked !== '' && <p className="muted clip">Below is still what was found for <code>{asked}</code></p>}
      {kind !== null ? <KindOfFound key={`${asked} ${kind}`} text={asked} kind={kind} onAll={() => setKind('')} /> : <FoundGroups text={asked} onKind={setKind} onSearch={search} onHelp={() => setDialog('help')} />}
      {dialog === 'save' && <SaveSearch text={text} onClose={() => setDialog(null)} />}
      <QueryHelp isOpen={dialog === 'help'} onClose={() => setDialog(null)} onSearch={(example) => { setDialog(null); search(example); }} />
    </div>
  );
}
