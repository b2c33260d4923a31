import type { Series, SeriesId } from '../../../shared/domain/series.ts';
import type { ViewMapping } from '../../../shared/domain/tableau-finding.ts';
import type { Cell, ViewEvent, ViewFilter, ViewTable } from '../../../shared/domain/tableau-port.ts';
import type { TimeRange } from '../../../shared/domain/time.ts';
import type { Timeline } from '../../playhead/timelines.ts';
import { createFollower, type Follower } from './follow.ts';
import { bareName, type Tie } from './series-tie.ts';
import { ViewFailure, type TableauView } from './tableau-view.ts';
import { timeOfCell } from './view-rows.ts';

/** What is kept in step, as one names it to the analyst. */
export type StepPart = 'time range' | 'series' | 'parameter';

export interface StepOptions {
  view: Pick<TableauView, 'filters' | 'filterRange' | 'filter' | 'clearFilter' | 'parameters' | 'setParameter' | 'onEvent'>;
  sheet: number;
  mapping: Pick<ViewMapping, 'time' | 'keys' | 'parameter'>;
  tie: Pick<Tie, 'seriesOf' | 'keyOf'>;
  /** The sheets with a mapping of their own, by their places: marks that are selected in them are read by that. */
  readers?: ReadonlyMap<number, { keys: readonly string[]; tie: Pick<Tie, 'seriesOf'> }>;
  series: readonly Series[];
  timeline: Timeline;
  after(ms: number): Promise<void>;
  /** What the view refused, in its words; null where it has taken it. */
  told(part: StepPart, fault: string | null): void;
}

/**
 * Keeps a view's filters and parameter in step with a timeline of the workbench: its range up to the playhead is the filter of the time field, its chosen series that of the keys, its moment the parameter. Marks of one series that are selected, in whichever sheet, choose it: by that sheet's own mapping, else by the first whose keys it shows.
 * Where the workbench looks at everything when it begins, the view's filters lead; else the workbench does. The returned function ends it; filters stay as they are.
 */
export function stepInto({ view, sheet, mapping, tie, readers, series, timeline, after, told }: StepOptions): () => void {
  const follow = <T>(part: StepPart, side: Pick<Parameters<typeof createFollower<T>>[0], 'put' | 'took' | 'same'>): Follower<T> =>
    createFollower<T>({ ...side, after, done: () => told(part, null), failed: (error) => told(part, error instanceof ViewFailure ? error.fault.words : 'It did not answer.') });
  const isOf = (field: string, wanted: string) => field === wanted || bareName(field) === bareName(wanted);
  /** A filter's own name for a field: Tableau filters `Taken at` where a view shows `HOUR(Taken at)`. */
  const nameIn = (filters: readonly ViewFilter[], wanted: string) => filters.find(({ field }) => isOf(field, wanted))?.field ?? bareName(wanted);
  const rangeIn = (filters: readonly ViewFilter[]) => rangeOfFilter(filters.find(({ field }) => isOf(field, mapping.time)));

  const range = follow<TimeRange | null>('time range', {
    async put(value) {
      const field = nameIn(await view.filters(sheet), mapping.time);
      if (value === null) await view.clearFilter(sheet, field);
      else await view.filterRange(sheet, { field, min: value.from, max: value.to, isTime: true });
      return rangeIn(await view.filters(sheet));
    },
    took(value) {
      timeline.range.look(value === null ? { kind: 'whole' } : { kind: 'fixed', ...value });
      return shownRange(timeline);
    },
    same: isSameRange,
  });

  const keysIn = (filters: readonly ViewFilter[], before: readonly (string | null)[]) => mapping.keys.map((key, i) => {
    const filter = filters.find(({ field }) => isOf(field, key));
    return filter === undefined ? (before[i] ?? null) : filter.kind === 'values' && !filter.isAll && filter.values.length === 1 ? filter.values[0]! : null;
  });
  const shownKeys = () => {
    const id = timeline.chosen.get();
    const one = id === null ? undefined : series.find((each) => each.id === id);
    return (one === undefined ? null : tie.keyOf(one)) ?? mapping.keys.map(() => null);
  };
  let lastKeys: readonly (string | null)[] = mapping.keys.map(() => null);
  const keys = follow<readonly (string | null)[]>('series', {
    async put(value) {
      const there = await view.filters(sheet);
      for (const [i, one] of value.entries()) {
        const field = nameIn(there, mapping.keys[i]!);
        if (one === null) await view.clearFilter(sheet, field);
        else await view.filter(sheet, field, [one]);
      }
      lastKeys = keysIn(await view.filters(sheet), value);
      return lastKeys;
    },
    took(value) {
      const found: SeriesId | null = value.some((one) => one === null) ? null : (tie.seriesOf(value as readonly string[])?.id ?? null);
      timeline.chosen.choose(found);
      return shownKeys();
    },
    same: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  });

  const { parameter } = mapping;
  const moment = parameter === null ? null : follow<number | null>('parameter', {
    async put(value) {
      if (value !== null) await view.setParameter(parameter, { at: value });
      return momentOf((await view.parameters()).find(({ name }) => name === parameter)?.value ?? null);
    },
    took(value) {
      if (value !== null) timeline.playhead.seek(value);
      return shownMoment(timeline);
    },
    same: (a, b) => a === b,
  });

  /** Marks of one series, selected in any sheet of a dashboard, are that series chosen. A view that shows all series goes on to. */
  const choose = (place: number, tables: readonly ViewTable[]) => {
    const own = readers?.get(place);
    const able = own === undefined ? [{ keys: mapping.keys, tie }, ...(readers?.values() ?? [])] : [own];
    const found = new Set(tables.flatMap(({ columns, rows }) => {
      for (const { keys: names, tie: by } of able) {
        const places = names.map((key) => columns.findIndex(({ name }) => isOf(name, key)));
        if (places.length > 0 && places.every((one) => one >= 0)) return rows.map((row) => by.seriesOf(places.map((one) => String(row[one] ?? '')))?.id ?? null);
      }
      return [];
    }));
    const [only] = found;
    if (found.size !== 1 || only === undefined || only === null || only === timeline.chosen.get()) return;
    const key = tie.keyOf(series.find(({ id }) => id === only)!);
    if (key !== null && lastKeys.every((one) => one === null)) keys.agree(key);
    // Other sheets in step hear the same event: each agrees first, or it would take the choice for a filter.
    queueMicrotask(() => timeline.chosen.choose(only));
  };

  const hear = (event: ViewEvent) => {
    if (event.event === 'marks-selected') choose(event.sheet, event.tables);
    if (event.event === 'parameter-changed' && event.parameter.name === parameter) moment?.told(momentOf(event.parameter.value));
    if (event.event !== 'filter-changed' || event.sheet !== sheet) return;
    if (isOf(event.filter.field, mapping.time)) range.told(rangeOfFilter(event.filter));
    else if (mapping.keys.some((key) => isOf(event.filter.field, key))) keys.told((lastKeys = keysIn([event.filter], lastKeys)));
  };
  const show = () => {
    range.want(shownRange(timeline));
    keys.want(shownKeys());
    moment?.want(shownMoment(timeline));
  };
  const stops: (() => void)[] = [() => range.close(), () => keys.close(), () => moment?.close()];
  let isEnded = false;
  void begin().catch((error: unknown) => told('time range', error instanceof ViewFailure ? error.fault.words : 'It did not answer.'));

  async function begin(): Promise<void> {
    const there = await view.filters(sheet);
    if (isEnded) return;
    const [theirRange, theirKeys] = [rangeIn(there), keysIn(there, lastKeys)];
    lastKeys = theirKeys;
    if (isSameRange(shownRange(timeline), theirRange)) range.agree(theirRange);
    else if (shownRange(timeline) === null) range.told(theirRange);
    if (shownKeys().every((one, i) => one === null || one === theirKeys[i])) keys.told(theirKeys);
    stops.push(view.onEvent(hear), timeline.range.subscribe(show), timeline.playhead.subscribe(show), timeline.chosen.subscribe(show));
    show();
  }

  return () => {
    isEnded = true;
    for (const stop of stops) stop();
  };
}

/** What the workbench shows: its range up to the playhead, in whole ms outwards; null where it shows all that there is. */
export function shownRange({ range, playhead }: Pick<Timeline, 'range' | 'playhead'>): TimeRange | null {
  const { view, until } = range.get();
  const shown = range.range();
  const end = playhead.get().mode === 'rewound' ? until : null;
  if (shown === null || (view.kind === 'whole' && end === null)) return null;
  return { from: Math.floor(shown.from), to: Math.ceil(Math.max(shown.from, Math.min(shown.to, end ?? Infinity))) };
}

/** The playhead's moment, or the end of what is shown while it stands at the edge. */
function shownMoment(timeline: Timeline): number | null {
  const { mode, time } = timeline.playhead.get();
  const moment = mode === 'rewound' ? time : (shownRange(timeline)?.to ?? timeline.range.get().extent?.to ?? null);
  return moment === null ? null : Math.round(moment);
}

function rangeOfFilter(filter: ViewFilter | undefined): TimeRange | null {
  if (filter?.kind !== 'range') return null;
  const [from, to] = [timeOfCell(filter.min), timeOfCell(filter.max)];
  return Number.isNaN(from) || Number.isNaN(to) ? null : { from, to };
}

function momentOf(value: Cell): number | null {
  const time = timeOfCell(value);
  return Number.isNaN(time) ? null : time;
}

function isSameRange(a: TimeRange | null, b: TimeRange | null): boolean {
  return a === null || b === null ? a === b : Math.abs(a.from - b.from) < 1 && Math.abs(a.to - b.to) < 1;
}
