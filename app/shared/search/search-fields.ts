import { incidentStateSchema } from '../domain/incident.ts';
import { shapes } from '../domain/samples.ts';
import { severitySchema } from '../domain/severity.ts';
import { streamStateSchema } from '../domain/stream.ts';
import { verdictSchema, type Verdict } from '../domain/feedback.ts';
import type { SearchKind } from '../domain/search.ts';
import { searchKinds } from './search-query.ts';

/** How a field's value is written. */
export type SearchFieldType = 'one-of' | 'text' | 'ratio' | 'duration' | 'last' | 'time';

export interface SearchField {
  name: string;
  type: SearchFieldType;
  /** Kinds that have it: a query with the field finds these alone. */
  kinds: readonly SearchKind[];
  /** What it asks, for the list of completions and the help. */
  words: string;
  example: string;
  /** All values of a `one-of`; suggestions of the others. */
  values: readonly { value: string; words: string; /** Where it is of fewer kinds than its field. */ kinds?: readonly SearchKind[] }[];
  /** Values come from the store too (`search.complete`). */
  dynamic?: true;
  /** `owner:none` asks for what has none. */
  orNone?: true;
  /** Named with a part: `key.bed`. */
  parts?: true;
}

const plain = (values: readonly string[]) => values.map((value) => ({ value, words: '' }));
const timed: readonly SearchKind[] = ['anomaly', 'incident', 'comment'];
const ofStream: readonly SearchKind[] = ['anomaly', 'incident', 'comment', 'stream', 'series'];
const verdictWords: Record<Verdict | 'none', string> = { none: 'Nobody judged it', true: 'A real problem', expected: 'Real but foreseen', false: 'Nothing was wrong', 'new-normal': 'The data changed for good', missed: 'Marked by hand' };

/** Words that stand for several verdicts: they merge what ADR 8 keeps apart, and only here. */
export const verdictGroups: Readonly<Record<string, readonly Verdict[]>> = { dismissed: ['expected', 'false', 'new-normal'], confirmed: ['true', 'missed'] };

/** THE list of fields: the parser, completions and the help are made of it. */
export const searchFields: readonly SearchField[] = [
  { name: 'kind', type: 'one-of', kinds: searchKinds, words: 'What to find', example: 'kind:incident', values: plain(searchKinds) },
  { name: 'stream', type: 'text', kinds: ofStream, words: 'The stream\'s name has it', example: 'stream:icu', values: [], dynamic: true },
  { name: 'series', type: 'text', kinds: ['anomaly', 'incident', 'comment', 'series'], words: 'The series\' name has it; of an incident, any of its series\'', example: 'series:"bed 7"', values: [], dynamic: true },
  { name: 'key', type: 'text', kinds: ['anomaly', 'incident', 'comment', 'series'], words: 'A part of the series\' key is it', example: 'key.ward:7', values: [], dynamic: true, parts: true },
  { name: 'channel', type: 'text', kinds: ['anomaly', 'series'], words: 'The channel is part of it: outside its band, or with the greatest share', example: 'channel:spo2', values: [], dynamic: true },
  { name: 'score', type: 'ratio', kinds: ['anomaly'], words: 'How anomalous, 0 to 1', example: 'score:>0.9', values: plain(['>0.9', '>0.99', '0.8..0.95']) },
  { name: 'grade', type: 'ratio', kinds: ['anomaly'], words: 'How bad, 0 to 1', example: 'grade:>=0.5', values: plain(['>=0.5', '>0.8']) },
  { name: 'severity', type: 'one-of', kinds: ['anomaly', 'incident'], words: 'How bad, in words', example: 'severity:high,medium', values: plain(severitySchema.options) },
  { name: 'shape', type: 'one-of', kinds: ['anomaly'], words: 'How it looks', example: 'shape:spike,dip', values: plain(shapes.filter((shape) => shape !== 'none')) },
  { name: 'duration', type: 'duration', kinds: ['anomaly', 'incident'], words: 'How long it lasted', example: 'duration:>5m', values: plain(['>5m', '>1h', '<10s']) },
  {
    name: 'verdict', type: 'one-of', kinds: ['anomaly'], words: 'What an analyst said it is', example: 'verdict:none',
    values: [
      ...(['none', ...verdictSchema.options] as const).map((value) => ({ value, words: verdictWords[value] })),
      { value: 'dismissed', words: 'Expected, false or new normal' }, { value: 'confirmed', words: 'True or missed' },
    ],
  },
  {
    name: 'is', type: 'one-of', kinds: ['anomaly', 'incident'], words: 'What holds of it', example: 'is:reviewed',
    values: [{ value: 'reviewed', words: 'It has a verdict', kinds: ['anomaly'] }, { value: 'ongoing', words: 'It has not ended' }, { value: 'merged', words: 'Its anomalies are in another incident', kinds: ['incident'] }],
  },
  {
    name: 'state', type: 'one-of', kinds: ['incident', 'stream'], words: 'How far it is', example: 'state:open',
    values: [...incidentStateSchema.options.map((value) => ({ value, words: 'Of an incident', kinds: ['incident'] as const })), ...streamStateSchema.options.map((value) => ({ value, words: 'Of a stream', kinds: ['stream'] as const }))],
  },
  { name: 'owner', type: 'text', kinds: ['incident'], words: 'Who looks after it', example: 'owner:kim', values: [{ value: 'none', words: 'Nobody so far' }], dynamic: true, orNone: true },
  { name: 'tag', type: 'text', kinds: ['incident'], words: 'It has the tag', example: 'tag:valve', values: [{ value: 'none', words: 'It has none' }], dynamic: true, orNone: true },
  { name: 'by', type: 'text', kinds: ['comment'], words: 'Who wrote it', example: 'by:analyst', values: [], dynamic: true },
  { name: 'time', type: 'time', kinds: timed, words: 'When it went on, by date or date and time', example: 'time:2026-11-01..2026-11-07', values: plain(['today', 'yesterday']) },
  { name: 'last', type: 'last', kinds: timed, words: 'So long ago at most', example: 'last:7d', values: plain(['1h', '24h', '7d', '30d']) },
];

const byName = new Map(searchFields.map((field) => [field.name, field]));

/** A field by its name, without its part. */
export function searchField(name: string): SearchField | undefined {
  return byName.get(name.toLowerCase());
}
