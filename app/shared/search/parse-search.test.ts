import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSearch } from './parse-search.ts';
import { printSearch } from './print-search.ts';
import { searchFields } from './search-fields.ts';
import { searchKinds, type SearchTerm, type SearchTest } from './search-query.ts';
import { timeSpan } from './times.ts';

function termsOf(text: string): SearchTerm[] {
  const parsed = parseSearch(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.query.terms;
}
function faultOf(text: string): string {
  const parsed = parseSearch(text);
  if (parsed.ok) throw new Error('no fault');
  const { at, end, message, hint } = parsed.faults[0]!;
  return `${text.slice(at, end)} | ${message} | ${hint}`;
}

describe('a query', () => {
  it('is words, fields, alternatives, negations and ranges that must all hold', () => {
    expect(termsOf('stuck "valve 3" stream:icu channel:spo2 score:>0.9 -verdict:none,dismissed last:7d key.ward:7')).toEqual([
      { kind: 'words', negated: false, any: ['stuck'] },
      { kind: 'words', negated: false, any: ['valve 3'] },
      { kind: 'field', field: 'stream', part: null, negated: false, any: [{ kind: 'text', text: 'icu' }] },
      { kind: 'field', field: 'channel', part: null, negated: false, any: [{ kind: 'text', text: 'spo2' }] },
      { kind: 'field', field: 'score', part: null, negated: false, any: [{ kind: 'range', min: 0.9, max: null, open: true }] },
      { kind: 'field', field: 'verdict', part: null, negated: true, any: [{ kind: 'text', text: 'none' }, { kind: 'text', text: 'dismissed' }] },
      { kind: 'field', field: 'last', part: null, negated: false, any: [{ kind: 'range', min: null, max: 7 * 86_400_000, open: false }] },
      { kind: 'field', field: 'key', part: 'ward', negated: false, any: [{ kind: 'text', text: '7' }] },
    ]);
  });

  it.each([
    ['SEVERITY:High shape:new-pattern duration:>300s', 'severity:high shape:"new pattern" duration:>5m'],
    ['KEY."bed no":"7 b",8', 'key."bed no":"7 b",8'],
    ['owner:NONE state:open', 'owner:none state:open'],
    ['owner:"none"', 'owner:"none"'],
    ['score:0.8..0.95 score:..0.5', 'score:0.8..0.95 score:<=0.5'],
    ['time:2026-11-01T14:30z..', 'time:2026-11-01T14:30Z..'],
    ['10:41 "http://x" "-a" a\\b', '"10:41" "http://x" "-a" "a\\\\b"'],
    ['pump, valve', 'pump valve'],
    ['', ''],
  ])('%s is understood as %s', (text, printed) => {
    expect(printSearch({ terms: termsOf(text) })).toBe(printed);
  });
});

describe('what can\'t be understood is said with its place and a hint', () => {
  it.each([
    ['pump svrity:high', /^svrity \| There is no field “svrity”\. \| .*quotes/],
    ['sev:high', /Did you mean “severity”\?/],
    ['severity:high,hihg', /^hihg \| “hihg” is no value of “severity”\. \| Choose among low, medium or high\./],
    ['score:0.9', /^0\.9 \| “score” is compared/],
    ['score:>x', /“x” is no number/],
    ['score:0.9..0.1', /ends before it begins/],
    ['last:soon', /^soon \| “soon” is no stretch of time\. \| .*Units are/],
    ['time:2026-02-30', /“2026-02-30” is no date/],
    ['time:..', /neither a beginning nor an end/],
    ['stream:', /^stream: \| “stream” has no value here/],
    ['severity:high,', /has no value here/],
    ['key:7', /needs the name of a part/],
    ['stream.x:7', /“stream” has no parts/],
    ['say "not closed', /^"not closed \| The quote that begins here has no end/],
    ['"a"b', /^b \| Something stands right behind/],
    ['score:>0.5 owner:kim', /^owner:kim \| Nothing .* that is of incident, the rest of anomaly/],
    ['kind:dashboard last:1h', /^last:1h \| Nothing/],
    ['is:reviewed kind:incident', /^kind:incident \| Nothing/],
  ])('%s', (text, fault) => {
    expect(faultOf(text)).toMatch(fault);
  });

  it('a text that is too long', () => {
    expect(faultOf('x'.repeat(1001))).toMatch(/at most 1000/);
  });

  it('all of it, in order', () => {
    const parsed = parseSearch('a:1 "b" c:2 severity:no');
    expect(parsed.ok ? [] : parsed.faults.map(({ at }) => at)).toEqual([0, 8, 21]);
  });
});

const someText = fc.string({ minLength: 1, maxLength: 12, unit: fc.oneof(fc.constantFrom(...'ab9 ",:\\-.<>=é$_'), fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme' })) }).map((text) => text.trim()).filter((text) => text !== '');
const bound = fc.double({ min: 0, max: 1, noNaN: true });
const length = fc.integer({ min: 1, max: 1e12 });
const day = fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
function range(value: fc.Arbitrary<number>): fc.Arbitrary<SearchTest> {
  return fc.oneof(
    fc.tuple(value, value).map(([a, b]): SearchTest => ({ kind: 'range', min: Math.min(a, b), max: Math.max(a, b), open: false })),
    fc.record({ kind: fc.constant('range' as const), min: value, max: fc.constant(null), open: fc.boolean() }),
    fc.record({ kind: fc.constant('range' as const), min: fc.constant(null), max: value, open: fc.boolean() }),
  );
}
const testsOf: Record<(typeof searchFields)[number]['type'], (field: (typeof searchFields)[number]) => fc.Arbitrary<SearchTest>> = {
  'one-of': ({ values }) => fc.constantFrom(...values).map(({ value }): SearchTest => ({ kind: 'text', text: value })),
  text: ({ orNone }) => fc.oneof(someText.map((text): SearchTest => ({ kind: 'text', text })), fc.constantFrom<SearchTest>({ kind: 'text', text: 'none' }, orNone === true ? { kind: 'none' } : { kind: 'text', text: 'some' })),
  ratio: () => range(bound),
  duration: () => range(length),
  last: () => length.map((max): SearchTest => ({ kind: 'range', min: null, max, open: false })),
  time: () => fc.tuple(day, day, fc.integer({ min: 0, max: 3 })).map(([a, b, form]): SearchTest => ({ kind: 'time', from: form === 0 ? null : a, to: form === 1 ? null : form === 2 ? a : b })),
};
const term: fc.Arbitrary<SearchTerm> = fc.oneof(
  fc.record({ kind: fc.constant('words' as const), negated: fc.boolean(), any: fc.array(someText, { minLength: 1, maxLength: 3 }) }),
  fc.constantFrom(...searchFields).chain((field) => fc.record({ kind: fc.constant('field' as const), field: fc.constant(field.name), part: field.parts === true ? someText : fc.constant(null), negated: fc.boolean(), any: fc.array(testsOf[field.type](field), { minLength: 1, maxLength: 3 }) })),
);

it('any term that is printed is read as the same again', () => {
  fc.assert(fc.property(term, (one) => {
    if (one.kind === 'field' && one.field === 'kind' && one.negated && searchKinds.every((kind) => one.any.some((test) => test.kind === 'text' && test.text === kind))) return;
    expect(termsOf(printSearch({ terms: [one] }))).toEqual([one]);
  }), { numRuns: 2_000, seed: 5 });
});

it('any text is read or refused with a place inside it, and what is read is printed for good', () => {
  const text = fc.array(fc.oneof(someText, fc.constantFrom('stream:', '-', '"', ' ', 'score:>', 'key.', ',', 'last:7d')), { maxLength: 8 }).map((parts) => parts.join(''));
  fc.assert(fc.property(text, (one) => {
    const parsed = parseSearch(one);
    if (parsed.ok) {
      const printed = printSearch(parsed.query);
      expect(printSearch({ terms: termsOf(printed) })).toBe(printed);
    } else {
      for (const { at, end } of parsed.faults) expect(at >= 0 && end > at && end <= one.length).toBe(true);
    }
  }), { numRuns: 2_000, seed: 5 });
});

describe('a time', () => {
  const now = Date.UTC(2026, 10, 26, 0, 30);
  const spanOf = (text: string, zone: string) => {
    const [found] = termsOf(`time:${text}`);
    const { from, to } = timeSpan((found as { any: Extract<SearchTest, { kind: 'time' }>[] }).any[0]!, { now, zone });
    return [from, to].map((time) => (time === null ? null : new Date(time).toISOString()));
  };
  it('without a zone is of the analyst\'s; a day reaches to its last millisecond, a minute and a second too', () => {
    expect(spanOf('2026-11-01..2026-11-07', 'UTC')).toEqual(['2026-11-01T00:00:00.000Z', '2026-11-07T23:59:59.999Z']);
    expect(spanOf('2026-11-01', 'America/New_York')).toEqual(['2026-11-01T04:00:00.000Z', '2026-11-02T04:59:59.999Z']); // clocks go back
    expect(spanOf('2026-03-29T03:00..', 'Europe/Berlin')).toEqual(['2026-03-29T01:00:00.000Z', null]); // right after the jump
    expect(spanOf('2026-11-01T14:30+02:00', 'America/New_York')).toEqual(['2026-11-01T12:30:00.000Z', '2026-11-01T12:30:59.999Z']);
    expect(spanOf('2026-11-01T14:30:05', 'UTC')).toEqual(['2026-11-01T14:30:05.000Z', '2026-11-01T14:30:05.999Z']);
    expect(spanOf('today', 'America/New_York')).toEqual(['2026-11-25T05:00:00.000Z', '2026-11-26T04:59:59.999Z']);
    expect(spanOf('..yesterday', 'UTC')).toEqual([null, '2026-11-25T23:59:59.999Z']);
  });
});
