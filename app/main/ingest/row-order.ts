import type { Decoding, FieldMapping } from '../../shared/domain/stream.ts';
import { createSampleReader } from './to-samples.ts';

/** Steps of time, forth or back within a series, after which the order is settled, and the rows and bytes that are read for them at most: more series than rows can't tell. */
const enoughSteps = 100;
const mostRows = 200_000;
const mostBytes = 64 * 2 ** 20;
const rowsAtOnce = 500;
/** The share of steps that may go the other way, as late records do. */
const fewStrays = 0.1;

/** Whether rows run from the newest to the oldest: of each series' steps of time hardly one goes on. Equal times count for neither order. Reads no further than it must. */
export async function isNewestFirst(rows: AsyncIterable<Uint8Array>, { decoding, mapping }: { decoding: Decoding; mapping: FieldMapping }): Promise<boolean> {
  if (mapping.time.field === null) return false;
  const read = createSampleReader(decoding, mapping);
  const last = new Map<string, number>();
  let [rises, falls] = [0, 0];
  let values: Uint8Array[] = [];
  let [seen, bytes] = [0, 0];
  const look = () => {
    const { keys, times } = read({ values, keys: values.map(() => null), timestamps: new Float64Array(values.length).fill(NaN), offsets: new Float64Array(values.length) });
    keys.forEach((key, row) => {
      const before = last.get(key) ?? times[row]!;
      if (times[row]! > before) rises += 1;
      else if (times[row]! < before) falls += 1;
      last.set(key, times[row]!);
    });
    values = [];
  };
  for await (const row of rows) {
    seen += 1;
    bytes += row.length;
    if (values.push(row) < rowsAtOnce && bytes < mostBytes) continue;
    look();
    if (rises + falls >= enoughSteps || seen >= mostRows || bytes >= mostBytes) break;
  }
  look();
  return falls > 0 && rises <= fewStrays * (rises + falls);
}
