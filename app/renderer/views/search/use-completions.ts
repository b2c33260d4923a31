import { useMemo } from 'react';
import { completeSearch, type SearchCompletions } from '../../../shared/search/complete-search.ts';
import { printPart, printValue } from '../../../shared/search/print-search.ts';
import { useQuery } from '../../workbench/use-query.ts';

/** Most rows of the list: what is further down is found by typing on. */
const mostShown = 30;

/** What may stand at the cursor: what the language has at once, names that the store knows a moment later. */
export function useCompletions(text: string, cursor: number): SearchCompletions {
  const asked = useMemo(() => {
    const found = completeSearch(text, cursor);
    // A new term behind others is left alone until a letter is typed: the list would cover what was found.
    return found.from === found.to && found.ask === null && text.trim() !== '' && text[cursor - 1] !== ':' && text[cursor - 1] !== ',' ? { ...found, options: [] } : found;
  }, [text, cursor]);
  const known = useQuery('search.complete', asked.ask);
  return useMemo(() => {
    const { ask, options } = asked;
    if (ask === null || known.state !== 'ready' || known.stale) return asked;
    const names = known.value.values.map((value) => (ask.field === 'key' && ask.part === null ? { text: `key.${printPart(value)}:`, words: 'A part of the key' } : { text: printValue(value), words: '' }));
    const own = new Set(options.map((option) => option.text));
    return { ...asked, options: [...options, ...names.filter((name) => !own.has(name.text))].slice(0, mostShown) };
  }, [asked, known]);
}
