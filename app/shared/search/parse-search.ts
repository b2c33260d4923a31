import { parseDuration } from './durations.ts';
import { searchField, searchFields, type SearchField } from './search-fields.ts';
import type { SearchKind } from '../domain/search.ts';
import { longestQuery, searchKinds, type SearchFault, type SearchQuery, type SearchTerm, type SearchTest } from './search-query.ts';
import { isTimeText } from './times.ts';
import { tokenise, type Piece, type Token } from './tokenise.ts';

/** A text understood, or all that is wrong with it, in order of place. */
export type ParsedSearch = { ok: true; query: SearchQuery } | { ok: false; faults: SearchFault[] };

/**
 * Reads a query: words and `field:value` terms that must all hold, `-` before one that must not, alternatives by comma, quotes around what has spaces.
 * Names of fields and their fixed values may be in any case. No text is the query that finds everything.
 */
export function parseSearch(text: string): ParsedSearch {
  if (text.length > longestQuery) return { ok: false, faults: [{ at: longestQuery, end: text.length, message: `A query has at most ${longestQuery} characters.`, hint: 'Leave words out.' }] };
  const { tokens, faults } = tokenise(text);
  const terms: SearchTerm[] = [];
  let kinds: readonly SearchKind[] = searchKinds;
  for (const token of tokens) {
    const read = token.field === null ? wordsOf(token) : fieldOf(token, token.field);
    faults.push(...read.faults);
    if (read.term === null) continue;
    terms.push(read.term);
    const left = narrowed(kinds, read.term);
    if (left.length === 0) faults.push({ at: token.at, end: token.end, message: `Nothing that the rest of the query finds has “${text.slice(token.at, token.end)}”: that is of ${listWords(kindsOfTerm(read.term), 'and')}, the rest of ${listWords(kinds, 'and')}.`, hint: 'Leave one of the two out.' });
    else kinds = left;
  }
  return faults.length === 0 ? { ok: true, query: { terms } } : { ok: false, faults: faults.sort((a, b) => a.at - b.at) };
}

/** The kinds that a query can find. */
export function kindsOfQuery(query: SearchQuery): readonly SearchKind[] {
  return query.terms.reduce<readonly SearchKind[]>(narrowed, searchKinds);
}

function narrowed(kinds: readonly SearchKind[], term: SearchTerm): readonly SearchKind[] {
  const own = kindsOfTerm(term);
  return kinds.filter((kind) => own.includes(kind));
}

function kindsOfTerm(term: SearchTerm): readonly SearchKind[] {
  if (term.kind === 'words') return searchKinds;
  const field = searchField(term.field)!;
  const named = term.any.map((test) => (test.kind === 'text' ? test.text : ''));
  if (field.name === 'kind') return searchKinds.filter((kind) => named.includes(kind) !== term.negated);
  const ofValues = named.map((name) => field.values.find(({ value }) => value === name)?.kinds ?? field.kinds);
  return field.type === 'one-of' ? field.kinds.filter((kind) => ofValues.some((own) => own.includes(kind))) : field.kinds;
}

type Read = { term: SearchTerm | null; faults: SearchFault[] };

function wordsOf(token: Token): Read {
  const any = token.values.map((value) => value.text.trim()).filter((word) => word !== '');
  const empty: SearchFault = { at: token.at, end: token.end, message: 'There is no word here.', hint: 'Write a word, or leave the sign out.' };
  return any.length === 0 ? { term: null, faults: [empty] } : { term: { kind: 'words', negated: token.negated, any }, faults: [] };
}

function fieldOf(token: Token, piece: Piece): Read {
  const dot = piece.text.indexOf('.');
  const name = dot < 0 ? piece.text : piece.text.slice(0, dot);
  const part = dot < 0 ? null : unquoted(piece.text.slice(dot + 1));
  const field = searchField(name);
  const fault = (message: string, hint: string, { at, end }: { at: number; end: number } = piece): Read => ({ term: null, faults: [{ at, end, message, hint }] });
  if (field === undefined) return fault(`There is no field “${name}”.`, `${nearest(name)}Put it in quotes to search for the words.`);
  if (field.parts === true && (part ?? '') === '') return fault(`“${field.name}” needs the name of a part of the key.`, `Write it after a dot, such as ${field.example}.`);
  if (field.parts !== true && part !== null) return fault(`“${field.name}” has no parts.`, `Write it as in ${field.example}.`);
  const faults: SearchFault[] = [];
  const any: SearchTest[] = [];
  for (const value of token.values) {
    const read = value.text.trim() === '' ? `“${field.name}” has no value here.` : testOf(field, value);
    if (typeof read === 'string') faults.push({ at: value.at === value.end ? piece.at : value.at, end: value.end, message: read, hint: hintOf(field) });
    else any.push(read);
  }
  return { term: faults.length > 0 ? null : { kind: 'field', field: field.name, part, negated: token.negated, any }, faults };
}

/** One value of a field, or what is wrong with it. */
function testOf(field: SearchField, { text: raw, quoted }: Piece): SearchTest | string {
  const text = raw.trim();
  switch (field.type) {
    case 'one-of': {
      const wanted = text.toLowerCase().replace(/-/g, ' ');
      const found = field.values.find(({ value }) => value.replace(/-/g, ' ') === wanted);
      return found === undefined ? `“${text}” is no value of “${field.name}”.` : { kind: 'text', text: found.value };
    }
    case 'text':
      return field.orNone === true && !quoted && text.toLowerCase() === 'none' ? { kind: 'none' } : { kind: 'text', text };
    case 'ratio':
      return rangeOf(field, text, (number) => (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(number) ? Number(number) : null));
    case 'duration':
      return rangeOf(field, text, parseDuration);
    case 'last': {
      const ms = parseDuration(text);
      return ms === null || ms === 0 ? `“${text}” is no stretch of time.` : { kind: 'range', min: null, max: ms, open: false };
    }
    case 'time': {
      const [from = '', to] = text.split('..', 2);
      const inOneCase = (one: string) => (one === '' ? null : /^[a-z]+$/i.test(one) ? one.toLowerCase() : one.toUpperCase());
      const whole = { from: inOneCase(from), to: inOneCase(to ?? from) };
      if (whole.from === null && whole.to === null) return '“..” has neither a beginning nor an end.';
      const wrong = [whole.from, whole.to].find((one) => one !== null && !isTimeText(one));
      return wrong === undefined ? { kind: 'time', ...whole } : `“${wrong ?? ''}” is no date.`;
    }
  }
}

/** `>a`, `>=a`, `<a`, `<=a`, `a..b`, `a..`, `..b`. */
function rangeOf(field: SearchField, text: string, read: (text: string) => number | null): SearchTest | string {
  const compared = /^(>=|<=|>|<)(.*)$/s.exec(text);
  const unit = field.type === 'duration' ? 'duration' : 'number';
  if (compared !== null) {
    const bound = read(compared[2]!);
    if (bound === null) return `“${compared[2]!}” is no ${unit}.`;
    return { kind: 'range', min: compared[1]!.startsWith('>') ? bound : null, max: compared[1]!.startsWith('<') ? bound : null, open: compared[1]!.length === 1 };
  }
  if (!text.includes('..')) return `“${field.name}” is compared, not named: “${text}” says neither more nor less.`;
  const [low = '', high = ''] = text.split('..', 2);
  const min = low === '' ? null : read(low);
  const max = high === '' ? null : read(high);
  if ((low !== '' && min === null) || (high !== '' && max === null)) return `“${min === null && low !== '' ? low : high}” is no ${unit}.`;
  if (min === null && max === null) return '“..” has neither a beginning nor an end.';
  if (min !== null && max !== null && min > max) return `The range “${text}” ends before it begins.`;
  return { kind: 'range', min, max, open: false };
}

function hintOf(field: SearchField): string {
  const example = `Write it as in ${field.example}.`;
  if (field.type === 'one-of') return `Choose among ${listWords(field.values.map(({ value }) => value), 'or')}.`;
  if (field.type === 'last') return `${example} Units are s, m, h, d and w.`;
  if (field.type === 'duration') return `${example} Units are ms, s, m, h, d and w.`;
  if (field.type === 'time') return 'Write 2026-11-01, 2026-11-01T14:30, today, or two of them with .. between.';
  return field.type === 'ratio' ? `${example} Or a range: ${field.name}:0.8..0.95.` : example;
}

/** "Did you mean …? " where one field's name begins alike or has most of the letters. */
function nearest(name: string): string {
  const wanted = name.toLowerCase();
  const found = searchFields.find((field) => field.name.startsWith(wanted.slice(0, 3)) || (wanted.length > 3 && field.name.includes(wanted)));
  return found === undefined ? '' : `Did you mean “${found.name}”? `;
}

function listWords(words: readonly string[], last: string): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)!}`;
}

function unquoted(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replace(/\\(.)/gs, '$1') : text;
}
