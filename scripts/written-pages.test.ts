import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { apiPage, errorsPage } from './written-pages.ts';

const page = (name: string) => readFileSync(join(import.meta.dirname, '..', 'docs', name), 'utf8');

test('docs/errors.md and docs/api.md are what the code says (npm run docs writes them)', () => {
  expect(page('errors.md')).toBe(errorsPage());
  expect(page('api.md')).toBe(apiPage());
});

test('what the README and the other pages link to is there', () => {
  const root = join(import.meta.dirname, '..');
  for (const [file, base] of [['README.md', '.'], ['docs/architecture.md', 'docs']] as const) {
    for (const [, target] of readFileSync(join(root, file), 'utf8').matchAll(/\]\(([^)#:]+)\)/g)) expect(() => readFileSync(join(root, base, target!)), `${file} -> ${target}`).not.toThrow(/ENOENT/);
  }
});
