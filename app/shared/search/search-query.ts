import { searchKindSchema, type SearchKind } from '../domain/search.ts';

/** All kinds, in the order in which groups stand. */
export const searchKinds: readonly SearchKind[] = searchKindSchema.options;

/** One alternative of a field. Numbers are in the field's own unit (durations: milliseconds); `time` keeps what was written, since a day's bounds depend on the zone. */
export type SearchTest =
  | { kind: 'text'; text: string }
  | { kind: 'none' }
  | { kind: 'range'; min: number | null; max: number | null; /** Whether the bound itself is left out; both bounds of `a..b` are in. */ open: boolean }
  | { kind: 'time'; from: string | null; to: string | null };

/** One condition; all of a query must hold. `negated` holds where none of the alternatives does. Fields that have parts name theirs (`key.bed` is part `bed`). */
export type SearchTerm =
  | { kind: 'words'; negated: boolean; any: string[] }
  | { kind: 'field'; field: string; part: string | null; negated: boolean; any: SearchTest[] };

/** A query as it is understood. */
export interface SearchQuery {
  terms: SearchTerm[];
}

/** What is wrong with a query's text, and where: UTF-16 places from `at` to `end`. */
export interface SearchFault {
  at: number;
  end: number;
  message: string;
  hint: string;
}

/** Longest text of a query, UTF-16. */
export const longestQuery = 1000;
