import { useState } from 'react';
import { Autocomplete, useFilter } from 'react-aria-components/Autocomplete';
import { Dialog } from 'react-aria-components/Dialog';
import { Header } from 'react-aria-components/Header';
import { Input } from 'react-aria-components/Input';
import { Menu, MenuItem, MenuSection } from 'react-aria-components/Menu';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { SearchField } from 'react-aria-components/SearchField';
import type { SearchGroup } from '../../shared/domain/search.ts';
import { parseSearch } from '../../shared/search/parse-search.ts';
import { goTo } from '../routes/use-route.ts';
import { Icon } from '../ui/icons.tsx';
import { foundCount, hrefOfFound, kindWords } from '../views/search/found-words.ts';
import { useSettled } from '../views/search/use-settled.ts';
import { useZone } from '../views/search/use-zone.ts';
import { useQuery } from '../workbench/use-query.ts';
import type { Command } from './command-registry.ts';
import { keyWords } from './key-match.ts';
import { isMac, useAllCommands } from './use-commands.tsx';
import './commands.css';

const recentKey = 'anomalyforce.recent-commands';

/** Time after the last letter until the store is searched. */
const settleMs = 250;
/** Rows of each kind under the commands. */
const foundOfKind = 4;

/** Every command by name, those used last first; under them what a search over the store finds by the same words, and the way to the page of it. */
export function CommandPalette({ isOpen, onClose }: { isOpen: boolean; onClose(): void }) {
  const [text, setText] = useState('');
  const close = () => {
    setText('');
    onClose();
  };
  const go = (run: () => void) => {
    close();
    run();
  };
  return (
    <ModalOverlay className="dialog-overlay palette-overlay" isOpen={isOpen} onOpenChange={(open) => { if (!open) close(); }} isDismissable>
      <Modal className="dialog palette">
        <Dialog aria-label="Commands">
          <Autocomplete inputValue={text} onInputChange={setText}>
            {/* Escape closes, also where something is written, which the field would clear first. */}
            <SearchField className="palette-search" aria-label="Search commands and everything that is stored" autoFocus onKeyDown={(event) => { if (event.key === 'Escape') close(); else event.continuePropagation(); }}>
              <Icon name="search" />
              <Input className="palette-input" placeholder="Type a command, a name, or a query…" />
            </SearchField>
            <PaletteList text={text} go={go} />
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function PaletteList({ text, go }: { text: string; go(run: () => void): void }) {
  const { contains } = useFilter({ sensitivity: 'base' });
  const all = useAllCommands();
  const found = useFound(text);
  const words = text.split(/\s+/).filter((word) => word !== '');
  const commands = recentFirst(all).filter(({ category, title, words: more = '' }) => words.every((word) => contains(`${category}: ${title} ${more}`, word)));
  const query = text.trim();
  return (
    <Menu className="options palette-list" aria-label="Commands">
      {commands.map((command) => (
        <MenuItem key={command.id} id={command.id} className="option menu-item" textValue={`${command.category}: ${command.title}`} onAction={() => { remember(command.id); go(command.run); }}>
          <span className="muted">{command.category}:</span>
          <span>{command.title}</span>
          {command.keys !== undefined && <kbd>{keyWords(command.keys, isMac)}</kbd>}
        </MenuItem>
      ))}
      {query !== '' && (
        <MenuItem key="search-all" id="search-all" className="option menu-item" textValue={`Search everything for ${query}`} onAction={() => go(() => goTo({ page: 'search' }, { q: query }))}>
          <span className="muted">Search everything for</span>
          <span className="clip">{query}</span>
        </MenuItem>
      )}
      {found.map((group) => (
        <MenuSection key={group.kind}>
          <Header className="palette-kind">{kindWords[group.kind].title} <span className="number">{foundCount(group)}</span></Header>
          {group.rows.map((row, at) => (
            <MenuItem key={`${group.kind} ${at} ${row.to.id}`} id={`${group.kind} ${at} ${row.to.id}`} className="option menu-item palette-found" textValue={row.title} onAction={() => go(() => { location.hash = hrefOfFound(row); })}>
              <span className="clip">{row.title}</span>
              <span className="muted clip">{row.words}</span>
            </MenuItem>
          ))}
        </MenuSection>
      ))}
    </Menu>
  );
}

/** What the store has for a text, once it has stayed for a moment: nothing for less than two letters, or where it is no query. Streams are among the commands. */
function useFound(text: string): SearchGroup[] {
  const query = useSettled(text.trim(), settleMs);
  const zone = useZone();
  const isAsked = query.length > 1 && query === text.trim() && parseSearch(query).ok;
  const found = useQuery('search.run', isAsked ? { text: query, zone, limit: foundOfKind } : null);
  return isAsked && found.state === 'ready' && !found.stale ? found.value.groups.filter(({ kind, rows }) => kind !== 'stream' && rows.length > 0) : [];
}

function recentIds(): string[] {
  try {
    return JSON.parse(localStorage.getItem(recentKey) ?? '[]') as string[];
  } catch {
    return [];
  }
}
function remember(id: string): void {
  localStorage.setItem(recentKey, JSON.stringify([id, ...recentIds().filter((one) => one !== id)].slice(0, 8)));
}
function recentFirst(commands: readonly Command[]): Command[] {
  const recent = recentIds();
  const place = ({ id }: Command) => (recent.includes(id) ? recent.indexOf(id) : recent.length);
  return commands.filter((command) => command.keysOnly !== true).sort((a, b) => place(a) - place(b));
}
