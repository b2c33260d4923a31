/** A stream's name to begin with: the file's name without its endings, with spaces for the signs between words. */
export function streamNameOf(fileName: string): string {
  const bare = fileName.replace(/\.[a-z0-9]{1,8}(\.gz)?$/i, '').replace(/[_-]+/g, ' ').trim().slice(0, 120);
  return bare === '' ? fileName.slice(0, 120) : bare.charAt(0).toUpperCase() + bare.slice(1);
}

/** Endings that the file picker offers. */
export const offeredEndings = ['.csv', '.tsv', '.txt', '.jsonl', '.ndjson', '.json', '.parquet', '.afcap', '.gz'];

/** An error's words with the file's own name in place of where the workbench keeps it. */
export function namingTheFile(words: string, fileName: string): string {
  return words.replace(/^.*[\\/]uploads[\\/][0-9a-f-]{36}[.a-z0-9]*(?= )/i, fileName);
}
