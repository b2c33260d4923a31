/** A key press as far as it counts here. */
export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/**
 * How a press is written: `mod+k` (Ctrl, or Cmd on a Mac), `mod+shift+p`, `alt+arrowleft`, `?`, `j`, `f6`.
 * Shift is only named where the key is no sign that needs it anyway.
 */
export function writePress({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): string {
  const name = key === ' ' ? 'space' : key.toLowerCase();
  const sign = key.length === 1 && !/[a-z0-9 ]/i.test(key);
  return [(ctrlKey || metaKey) && 'mod', altKey && 'alt', shiftKey && !sign && 'shift', name].filter((part) => part !== false).join('+');
}

/** Whether keys are typed without Ctrl, Cmd, Alt or a function key: those can be switched off, and never act while text is typed. */
export function isSingleKey(keys: string): boolean {
  return keys.split(' ').every((press) => !/(^|\+)(mod|alt)\+|^(shift\+)?f\d+$/.test(press));
}

/** Keys for the eye: `Ctrl K`, `⌘ K`, `g then a`. */
export function keyWords(keys: string, mac: boolean): string {
  const press = (text: string) => text.split('+').map((part) => ({ mod: mac ? '⌘' : 'Ctrl', alt: mac ? '⌥' : 'Alt', shift: mac ? '⇧' : 'Shift', arrowleft: '←', arrowright: '→', arrowup: '↑', arrowdown: '↓', space: 'Space', enter: 'Enter', escape: 'Esc' })[part] ?? (part.length === 1 && text !== part ? part.toUpperCase() : /^f\d+$/.test(part) ? part.toUpperCase() : part)).join(' ');
  return keys.split(' ').map(press).join(' then ');
}
