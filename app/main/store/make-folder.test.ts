import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { makeFolder } from './make-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'anomalyforce-folder-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('makes a folder with those above it, and takes one that is there', () => {
  const deep = join(folder, 'a', 'b', 'c');
  for (let time = 0; time < 2; time++) makeFolder(deep, 0o700);
  expect([deep, join(folder, 'a')].map((one) => statSync(one).mode & 0o777)).toEqual([0o700, 0o700]);
});

it('throws where a file is in its place or above it', () => {
  writeFileSync(join(folder, 'file'), '');
  for (const at of ['file', join('file', 'below')]) expect(() => makeFolder(join(folder, at))).toThrow('EEXIST');
});

// In a process of its own, which would have to be killed if it did not end.
it.runIf(existsSync('/proc/self'))('throws where the system makes no folder', () => {
  const code = `import { makeFolder } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'make-folder.ts')).href)}; try { makeFolder('/proc/none-such/below'); } catch (error) { console.log(error.code); }`;
  expect(execFileSync(process.execPath, ['--input-type=module', '--eval', code], { encoding: 'utf8', timeout: 20_000, killSignal: 'SIGKILL' })).toBe('ENOENT\n');
});
