import { expect, it } from 'vitest';
import { createPlotDesk } from './plot-desk.ts';
import type { FromPlotWorker, RowsMessage } from './plot-protocol.ts';

const rows = (key: string, values: number[]): RowsMessage => ({
  type: 'rows', key, covers: { from: -Infinity, to: Infinity }, seam: false, channels: 1, samplesPerRow: 1,
  rows: { times: Float64Array.from(values, (_, i) => i), min: Float64Array.from(values), max: Float64Array.from(values), expected: new Float32Array(values.length).fill(-1), low: new Float32Array(values.length).fill(-9), high: new Float32Array(values.length).fill(9), score: new Float32Array(values.length) },
});
function lowOf(detail: number[], overview: number[]): number {
  const said: FromPlotWorker[] = [];
  const desk = createPlotDesk((message) => said.push(message));
  desk.take(rows('1 detail', detail));
  desk.take(rows('1', overview));
  desk.take({ type: 'ask', ticket: 1, asks: [{ keys: ['1 detail', '1'], from: 0, to: detail.length, columns: 10, until: Infinity }] });
  return said[0]!.answers[0]!.low[0]![0]!;
}

it('draws no band below zero of a channel that never was there, whatever the stretch in view', () => {
  expect(lowOf([0, 1.5, 2], [0, 1.5, 2, 8])).toBe(0);
  expect(lowOf([0, 1.5, 2], [0, 1.5, 2, -1])).toBe(-9);
});

/** Rows of a meter, ten seconds apart from `from` on, that grows by 90 to 110 a row. */
const meter = (key: string, from: number, to: number, per = 1, covers: RowsMessage['covers'] = { from: -Infinity, to: Infinity }): RowsMessage => {
  const places = Array.from({ length: Math.ceil((to - from) / per) }, (_, i) => from + i * per);
  const value = (i: number) => 5_000 + 100 * i + 10 * Math.sin(i * i);
  const band = (above: number) => Float32Array.from(places, (i) => value(i - 1) + above);
  return { type: 'rows', key, covers, seam: false, channels: 1, samplesPerRow: per, rows: { times: Float64Array.from(places, (i) => i * 10), min: Float64Array.from(places, value), max: Float64Array.from(places, (i) => value(i + per - 1)), expected: band(100), low: band(80), high: band(120), score: new Float32Array(places.length) } };
};
function answersOf(messages: readonly RowsMessage[], asks: readonly { from: number; to: number; until?: number; growth?: boolean }[]) {
  const said: FromPlotWorker[] = [];
  const desk = createPlotDesk((message) => said.push(message));
  for (const message of messages) desk.take(message);
  desk.take({ type: 'ask', ticket: 1, asks: asks.map((ask) => ({ keys: ['1 detail', '1'], columns: 4000, until: Infinity, growth: true, ...ask })) });
  return said[0]!.answers.map((answer) => answer!);
}

it('draws counters by their growth, or by what they stand at, and no other channel by its growth', () => {
  const [growth, standing] = answersOf([meter('1', 0, 200)], [{ from: 0, to: 2_000 }, { from: 0, to: 2_000, growth: false }]);
  expect([growth!.counters, growth!.isGrowth, growth!.isMean]).toEqual([[0], true, false]);
  expect(growth!.values[0]![0]).toBeNaN();
  const rest = growth!.values[0]!.slice(1);
  expect([Math.min(...rest) > 79, Math.max(...rest) < 121]).toEqual([true, true]);
  expect(growth!.low[0]![50]).toBeCloseTo(80, 2);
  expect([standing!.counters, standing!.isGrowth, standing!.values[0]![0]]).toEqual([[0], false, 5_000]);
  const [plain] = answersOf([rows('1', Array.from({ length: 200 }, (_, i) => Math.sin(i)))], [{ from: 0, to: 200 }]);
  expect([plain!.counters, plain!.isGrowth, plain!.values[0]![100]]).toEqual([[], false, Math.sin(100)]);
});

it('knows a counter once it has rows enough, and goes on with what comes', () => {
  const tail = (from: number, to: number) => meter('1', from, to, 1, null);
  expect(answersOf([meter('1', 0, 100)], [{ from: 0, to: 9_999 }])[0]!.counters).toEqual([]);
  const [grown] = answersOf([meter('1', 0, 100), tail(100, 130), tail(130, 131)], [{ from: 0, to: 9_999 }]);
  expect(grown!.counters).toEqual([0]);
  expect(grown!.values[0]!.slice(-2).every((value) => value > 79 && value < 121)).toBe(true);
});

it('draws a mean of buckets until finer rows are there, and nothing after the playhead', () => {
  const overview = meter('1', 0, 2_000, 8);
  const [mean] = answersOf([overview], [{ from: 8_000, to: 12_000 }]);
  expect([mean!.isMean, mean!.coarse]).toEqual([true, true]);
  expect(mean!.values[0]!.every((value) => value > 97 && value < 103)).toBe(true);
  expect(mean!.high[0]!.every(Number.isNaN)).toBe(true);
  const detail = meter('1 detail', 700, 1_300, 1, { from: 7_000, to: 13_000 });
  const [fine, back] = answersOf([overview, detail], [{ from: 8_000, to: 12_000 }, { from: 8_000, to: 12_000, until: 9_005 }]);
  expect([fine!.isMean, fine!.rowCount]).toEqual([false, 402]);
  expect(fine!.values[0]!.every((value) => value > 79 && value < 121)).toBe(true);
  expect(fine!.high[0]!.every((edge) => edge > 119 && edge < 121)).toBe(true);
  expect([back!.times.at(-1), back!.values[0]!.at(-1)]).toEqual([9_000, fine!.values[0]![101]]);
});
