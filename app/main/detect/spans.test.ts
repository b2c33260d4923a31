import { describe, expect, it } from 'vitest';
import { shapes, type SampleColumns, type ScoreColumns, type Shape } from '../../shared/domain/samples.ts';
import { severityOf } from '../../shared/domain/severity.ts';
import { anomalyId } from './anomaly-id.ts';
import { scoreOfRarity } from './calibrate.ts';
import { COOL_DOWN_ROWS } from './span-rules.ts';
import { advanceSpans, closeSpans, gradeOf, type SpanState } from './spans.ts';

const settings = { threshold: 0.9, placeOf: (row: number) => String(row) };

/** One series, one channel, a row a second; the band is 8…12. */
function rows(scores: readonly number[], from = 0, stepMs = 1000, shape: (score: number) => Shape = () => 'spike'): [SampleColumns, ScoreColumns] {
  const n = scores.length;
  const fill = (value: number): Float32Array => new Float32Array(n).fill(value);
  return [
    { rows: n, channels: 1, series: new Uint32Array(n), times: Float64Array.from(scores, (_, i) => (from + i) * stepMs), values: Float64Array.from(scores, (s) => (s > 0.9 ? 20 : 10)) },
    { rows: n, channels: 1, score: fill(0), alarm: Float32Array.from(scores), instant: fill(NaN), confidence: fill(0.8), expected: fill(10), low: fill(8), high: fill(12), share: fill(1), shape: Uint8Array.from(scores, (s) => shapes.indexOf(shape(s))) },
  ];
}

const quiet = (n: number): number[] => Array.from({ length: n }, () => 0.1);

describe('spans', () => {
  it('open at the first row beyond the threshold, grow, and close after the cool-down', () => {
    const states = new Map<number, SpanState>();
    const [opened] = advanceSpans(states, ...rows([...quiet(5), 0.95, 0.99, 0.2]), settings);
    expect(opened).toMatchObject({ series: 0, opened: true, span: { open: true, start: 5000, end: 6000, peakTime: 6000, sampleCount: 2, firstPlace: '5', lastPlace: '6', shape: 'spike' } });
    expect(opened!.span.score).toBeCloseTo(0.99);
    expect(opened!.span.evidence).toEqual([{ observed: 20, expected: 10, low: 8, high: 12, share: 1, fromZero: true }]);
    expect(advanceSpans(states, ...rows(quiet(COOL_DOWN_ROWS - 2), 8), settings)).toEqual([]);
    const [closed] = advanceSpans(states, ...rows(quiet(1), 8 + COOL_DOWN_ROWS - 2), settings);
    expect(closed).toMatchObject({ opened: false, span: { open: false, end: 6000 } });
  });

  it('take what comes within the cool-down into the same span', () => {
    const states = new Map<number, SpanState>();
    const changes = advanceSpans(states, ...rows([...quiet(2), 0.95, ...quiet(20), 0.96, ...quiet(40)]), settings);
    expect(changes).toHaveLength(1);
    expect(changes[0]!.span).toMatchObject({ open: false, start: 2000, end: 23_000, sampleCount: 2 });
  });

  it('of a counter are told by its growth: one that is as usual again is back, however high the counter stands', () => {
    const growth = [2, 2, 90, 2, 2, 2];
    const totals = growth.map((_, row) => growth.slice(0, row + 1).reduce((sum, one) => sum + one, 1000));
    const [samples, scores] = rows([0.1, 0.1, 0.95, 0.1, 0.1, 0.1], 0, 1000, () => 'shift');
    const of = (offset: number): Float64Array => Float64Array.from(totals, (total, row) => total - growth[row]! + offset);
    const counted = { ...scores, from: of(0), expected: of(2), low: of(0), high: of(5) };
    const [told] = advanceSpans(new Map(), { ...samples, values: Float64Array.from(totals) }, counted, settings);
    expect(told!.span).toMatchObject({ shape: 'spike', evidence: [{ observed: 1094, expected: 1006, from: 1004 }], onset: { expected: 2, height: 88, isHeld: false } });
  });

  it('go on a little below the threshold but do not open there', () => {
    const states = new Map<number, SpanState>();
    expect(advanceSpans(states, ...rows([...quiet(3), 0.85, 0.85]), settings)).toEqual([]);
    expect(advanceSpans(states, ...rows([0.95, 0.85, 0.85], 5), settings)[0]!.span).toMatchObject({ sampleCount: 3, end: 7000 });
  });

  it.each(['frozen', 'missing', 'gap'] as const)('of what is %s end with it, however odd the rows behind are', (condition) => {
    const echo = 0.96;
    const at99 = (shape: Shape) => (score: number): Shape => (score === 0.99 ? shape : 'shift');
    const scores = [...quiet(2), 0.95, 0.99, 0.99, ...Array.from({ length: COOL_DOWN_ROWS - 1 }, () => echo)];
    const states = new Map<number, SpanState>();
    const [told] = advanceSpans(states, ...rows([...scores, ...quiet(1)], 0, 1000, at99(condition)), settings);
    expect(told!.span).toMatchObject({ open: false, shape: condition, start: 2000, end: 4000, sampleCount: 3 });
    expect(advanceSpans(states, ...rows([echo], 100), settings)).toMatchObject([{ opened: true, span: { shape: 'spike' } }]);
    expect(advanceSpans(new Map(), ...rows(scores, 0, 1000, at99('shift')), settings)[0]!.span).toMatchObject({ open: true, end: (scores.length - 1) * 1000 });
    expect(advanceSpans(new Map(), ...rows([...scores, 0.995], 0, 1000, at99(condition)), settings)[0]!.span).toMatchObject({ open: true, shape: 'shift', end: scores.length * 1000 });
  });

  it('of what is frozen goes on while it stands still, also where the rows are told by another shape that is as rare', () => {
    const [samples, scores] = rows([...quiet(2), ...Array.from({ length: 60 }, () => 0.99), ...quiet(1)]);
    scores.shape.fill(shapes.indexOf('frozen'), 2, 20).fill(shapes.indexOf('new pattern'), 20);
    scores.instant.fill(scoreOfRarity(9), 2, 42).fill(scoreOfRarity(4), 42);
    expect(advanceSpans(new Map(), samples, scores, settings)[0]!.span).toMatchObject({ shape: 'frozen', start: 2000, end: 41_000, sampleCount: 40 });
  });

  describe('that open with a value out of its band', () => {
    /** Values with their alarms, of one shape; the band is 8…12, but what was expected is the last value. */
    function told(values: readonly number[], alarms: readonly number[], shape: Shape = 'shift') {
      const [samples, scores] = rows(alarms, 0, 1000, () => shape);
      const expected = Float32Array.from(values, (_value, i) => values[i - 1] ?? 10);
      return advanceSpans(new Map(), { ...samples, values: Float64Array.from(values) }, { ...scores, expected, low: expected.map((one) => one - 2), high: expected.map((one) => one + 2) }, settings)[0]!.span;
    }
    it('are a spike or a dip where it is back at once, and tell of the value that was out, not of its return', () => {
      expect(told([10, 10, 40, 10, 10, 10], [0.1, 0.1, 0.95, 0.99, 0.1, 0.1])).toMatchObject({ shape: 'spike', start: 2000, end: 3000, evidence: [{ observed: 40, expected: 10 }] });
      expect(told([10, 10, -40, 10, 10, 10], [0.1, 0.1, 0.95, 0.1, 0.1, 0.1]).shape).toBe('dip');
      expect(told([10, 10, 40, 40, 40, 40, 40, 40, 10], [0.1, 0.1, 0.95, ...quiet(5), 0.99])).toMatchObject({ shape: 'shift', evidence: [{ observed: 40, expected: 10 }] });
    });
    it('tell of the value that was out also where it comes back late, and of what is odd the other way where that is more than a return', () => {
      const late = [10, 10, -40, ...Array.from({ length: 50 }, () => -40), 30];
      const alarms = [0.1, 0.1, 0.95, ...Array.from({ length: 50 }, () => 0.91), 0.99];
      expect(told(late, alarms)).toMatchObject({ shape: 'shift', evidence: [{ observed: -40 }] });
      expect(told(late.with(-1, 400), alarms)).toMatchObject({ evidence: [{ observed: 400 }] });
    });
    it('are a shift where it stays out, whatever the first rows were taken for', () => {
      expect(told([10, 10, ...Array.from({ length: 40 }, () => 40)], [0.1, 0.1, ...Array.from({ length: 40 }, () => 0.95)], 'spike')).toMatchObject({ shape: 'shift' });

      expect(told([10, 10, 40, 41, 40, 42, 41, 40], [0.1, 0.1, 0.95, 0.95, 0.99, 0.95, 0.95, 0.95])).toMatchObject({ shape: 'shift', evidence: [{ observed: 40 }] });
    });
    it('are a spread where values leave the band on both sides again and again', () => {
      expect(told([10, 10, 40, -20, 30, -10, 40, -30, 20], [0.1, 0.1, ...Array.from({ length: 7 }, () => 0.95)]).shape).toBe('spread');
    });
  });

  describe('whose values were out by themselves', () => {
    /** Rows whose own values score `own`, while the alarm is what means make of it. */
    const withInstant = (alarms: readonly number[], own: readonly number[], from = 0): [SampleColumns, ScoreColumns] => {
      const [samples, scores] = rows(alarms, from, 1000, () => 'shift');
      return [samples, { ...scores, instant: Float32Array.from(own) }];
    };
    const [usual, out, plain] = [3, 4.5, 6].map((rarity) => scoreOfRarity(rarity - 0.1)) as [number, number, number];
    const repeat = (n: number, value: number): number[] => Array.from({ length: n }, () => value);
    const echo = repeat(COOL_DOWN_ROWS + 20, 0.95);

    it('end with the last row that is, however long their echo is odd', () => {
      const [told] = advanceSpans(new Map(), ...withInstant([...quiet(2), 0.95, 0.95, 0.95, ...echo], [...repeat(2, 0), out, usual, out, ...repeat(echo.length, usual)]), settings);
      expect(told!.span).toMatchObject({ open: false, start: 2000, end: 4000, sampleCount: 2, lastPlace: '4' });
    });

    it('go on where no row was out by itself, or nobody tells', () => {
      for (const own of [usual, NaN]) {
        const [told] = advanceSpans(new Map(), ...withInstant([...quiet(2), 0.95, ...echo], [...repeat(2, 0), ...repeat(1 + echo.length, own)]), settings);
        expect(told!.span).toMatchObject({ open: true, end: (2 + echo.length) * 1000 });
      }
    });

    it('are followed by another within the echo only where a row plainly shows it, and after it as ever', () => {
      const begun = (alarms: number[], own: number[]) => {
        const states = new Map<number, SpanState>();
        const lead = withInstant([0.95, ...echo], [out, ...repeat(echo.length, usual)]);
        advanceSpans(states, ...lead, settings);
        const again = new Map(JSON.parse(JSON.stringify([...states])) as [number, SpanState][]);
        return advanceSpans(again, ...withInstant(alarms, own, 1 + echo.length), settings).map(({ span }) => span.start / 1000 - 1 - echo.length);
      };
      expect(begun([0.95, 0.95], [out, plain])).toEqual([1]);
      expect(begun([0.95, ...quiet(COOL_DOWN_ROWS), 0.95], repeat(COOL_DOWN_ROWS + 2, out))).toEqual([COOL_DOWN_ROWS + 1]);
      expect(begun([0.95, ...quiet(COOL_DOWN_ROWS - 2), 0.95], repeat(COOL_DOWN_ROWS, out))).toEqual([]);
    });
  });

  it('keep the severity that they had as they opened, and from which row on they had another, wherever calls end', () => {
    const scores = [...quiet(2), 0.901, 0.93, 0.9999, 0.95];
    const given = () => rows(scores);
    const told = (samples: SampleColumns): SampleColumns => ({ ...samples, values: Float64Array.from([10, 10, 12.5, 14, 30, 40]) });
    const whole = advanceSpans(new Map(), told(given()[0]), given()[1], settings);
    expect(whole[0]!.span.severities).toEqual([{ at: 2000, severity: 'low' }, { at: 3000, severity: 'medium' }, { at: 4000, severity: 'high' }]);
    const states = new Map<number, SpanState>();
    for (let row = 0; row < scores.length; row += 1) advanceSpans(states, ...rows([scores[row]!], row).map((part, i) => (i === 0 ? { ...part, values: told(given()[0]).values.slice(row, row + 1) } : part)) as [SampleColumns, ScoreColumns], settings);
    expect(states.get(0)!.span!.severities).toEqual(whole[0]!.span.severities);
  });

  it('ask what was below zero before of a series that comes for the first time alone', () => {
    const asked: number[] = [];
    const asking = { ...settings, signedOf: (series: number) => { asked.push(series); return null; } };
    const states = new Map<number, SpanState>();
    advanceSpans(states, ...rows(quiet(3)), asking);
    const [opened] = advanceSpans(states, ...rows([0.95], 3), asking);
    expect(asked).toEqual([0]);
    expect(opened!.span.evidence).toEqual([{ observed: 20, expected: 10, low: 8, high: 12, share: 1 }]);
  });

  it('close at a long pause in event time', () => {
    const states = new Map<number, SpanState>();
    advanceSpans(states, ...rows([...quiet(10), 0.95]), settings);
    const changes = advanceSpans(states, ...rows([0.95], 500), settings);
    expect(changes.map(({ opened, span }) => [opened, span.open])).toEqual([[false, false], [true, true]]);
  });

  it('do not depend on where calls begin and end, nor change states that were handed out', () => {
    const scores = [...quiet(4), 0.95, 0.2, 0.97, ...quiet(35), 0.93, 0.94, ...quiet(3)];
    const whole = new Map<number, SpanState>();
    const wanted = advanceSpans(whole, ...rows(scores), settings).map((change) => ({ ...change.span, lastPlace: '', firstPlace: '' }));
    const parts = new Map<number, SpanState>();
    const got = new Map<number, unknown>();
    scores.forEach((score, i) => {
      const before = structuredClone(parts.get(0));
      const kept = parts.get(0);
      for (const { span } of advanceSpans(parts, ...rows([score], i), settings)) got.set(span.start, { ...span, lastPlace: '', firstPlace: '' });
      expect(kept).toEqual(before);
    });
    expect([...got.values()]).toEqual(wanted);
    expect(JSON.parse(JSON.stringify(parts.get(0)))).toEqual(parts.get(0));
  });

  it('are closed at the end of a saved stream', () => {
    const states = new Map<number, SpanState>();
    advanceSpans(states, ...rows([0.95]), settings);
    expect(closeSpans(states)).toMatchObject([{ span: { open: false } }]);
    expect(closeSpans(states)).toEqual([]);
  });

  it('stay silent while a series warms up', () => {
    expect(advanceSpans(new Map(), ...rows([NaN, NaN]), settings)).toEqual([]);
  });
});

describe('the grade', () => {
  const evidence = (observed: number) => [{ observed, expected: 10, low: 8, high: 12, share: 1 }];

  it('grows with the distance from the band and with the rarity', () => {
    expect(gradeOf({ score: 0.9, evidence: evidence(11) }, 0.9)).toBeCloseTo(0);
    expect(gradeOf({ score: 0.9, evidence: evidence(16) }, 0.9)).toBeCloseTo(0.5);
    expect(gradeOf({ score: 0.999, evidence: evidence(16) }, 0.9)).toBeGreaterThan(0.7);
    expect(gradeOf({ score: 0.999, evidence: [{ observed: null, expected: 10, low: 8, high: 12, share: 1 }] }, 0.9)).toBeCloseTo(0.6, 2);
  });

  it('becomes a severity by thirds', () => {
    expect([0.1, 0.4, 0.9].map(severityOf)).toEqual(['low', 'medium', 'high']);
  });
});

describe('an anomaly\'s id', () => {
  const origin = { streamId: 's', seriesKey: 'k', start: 5, detector: 'd', modelVersion: '1' };

  it('is the same for the same origin and another for any other', () => {
    expect(anomalyId(origin)).toBe(anomalyId({ ...origin }));
    const others = [{ streamId: 't' }, { seriesKey: 'l' }, { start: 6 }, { detector: 'e' }, { modelVersion: '2' }, { streamId: 'sk', seriesKey: '' }];
    expect(new Set([origin, ...others.map((other) => ({ ...origin, ...other }))].map(anomalyId)).size).toBe(7);
  });
});
