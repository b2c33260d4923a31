import { expect, it } from 'vitest';
import { applyCompletion, completeSearch } from './complete-search.ts';

/** Completions at the `|`. */
function at(marked: string) {
  const cursor = marked.indexOf('|');
  const text = marked.replace('|', '');
  const { from, to, options, ask } = completeSearch(text, cursor);
  return { replaced: text.slice(from, to), options: options.map((option) => option.text), ask };
}

it('offers every field where a term begins, and those that begin with what is typed', () => {
  expect(at('|').options).toHaveLength(18);
  expect(at('pump |').options).toHaveLength(18);
  expect(at('pump s|tr').options).toEqual(['stream:', 'series:', 'score:', 'severity:', 'shape:', 'state:']);
  expect(at('pump s|tr').replaced).toBe('str');
  expect(at('-ver|')).toMatchObject({ options: ['verdict:'], replaced: 'ver' });
  expect(at('k|').options).toEqual(['kind:', 'key.']);
});

it('offers the values of a field, behind each comma again', () => {
  expect(at('severity:|').options).toEqual(['low', 'medium', 'high']);
  expect(at('severity:high,m|')).toMatchObject({ options: ['medium'], replaced: 'm' });
  expect(at('shape:n|').options).toEqual(['"new pattern"']);
  expect(at('score:|').options[0]).toBe('>0.9');
});

it('asks the store for names that only it knows', () => {
  expect(at('stream:ic|').ask).toEqual({ field: 'stream', part: null, typed: 'ic' });
  expect(at('owner:"Night sh|').ask).toEqual({ field: 'owner', part: null, typed: 'Night sh' });
  expect(at('owner:|').options).toEqual(['none']);
  expect(at('key.wa|').ask).toEqual({ field: 'key', part: null, typed: 'wa' });
  expect(at('key.ward:7|').ask).toEqual({ field: 'key', part: 'ward', typed: '7' });
});

it('offers nothing inside words in quotes, of a field that there is not, or before a part', () => {
  for (const text of ['"stream |', 'nofield:|', 'a.b|', 'key:|']) expect(at(text)).toMatchObject({ options: [], ask: null });
});

it('puts a choice in: a value with a space behind it, a field without', () => {
  expect(applyCompletion('sev', completeSearch('sev', 3), 'severity:')).toEqual({ text: 'severity:', cursor: 9 });
  expect(applyCompletion('severity:h', completeSearch('severity:h', 10), 'high')).toEqual({ text: 'severity:high ', cursor: 14 });
  expect(applyCompletion('a severity:h,low b', completeSearch('a severity:h,low b', 12), 'high')).toEqual({ text: 'a severity:high,low b', cursor: 15 });
});
