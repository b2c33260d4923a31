import { askedSchema, pageRows, portVersion, viewQuestions, type ViewEvent, type ViewFault, type ViewInput, type ViewOutput, type ViewQuestion } from '../../shared/domain/tableau-port.ts';
import type { Annotation, Dashboard, DataTable, DataTableReader, MarkInfo, Parameter, Sheet, Story, Viz, Worksheet } from './documented-viz.ts';
import { annotationText, boundsOf, criteriaOf, filterOf, parameterOf, tableOf, valuesOf } from './tables.ts';
import { faultOf, ViewRefusal } from './view-fault.ts';

/** How a view is made: by Tableau's library, or as the stand-in. `src` is checked before. */
export type OpenViz = (options: ViewInput<'open'>) => Promise<Viz>;

/** Tableau says nothing where it can't be reached: so long is waited for the view to be interactive, and for an answer. */
const patienceMs = 30_000;
/** Without a token an analyst signs in within the view first. */
const signInMs = 10 * 60_000;

/** What the page hears beside the port. */
export interface ServedView {
  /** Something was no message, or was blocked. */
  refused(words: string): void;
  /** The page's policy kept Tableau's frame from going to another origin. */
  ledElsewhere(origin: string): void;
}

type Answers = { [Q in ViewQuestion]: (input: ViewInput<Q>) => Promise<ViewOutput<Q>> };

/**
 * Answers the workbench's questions about one view over a port, by the documented interface alone, one after the other: Tableau knows one selection and one reader of data at a time.
 * `address` is the only origin that a view may come from. `signsInWithin`: where there is no token, an analyst signs in within the view, and is waited for.
 */
export function serveView(port: MessagePort, { address, openViz, signsInWithin = false, patience = patienceMs }: { address: string; openViz: OpenViz; signsInWithin?: boolean; patience?: number }): ServedView {
  let viz: Viz | null = null;
  let reader: DataTableReader | null = null;
  let line: Promise<unknown> = Promise.resolve();
  /** What the workbench selects to annotate is no selection of the analyst's. */
  let annotating = false;
  let isInteractive = false;
  /** Of each sheet: its marks are asked for, and an older selection may be answered after it. */
  const newestSelection = new WeakMap<Worksheet, object>();
  let silence: ReturnType<typeof setTimeout> | undefined;

  const tell = (event: ViewEvent) => port.postMessage(event);
  const opened = (): Viz => viz ?? refuse('other', 'No view is open.');
  const worksheets = (): Worksheet[] => worksheetsOf(opened().workbook.activeSheet);
  const worksheetAt = (place: number): Worksheet => worksheets()[place] ?? refuse('other', 'That sheet is not shown any more.');
  /** A sheet that an event names: by itself, else by its name. */
  const placeOf = (sheet: Sheet): number => {
    const all = worksheets();
    const own = all.indexOf(sheet as Worksheet);
    return own >= 0 ? own : all.findIndex(({ name }) => name === sheet.name);
  };

  const answers: Answers = {
    async open(input) {
      if (new URL(input.src).origin !== address) refuse('refused-host', `${new URL(input.src).origin} is not the connection’s server.`);
      if (viz !== null) refuse('other', 'A view is open already.');
      isInteractive = false;
      viz = await openViz(input);
      listen(viz, input.token === null && signsInWithin ? signInMs : patience);
      return null;
    },
    async renew({ token }) {
      opened().setAuthToken(token);
      return null;
    },
    sheets: async () => worksheets().map(({ name }, place) => ({ place, name })),
    async 'summary-open'({ sheet }) {
      await reader?.releaseAsync();
      reader = null;
      reader = await worksheetAt(sheet).getSummaryDataReaderAsync(pageRows, { ignoreSelection: true });
      return { rows: reader.totalRowCount, pages: reader.pageCount };
    },
    'summary-page': async ({ page }) => tableOf(await (reader ?? refuse('other', 'No data is being read.')).getPageAsync(page)),
    async 'summary-close'() {
      await reader?.releaseAsync();
      reader = null;
      return null;
    },
    async select({ sheet, criteria }) {
      await worksheetAt(sheet).selectMarksByValueAsync(criteriaOf(criteria), 'select-replace');
      return null;
    },
    selected: async ({ sheet }) => (await worksheetAt(sheet).getSelectedMarksAsync()).data.map(tableOf),
    async 'clear-selection'({ sheet }) {
      await worksheetAt(sheet).clearSelectedMarksAsync();
      return null;
    },
    filters: async ({ sheet }) => (await worksheetAt(sheet).getFiltersAsync()).map(filterOf),
    async filter({ sheet, field, values }) {
      await worksheetAt(sheet).applyFilterAsync(field, values, 'replace', { isExcludeMode: false });
      return null;
    },
    async 'filter-range'({ sheet, field, ...bounds }) {
      await worksheetAt(sheet).applyRangeFilterAsync(field, boundsOf(bounds));
      return null;
    },
    async 'clear-filter'({ sheet, field }) {
      await worksheetAt(sheet).clearFilterAsync(field);
      return null;
    },
    parameters: async () => (await opened().workbook.getParametersAsync()).map(parameterOf),
    async 'set-parameter'({ name, value }) {
      await opened().workbook.changeParameterValueAsync(name, typeof value === 'object' ? new Date(value.at) : value);
      return null;
    },
    async annotate({ sheet, criteria, text }) {
      const worksheet = worksheetAt(sheet);
      const before = new Set((await worksheet.getAnnotationsAsync()).map(({ annotationId }) => annotationId));
      const analysts = (await worksheet.getSelectedMarksAsync()).data;
      let own: readonly MarkInfo[] = [];
      annotating = true;
      try {
        await worksheet.selectMarksByValueAsync(criteriaOf(criteria), 'select-replace');
        const marks = own = marksOf((await worksheet.getSelectedMarksAsync()).data);
        const mark = marks[0];
        if (mark === undefined) return refuse('no-mark', 'No mark of the view is at that place.');
        if (marks.length > 1) return refuse('no-mark', 'Several marks of the view are at that place.');
        await worksheet.annotateMarkAsync(mark, annotationText(text));
        const fresh = (await worksheet.getAnnotationsAsync()).find(({ annotationId, tupleId }) => !before.has(annotationId) && tupleId === mark.tupleId);
        return { annotationId: fresh?.annotationId ?? null };
      } finally {
        await giveBack(worksheet, own, analysts).finally(() => { annotating = false; });
      }
    },
    annotations: async ({ sheet }) => (await worksheetAt(sheet).getAnnotationsAsync()).map(({ annotationId, annotationText: words, tupleId }) => ({ annotationId, text: words, isOfMark: tupleId > 0 })),
    async 'remove-annotation'({ sheet, annotationId }) {
      const found: Annotation | undefined = (await worksheetAt(sheet).getAnnotationsAsync()).find((one) => one.annotationId === annotationId);
      if (found !== undefined) await worksheetAt(sheet).removeAnnotationAsync(found);
      return null;
    },
    'add-menu-item': async ({ sheet, label }) => ({ itemId: await worksheetAt(sheet).appendContextMenuAsync('ubertip', { displayName: label }) }),
  };

  function listen(one: Viz, patience: number): void {
    const on = <D>(type: string, act: (detail: D) => void | Promise<void>) => one.addEventListener(type, (event) => {
      // An event whose sheet is gone meanwhile has nothing to tell.
      void Promise.resolve().then(() => act((event as CustomEvent<D>).detail)).catch(() => undefined);
    });
    silence = setTimeout(() => tell({ event: 'failed', fault: { kind: 'unreachable', words: `The view did not come within ${patience / 1000} s.` } }), patience);
    on('firstinteractive', () => {
      clearTimeout(silence);
      isInteractive = true;
      tell({ event: 'interactive' });
    });
    on<{ errorCode?: string; message?: string }>('vizloaderror', (detail) => {
      clearTimeout(silence);
      tell({ event: 'failed', fault: faultOf(detail) });
    });
    on('iframesrcupdated', () => tell({ event: 'frame-address', address: frameAddressOf(one) }));
    on('tabswitched', () => tell({ event: 'sheets-changed' }));
    on('storypointswitched', () => tell({ event: 'sheets-changed' }));
    on<{ worksheet: Worksheet }>('summarydatachanged', ({ worksheet }) => { if (isInteractive) tell({ event: 'data-changed', sheet: placeOf(worksheet) }); });
    on<{ worksheet: Worksheet; getMarksAsync(): Promise<{ data: readonly DataTable[] }> }>('markselectionchanged', async (detail) => {
      if (annotating) return;
      newestSelection.set(detail.worksheet, detail);
      const tables = (await detail.getMarksAsync()).data.map(tableOf);
      if (newestSelection.get(detail.worksheet) === detail) tell({ event: 'marks-selected', sheet: placeOf(detail.worksheet), tables });
    });
    on<{ worksheet: Worksheet; getFilterAsync(): Promise<Parameters<typeof filterOf>[0]> }>('filterchanged', async (detail) => tell({ event: 'filter-changed', sheet: placeOf(detail.worksheet), filter: filterOf(await detail.getFilterAsync()) }));
    on<{ getParameterAsync(): Promise<Parameter> }>('parameterchanged', async (detail) => tell({ event: 'parameter-changed', parameter: parameterOf(await detail.getParameterAsync()) }));
    on<{ worksheet: Worksheet; getContextMenuId(): string; getSelectedMarksAsync(): Promise<{ data: readonly DataTable[] }> }>('custommarkcontextmenu', async (detail) => {
      tell({ event: 'menu-item', sheet: placeOf(detail.worksheet), itemId: detail.getContextMenuId(), tables: (await detail.getSelectedMarksAsync()).data.map(tableOf) });
    });
  }

  async function answer(id: number, ask: ViewQuestion, input: unknown): Promise<void> {
    const checked = viewQuestions[ask].input.safeParse(input);
    if (!checked.success) return refused(`a question ${ask} that is not as it should be`), port.postMessage({ answer: id, fault: { kind: 'refused', words: 'The question is not as it should be.' } satisfies ViewFault });
    try {
      port.postMessage({ answer: id, output: await inTime((answers[ask] as (given: unknown) => Promise<unknown>)(checked.data), patience) });
    } catch (error) {
      port.postMessage({ answer: id, fault: faultOf(error) });
    }
  }

  function refused(words: string): void {
    tell({ event: 'refused', words: words.slice(0, 500) });
  }

  port.onmessage = ({ data }: MessageEvent<unknown>) => {
    const asked = askedSchema.safeParse(data);
    if (!asked.success) return refused('a message that is no question');
    const { id, ask, input } = asked.data;
    line = line.then(() => answer(id, ask, input));
  };
  tell({ event: 'ready', version: portVersion });
  return {
    refused,
    ledElsewhere(origin) {
      // A view that is shown has signed in: whatever leads away then is no sign-in.
      if (isInteractive || !signsInWithin) return refused(`The view was kept from ${origin}.`);
      clearTimeout(silence);
      tell({ event: 'failed', fault: { kind: 'sign-in-elsewhere', words: origin.slice(0, 500) } });
    },
  };
}

/** One call that never comes back must not hold those after it. */
function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new ViewRefusal({ kind: 'unreachable', words: `Tableau did not answer within ${ms / 1000} s.` })), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function refuse(kind: ViewFault['kind'], words: string): never {
  throw new ViewRefusal({ kind, words });
}

/** The worksheets of what is shown: the sheet itself, a dashboard's, or those of a story's point. */
function worksheetsOf(sheet: Sheet): Worksheet[] {
  if (sheet.sheetType === 'dashboard') return [...(sheet as Dashboard).worksheets];
  if (sheet.sheetType === 'story') {
    const contained = (sheet as Story).activeStoryPoint.containedSheet;
    return contained === undefined ? [] : worksheetsOf(contained);
  }
  return [sheet as Worksheet];
}

/** The address that the library gave its frame, as any page can see it. */
function frameAddressOf(viz: Viz): string {
  const element = viz as Viz & Partial<Pick<Element, 'querySelector' | 'shadowRoot'>>;
  const frame = element.querySelector?.('iframe') ?? element.shadowRoot?.querySelector('iframe');
  return frame?.src.slice(0, 4000) ?? '';
}

/**
 * After a mark was selected to be annotated: selects again what the analyst had selected before, where its values name just that; else nothing is selected. What the analyst selected meanwhile stays.
 */
async function giveBack(worksheet: Worksheet, own: readonly MarkInfo[], before: readonly DataTable[]): Promise<void> {
  const count = (tables: readonly DataTable[]) => tables.reduce((sum, { data }) => sum + data.length, 0);
  const now = marksOf((await worksheet.getSelectedMarksAsync()).data);
  if (JSON.stringify(now.map(({ tupleId }) => tupleId)) !== JSON.stringify(own.map(({ tupleId }) => tupleId))) return;
  const criteria = before.length === 1 && count(before) > 0 ? valuesOf(before[0]!) : [];
  if (criteria.length > 0) {
    await worksheet.selectMarksByValueAsync(criteria, 'select-replace');
    if (count((await worksheet.getSelectedMarksAsync()).data) === count(before)) return;
  }
  await worksheet.clearSelectedMarksAsync();
}

/** Marks that can be annotated: Tableau names them by a tuple above 0. */
function marksOf(tables: readonly DataTable[]) {
  return tables.flatMap(({ marksInfo }) => marksInfo ?? []).filter(({ tupleId }) => tupleId !== undefined && tupleId > 0);
}
