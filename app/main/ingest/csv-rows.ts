import { parse } from 'csv-parse/sync';
import { isUtf8 } from 'node:buffer';

/** The most lines that one row is taken to span: a cell with more in it is, mostly, a quote that was never closed. */
const mostLines = 1_000;
/** The most bytes of a row of several lines: longer ones would not be decoded. */
const mostBytes = 1024 * 1024;
const quote = 0x22;
const newLine = Buffer.from('\n');
/** What spreadsheets write where they do not write UTF-8. */
const windows1252 = new TextDecoder('windows-1252');

/**
 * Lines -> rows as UTF-8; a row goes on over lines while a cell's quote is open, and an empty line is no row. Where a quote is not closed, or something follows its closing one, the line is a row by itself (decoding
 * refuses the first, and takes the second as it stands), and the next line is read as if it had not been: one stray quote costs one row.
 */
export async function* csvRows(lines: AsyncIterable<Buffer>, delimiter: string): AsyncGenerator<Uint8Array> {
  const cell = delimiter.charCodeAt(0);
  const queue: Buffer[] = [];
  /** Lines of a row whose quote is open. */
  let held: Buffer[] = [];
  let heldBytes = 0;
  let state: QuoteState = 'closed';
  function* rowsOf(isEnd: boolean): Generator<Uint8Array> {
    while (queue.length > 0 || (isEnd && held.length > 0)) {
      const line = queue.shift();
      if (line?.length === 0 && held.length === 0) continue;
      if (line !== undefined) {
        state = quotesAfter(line, cell, state);
        held.push(line);
        heldBytes += line.length;
        if (state === 'open' && held.length < mostLines && heldBytes <= mostBytes) continue;
      }
      const isWhole = state === 'closed';
      yield toUtf8(isWhole ? joined(held) : held[0]!);
      if (!isWhole) queue.unshift(...held.slice(1));
      [held, heldBytes, state] = [[], 0, 'closed'];
    }
  }
  for await (const line of lines) {
    queue.push(line);
    yield* rowsOf(false);
  }
  yield* rowsOf(true);
}

/** The cells of a row's text; null where a quote is opened and not closed. */
export function cellsOf(text: string, delimiter: string): string[] | null {
  // Rows without quotes, by far the most, need no parser.
  if (!text.includes('"')) return text.replace(/\r?\n$/, '').split(delimiter);
  try {
    return (parse(text, { delimiter, relax_column_count: true, relax_quotes: true }) as string[][])[0] ?? [];
  } catch {
    return null;
  }
}

/** closed: no cell is open · open: a quoted cell goes on over the line's end · broken: something other than a delimiter follows a closing quote. */
type QuoteState = 'closed' | 'open' | 'broken';

/** The state at a line's end, from that at its beginning. A quote within a cell that does not begin with one opens nothing. */
function quotesAfter(line: Buffer, delimiter: number, before: QuoteState): QuoteState {
  let isOpen = before === 'open';
  if (!isOpen && !line.includes(quote)) return 'closed';
  for (let at = 0; at < line.length; at++) {
    if (!isOpen) {
      if (line[at] === quote && (at === 0 || line[at - 1] === delimiter)) isOpen = true;
      continue;
    }
    if (line[at] !== quote) continue;
    if (line[at + 1] === quote) at += 1;
    else if (at + 1 === line.length || line[at + 1] === delimiter) isOpen = false;
    else return 'broken';
  }
  return isOpen ? 'open' : 'closed';
}

function joined(lines: readonly Buffer[]): Buffer {
  return lines.length === 1 ? lines[0]! : Buffer.concat(lines.flatMap((line, at) => (at === 0 ? [line] : [newLine, line])));
}

/** The bytes themselves where they are UTF-8, else read as Windows-1252. */
function toUtf8(row: Buffer): Uint8Array {
  return isUtf8(row) ? row : Buffer.from(windows1252.decode(row));
}
