import { expect, it } from 'vitest';
import { stubDetection, stubKind } from '../../../tests/fixtures/stub-detection.ts';
import type { Anomaly } from '../../shared/domain/anomaly.ts';
import type { SampleColumns } from '../../shared/domain/samples.ts';
import type { SeriesId } from '../../shared/domain/series.ts';
import type { DetectionService } from './detection-service.ts';
import { runBacktest, type BacktestOptions } from './run-backtest.ts';

const minute = 60_000;
const series = [{ id: 11 as SeriesId, name: 'a' }, { id: 12 as SeriesId, name: 'b' }];
const base = { channels: [{ name: 'load', unit: 'kW' }], series, from: 0, to: Infinity, confirmed: [], dismissed: [], progressed: () => undefined, signal: new AbortController().signal };
const trial = (sensitivity: number, kind = stubKind) => ({ trial: { detector: kind.name, sensitivity }, kind });

/** A minute's steps of both series in pieces of 250; rows of `odd` (by series) have a value that the stub scores as anomalous. */
function* piecesOf(odd: readonly [number[], number[]], rows = 1_000): Generator<SampleColumns> {
  for (let from = 0; from < rows; from += 250) {
    const at = [0, 1].flatMap((index) => Array.from({ length: 250 }, (_, i) => ({ index, row: from + i })));
    yield {
      rows: 500, channels: 1, series: Uint32Array.from(at, ({ index }) => index), times: Float64Array.from(at, ({ row }) => row * minute),
      values: Float64Array.from(at, ({ index, row }) => (odd[index as 0 | 1].includes(row) ? 100 : 1)),
    };
  }
}
/** The stub, but rows of value 100 score `score`. */
const scoring = (score: number): DetectionService => ({ ...stubDetection(), advance: async (id, samples) => {
  const scores = await stubDetection().advance(id, samples);
  const own = scores.score.map((one) => (one > 0.5 ? score : one));
  return { ...scores, score: own, alarm: own };
} });
const run = (odd: [number[], number[]], options: Partial<BacktestOptions> = {}) => runBacktest({ ...base, detection: stubDetection(), trials: [trial(0.5)], pieces: piecesOf(odd), ...options });
const judged = (index: number, start: number, end = start) => ({ seriesId: series[index]!.id, start: start * minute, end: end * minute }) as Anomaly;

it('answers what would have been told, the worst first', async () => {
  const seen: number[] = [];
  const [found] = await run([[300, 301, 310], [700, 999]], { progressed: (samples) => seen.push(samples) });
  expect(found).toMatchObject({ firingCount: 3, seriesCount: 2, sharedCount: null, threshold: 0.9 });
  expect(found!.firings.map(({ seriesName, start, end, shared }) => [seriesName, start / minute, end / minute, shared])).toEqual([['a', 300, 310, null], ['b', 700, 700, null], ['b', 999, 999, null]]);
  expect(Object.values(found!.bySeverity).reduce((sum, one) => sum + one)).toBe(3);
  expect(found!.firings[0]!.explanation).toMatch(/, since 1970-01-01 05:00:00 UTC/);
  expect(seen).toEqual([500, 500, 500, 500]);
});

it('counts what touches the asked time, after learning from all before it', async () => {
  const [found] = await run([[100, 500, 520, 900], []], { from: 510 * minute, to: 800 * minute });
  expect(found!.firings.map(({ start }) => start / minute)).toEqual([500]);
});

it('puts two sensitivities side by side over one reading of the scores', async () => {
  let advances = 0;
  const detection = scoring(0.85);
  const [strict, eager] = await run([[300], [700]], { trials: [trial(0.5), trial(1)], detection: { ...detection, advance: (...asked) => ((advances += 1), detection.advance(...asked)) } });
  expect(advances).toBe(4);
  expect([strict!.firingCount, strict!.sharedCount, eager!.firingCount, eager!.sharedCount]).toEqual([0, 0, 2, 0]);
});

it('takes what two detectors tell of one time of one series for the same event', async () => {
  const other = { ...stubKind, name: 'other' };
  // The other tells ten rows later, and of nothing in the second series.
  const detection: DetectionService = { ...stubDetection(), advance: (id, samples) => stubDetection().advance(id, id === 'stub' ? samples : { ...samples, values: samples.values.map((_value, row) => (samples.series[row] === 0 && samples.times[row] === 310 * minute ? 100 : 1)) }) };
  const [first, second] = await run([[300], [700]], { trials: [trial(0.5), trial(0.5, other)], detection });
  expect(first!.firings.map(({ seriesName, shared }) => [seriesName, shared])).toEqual([['a', true], ['b', false]]);
  expect([first!.sharedCount, second!.sharedCount, second!.firingCount]).toEqual([1, 1, 1]);
});

it('says how many judged anomalies it would have told', async () => {
  const [found] = await run([[300], [700]], { confirmed: [judged(0, 295, 305), judged(0, 600), judged(1, 720)], dismissed: [judged(1, 300), judged(1, 690, 710)] });
  expect([found!.confirmed, found!.dismissed]).toEqual([{ told: 2, of: 3 }, { told: 1, of: 2 }]);
});

it('ends when it is cancelled, and closes what it opened', async () => {
  const stopping = new AbortController();
  const closed: string[] = [];
  await expect(run([[300], []], { signal: stopping.signal, progressed: () => stopping.abort(), detection: { ...stubDetection(), close: (id) => (closed.push(id), Promise.resolve()) } })).rejects.toThrow(/abort/i);
  expect(closed).toEqual(['stub']);
});
