import type { SampleColumns, ScoreColumns } from '../../../shared/domain/samples.ts';
import type { SeriesId, SeriesStretch } from '../../../shared/domain/series.ts';
import { stretchOf } from '../../store/read-stretch.ts';
import { copyRow, emptyRows } from '../../store/series-chunk.ts';
import type { KnownSeries } from '../../store/tables/series-table.ts';

/** The rows of the series that somebody watches, as a stretch for each. */
export function stretchesOf(samples: SampleColumns, scores: ScoreColumns, series: readonly KnownSeries[], isWatched: (id: SeriesId) => boolean): SeriesStretch[] {
  const rowsOf = new Map<number, number[]>();
  for (let row = 0; row < samples.rows; row++) {
    const index = samples.series[row]!;
    if (!isWatched(series[index]!.id)) continue;
    const own = rowsOf.get(index);
    if (own === undefined) rowsOf.set(index, [row]);
    else own.push(row);
  }
  return Array.from(rowsOf, ([index, own]) => {
    const rows = emptyRows(own.length, samples.channels);
    own.forEach((row, place) => copyRow(rows, place, samples, scores, row));
    return stretchOf(series[index]!, rows);
  });
}
