import { ByteWriter, ParquetWriter, schemaFromColumnData, type BasicType } from 'hyparquet-writer';
import type { Clock } from '../clock.ts';

/** A column of a table that is written: what it holds, and its cell of a row. Times are EpochMillis, NaN and null are missing. */
export interface TableColumn<Row> {
  name: string;
  type: Extract<BasicType, 'STRING' | 'DOUBLE' | 'TIMESTAMP'>;
  /** What it holds, in a sentence, with its unit. */
  doc: string;
  cell(row: Row): string | number | null;
}

/** Rows of a row group, and so what is encoded without a pause: some 50 ms. */
const groupRows = 8192;

/**
 * The rows as one Parquet file (snappy; times in UTC to the millisecond), each column nullable. The same rows give the same bytes. Pauses between row groups, so that
 * whatever else the process does goes on; throws `signal.reason` there.
 */
export async function writeParquet<Row>(columns: readonly TableColumn<Row>[], rows: Iterable<Row> | AsyncIterable<Row>, clock: Pick<Clock, 'sleep'>, signal?: AbortSignal, progressed?: (rows: number) => void): Promise<{ bytes: Uint8Array; rows: number }> {
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({ writer, schema: schemaFromColumnData({ columnData: columns.map(({ name, type }) => ({ name, type, data: [] })) }), createdBy: 'AnomalyForce' });
  let count = 0;
  let group: Row[] = [];
  const flush = async () => {
    await parquet.write({ columnData: columns.map(({ name, type, cell }) => ({ name, type, data: group.map((row) => encoded(type, cell(row))) })), rowGroupSize: groupRows });
    count += group.length;
    group = [];
    progressed?.(count);
    await clock.sleep(0, signal);
    signal?.throwIfAborted();
  };
  for await (const row of rows) if (group.push(row) >= groupRows) await flush();
  if (group.length > 0 || count === 0) await flush();
  await parquet.finish();
  return { bytes: writer.getBytes(), rows: count };
}

function encoded(type: TableColumn<never>['type'], cell: string | number | null): string | number | Date | null {
  if (cell === null || Number.isNaN(cell)) return null;
  return type === 'TIMESTAMP' ? new Date(cell) : cell;
}
