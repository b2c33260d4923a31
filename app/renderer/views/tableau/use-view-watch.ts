import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Verdict } from '../../../shared/domain/feedback.ts';
import { bytesOfRows, mostDetectedBytes, type Finding, type ViewMapping } from '../../../shared/domain/tableau-finding.ts';
import type { TableauConnection } from '../../../shared/domain/tableau.ts';
import type { ViewEvent } from '../../../shared/domain/tableau-port.ts';
import { asWorkbenchError, WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { plural } from '../../../shared/counts.ts';
import { goTo } from '../../routes/use-route.ts';
import { tell, type ToastContent } from '../../ui/toasts.ts';
import { useWorkbench } from '../../workbench/provider.tsx';
import { useAnomaliesOf } from '../series/use-marks.ts';
import { useJudge } from '../anomalies/use-judge.ts';
import { verdictKeys } from '../anomalies/verdict-words.ts';
import type { MarkTimes } from './mark-times.ts';
import { ViewFailure, type TableauView } from './tableau-view.ts';
import type { ViewSession } from './use-view-session.ts';
import { createReading } from './tell-reading.ts';
import type { Stage } from './view-stage.ts';
import { createRerun } from './rerun.ts';
import { listedOf, type Listed } from './tied-findings.ts';
import { useAnnotations } from './use-annotations.ts';
import { useViewMarks } from './use-view-marks.ts';
import { useTiedStream, type TiedStream } from './use-step.ts';
import type { KeptView, WatchedSheet } from './use-watched-sheets.ts';
import { carriedOver, criteriaOf, findingsAt, placeOfSheet, rowsOf } from './view-rows.ts';

/** When the data was last judged, and of how much. */
export type Judged = NonNullable<KeptView['sheets'][number]['judged']>;

/** What is watched in a sheet of a view: its mapping, what was found, and what can be done about it. */
export interface ViewWatch {
  /** Where the sheet is in the view; -1 while that is not shown. */
  sheet: number;
  mapping: ViewMapping | null;
  findings: readonly Finding[];
  /** Findings, and the anomalies of the stream that the view is tied to. */
  listed: readonly Listed[];
  tied: TiedStream | null;
  running: { read: number; total: number } | null;
  judged: Judged | null;
  /** When the marks of the view are; null before they are read. */
  marks: MarkTimes | null;
  error: Pick<WorkbenchError, 'code' | 'message' | 'hint'> | null;
  /** Findings whose marks could not be annotated. */
  unplaced: ReadonlySet<string>;
  /** Marks that are annotated, by what is listed. */
  placed: ReadonlySet<string>;
  /** Findings of the marks that are selected in the view. */
  chosen: ReadonlySet<string>;
  /** The view's data is other than what was judged. */
  isOld: boolean;
  detect(mapping: ViewMapping): Promise<void>;
  /** Keeps a mapping without judging anew. */
  remap(mapping: ViewMapping): void;
  /** Calls the judging off that is under way. */
  stop(): void;
  /** A verdict on what is listed; where it is of the stream, on the stream's anomalies, whose detector learns from it. */
  judge(one: Listed, verdict: Verdict | null): void;
  show(one: Listed): void;
}

/** Findings that are kept of a view. */
const mostKeptFindings = 2000;
const openLabel = 'Open in AnomalyForce';

/** Watches one sheet of a view: finds, annotates, takes verdicts from the list and from the marks' own menu; keeps all of it in the store. `stage` is that of a page which goes on while another is shown; `open` leads from a mark to what was found there, where no list stands beside the view. */
export function useViewWatch(connection: TableauConnection, path: string, session: ViewSession, { place: sheet, mapping, kept, isChosen }: WatchedSheet, setMapping: (mapping: ViewMapping) => void, stage: Stage | null, open?: (one: Listed) => void): ViewWatch {
  const { state, view } = session;
  const workbench = useWorkbench();
  const [findings, setFindings] = useState<readonly Finding[]>(kept?.findings ?? []);
  const [running, setRunning] = useState<ViewWatch['running']>(null);
  const [judged, setJudged] = useState<Judged | null>(kept?.judged ?? null);
  const [error, setError] = useState<ViewWatch['error']>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isOld, setOld] = useState(false);
  const run = useRef<AbortController | null>(null);
  const tied = useTiedStream(mapping);
  const streamId = tied?.row.stream.id ?? null;
  const anomalies = useAnomaliesOf(useMemo(() => (streamId === null ? null : { streamIds: [streamId] }), [streamId]));
  const listed = useMemo(() => listedOf(findings, tied, anomalies), [findings, tied, anomalies]);
  const judgeAnomalies = useJudge();
  const { id: connectionId } = connection;
  const sheets = state.state === 'shown' ? state.sheets : null;

  /** By which mapping the findings were found. */
  const watched = useRef<ViewMapping | null>(kept?.mapping ?? null);
  /** The newest findings, for what comes from outside React. */
  const newest = useRef(findings);
  const newestListed = useRef(listed);
  const newestMapping = useRef(mapping);
  const opened = useRef(open);
  useEffect(() => { opened.current = open; });
  useEffect(() => { newestMapping.current = mapping; });
  useEffect(() => { newestListed.current = listed; });
  const keep = useCallback(async (parts: { findings?: Finding[]; judged?: Judged }) => {
    if (newestMapping.current !== null) await workbench.call('tableau.keep-view', { connectionId, path, sheet: { mapping: newestMapping.current, ...parts } });
  }, [workbench, connectionId, path]);
  const change = useCallback((next: readonly Finding[]) => {
    newest.current = next;
    setFindings(next);
    // What can't be kept now is kept with the next change.
    keep({ findings: [...next] }).catch((thrown: unknown) => setError(asWorkbenchError(thrown)));
  }, [keep]);
  const map = useCallback((next: ViewMapping) => {
    newestMapping.current = next;
    setMapping(next);
  }, [setMapping]);

  const judge = useCallback(({ id, anomalies: own, isOfStream }: Listed, verdict: Verdict | null) => {
    if (!isOfStream) change(newest.current.map((one) => (one.id === id ? { ...one, verdict } : one)));
    if (own.length > 0) void judgeAnomalies(own, verdict);
  }, [change, judgeAnomalies]);

  const { marks, take } = useViewMarks(connectionId, path, session, mapping, sheet, isChosen);
  const newestMarks = useRef(marks);
  useEffect(() => { newestMarks.current = marks; });
  const written = useCallback((id: string, annotationId: number | null, text: string) => {
    const finding = newest.current.find((one) => one.id === id);
    if (finding !== undefined && (finding.annotation?.annotationId !== annotationId || finding.annotation.text !== text)) change(newest.current.map((one) => (one.id === id ? { ...one, annotation: { annotationId, text } } : one)));
  }, [change]);
  const { placed, unplaced } = useAnnotations(session, mapping, sheet, listed, marks, written);

  // Verdicts come from the marks' own menu too, and what is selected there is chosen here.
  const rerun = useRef<ReturnType<typeof createRerun> | null>(null);
  const items = useRef(new Map<string, Verdict | 'open'>());
  const withItems = useRef(new Set<number>());
  useEffect(() => {
    if (view === null || mapping === null || sheet < 0) return;
    const added = items.current;
    if (!withItems.current.has(sheet)) {
      withItems.current.add(sheet);
      void addItems(view, sheet, added).catch(() => undefined); // verdicts can be given in the list
    }
    return view.onEvent((event: ViewEvent) => {
      if ((event.event === 'data-changed' || event.event === 'filter-changed') && event.sheet === sheet) {
        setOld(true);
        rerun.current?.changed();
      }
      if (event.event === 'marks-selected' && event.sheet === sheet) setChosen(new Set(findingsAt(event.tables, mapping, newestListed.current, newestMarks.current?.periodAt).map(({ id }) => id)));
      const what = event.event === 'menu-item' ? added.get(event.itemId) : undefined;
      if (event.event !== 'menu-item' || what === undefined) return;
      const found = findingsAt(event.tables, mapping, newestListed.current, newestMarks.current?.periodAt);
      if (found.length === 0) return tell({ tone: 'info', title: 'Nothing was found at this mark', text: 'Its data was judged as usual, or not at all.' });
      setChosen(new Set(found.map(({ id }) => id)));
      if (what === 'open') opened.current?.(found[0]!);
      else for (const one of found) judge(one, what);
    });
  }, [view, mapping, sheet, judge]);
  useEffect(() => {
    const [added, on] = [items.current, withItems.current];
    return () => {
      added.clear();
      on.clear();
    };
  }, [view]);

  const newestStage = useRef(stage);
  useEffect(() => { newestStage.current = stage; });
  const tellEnd = useCallback((content: Pick<ToastContent, 'tone' | 'title' | 'text'>) => tell({ ...content, action: { label: 'Open the view', onPress: () => goTo({ page: 'tableau-view', connectionId, path }) } }), [connectionId, path]);
  const detect = useCallback(async (next: ViewMapping) => {
    if (view === null || sheets === null) return;
    setError(null);
    map(next);
    setOld(false);
    run.current?.abort();
    rerun.current?.stop();
    const own = new AbortController();
    run.current = own;
    setRunning({ read: 0, total: 0 });
    const reading = createReading(workbench, next.sheet.name, () => own.abort());
    const letGo = newestStage.current?.keep();
    try {
      await keep({}); // now: a change of the mapping while this runs is the newer one
      const place = placeOfSheet(sheets, next.sheet);
      if (place < 0) throw new WorkbenchError('AF_NOT_FOUND', `There is no sheet ${next.sheet.name} in the view any more.`);
      const data = await view.summary(place, { signal: own.signal, onPage: (read, total) => {
        if (own.signal.aborted) return;
        setRunning({ read, total });
        reading.told(read, total);
      } });
      const rows = rowsOf(data, next);
      if ('missing' in rows) throw new WorkbenchError('AF_NOT_FOUND', `The view has no ${rows.missing.join(', ')} any more.`, { hint: 'Choose the fields again.' });
      if (bytesOfRows(rows.times.length, next.channels.length) > mostDetectedBytes) throw new WorkbenchError('AF_API_INPUT_INVALID', `The view has ${data.total.toLocaleString('en')} rows; at most ${Math.floor(mostDetectedBytes / bytesOfRows(1, next.channels.length)).toLocaleString('en')} are judged at once.`, { hint: 'Filter the view, or save its data as a stream.' });
      const { detected, ...found } = await workbench.call('tableau.detect', { connectionId, path, sheet: next.sheet.name, channels: next.channels, sensitivity: next.sensitivity, keys: rows.keys, series: rows.series, times: rows.times, values: rows.values, readingId: reading.end() }, { signal: own.signal });
      own.signal.throwIfAborted();
      const before = new Map(newest.current.map((one) => [one.id, one]));
      const fresh = detected.map((one) => ({ ...one, verdict: before.get(one.id)?.verdict ?? null, annotation: before.get(one.id)?.annotation ?? null }));
      const ids = new Set(detected.map(({ id }) => id));
      const left = isSameWatch(watched.current, next) ? carriedOver([...before.values()], rows, found.warmUp).filter(({ id }) => !ids.has(id)) : [];
      watched.current = next;
      change([...fresh, ...left].slice(0, mostKeptFindings));
      take(rows);
      const last = { ...found, at: Date.now() };
      setJudged(last);
      await keep({ judged: last });
      if (newestStage.current?.isShown() === false) tellEnd({ tone: 'good', title: `Detection on ${next.sheet.name} has ended`, text: `${plural(detected.length, 'finding')}.` });
    } catch (thrown) {
      reading.giveUp();
      if (!own.signal.aborted) {
        const failure = thrown instanceof ViewFailure ? { code: 'AF_TABLEAU_UNREACHABLE' as const, message: thrown.fault.words, hint: 'Open the view again.' } : asWorkbenchError(thrown);
        setError(failure);
        if (newestStage.current?.isShown() === false) tellEnd({ tone: 'bad', title: `Detection on ${next.sheet.name} failed`, text: failure.message });
      }
    } finally {
      letGo?.();
      if (run.current === own) {
        run.current = null;
        setRunning(null);
      }
    }
  }, [view, sheets, workbench, connectionId, path, change, keep, map, take, tellEnd]);
  const stop = useCallback(() => run.current?.abort(), []);
  useEffect(() => () => run.current?.abort(), [view]);

  // Judged again by itself when the data changes, where the analyst did not switch that off. What waits for data at rest goes on waiting while something else is changed.
  const newestDetect = useRef(detect);
  useEffect(() => { newestDetect.current = detect; });
  const again = mapping?.again === true;
  useEffect(() => {
    if (!again) return;
    const own = createRerun({ run: () => { if (newestMapping.current !== null) void newestDetect.current(newestMapping.current); }, later: (ms, work) => {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    } });
    rerun.current = own;
    return () => {
      own.stop();
      rerun.current = null;
    };
  }, [again]);

  const remap = useCallback((next: ViewMapping) => {
    map(next);
    keep({}).catch((thrown: unknown) => setError(asWorkbenchError(thrown)));
  }, [map, keep]);

  const show = useCallback((finding: Listed) => {
    setChosen(new Set([finding.id]));
    if (view === null || mapping === null || sheet < 0) return;
    const of = (time: number) => newestMarks.current?.periodAt(finding.key, time)?.from ?? time;
    view.select(sheet, criteriaOf({ ...finding, start: of(finding.start) }, mapping, true)).catch((thrown: unknown) => tell({ tone: 'warn', title: 'It could not be shown in the view', text: thrown instanceof ViewFailure ? thrown.fault.words : '' }));
  }, [view, mapping, sheet]);

  return { sheet, mapping, findings, listed, tied, running, judged, marks, error, unplaced, placed, chosen, isOld, detect, stop, remap, judge, show };
}

/** Whether two mappings judge the same: else what was found by one says nothing about the other. */
function isSameWatch(a: ViewMapping | null, b: ViewMapping): boolean {
  const of = ({ sheet, time, keys, channels }: ViewMapping) => JSON.stringify([sheet, time, keys, channels]);
  return a !== null && of(a) === of(b);
}

async function addItems(view: TableauView, sheet: number, items: Map<string, Verdict | 'open'>): Promise<void> {
  for (const { verdict, title } of verdictKeys) items.set(await view.addMenuItem(sheet, title), verdict);
  items.set(await view.addMenuItem(sheet, openLabel), 'open');
}
