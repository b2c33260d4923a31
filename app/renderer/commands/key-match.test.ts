import { describe, expect, it } from 'vitest';
import { isSingleKey, keyWords, writePress } from './key-match.ts';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) => writePress({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

describe('key presses', () => {
  it('are written the same for Ctrl and Cmd', () => {
    expect(press('k', { ctrlKey: true })).toBe('mod+k');
    expect(press('K', { metaKey: true, shiftKey: true })).toBe('mod+shift+k');
  });
  it('leave out the shift that a sign needs anyway', () => {
    expect(press('?', { shiftKey: true })).toBe('?');
    expect(press('J', { shiftKey: true })).toBe('shift+j');
    expect(press(' ')).toBe('space');
  });
  it('count as single where nothing is held', () => {
    expect(['j', '?', 'g a', 'shift+j'].map(isSingleKey)).toEqual([true, true, true, true]);
    expect(['mod+k', 'alt+arrowleft', 'f6', 'shift+f6'].map(isSingleKey)).toEqual([false, false, false, false]);
  });
  it('are shown as the machine names them', () => {
    expect([keyWords('mod+shift+p', false), keyWords('mod+k', true), keyWords('g a', false), keyWords('f6', false)]).toEqual(['Ctrl Shift P', '⌘ K', 'g then a', 'F6']);
  });
});
