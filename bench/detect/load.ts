import type { SampleColumns } from '../../app/shared/domain/samples.ts';
import { createSeededRandom } from '../../app/main/seeded-random.ts';
import type { FileRef, QualityFile } from '../quality/sets.ts';

const BEGIN = Date.UTC(2026, 0, 5);
const NOISE_ROWS = 4_096;
const random = createSeededRandom(1);
const noise = Float64Array.from({ length: NOISE_ROWS }, () => random.normal(0, 1));

/** A series' value at a row: a wave of its own length and height with noise, and now and then a jump. */
export function seriesValue(series: number, row: number): number {
  const wave = 10 * Math.sin((2 * Math.PI * (row + 17 * series)) / (40 + (series % 97)));
  const jump = (row + 131 * series) % 1_009 === 0 ? 40 : 0;
  return 100 + (series % 50) + wave + noise[(row * 31 + series * 7) % NOISE_ROWS]! + jump;
}

/** One channel of `series` series in rows `from` to `to` (without it), tick by tick, `intervalMs` apart. */
export function columnsOf(series: number, from: number, to: number, intervalMs: number): SampleColumns {
  const rows = series * (to - from);
  const columns = { rows, channels: 1, series: new Uint32Array(rows), times: new Float64Array(rows), values: new Float64Array(rows) };
  for (let at = 0; at < rows; at += 1) {
    const row = from + Math.floor(at / series);
    const index = at % series;
    columns.series[at] = index;
    columns.times[at] = BEGIN + row * intervalMs;
    columns.values[at] = seriesValue(index, row);
  }
  return columns;
}

/** The same series as files, for programs that take a file each. */
export function filesOf(series: number, rows: number): FileRef[] {
  return Array.from({ length: series }, (_, index) => ({ name: `series-${index}`, bytes: rows, load: () => fileOf(index, rows) }));
}

function fileOf(index: number, rows: number): QualityFile {
  return {
    name: `series-${index}`, channels: ['value'], rows, times: Float64Array.from({ length: rows }, (_, row) => BEGIN + row * 1_000), values: Float64Array.from({ length: rows }, (_, row) => seriesValue(index, row)),
    labels: new Uint8Array(rows), windows: [], fileStart: 0, trainRows: 0, judgedFrom: 0, causes: [],
  };
}
