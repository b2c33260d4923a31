import { expect, it } from 'vitest';
import { buttonsOf, holdLatest, pressedOf } from './told-acts.ts';

const newer = { handleActivation: () => undefined };

it('has verdicts and quiet on macOS, on Windows where the version hands presses back, and nothing elsewhere', () => {
  const acts = (...given: Parameters<typeof buttonsOf>) => buttonsOf(...given).map(({ act }) => act);
  expect(acts('darwin', {}, 'a')).toEqual(['true', 'false', 'quiet']);
  expect(acts('win32', newer, 'a')).toEqual(['true', 'false', 'quiet']);
  expect(acts('win32', newer, null)).toEqual(['quiet']);
  expect(acts('win32', {}, 'a')).toEqual([]);
  expect(acts('linux', newer, 'a')).toEqual([]);
});

it('knows which was pressed in older and in newer versions, and of another index nothing', () => {
  const buttons = buttonsOf('darwin', {}, 'a');
  expect([pressedOf(buttons, {}, 1), pressedOf(buttons, { actionIndex: 2 }, undefined), pressedOf(buttons, { actionIndex: 0 }, 0)]).toEqual(['false', 'quiet', 'true']);
  expect([pressedOf(buttons, {}, undefined), pressedOf(buttons, { actionIndex: 9 }, 1)]).toEqual([null, null]);
});

it('holds the latest, and lets the oldest go', () => {
  const { hold, held } = holdLatest<number>(2);
  for (const one of [1, 2, 3]) hold(one);
  expect(held()).toEqual([2, 3]);
});
