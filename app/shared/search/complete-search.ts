import { printValue } from './print-search.ts';
import { searchField, searchFields } from './search-fields.ts';
import { tokenise } from './tokenise.ts';

/** Something to put in place of what is typed. */
export interface SearchCompletion {
  /** What stands in the list, and what is put in. */
  text: string;
  words: string;
}

export interface SearchCompletions {
  /** The stretch of the text that a choice replaces, UTF-16. */
  from: number;
  to: number;
  options: SearchCompletion[];
  /** More come from the store: values of `field` that have `typed` in them, or (part null of a field with parts) names of its parts. */
  ask: { field: string; part: string | null; typed: string } | null;
}

/** What may stand at `cursor`: fields where a term begins, values behind a colon. Texts that end in a colon go on. */
export function completeSearch(text: string, cursor: number): SearchCompletions {
  const { tokens } = tokenise(text.slice(0, cursor));
  const token = tokens.at(-1);
  const nothing: SearchCompletions = { from: cursor, to: cursor, options: [], ask: null };
  if (token === undefined || token.end < cursor) return { ...nothing, options: fieldOptions('') };
  const value = token.values.at(-1)!;
  if (token.field === null) {
    if (value.quoted || token.values.length > 1) return nothing;
    const typed = value.text.toLowerCase();
    const dot = typed.indexOf('.');
    const to = wordEnd(text, cursor);
    if (dot >= 0) return searchField(typed.slice(0, dot))?.parts === true ? { from: value.at, to, options: [], ask: { field: typed.slice(0, dot), part: null, typed: value.text.slice(dot + 1) } } : nothing;
    return { from: value.at, to, options: fieldOptions(typed), ask: null };
  }
  const dot = token.field.text.indexOf('.');
  const field = searchField(dot < 0 ? token.field.text : token.field.text.slice(0, dot));
  if (field === undefined) return nothing;
  const typed = value.text.toLowerCase();
  const part = dot < 0 ? null : token.field.text.slice(dot + 1).replace(/^"|"$/g, '');
  const options = field.values.filter(({ value: one }) => one.startsWith(typed) && one !== typed).map((one) => ({ text: printValue(one.value), words: one.words }));
  return { from: value.at, to: value.quoted ? cursor : wordEnd(text, cursor), options, ask: field.dynamic === true && (field.parts !== true || part !== null) ? { field: field.name, part, typed: value.text } : null };
}

/** The text with a choice put in, and where the cursor stands then: behind a value and a space, or right behind the colon of a field. */
export function applyCompletion(text: string, { from, to }: Pick<SearchCompletions, 'from' | 'to'>, chosen: string): { text: string; cursor: number } {
  const goesOn = chosen.endsWith(':') || chosen.endsWith('.');
  const rest = text.slice(to);
  const put = goesOn || /^[\s,]/.test(rest) ? chosen : `${chosen} `;
  return { text: text.slice(0, from) + put + rest, cursor: from + put.length };
}

function fieldOptions(typed: string): SearchCompletion[] {
  return searchFields.filter(({ name }) => name.startsWith(typed)).map((field) => ({ text: `${field.name}${field.parts === true ? '.' : ':'}`, words: field.words }));
}

/** Where the word that the cursor stands in ends. */
function wordEnd(text: string, cursor: number): number {
  return cursor + /^[^\s,:]*/.exec(text.slice(cursor))![0].length;
}
