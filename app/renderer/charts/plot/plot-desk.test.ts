import { expect, it } from 'vitest';
import { createPlotDesk } from './plot-desk.ts';
import type { FromPlotWorker, RowsMessage } from './plot-protocol.ts';

const rows = (key: string, values: number[]): RowsMessage => ({
  type: 'rows', key, covers: { from: -Infinity, to: Infinity }, seam: false, channels: 1,
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
