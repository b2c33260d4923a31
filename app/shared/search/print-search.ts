import { printDuration } from './durations.ts';
import { searchField } from './search-fields.ts';
import type { SearchQuery, SearchTerm, SearchTest } from './search-query.ts';

/** A query as text; `parseSearch` gives the same query again. */
export function printSearch(query: SearchQuery): string {
  return query.terms.map(printTerm).join(' ');
}

/** A value as it stands behind a field: in quotes where it has to be. */
export function printValue(text: string): string {
  return /^[^\s",\\]+$/.test(text) ? text : quoted(text);
}

/** The part of a key behind the dot. */
export function printPart(part: string): string {
  return /^[^\s:",\\]+$/.test(part) ? part : quoted(part);
}

function printTerm(term: SearchTerm): string {
  const sign = term.negated ? '-' : '';
  if (term.kind === 'words') return sign + term.any.map((word) => (/^[^\s",:\\-][^\s",:\\]*$/.test(word) ? word : quoted(word))).join(',');
  const name = term.part === null ? term.field : `${term.field}.${printPart(term.part)}`;
  return `${sign}${name}:${term.any.map((test) => printTest(term.field, test)).join(',')}`;
}

function printTest(fieldName: string, test: SearchTest): string {
  const field = searchField(fieldName)!;
  switch (test.kind) {
    case 'none': return 'none';
    case 'text': return field.orNone === true && test.text.toLowerCase() === 'none' ? quoted(test.text) : printValue(test.text);
    case 'time': return test.from === test.to ? test.from! : `${test.from ?? ''}..${test.to ?? ''}`;
    case 'range': {
      const number = field.type === 'ratio' ? String : printDuration;
      if (field.type === 'last') return number(test.max!);
      if (test.min !== null && test.max !== null) return `${number(test.min)}..${number(test.max)}`;
      return test.min === null ? `<${test.open ? '' : '='}${number(test.max!)}` : `>${test.open ? '' : '='}${number(test.min)}`;
    }
  }
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
