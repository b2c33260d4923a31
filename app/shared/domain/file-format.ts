import type { FileFormat } from './stream.ts';

const byEnding: Record<string, FileFormat> = { csv: 'csv', tsv: 'csv', txt: 'csv', jsonl: 'json-lines', ndjson: 'json-lines', json: 'json-lines', parquet: 'parquet', pq: 'parquet', afcap: 'capture' };

/** What a file seems to be by the end of its name (`.gz` behind it does not count); null where that says nothing. */
export function formatOfName(name: string): FileFormat | null {
  const ending = /\.([a-z0-9]+)(\.gz)?$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(byEnding, ending) ? byEnding[ending]! : null;
}
