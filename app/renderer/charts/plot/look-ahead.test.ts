import { expect, it } from 'vitest';
import { columnsPerSeen, hasRoom, withRoom } from './look-ahead.ts';

const seen = { from: 1000, to: 1100 };
const asked = withRoom(seen);
const extent = { from: 0, to: 5000 };

it('asks for half of what is seen at each side', () => {
  expect(asked).toEqual({ from: 950, to: 1150 });
  expect(columnsPerSeen).toBe(2);
});

it('a drag draws what was read until an eighth is left before it', () => {
  expect(hasRoom({ from: 1037, to: 1137 }, asked, extent)).toBe(true);
  expect(hasRoom({ from: 1038, to: 1138 }, asked, extent)).toBe(false);
  expect(hasRoom({ from: 963, to: 1063 }, asked, extent)).toBe(true);
  expect(hasRoom({ from: 962, to: 1062 }, asked, extent)).toBe(false);
});

it('nothing is asked for beyond what is stored', () => {
  expect(hasRoom({ from: 1080, to: 1180 }, asked, { from: 0, to: 1150 })).toBe(true);
  expect(hasRoom({ from: 940, to: 1040 }, asked, { from: 960, to: 5000 })).toBe(true);
});

it('another width is asked for anew', () => {
  expect(hasRoom({ from: 1000, to: 1101 }, asked, extent)).toBe(false);
  expect(hasRoom(seen, null, extent)).toBe(false);
  expect(hasRoom(seen, asked, null)).toBe(false);
});
