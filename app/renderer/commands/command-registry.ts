import { isSingleKey, writePress } from './key-match.ts';
import type { KeyPress } from './key-match.ts';

/** Something that can be done from anywhere on the page: it feeds the palette, the list of shortcuts and the keys. */
export interface Command {
  id: string;
  /** The palette says "Category: Title". */
  category: string;
  title: string;
  /** Such as `mod+k`, `?`, or two presses `g a`. */
  keys?: string;
  /** More words to find it by. */
  words?: string;
  /** Stands in the list of shortcuts, not in the palette: what only makes sense by key (next row). */
  keysOnly?: boolean;
  /** Its keys mean something else where text is typed. */
  notWhileTyping?: boolean;
  run(): void;
}

export interface CommandRegistry {
  all(): readonly Command[];
  subscribe(listener: () => void): () => void;
  /** Adds commands; the returned function takes them out. A command of an id that is there already stands before it. */
  add(commands: readonly Command[]): () => void;
  /** Runs what the second press of two means, where a first one was just made, and says whether it did: such a press is meant for the program, whatever has the focus. */
  finish(press: KeyPress, typing: boolean, singleKeys: boolean, now: number): boolean;
  /** Runs what a press means and says whether it meant something. `typing` is true where text is being typed. */
  press(press: KeyPress, typing: boolean, singleKeys: boolean, now: number): boolean;
}

/** Between the two presses of keys such as `g a`. */
const chordMs = 1200;

/** All commands that hold now: those of the program and those of the view in sight. */
export function createCommandRegistry(): CommandRegistry {
  let layers: (readonly Command[])[] = [];
  let commands: readonly Command[] = [];
  let begun: { keys: string; at: number } | null = null;
  const listeners = new Set<() => void>();
  const renew = () => {
    const byId = new Map<string, Command>();
    for (const layer of layers) for (const command of layer) byId.set(command.id, command);
    commands = [...byId.values()];
    for (const listener of [...listeners]) listener();
  };
  /** Commands whose keys count now; the last added stands before the others: the view in sight wins over the program. */
  const openCommands = (typing: boolean, singleKeys: boolean) => commands.filter(({ keys, notWhileTyping }) => keys !== undefined && !(typing && notWhileTyping === true) && (!isSingleKey(keys) || (singleKeys && !typing)));
  const run = (command: Command | undefined): boolean => {
    command?.run();
    return command !== undefined;
  };
  const registry: CommandRegistry = {
    all: () => commands,
    subscribe: (listener) => (listeners.add(listener), () => { listeners.delete(listener); }),
    add(layer) {
      layers = [...layers, layer];
      renew();
      return () => {
        layers = layers.filter((one) => one !== layer);
        renew();
      };
    },
    finish(press, typing, singleKeys, now) {
      const chord = begun !== null && now - begun.at < chordMs ? `${begun.keys} ${writePress(press)}` : null;
      begun = null;
      return chord !== null && run(openCommands(typing, singleKeys).findLast(({ keys }) => keys === chord));
    },
    press(press, typing, singleKeys, now) {
      if (registry.finish(press, typing, singleKeys, now)) return true;
      const pressed = writePress(press);
      const open = openCommands(typing, singleKeys);
      if (run(open.findLast(({ keys }) => keys === pressed))) return true;
      if (open.some(({ keys }) => keys!.startsWith(`${pressed} `))) begun = { keys: pressed, at: now };
      return false;
    },
  };
  return registry;
}
