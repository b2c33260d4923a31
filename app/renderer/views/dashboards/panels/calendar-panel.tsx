import { useMemo, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { ChartTools } from '../../../charts/chart-tools.tsx';
import { cellsWords, melodyOfCells } from '../../../charts/sound/melody.ts';
import { useMelody } from '../../../charts/sound/use-melody.ts';
import { momentWords, type Zone } from '../../../charts/words.ts';
import { severityOf } from '../../../../shared/domain/severity.ts';
import { hrefOf } from '../../../routes/route.ts';
import { plural } from '../../../../shared/counts.ts';
import { percentWords } from '../../../ui/figures.ts';
import { EmptyState, Shown } from '../../../ui/states.tsx';
import { useQuery } from '../../../workbench/use-query.ts';
import { heatDays, heatLevel, type HeatCell, type HeatDay } from '../heat-days.ts';
import { useChosenRange } from '../use-stretch.ts';
import { optionOf, type PanelKind, type PanelProps } from '../panel-kind.ts';

const hourMs = 3_600_000;
const everyMs = 10_000;
const everyHour = Array.from({ length: 24 }, (_, hour) => hour);

/** Anomalies by day and hour, up to the newest record or, where a range was chosen, over it (at most as many days as are set): a table whose cells are the darker the more or the worse they hold, each a link to them. */
function CalendarPanel({ panel, row, streams, timeline, zone }: PanelProps) {
  const days = Number(optionOf(calendar, panel, 'days'));
  const isCount = optionOf(calendar, panel, 'what') === 'count';
  const newest = Math.max(0, ...(row === null ? streams : [row]).map(({ health }) => health.watermark ?? 0));
  const chosen = useChosenRange(timeline);
  const hour = Math.floor((chosen?.to ?? newest) / hourMs);
  const first = Math.max(hour + 1 - days * 24, chosen === null ? -Infinity : Math.floor(chosen.from / hourMs));
  const range = useMemo(() => ({ from: first * hourMs, to: (hour + 1) * hourMs - 1 }), [first, hour]);
  const found = useQuery('anomalies.lanes', newest === 0 ? null : { filter: { ...range, ...(row !== null && { streamIds: [row.stream.id] }) }, by: 'stream', buckets: hour + 2 - first }, { everyMs });
  if (newest === 0) return <EmptyState icon="clock" title="No samples yet">The calendar begins with the first record.</EmptyState>;
  return (
    <Shown of={found} waiting="Counting the anomalies…">
      {(lanes) => {
        const rows = heatDays(lanes, range, zone);
        return <Calendar rows={rows} isCount={isCount} zone={zone} hrefOfHour={(from) => hrefOf({ page: 'anomalies' }, { from: new Date(from).toISOString(), to: new Date(from + hourMs - 1).toISOString(), ...(row !== null && { stream: row.stream.id }) })} />;
      }}
    </Shown>
  );
}

function Calendar({ rows, isCount, zone, hrefOfHour }: { rows: readonly HeatDay[]; isCount: boolean; zone: Zone; hrefOfHour(from: number): string }) {
  const [heard, setHeard] = useState<number | null>(null);
  const [spoken, setSpoken] = useState('');
  const size = (cell: HeatCell) => (isCount ? cell.count : cell.grade);
  const highest = Math.max(0, ...rows.flatMap(({ hours }) => hours.map((cell) => (cell === null ? 0 : size(cell)))));
  const { hearing, toggle } = useMelody(() => {
    const hours = [...rows].reverse().flatMap((day) => day.hours);
    const melody = melodyOfCells(hours.map((cell) => (cell === null ? null : { value: size(cell), click: severityOf(cell.grade) === 'high' ? momentWords(cell.from, zone) : null })));
    return melody === null ? null : {
      melody, words: cellsWords(`The hours of ${plural(rows.length, 'day')} from the first to the last`, `the ${isCount ? 'more anomalies' : 'worse'}`, melody),
      move: (share) => setHeard(share === null ? null : Math.min(hours.length - 1, Math.floor(share * hours.length))),
    };
  }, setSpoken);
  const isHeard = (day: number, hour: number) => heard === (rows.length - 1 - day) * 24 + hour;
  return (
    <div className="calendar-panel" tabIndex={0} role="group" aria-label="Calendar" aria-description={keysWords} onKeyDown={(event) => { if (event.key === 'S' && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); event.stopPropagation(); toggle(); } else walkCells(event); }}>
      <table>
        <caption className="unseen">{isCount ? 'Anomalies that began' : 'The worst grade'} by day and hour, {zone === 'utc' ? 'UTC' : 'local time'}: {calendarWords(rows, zone)}</caption>
        <thead><tr><th scope="col"><span className="unseen">Day</span><ChartTools small name="the calendar" hearing={hearing} onHear={toggle} /></th>{everyHour.map((one) => <th key={one} scope="col">{String(one).padStart(2, '0')}</th>)}</tr></thead>
        <tbody>
          {rows.map(({ at, hours }, day) => (
            <tr key={at}>
              <th scope="row">{momentWords(at, zone).split(',')[0]}</th>
              {hours.map((cell, one) => cell === null ? <td key={one} className={isHeard(day, one) ? 'heat-heard' : undefined} /> : (
                <td key={one} className={`${isCount && cell.count === 0 ? 'heat-0' : `heat-${heatLevel(size(cell), highest)}`}${isHeard(day, one) ? ' heat-heard' : ''}`}>
                  <a title={`${cell.count === 0 ? 'going on' : plural(cell.count, 'anomaly', 'anomalies')}, worst grade ${percentWords(cell.grade)}`} href={hrefOfHour(cell.from)}>{isCount ? (cell.count === 0 ? '·' : cell.count) : Math.round(cell.grade * 100)}</a>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="unseen" aria-live="polite">{spoken}</p>
    </div>
  );
}

const keysWords = 'Arrow keys: the next hour or day with anomalies. Home and End: the first and the last. Enter: look at them. Shift S: hear the calendar, or stop.';

/** How many there are, and which hour holds the most. */
function calendarWords(rows: readonly HeatDay[], zone: Zone): string {
  const cells = rows.flatMap(({ hours }) => hours.filter((cell) => cell !== null));
  const most = cells.reduce<HeatCell | null>((found, cell) => (found === null || cell.count > found.count ? cell : found), null);
  if (most === null) return 'none.';
  return `${plural(cells.reduce((sum, { count }) => sum + count, 0), 'anomaly', 'anomalies')}, most in the hour from ${momentWords(most.from, zone)}: ${most.count}.`;
}

/** The arrow keys, n and p move the focus from cell to cell that holds something; up and down to the nearest hour of the next such day. */
function walkCells(event: KeyboardEvent<HTMLElement>): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLAnchorElement>('td a')];
  const at = links.indexOf(document.activeElement as HTMLAnchorElement);
  const place = (link: HTMLAnchorElement | undefined) => { const cell = link?.closest('td'); return { row: cell?.closest('tr')?.rowIndex ?? 0, column: cell?.cellIndex ?? 0 }; };
  const here = place(links[at]);
  const nearestIn = (rows: HTMLAnchorElement[]) => rows.reduce<HTMLAnchorElement | undefined>((near, link) => (near !== undefined && Math.abs(place(near).column - here.column) <= Math.abs(place(link).column - here.column) ? near : link), undefined);
  const inRow = (row: number | undefined) => links.filter((link) => place(link).row === row);
  const next: Record<string, () => HTMLAnchorElement | undefined> = {
    ArrowRight: () => links[at + 1], n: () => links[at + 1], ArrowLeft: () => links[Math.max(0, at - 1)], p: () => links[Math.max(0, at - 1)], Home: () => links[0], End: () => links.at(-1),
    ArrowDown: () => nearestIn(inRow(links.map((link) => place(link).row).find((row) => row > here.row))),
    ArrowUp: () => nearestIn(inRow(links.map((link) => place(link).row).findLast((row) => row < here.row))),
  };
  const find = next[event.key];
  if (find === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  find()?.focus();
}

export const calendar: PanelKind = {
  kind: 'calendar', title: 'Heat calendar', does: 'Anomalies by day and hour: when in the day things go wrong.', icon: 'calendar', shows: 'stream-or-all', size: { w: 8, h: 5 },
  options: [
    { name: 'what', label: 'Shows', input: { of: 'choice', choices: [{ id: 'count', label: 'How many began' }, { id: 'grade', label: 'The worst grade, in percent' }] }, initial: 'count' },
    { name: 'days', label: 'Days', input: { of: 'choice', choices: ['7', '14', '28', '56'].map((id) => ({ id, label: id })) }, initial: '7' },
  ],
  Panel: CalendarPanel,
};
