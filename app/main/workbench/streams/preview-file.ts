import type { Preview } from '../../../shared/api/views.ts';
import type { Decoding, FieldMapping, FileFormat } from '../../../shared/domain/stream.ts';
import { inferPreview, type SourceSample } from '../../ingest/infer.ts';
import { isNewestFirst } from '../../ingest/row-order.ts';
import { openSavedRows } from '../../ingest/saved-rows.ts';

/** A table file's preview, and whether its rows run from the newest to the oldest. */
export interface FilePreview extends Preview {
  newestFirst: boolean;
}

type Table = Exclude<FileFormat, 'capture'>;

/** What the first `count` rows of a table say; those of one that begins with the newest are looked at from their last on, as they will be read. Throws `AF_INGEST_*`. */
export async function previewFile(path: string, format: Table, count: number, given: { decoding: Decoding | null; mapping: FieldMapping | null }): Promise<FilePreview> {
  const sample = await sampleFile(path, format, count);
  const forth = inferPreview(sample, given);
  const isBack = async ({ decoding, mapping }: Preview) => mapping !== null && (await runsFromNewest(path, format, { decoding, mapping }));
  // Fields that count are told by their rising, so a time that hardly looks like one is found from the other end alone.
  if (forth.mapping?.time.field === null ? given.mapping === null : await isBack(forth)) {
    const back = inferPreview(reversed(sample), given);
    if (await isBack(back)) return { ...back, newestFirst: true };
  }
  return { ...forth, newestFirst: false };
}

/** Whether a table's rows run from the newest to the oldest, as far as it must be read to say so. */
export async function runsFromNewest(path: string, format: Table, as: { decoding: Decoding; mapping: FieldMapping }): Promise<boolean> {
  return isNewestFirst((await openSavedRows(path, format)).rows, as);
}

async function sampleFile(path: string, format: Table, count: number): Promise<SourceSample> {
  const { rows, columns, delimiter, above, isNamed } = await openSavedRows(path, format);
  const values: Uint8Array[] = [];
  for await (const row of rows) if (values.push(row) >= count) break;
  return { keys: values.map(() => null), values, timestamps: new Float64Array(values.length).fill(NaN), offsets: values.map((_value, i) => i), columns, delimiter, above, isNamed, saved: true };
}

function reversed(sample: SourceSample): SourceSample {
  return { ...sample, values: sample.values.toReversed(), offsets: Array.from(sample.offsets).reverse(), newestFirst: true };
}
