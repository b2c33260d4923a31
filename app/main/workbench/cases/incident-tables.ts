import { plural } from '../../../shared/counts.ts';
import { stringify } from 'csv-stringify/sync';
import type { ExportContent, ExportFormat } from '../../../shared/domain/incident-export.ts';
import { windowOf } from '../../../shared/domain/incident-window.ts';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { readRows } from '../../store/read-rows.ts';
import { anomaliesOfIncident } from '../../store/tables/anomaly-table.ts';
import { feedbackOf } from '../../store/tables/feedback-table.ts';
import { incidentById } from '../../store/tables/incident-table.ts';
import { seriesOfStream } from '../../store/tables/series-table.ts';
import { writeParquet, type TableColumn } from '../../tableau/parquet-table.ts';
import { anomalyColumns, sampleColumns, type AnomalyRow, type SampleRow } from '../../tableau/publication-content.ts';
import { plainCell } from './anomalies-csv.ts';
import type { WorkbenchServices } from '../create-workbench.ts';

type Sources = Pick<WorkbenchServices, 'store' | 'streams' | 'clock'>;

/** Rows of a file at most: a sample has one for each channel. */
const mostRows = 1_000_000;
const rowsAtOnce = 5_000;

/**
 * The anomalies of an incident, or the samples of their series with expectation, band and score around it, as CSV (a header, times in ISO 8601 UTC, no cell that a spreadsheet would run)
 * or Parquet; the same columns in both; `most` rows. Throws `AF_NOT_FOUND`, `AF_EXPORT_EMPTY`, `AF_EXPORT_TOO_LARGE`, and what `signal` says once it is aborted.
 */
export async function writeIncidentTable(sources: Sources, { incidentId, content, format }: { incidentId: string; content: ExportContent; format: ExportFormat }, signal: AbortSignal, progressed: (rows: number) => void, most = mostRows): Promise<{ bytes: Uint8Array; words: string[] }> {
  const { bytes, rows } = await (content === 'anomalies' ? write(anomalyColumns, anomalyRows(sources, incidentId)) : write(sampleColumns, sampleRows(sources, incidentId)));
  if (rows === 0) throw new WorkbenchError('AF_EXPORT_EMPTY', content === 'anomalies' ? 'The incident has no anomalies any more.' : 'No samples of its series are stored around it any more.');
  return { bytes, words: [`It has ${plural(rows, 'row')}${content === 'samples' ? ', one for each sample and channel' : ''}.`] };

  async function write<Row>(columns: readonly TableColumn<Row>[], found: Iterable<Row>): Promise<{ bytes: Uint8Array; rows: number }> {
    const told = limited(found, most, progressed);
    return format === 'parquet' ? writeParquet(columns, told, sources.clock, signal) : writeCsv(columns, told, sources.clock, signal);
  }
}

function* limited<Row>(rows: Iterable<Row>, most: number, progressed: (rows: number) => void): Generator<Row> {
  let count = 0;
  for (const row of rows) {
    count += 1;
    if (count > most) throw new WorkbenchError('AF_EXPORT_TOO_LARGE', `The file would have more than ${plural(most, 'row')}.`);
    if (count % rowsAtOnce === 0) progressed(count);
    yield row;
  }
}

async function writeCsv<Row>(columns: readonly TableColumn<Row>[], rows: Iterable<Row>, clock: Sources['clock'], signal: AbortSignal): Promise<{ bytes: Uint8Array; rows: number }> {
  const pieces: Buffer[] = [Buffer.from(stringify([columns.map(({ name }) => name)]))];
  let held: (string | number)[][] = [];
  let count = 0;
  const flush = async () => {
    pieces.push(Buffer.from(stringify(held)));
    count += held.length;
    held = [];
    await clock.sleep(0, signal);
    signal.throwIfAborted();
  };
  for (const row of rows) {
    held.push(columns.map(({ type, cell }) => csvCell(type, cell(row))));
    if (held.length >= rowsAtOnce) await flush();
  }
  await flush();
  return { bytes: Buffer.concat(pieces), rows: count };
}

function csvCell(type: TableColumn<never>['type'], cell: string | number | null): string | number {
  if (cell === null || Number.isNaN(cell)) return '';
  if (type === 'TIMESTAMP') return new Date(cell).toISOString();
  return typeof cell === 'string' ? plainCell(cell) : cell;
}

function* anomalyRows({ store, streams }: Sources, incidentId: string): Generator<AnomalyRow> {
  const { incident, members } = store.read((db) => ({ incident: incidentById(db, incidentId), members: anomaliesOfIncident(db, incidentId) }));
  const stream = streams.find(incident.streamId).name;
  for (const anomaly of members) yield { anomaly, stream, incident: incident.title, judged: anomaly.verdict === null ? null : store.read((db) => feedbackOf(db, anomaly.id).findLast(({ verdict }) => verdict === anomaly.verdict) ?? null) };
}

function* sampleRows({ store, streams }: Sources, incidentId: string): Generator<SampleRow> {
  const { incident, series } = store.read((db) => {
    const found = incidentById(db, incidentId);
    const ids = new Set(anomaliesOfIncident(db, incidentId).map(({ seriesId }) => seriesId));
    return { incident: found, series: seriesOfStream(db, found.streamId).filter(({ id }) => ids.has(id)) };
  });
  if (series.length === 0) return;
  const stream = streams.find(incident.streamId).name;
  const byIndex = new Map(series.map((one) => [one.index, one]));
  const { from, to } = windowOf(incident);
  for (const { index, rows } of readRows(store, incident.streamId, series, from, to)) {
    const { name, channels } = byIndex.get(index)!;
    for (let row = 0; row < rows.rows; row += 1) {
      for (const [c, channel] of channels.entries()) {
        const at = row * rows.channels + c;
        yield { stream, series: name, channel, time: rows.times[row]!, observed: rows.values[at]!, expected: rows.expected[at]!, low: rows.low[at]!, high: rows.high[at]!, score: rows.score[row]! };
      }
    }
  }
}
