import { describe, expect, it } from 'vitest';
import { createCommandRegistry } from './command-registry.ts';

const key = (key: string, ctrlKey = false) => ({ key, ctrlKey, metaKey: false, altKey: false, shiftKey: false });

function setUp() {
  const ran: string[] = [];
  const command = (id: string, keys: string) => ({ id, category: 'Test', title: id, keys, run: () => ran.push(id) });
  const registry = createCommandRegistry();
  const remove = registry.add([command('open', 'mod+k'), command('anomalies', 'g a'), command('help', '?'), command('a', 'a')]);
  return { ran, registry, remove, command };
}

describe('the registry of commands', () => {
  it('runs what a press means, and two presses within a moment', () => {
    const { ran, registry } = setUp();
    expect(registry.press(key('k', true), false, true, 0)).toBe(true);
    expect(registry.press(key('g'), false, true, 0)).toBe(false);
    registry.press(key('a'), false, true, 500);
    registry.press(key('g'), false, true, 1000);
    registry.press(key('a'), false, true, 9000);
    expect(ran).toEqual(['open', 'anomalies', 'a']);
  });
  it('finishes two presses before anyone else gets the second, and takes no other press then', () => {
    const { ran, registry } = setUp();
    expect(registry.finish(key('a'), false, true, 0)).toBe(false);
    registry.press(key('g'), false, true, 0);
    expect(registry.finish(key('a'), false, true, 100)).toBe(true);
    registry.press(key('g'), false, true, 200);
    expect([registry.finish(key('x'), false, true, 300), registry.finish(key('a'), false, true, 400)]).toEqual([false, false]);
    expect(ran).toEqual(['anomalies']);
  });
  it('leaves single keys alone while text is typed or where they are switched off', () => {
    const { ran, registry } = setUp();
    registry.press(key('?'), true, true, 0);
    registry.press(key('?'), false, false, 0);
    registry.press(key('k', true), true, false, 0);
    expect(ran).toEqual(['open']);
  });
  it('lets the view in sight win, and gives the key back when it goes', () => {
    const { ran, registry, command } = setUp();
    const leave = registry.add([command('view-help', '?')]);
    registry.press(key('?'), false, true, 0);
    leave();
    registry.press(key('?'), false, true, 0);
    expect(ran).toEqual(['view-help', 'help']);
  });
});
