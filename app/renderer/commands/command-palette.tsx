import { Autocomplete, useFilter } from 'react-aria-components/Autocomplete';
import { Dialog } from 'react-aria-components/Dialog';
import { Input } from 'react-aria-components/Input';
import { Menu, MenuItem } from 'react-aria-components/Menu';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { SearchField } from 'react-aria-components/SearchField';
import { Icon } from '../ui/icons.tsx';
import type { Command } from './command-registry.ts';
import { keyWords } from './key-match.ts';
import { isMac, useAllCommands } from './use-commands.tsx';
import './commands.css';

const recentKey = 'anomalyforce.recent-commands';

/** Every command by name, those used last first. */
export function CommandPalette({ isOpen, onClose }: { isOpen: boolean; onClose(): void }) {
  const { contains } = useFilter({ sensitivity: 'base' });
  const commands = useAllCommands();
  const run = (command: Command) => {
    remember(command.id);
    onClose();
    command.run();
  };
  return (
    <ModalOverlay className="dialog-overlay palette-overlay" isOpen={isOpen} onOpenChange={(open) => { if (!open) onClose(); }} isDismissable>
      <Modal className="dialog palette">
        <Dialog aria-label="Commands">
          <Autocomplete filter={(text, typed) => typed.split(/\s+/).every((word) => contains(text, word))}>
            <SearchField className="palette-search" aria-label="Search commands, streams and series" autoFocus>
              <Icon name="search" />
              <Input className="palette-input" placeholder="Type a command, a stream or a series…" />
            </SearchField>
            <Menu className="options palette-list" aria-label="Commands" renderEmptyState={() => <p className="palette-none">Nothing is called that. Try a shorter word.</p>} items={isOpen ? recentFirst(commands) : []}>
              {(command) => (
                <MenuItem id={command.id} className="option menu-item" textValue={`${command.category}: ${command.title} ${command.words ?? ''}`} onAction={() => run(command)}>
                  <span className="muted">{command.category}:</span>
                  <span>{command.title}</span>
                  {command.keys !== undefined && <kbd>{keyWords(command.keys, isMac)}</kbd>}
                </MenuItem>
              )}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
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
