import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { atEnter } from './serve.ts';

it('acts at each Enter on a terminal until it is ended, and never where input is none', async () => {
  let links = 0;
  const typed = Object.assign(new PassThrough(), { isTTY: true as const });
  typed.pause();
  const end = atEnter(typed as never, () => (links += 1));
  typed.write('\n');
  await new Promise(setImmediate);
  typed.write('\n');
  await new Promise(setImmediate);
  end();
  typed.write('\n');
  await new Promise(setImmediate);
  expect(links).toBe(2);
  const piped = Object.assign(new PassThrough(), { isTTY: false as const });
  atEnter(piped as never, () => (links += 1));
  piped.write('\n');
  await new Promise(setImmediate);
  expect(links).toBe(2);
});
