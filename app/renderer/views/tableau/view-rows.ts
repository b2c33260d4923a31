import { severityRank, severityTitles } from '../../../shared/domain/severity.ts';
import type { Finding, ViewMapping } from '../../../shared/domain/tableau-finding.ts';
import type { Cell, Criterion, ViewColumn, ViewSheet, ViewTable } from '../../../shared/domain/tableau-port.ts';

type Table = { columns: readonly ViewColumn[]; rows: ViewTable['rows'] };

/** A view's rows as the detectors take them, and how many had no time. */
export interface DetectorRows {
  keys: string[][];
  series: Uint32Array;
  times: Float64Array;
  values: Float64Array;
  withoutTime: number;
}

/** The columns of a view's rows by its mapping; the names that are not there where the view has changed. */
export function rowsOf({ columns, rows }: Table, mapping: Pick<ViewMapping, 'time' | 'keys' | 'channels'>): DetectorRows | { missing: string[] } {
  const places = placesOf(columns, mapping);
  if ('missing' in places) return places;
  const seriesOf = new Map<string, number>();
  const keys: string[][] = [];
  const out: DetectorRows = { keys, series: new Uint32Array(rows.length), times: new Float64Array(rows.length), values: new Float64Array(rows.length * places.channels.length), withoutTime: 0 };
  rows.forEach((row, at) => {
    const key = places.keys.map((place) => keyText(row[place] ?? null));
    const name = JSON.stringify(key);
    let series = seriesOf.get(name);
    if (series === undefined) {
      seriesOf.set(name, (series = keys.length));
      keys.push(key);
    }
    out.series[at] = series;
    out.times[at] = timeOfCell(row[places.time] ?? null);
    if (Number.isNaN(out.times[at])) out.withoutTime += 1;
    places.channels.forEach((place, channel) => {
      const value = row[place];
      out.values[at * places.channels.length + channel] = typeof value === 'number' ? value : typeof value === 'boolean' ? Number(value) : NaN;
    });
  });
  return out;
}

function placesOf(columns: readonly ViewColumn[], { time, keys, channels }: Pick<ViewMapping, 'time' | 'keys' | 'channels'>): { time: number; keys: number[]; channels: number[] } | { missing: string[] } {
  const place = (name: string) => columns.findIndex((column) => column.name === name);
  const missing = [time, ...keys, ...channels].filter((name) => place(name) < 0);
  return missing.length > 0 ? { missing } : { time: place(time), keys: keys.map(place), channels: channels.map(place) };
}

/** ms since 1970: dates are ISO text; a number is a year, seconds or milliseconds by its size. NaN where it is none. */
export function timeOfCell(cell: Cell): number {
  if (typeof cell === 'string') return Date.parse(cell);
  if (typeof cell !== 'number') return NaN;
  if (Number.isInteger(cell) && cell >= 1000 && cell < 3000) return Date.UTC(cell, 0, 1);
  return Math.abs(cell) < 1e11 ? cell * 1000 : cell;
}

function keyText(cell: Cell): string {
  return cell === null ? '' : String(cell).slice(0, 1000);
}

/** Where a mapping's sheet is now: by name and place, else the first of that name; -1 where there is none. */
export function placeOfSheet(sheets: readonly ViewSheet[], { place, name }: ViewMapping['sheet']): number {
  if (sheets[place]?.name === name) return place;
  return sheets.findIndex((sheet) => sheet.name === name);
}

/** What a sheet is called: of several of one name, with its place. */
export function titleOfSheet(sheets: readonly ViewSheet[], { place, name }: ViewSheet): string {
  return sheets.filter((one) => one.name === name).length > 1 ? `${name} (${place + 1}.)` : name;
}

/** What names a finding's mark at its peak (`whole`: all its marks). */
export function criteriaOf({ key, start, end, peakTime }: Pick<Finding, 'key' | 'start' | 'end' | 'peakTime'>, { time, keys }: Pick<ViewMapping, 'time' | 'keys'>, whole = false): Criterion[] {
  return [{ field: time, min: whole ? start : peakTime, max: whole ? end : peakTime, isTime: true }, ...keys.map((field, i) => ({ field, values: [key[i]!] }))];
}

/** The order of findings, the worst first. */
export function worstFirst(a: Pick<Finding, 'severity' | 'score'>, b: Pick<Finding, 'severity' | 'score'>): number {
  return severityRank[b.severity] - severityRank[a.severity] || b.score - a.score;
}

const mostKeyText = 60;

/** Which mark: its series, where there are several, and moment. */
export function placeWords(key: readonly string[], time: number): string {
  const name = key.join(', ');
  const short = name.length > mostKeyText ? `${name.slice(0, mostKeyText - 1)}…` : name;
  return `${short === '' ? '' : `${short}, `}${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** What is written to a mark: how bad, what, whose and when. Short, of characters alone, and of one finding only. */
export function annotationOf({ severity, shape, key, peakTime }: Pick<Finding, 'severity' | 'shape' | 'key' | 'peakTime'>): string {
  return `${severityTitles[severity]}: ${shape}, ${placeWords(key, peakTime)}`;
}

/** The findings at marks: those of the same key whose span holds the mark's time, or that peaked within the mark's period. */
export function findingsAt<F extends Finding>(tables: readonly Table[], mapping: Pick<ViewMapping, 'time' | 'keys' | 'channels'>, findings: readonly F[], periodAt: (key: readonly string[], time: number) => { from: number } | null = () => null): F[] {
  const found = new Set<F>();
  for (const { columns, rows } of tables) {
    const places = placesOf(columns, { ...mapping, channels: [] });
    if ('missing' in places) continue;
    for (const row of rows) {
      const key = JSON.stringify(places.keys.map((place) => keyText(row[place] ?? null)));
      const time = timeOfCell(row[places.time] ?? null);
      for (const finding of findings) {
        if (JSON.stringify(finding.key) !== key) continue;
        if ((time >= finding.start && time <= finding.end) || periodAt(finding.key, finding.peakTime)?.from === time) found.add(finding);
      }
    }
  }
  return [...found];
}

/** The findings of before that these rows could not show anew: of a series that is not among them, from before its first judged row, or after its last. A narrower filter takes none of them away. */
export function carriedOver<F extends Finding>(before: readonly F[], { keys, series, times }: Pick<DetectorRows, 'keys' | 'series' | 'times'>, warmUp: number): F[] {
  const timesOf = keys.map((): number[] => []);
  series.forEach((one, row) => { if (!Number.isNaN(times[row]!)) timesOf[one]!.push(times[row]!); });
  const judged = new Map(keys.map((key, i) => {
    const own = timesOf[i]!.sort((a, b) => a - b);
    return [JSON.stringify(key), { from: own[warmUp] ?? Infinity, to: own.at(-1) ?? -Infinity }] as const;
  }));
  return before.filter(({ key, start }) => {
    const span = judged.get(JSON.stringify(key));
    return span === undefined || start < span.from || start > span.to;
  });
}

/** Rows as a CSV file, to be taken in as a stream. Times are written in full; text that a spreadsheet would run is quoted as it is, since only the workbench reads it. */
export function csvOf({ columns, rows }: Table): string {
  const quote = (value: Cell) => (value === null ? '' : /[",\r\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value));
  return `${[columns.map(({ name }) => name), ...rows].map((row) => row.map(quote).join(',')).join('\n')}\n`;
}
