import type { ReadableDb } from './database.ts';
import { unpackSummary } from './series-chunk.ts';
import type { KnownSeries } from './tables/series-table.ts';

/** Chunks (of 1,024 samples) that are looked through: unpacking as many summaries of two channels took 0.2 s on two busy cores. */
const mostChunks = 20_000;

/** Whether each channel of a series had a value below zero in its packed samples, by the series' index; null for all where there are too many to look at. */
export function readSigns(db: ReadableDb, series: readonly KnownSeries[]): (index: number) => boolean[] | null {
  const count = db.prepare('SELECT count(*) FROM sample_chunk WHERE series_id = ?').pluck();
  if (series.reduce((sum, { id }) => sum + (count.get(id) as number), 0) > mostChunks) return () => null;
  const summaries = db.prepare('SELECT summary FROM sample_chunk WHERE series_id = ?').pluck();
  const signs = new Map(series.map(({ id, index, channels }) => {
    const signed = Array<boolean>(channels.length).fill(false);
    for (const blob of summaries.all(id) as Uint8Array[]) unpackSummary(blob).min.forEach((value, at) => { if (value < 0) signed[at % channels.length] = true; });
    return [index, signed];
  }));
  return (index) => signs.get(index) ?? null;
}
