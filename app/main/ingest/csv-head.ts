import { cellsOf } from './csv-rows.ts';
import { eventTimeReader } from './event-time.ts';

/** Names of columns that are times, of a table that holds them side by side. */
export const periodName = /^(w|wk|week|d|day|m|mon|month|q|quarter|y|yr|year)[ _.-]?\d+$|^\d{4}([-/._]\d{1,2}){0,2}$/i;

/** Where a line has as many of two, a comma is rather text. */
const delimiters = [';', '\t', '|', ','];
const beginsWithQuote = /(^|[;\t|,])"/;
const isTime = eventTimeReader('iso');

/** How a CSV file begins. */
export interface CsvHead {
  delimiter: string;
  /** Rows above the header, such as a report's title. */
  above: number;
  /** False where the first row is a record already. */
  isNamed: boolean;
}

/** Whether a column's name is rather a value: a number or a time. Years may be names. */
export function isValue(name: string): boolean {
  return (name.trim() !== '' && Number.isFinite(Number(name)) && !periodName.test(name.trim())) || (/:\d{2}/.test(name) && !Number.isNaN(isTime(name)));
}

/**
 * Where the header of a file stands, by its first lines, of which none is empty: it is the first, parted by what parts it into most cells. It is a later one where those above hold one cell each at most, the first, or begin with #, and it holds names alone, as many as
 * the line below has cells; there is none where each cell of values in the second line stands below one in the first.
 */
export function csvHead(lines: readonly string[]): CsvHead {
  const table = lines.findIndex((line, at) => !isTitle(line) && isHeader(line, rowFrom(lines, at + 1, line)));
  const above = table > 0 && lines.slice(0, table).every((line) => (isTitle(line) || line.startsWith('#')) && cellsOf(line, ',') !== null) ? table : 0;
  const first = lines[above] ?? '';
  const delimiter = bestDelimiter(first);
  const [cells, below] = [textsOf(first, delimiter), textsOf(rowFrom(lines, above + 1, first), delimiter)];
  const isRecord = above === 0 && cells.length === below.length && below.some(isValue) && below.every((cell, at) => !isValue(cell) || isValue(cells[at]!));
  return { delimiter, above, isNamed: !isRecord };
}

function bestDelimiter(line: string): string {
  const parts = line.split('"');
  const isQuoted = parts.length % 2 === 1 && beginsWithQuote.test(line);
  const bare = isQuoted ? parts.filter((_part, at) => at % 2 === 0).join('') : line;
  return delimiters.reduce((best, one) => (bare.split(one).length > bare.split(best).length ? one : best));
}

/** The row that begins with a line, over further ones while its quote is open; the line alone where it is not closed. */
function rowFrom(lines: readonly string[], begin: number, header: string): string {
  const delimiter = bestDelimiter(header);
  for (let end = begin + 1; end <= lines.length; end++) {
    const row = lines.slice(begin, end).join('\n');
    if (cellsOf(row, delimiter) !== null) return row;
  }
  return lines[begin] ?? '';
}

/** A line's cells, trimmed; of one whose last cell goes on in the next line, what stands between delimiters. */
function textsOf(line: string, delimiter: string): string[] {
  return (cellsOf(line, delimiter) ?? line.split(delimiter)).map((cell) => cell.trim());
}

/** A line whose only text stands in its first cell. */
function isTitle(line: string): boolean {
  return textsOf(line, bestDelimiter(line)).slice(1).every((cell) => cell === '');
}

/** Either line may end with a delimiter. */
function isHeader(line: string, below: string): boolean {
  const delimiter = bestDelimiter(line);
  const cells = withoutEnd(textsOf(line, delimiter));
  const values = textsOf(below, delimiter);
  return cells.every((cell) => cell !== '' && !isValue(cell)) && [values.length, withoutEnd(values).length].includes(cells.length) && (!line.startsWith('#') || values.some(isValue));
}

function withoutEnd(cells: readonly string[]): readonly string[] {
  return cells.at(-1) === '' ? cells.slice(0, -1) : cells;
}
