import { expect, it } from 'vitest';
import { changeSpeed, playByKey } from './playback-keys.ts';
import { createPlayhead } from './playhead.ts';

const plain = { shift: false, alt: false };

it('steps, seeks and changes speed by key, and leaves other keys alone', () => {
  const playhead = createPlayhead(() => 0);
  expect(playByKey(playhead, 'Home', plain)).toBe(false);
  playhead.setStored({ from: 0, to: 10_000 }, false);
  playByKey(playhead, 'Home', plain);
  playByKey(playhead, 'ArrowRight', plain);
  expect(playhead.get().time).toBe(100);
  playByKey(playhead, 'ArrowRight', { shift: false, alt: true });
  expect(playhead.get().time).toBe(1100);
  playByKey(playhead, 'ArrowLeft', { shift: true, alt: false });
  expect(playhead.get().time).toBe(1090);
  changeSpeed(playhead, 1);
  expect(playhead.get().speed).toBe(2);
  changeSpeed(playhead, -1);
  changeSpeed(playhead, -1);
  expect(playhead.get().speed).toBe(0.5);
  playByKey(playhead, 'End', plain);
  expect(playhead.get().mode).toBe('whole');
  expect(playByKey(playhead, 'x', plain)).toBe(false);
});
