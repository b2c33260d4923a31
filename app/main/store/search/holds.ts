import { timeSpan, type TimeFrame } from '../../../shared/search/times.ts';
import type { SearchQuery, SearchTerm, SearchTest } from '../../../shared/search/search-query.ts';
import { isLike, textsOf } from './scope.ts';

/** What a query asks of something that is not an anomaly (those are asked for in SQL). What it does not have is left out. */
export interface Findable {
  /** Words are found in any of these. */
  texts: readonly string[];
  stream?: string;
  series?: string;
  /** Whether one of several series has a text in its name, or has it as a part of its key; also asked for words. */
  anySeries?: (text: string, part: string | null) => boolean;
  dimensions?: Readonly<Record<string, string>>;
  channels?: readonly string[];
  severity?: string;
  state?: string;
  owner?: string | null;
  tags?: readonly string[];
  by?: string;
  /** EpochMillis. */
  from?: number;
  to?: number;
  is?: Readonly<Record<string, boolean>>;
}

/** Whether all terms hold; those of words only where `words` says so (comments' words are asked of their index). */
export function holds(query: SearchQuery, one: Findable, frame: TimeFrame, { words = true } = {}): boolean {
  return query.terms.every((term) => (term.kind === 'words' ? !words || term.any.some((word) => one.texts.some((text) => isLike(text, word)) || one.anySeries?.(word, null) === true) !== term.negated : fieldHolds(term, one, frame) !== term.negated));
}

function fieldHolds(term: Extract<SearchTerm, { kind: 'field' }>, one: Findable, frame: TimeFrame): boolean {
  const texts = textsOf(term.any);
  const like = (name: string | null | undefined) => name !== null && name !== undefined && texts.some((text) => isLike(name, text));
  switch (term.field) {
    case 'kind': return true; // the kinds of a query are known before
    case 'stream': return like(one.stream);
    case 'series': return like(one.series) || texts.some((text) => one.anySeries?.(text, null));
    case 'key': return texts.some((text) => one.anySeries?.(text, term.part)) || Object.entries(one.dimensions ?? {}).some(([part, value]) => part.toLowerCase() === term.part!.toLowerCase() && texts.some((text) => text.toLowerCase() === value.toLowerCase()));
    case 'channel': return one.channels?.some(like) ?? false;
    case 'severity': return texts.includes(one.severity ?? '');
    case 'state': return texts.includes(one.state ?? '');
    case 'owner': return like(one.owner) || (one.owner === null && term.any.some(({ kind }) => kind === 'none'));
    case 'tag': return one.tags !== undefined && (texts.some((text) => one.tags!.includes(text.normalize('NFC').toLowerCase())) || (one.tags.length === 0 && term.any.some(({ kind }) => kind === 'none')));
    case 'by': return like(one.by);
    case 'is': return texts.some((text) => one.is?.[text] === true);
    case 'duration': return term.any.some((test) => inRange(test, (one.to ?? NaN) - (one.from ?? NaN)));
    case 'last':
    case 'time': return term.any.some((test) => {
      const { from, to } = spanOfTest(test, frame);
      return one.from !== undefined && (from === null || one.to! >= from) && (to === null || one.from <= to);
    });
    default: return false;
  }
}

/** The span of a `time` or `last` test. */
export function spanOfTest(test: SearchTest, frame: TimeFrame): { from: number | null; to: number | null } {
  if (test.kind === 'time') return timeSpan(test, frame);
  return { from: test.kind === 'range' ? frame.now - test.max! : null, to: null };
}

function inRange(test: SearchTest, value: number): boolean {
  if (test.kind !== 'range') return false;
  const { min, max, open } = test;
  return (min === null || (open ? value > min : value >= min)) && (max === null || (open ? value < max : value <= max));
}
