import { Dialog } from '../ui/dialog.tsx';
import { isSingleKey, keyWords } from './key-match.ts';
import { isMac, useAllCommands } from './use-commands.tsx';
import { usePreferences } from '../workbench/preferences.ts';
import './commands.css';

/** All shortcuts that hold now, from the registry. */
export function ShortcutsDialog({ isOpen, onClose }: { isOpen: boolean; onClose(): void }) {
  const commands = useAllCommands().filter((command) => command.keys !== undefined);
  const { singleKeyShortcuts } = usePreferences();
  const categories = [...new Set(commands.map((command) => command.category))];
  return (
    <Dialog title="Keyboard shortcuts" isOpen={isOpen} onClose={onClose} wide>
      {!singleKeyShortcuts && <p className="muted">Shortcuts of a single key are switched off in the settings; they are left out here.</p>}
      <div className="shortcuts">
        {categories.map((category) => (
          <section key={category}>
            <h3>{category}</h3>
            <dl>
              {commands.filter((command) => command.category === category && (singleKeyShortcuts || !isSingleKey(command.keys!))).map((command) => (
                <div key={command.id}><dt>{command.title}</dt><dd><kbd>{keyWords(command.keys!, isMac)}</kbd></dd></div>
              ))}
            </dl>
          </section>
        ))}
        <section>
          <h3>Everywhere</h3>
          <dl>
            <div><dt>Next or previous control</dt><dd><kbd>Tab</kbd> <kbd>Shift Tab</kbd></dd></div>
            <div><dt>Inside a table, list or tabs</dt><dd><kbd>← ↑ → ↓</kbd></dd></div>
            <div><dt>Open, press</dt><dd><kbd>Enter</kbd></dd></div>
            <div><dt>Close, empty a search</dt><dd><kbd>Esc</kbd></dd></div>
          </dl>
        </section>
      </div>
    </Dialog>
  );
}
