import { expect, it } from 'vitest';
import { strengthWords } from './passphrase-strength.ts';

it('takes no passphrase that is too short, and says how hard others are to guess', () => {
  expect(strengthWords('eleven char')).toBeNull();
  expect(strengthWords('aaaaaaaaaaaaaaaaaaaaaaaa')).toMatch(/^Weak/);
  expect(strengthWords('secretsecret')).toMatch(/^Weak/);
  expect(strengthWords('twelve letters')).toMatch(/^Fair/);
  expect(strengthWords('sixteen long words')).toBe('Good.');
  expect(strengthWords('harbour violin copper thirteen')).toBe('Strong.');
});
