import type { AskedFigure } from '../../shared/domain/extension.ts';
import type { SampleColumns, ScoreColumns } from '../../shared/domain/samples.ts';
import { WorkbenchError } from '../../shared/errors/workbench-error.ts';

/** Rows as Tableau gives them: columns of one length. */
export interface AskedRows {
  figure: AskedFigure;
  /** One column a channel. */
  values: readonly (readonly unknown[])[];
  /** A series for each different key; all rows are one where it is null. */
  key: readonly unknown[] | null;
  /** Rows are a second apart in the order given where it is null. */
  time: readonly unknown[] | null;
}

/** Puts samples through a detector that begins anew; rows of one series in order of time. */
export type Scorer = (samples: SampleColumns) => Promise<{ scores: ScoreColumns; threshold: number }>;

/** Tableau's numbers for an answer: one a row, null where there is none (warm-up, no value, a time that was there already). */
export type Figures = (number | null)[];

/**
 * The figure of each row, in the order given. Rows are judged in order of their time, each by those before it alone, as if they came live. Throws `AF_EXTENSION_DATA_INVALID` where a value is no number or a time can't be read.
 */
export async function scoreRows({ figure, values, key, time }: AskedRows, score: Scorer): Promise<Figures> {
  const rows = values[0]!.length;
  const channels = values.length;
  const times = time === null ? Array.from({ length: rows }, (_, row) => row * 1000) : time.map(timeOf);
  const order = Array.from({ length: rows }, (_, row) => row).sort((a, b) => times[a]! - times[b]! || a - b);
  const seriesOf = new Map<unknown, number>();
  const last: number[] = [];
  const judged: { row: number; series: number }[] = [];
  for (const row of order) {
    const own = key === null ? '' : key[row];
    const series = seriesOf.get(own) ?? seriesOf.size;
    seriesOf.set(own, series);
    if (last[series] !== undefined && times[row]! <= last[series]) continue; // a second row of one moment
    last[series] = times[row]!;
    judged.push({ row, series });
  }
  const samples: SampleColumns = { rows: judged.length, channels, series: new Uint32Array(judged.length), times: new Float64Array(judged.length), values: new Float64Array(judged.length * channels) };
  judged.forEach(({ row, series }, place) => {
    samples.series[place] = series;
    samples.times[place] = times[row]!;
    values.forEach((column, channel) => { samples.values[place * channels + channel] = numberOf(column[row], row); });
  });
  const figures: Figures = new Array<null>(rows).fill(null);
  if (judged.length === 0) return figures;
  const { scores, threshold } = await score(samples);
  judged.forEach(({ row }, place) => { figures[row] = figureAt(figure, scores, place, threshold); });
  return figures;
}

function figureAt(figure: AskedFigure, { channels, score, alarm, expected, low, high }: ScoreColumns, place: number, threshold: number): number | null {
  const raw = figure === 'score' ? score[place]! : figure === 'alert' ? alarm[place]! : { expected, low, high }[figure][place * channels]!;
  if (!Number.isFinite(raw)) return null;
  return figure === 'alert' ? Number(raw >= threshold) : Number(raw.toPrecision(7));
}

function numberOf(value: unknown, row: number): number {
  if (value === null || value === undefined) return NaN;
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  throw new WorkbenchError('AF_EXTENSION_DATA_INVALID', `Row ${row + 1} holds a value that is no number.`);
}

/** Tableau writes dates as ISO text, often with a space and without a zone (then UTC); numbers are seconds, milliseconds, … since 1970 by their size. */
function timeOf(value: unknown, row: number): number {
  const text = typeof value === 'string' ? value.trim().replace(' ', 'T') : null;
  const time = text !== null ? Date.parse(/T.*(Z|[+-]\d\d:?\d\d)$/.test(text) || !text.includes('T') ? text : `${text}Z`) : typeof value === 'number' ? (Math.abs(value) < 1e11 ? value * 1000 : value) : NaN;
  if (!Number.isFinite(time)) throw new WorkbenchError('AF_EXTENSION_DATA_INVALID', `Row ${row + 1} holds no time that can be read.`);
  return time;
}
