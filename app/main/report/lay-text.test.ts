import { expect, it } from 'vitest';
import { layText, startOf } from './lay-text.ts';

const lines = (text: string, width = 1_000) => layText(text, width, ({ length }) => length).map(({ words, isRightToLeft }) => `${isRightToLeft ? '←' : '→'}${words.join(' ')}`);

it('breaks lines between words, keeps those that were written, and cuts a word that is too wide', () => {
  expect(lines('one two three\n\nfour', 8)).toEqual(['→one two', '→three', '→', '→four']);
  expect(lines('甲乙丙。丁、，', 3)).toEqual(['→甲乙丙。', '→丁、，']);
  expect(lines('abcdefgh ij', 3)).toEqual(['→abc', '→def', '→gh', '→ij']);
});

it('puts words that go from right to left in the order of the eye', () => {
  expect(lines('The שלום רב עולם was')).toEqual(['→The עולם רב שלום was']);
  expect(lines('שלום רב valve 3 נתקע')).toEqual(['←נתקע valve 3 רב שלום']);
  expect(lines('שלום – רב x')).toEqual(['←x רב – שלום']);
});

it('cuts a text at the end of a letter as the eye sees it', () => {
  expect(startOf('abc', 5)).toBe('abc');
  expect(startOf('abcdef', 3)).toBe('abc');
  expect(startOf('ab👩‍🚒cd', 4)).toBe('ab'); // five units of one sign
  expect(startOf('नमस्ते दुनिया', 4)).toBe('नम');
});
