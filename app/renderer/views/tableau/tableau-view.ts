import { mostAnnotationText, portGreeting, toldSchema, viewQuestions, type Criterion, type ViewAnnotation, type ViewColumn, type ViewEvent, type ViewFault, type ViewFilter, type ViewInput, type ViewOutput, type ViewParameter, type ViewQuestion, type ViewSheet, type ViewTable } from '../../../shared/domain/tableau-port.ts';

/**
 * A view of Tableau, or the stand-in: what Tableau documents for views that are embedded, and nothing else. Sheets go by their place among `sheets`. Every call may reject with a `ViewFailure`.
 */
export interface TableauView {
  /** Loads a view; what becomes of it is told by the events `interactive` and `failed`. */
  open(options: ViewInput<'open'>): Promise<void>;
  /** Hands a new token to the view that is open; it is not loaded again. */
  renew(token: string): Promise<void>;
  sheets(): Promise<ViewSheet[]>;
  /** All summary data of a sheet, page by page; at most `mostRows` (the rest is left, and `total` says how many there are). */
  summary(sheet: number, options?: { mostRows?: number; signal?: AbortSignal; onPage?(read: number, total: number): void }): Promise<{ columns: ViewColumn[]; rows: ViewTable['rows']; total: number }>;
  select(sheet: number, criteria: Criterion[]): Promise<void>;
  selected(sheet: number): Promise<ViewTable[]>;
  clearSelection(sheet: number): Promise<void>;
  filters(sheet: number): Promise<ViewFilter[]>;
  filter(sheet: number, field: string, values: string[]): Promise<void>;
  filterRange(sheet: number, range: { field: string; min: number; max: number; isTime: boolean }): Promise<void>;
  clearFilter(sheet: number, field: string): Promise<void>;
  parameters(): Promise<ViewParameter[]>;
  setParameter(name: string, value: ViewInput<'set-parameter'>['value']): Promise<void>;
  /** Writes a text to the one mark that the criteria name; markup in it stays text. Its id is null where Tableau does not list it. */
  annotate(sheet: number, criteria: Criterion[], text: string): Promise<number | null>;
  annotations(sheet: number): Promise<ViewAnnotation[]>;
  removeAnnotation(sheet: number, annotationId: number): Promise<void>;
  /** Adds an item to the menu of a sheet's marks; picked, it comes as the event `menu-item`. */
  addMenuItem(sheet: number, label: string): Promise<string>;
  /** The returned function ends it. */
  onEvent(listener: (event: ViewEvent) => void): () => void;
  /** Messages that were none of ours: of another window, another shape, or refused by the view's page. */
  readonly refused: number;
  close(): void;
}

/** Why a question to a view failed. */
export class ViewFailure extends Error {
  readonly fault: ViewFault;
  constructor(fault: ViewFault) {
    super(fault.words);
    this.fault = fault;
  }
}

/** A view's page answers by itself within half a minute; if it does not, it is gone. */
const patienceMs = 45_000;
const mostRowsUnlessTold = 1_000_000;

/** The view behind one end of a port; the other end is the isolated page's. */
export function viewOverPort(port: MessagePort): TableauView {
  const listeners = new Set<(event: ViewEvent) => void>();
  const pending = new Map<number, { ask: ViewQuestion; resolve(output: unknown): void; reject(error: ViewFailure): void }>();
  let lastId = 0;
  let refused = 0;
  let reading: Promise<unknown> = Promise.resolve();
  const end = (fault: ViewFault) => {
    for (const { reject } of pending.values()) reject(new ViewFailure(fault));
    pending.clear();
  };

  port.onmessage = ({ data }: MessageEvent<unknown>) => {
    const told = toldSchema.safeParse(data);
    if (!told.success) return void (refused += 1);
    if ('event' in told.data) {
      if (told.data.event === 'refused') refused += 1;
      for (const listener of [...listeners]) listener(told.data);
      return;
    }
    const waiting = pending.get(told.data.answer);
    if (waiting === undefined) return void (refused += 1);
    pending.delete(told.data.answer);
    if ('fault' in told.data) return waiting.reject(new ViewFailure(told.data.fault));
    const output = viewQuestions[waiting.ask].output.safeParse(told.data.output);
    if (output.success) return waiting.resolve(output.data);
    refused += 1;
    waiting.reject(new ViewFailure({ kind: 'refused', words: 'The view’s page answered with something that is no answer.' }));
  };

  function ask<Q extends ViewQuestion>(question: Q, input: ViewInput<Q>): Promise<ViewOutput<Q>> {
    const id = (lastId += 1);
    return new Promise<ViewOutput<Q>>((resolve, reject) => {
      const timer = setTimeout(() => {
        pending.delete(id);
        reject(new ViewFailure({ kind: 'unreachable', words: 'The view did not answer.' }));
      }, patienceMs);
      const settled = <A extends unknown[]>(act: (...given: A) => void) => (...given: A) => {
        clearTimeout(timer);
        act(...given);
      };
      pending.set(id, { ask: question, resolve: settled(resolve as (output: unknown) => void), reject: settled(reject) });
      port.postMessage({ id, ask: question, input });
    });
  }

  async function readSummary(sheet: number, { mostRows = mostRowsUnlessTold, signal, onPage }: NonNullable<Parameters<TableauView['summary']>[1]>): ReturnType<TableauView['summary']> {
    const { rows: total, pages } = await ask('summary-open', { sheet });
    const rows: ViewTable['rows'] = [];
    let columns: ViewColumn[] = [];
    try {
      for (let page = 0; page < pages && rows.length < mostRows; page += 1) {
        signal?.throwIfAborted();
        const read = await ask('summary-page', { page });
        columns = read.columns;
        for (const row of read.rows) rows.push(row);
        onPage?.(rows.length, total);
      }
    } finally {
      await ask('summary-close', {});
    }
    return { columns, rows: rows.slice(0, mostRows), total };
  }

  return {
    open: async (options) => void (await ask('open', options)),
    renew: async (token) => void (await ask('renew', { token })),
    sheets: () => ask('sheets', {}),
    summary(sheet, options = {}) {
      const own = reading.then(() => readSummary(sheet, options));
      reading = own.catch(() => undefined);
      return own;
    },
    select: async (sheet, criteria) => void (await ask('select', { sheet, criteria })),
    selected: (sheet) => ask('selected', { sheet }),
    clearSelection: async (sheet) => void (await ask('clear-selection', { sheet })),
    filters: (sheet) => ask('filters', { sheet }),
    filter: async (sheet, field, values) => void (await ask('filter', { sheet, field, values })),
    filterRange: async (sheet, range) => void (await ask('filter-range', { sheet, ...range })),
    clearFilter: async (sheet, field) => void (await ask('clear-filter', { sheet, field })),
    parameters: () => ask('parameters', {}),
    setParameter: async (name, value) => void (await ask('set-parameter', { name, value })),
    annotate: async (sheet, criteria, text) => (await ask('annotate', { sheet, criteria, text: text.slice(0, mostAnnotationText) })).annotationId,
    annotations: (sheet) => ask('annotations', { sheet }),
    removeAnnotation: async (sheet, annotationId) => void (await ask('remove-annotation', { sheet, annotationId })),
    addMenuItem: async (sheet, label) => (await ask('add-menu-item', { sheet, label })).itemId,
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    get refused() { return refused; },
    close() {
      end({ kind: 'other', words: 'The view was closed.' });
      listeners.clear();
      port.close();
    },
  };
}

/**
 * Gives a loaded frame its port and answers the view behind it. Only that frame's window gets it, at that origin alone. Whatever windows post to this one besides is no message of the contract: it is counted by
 * `strangers`, and nobody reads it.
 */
export function viewInFrame(frame: HTMLIFrameElement, origin: string): TableauView {
  const { port1, port2 } = new MessageChannel();
  const view = viewOverPort(port1);
  frame.contentWindow!.postMessage(portGreeting, origin, [port2]);
  return view;
}

/** Calls back for each message that another window posts to this page, which takes none; the returned function ends it. */
export function watchStrangers(told: () => void): () => void {
  const listener = ({ source }: MessageEvent) => { if (source !== null && source !== window) told(); };
  window.addEventListener('message', listener);
  return () => window.removeEventListener('message', listener);
}
