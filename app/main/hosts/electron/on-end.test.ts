import { spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { onEnd } from './on-end.ts';

it('tells once of a process that could not be started', async () => {
  const codes: (number | null)[] = [];
  const child = spawn('/none/such');
  await new Promise<void>((resolve) => onEnd(child, (code) => (codes.push(code), resolve())));
  child.emit('exit', -2, null); // as Node may or may not do after the error
  expect(codes).toEqual([null]);
});

it('takes no other error for the end', () => {
  const codes: (number | null)[] = [];
  const child = Object.assign(new EventEmitter(), { pid: 7 });
  onEnd(child as never, (code) => codes.push(code));
  child.emit('error', new Error('kill EPERM'));
  expect(codes).toEqual([]);
  child.emit('exit', 3);
  expect(codes).toEqual([3]);
});
