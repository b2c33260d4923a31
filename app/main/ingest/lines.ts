import type { Readable } from 'node:stream';

export const lineFeed = 0x0a;
export const carriageReturn = 0x0d;
/** The longest line: it is cut here, so that the rest of the file is read; decoding refuses it. */
const mostLineBytes = 8 * 1024 * 1024;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** Lines of at most 8 MiB without their ends (`lineEnd`, and a carriage return before it) and the mark of byte order; the rest of a longer one is left out. */
export async function* linesOf(bytes: Readable, lineEnd: number): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let length = 0;
  let isFirst = true;
  const add = (part: Buffer) => {
    const kept = part.subarray(0, mostLineBytes - length);
    if (kept.length === 0) return;
    parts.push(kept);
    length += kept.length;
  };
  const take = () => {
    let line = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
    if (line.at(-1) === carriageReturn) line = line.subarray(0, -1);
    if (isFirst && line.subarray(0, 3).equals(byteOrderMark)) line = line.subarray(3);
    isFirst = false;
    parts = [];
    length = 0;
    return line;
  };
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    let from = 0;
    for (let to = chunk.indexOf(lineEnd); to >= 0; to = chunk.indexOf(lineEnd, from)) {
      add(chunk.subarray(from, to));
      yield take();
      from = to + 1;
    }
    add(chunk.subarray(from));
  }
  if (length > 0) yield take();
}

/** Whether there is nothing but white space in a line. */
export function isBlank(line: Buffer): boolean {
  return line.every((byte) => byte === 0x20 || byte === 0x09 || byte === carriageReturn);
}

/** Whether the first line of a file begins a JSON list of records. */
export function isListed(line: Uint8Array | null): boolean {
  return line !== null && /^\s*\[\s*(\{|$)/.test(new TextDecoder().decode(line.subarray(0, 200)));
}
