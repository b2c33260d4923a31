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

/** A channel's value at a row of a series: channel 0 is the series' own wave, each other one the same a little later, higher, and with noise of its own. */
function channelValue(series: number, row: number, channel: number): number {
  return channel === 0 ? seriesValue(series, row) : (1 + channel / 8) * seriesValue(series, row + 3 * channel) + noise[(row * 17 + series * 7 + channel * 101) % NOISE_ROWS]!;
}

/** Rows `from` to `to` (without it) of `series` series, tick by tick, `intervalMs` apart. */
export function columnsOf(series: number, from: number, to: number, intervalMs: number, channels = 1): SampleColumns {
  const rows = series * (to - from);
  const columns = { rows, channels, series: new Uint32Array(rows), times: new Float64Array(rows), values: new Float64Array(rows * channels) };
  for (let at = 0; at < rows; at += 1) {
    const row = from + Math.floor(at / series);
    const index = at % series;
    columns.series[at] = index;
    columns.times[at] = BEGIN + row * intervalMs;
    for (let c = 0; c < channels; c += 1) columns.values[at * channels + c] = channelValue(index, row, c);
  }
  return columns;
}

/** The same series as files, for programs that take a file each. */
export function filesOf(series: number, rows: number, channels = 1): FileRef[] {
  return Array.from({ length: series }, (_, index) => ({ name: `series-${index}`, bytes: rows * channels, load: () => fileOf(index, rows, channels) }));
}

function fileOf(index: number, rows: number, channels: number): QualityFile {
  return {
    name: `series-${index}`, channels: Array.from({ length: channels }, (_, c) => `value ${c + 1}`), rows, times: Float64Array.from({ length: rows }, (_, row) => BEGIN + row * 1_000),
    values: Float64Array.from({ length: rows * channels }, (_, at) => channelValue(index, Math.floor(at / channels), at % channels)),
    labels: new Uint8Array(rows), windows: [], fileStart: 0, trainRows: 0, judgedFrom: 0, causes: [],
  };
}
