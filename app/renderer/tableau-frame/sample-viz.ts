import type { Annotation, DataTable, DataTableReader, Filter, MarkInfo, Parameter, SelectionCriteria, Viz, Workbook, Worksheet } from './documented-viz.ts';
import { sampleSheets, type SampleSheet } from '../../shared/domain/sample-sheets.ts';

/*
 * A stand-in, not Tableau: the documented classes of the Embedding API over a small data set of our own. It does what Tableau's reference says of each method that the workbench uses, with its known traps:
 * one reader of summary data at a time, pages of at most 10,000 rows, marks' tuples above 0 for selected marks alone, annotations whose text is read as markup.
 */

export interface SampleMark {
  tupleId: number;
  time: number;
  key: string;
  value: number;
}

export interface SampleViz extends Viz {
  readonly sheets: readonly SampleWorksheet[];
  /** The tokens that it was given, the first with the view. */
  readonly tokens: readonly string[];
  /** As an analyst would: selects marks, or picks an item of their menu. */
  pick(sheet: SampleWorksheet, tupleIds: readonly number[]): void;
  pickMenuItem(sheet: SampleWorksheet, itemId: string): void;
  begin(): void;
}

export interface SampleWorksheet extends Worksheet {
  readonly marks: readonly SampleMark[];
  readonly selected: ReadonlySet<number>;
  readonly annotations: readonly Annotation[];
  readonly menu: readonly { id: string; label: string }[];
  readonly fields: SampleSheet['fields'];
  /** All keys, and what the filters let through. */
  readonly keys: readonly string[];
  readonly shown: { readonly values: ReadonlySet<string> | null; readonly from: number; readonly to: number };
}

export interface SampleOptions {
  path: string;
  token: string | null;
  /** Waits, in ms: the slow view's only. */
  wait?(ms: number): Promise<void>;
  /** Told after each change that is seen. */
  changed?(): void;
}

const failures: Record<string, { errorCode: string; message: string }> = {
  '/sign-in': { errorCode: 'auth-failed', message: 'The sign-in failed.' },
  '/version': { errorCode: 'incompatible-version-error', message: 'The library is newer than the server.' },
  '/denied': { errorCode: 'server-error', message: 'You do not have permission to see this view.' },
};
const slowMs = 400;
const mostPageRows = 10_000;

export function createSampleViz({ path, token, wait = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); }), changed = () => undefined }: SampleOptions): SampleViz {
  const target = new EventTarget();
  const tokens = token === null ? [] : [token];
  let parameters: Parameter[] = [
    { name: 'Unit', dataType: 'string', currentValue: { value: 'beds', nativeValue: 'beds', formattedValue: 'beds' } },
    { name: 'As of', dataType: 'date-time', currentValue: { value: '2026-02-09', nativeValue: new Date(Date.UTC(2026, 1, 9)), formattedValue: '2026-02-09' } },
  ];
  let openReaders = 0;
  const pause = () => (path === '/slow' ? wait(slowMs) : Promise.resolve());
  /** Filters and parameters: of one view they are refused. */
  const settle = async () => {
    await pause();
    if (path === '/fixed') throw Object.assign(new Error('The filters of this view cannot be changed.'), { errorCode: 'server-error' });
  };
  const tell = (type: string, detail: object = {}) => {
    changed();
    target.dispatchEvent(new CustomEvent(type, { detail }));
  };

  function sheetOf(sample: SampleSheet, index: number): SampleWorksheet {
    const all: SampleMark[] = sample.rows.map((row, place) => ({ ...row, tupleId: index * 1_000_000 + place + 1 }));
    let selected = new Set<number>();
    let annotations: Annotation[] = [];
    const menu: { id: string; label: string }[] = [];
    const shown: { values: Set<string> | null; from: number; to: number } = { values: null, from: -Infinity, to: Infinity };
    let made = 0;
    const { time, key, measure } = sample.fields;
    const visible = () => all.filter((mark) => (shown.values === null || shown.values.has(mark.key)) && mark.time >= shown.from && mark.time <= shown.to);

    const table = (marks: readonly SampleMark[], withMarks: boolean): DataTable => ({
      columns: [...(time === null ? [] : [{ fieldName: time, dataType: 'date-time' }]), { fieldName: key, dataType: 'string' }, { fieldName: measure, dataType: 'float' }].map((column, place) => ({ ...column, index: place })),
      data: marks.map((mark) => [...(time === null ? [] : [{ value: new Date(mark.time).toISOString(), nativeValue: new Date(mark.time) }]), { value: mark.key, nativeValue: mark.key, formattedValue: mark.key }, { value: mark.value, nativeValue: mark.value }]),
      ...(withMarks && { marksInfo: marks.map(({ tupleId }): MarkInfo => ({ tupleId })) }),
      totalRowCount: marks.length,
    });
    const known = (field: string) => {
      if (![time, key, measure].includes(field)) throw Object.assign(new Error(`There is no field ${field}.`), { errorCode: 'invalid-selection-fieldName' });
    };
    const meets = (mark: SampleMark, { fieldName, value }: SelectionCriteria) => {
      if (typeof value === 'string' || Array.isArray(value)) return fieldName === key && [value].flat().includes(mark.key);
      const own = fieldName === time ? mark.time : mark.value;
      return own >= value.min.valueOf() && own <= value.max.valueOf();
    };
    const filters = (): Filter[] => [
      { fieldName: key, filterType: 'categorical', isAllSelected: shown.values === null, appliedValues: [...(shown.values ?? new Set(all.map((mark) => mark.key)))].map((value) => ({ value, nativeValue: value, formattedValue: value })) },
      ...(time === null ? [] : [{ fieldName: time, filterType: 'range', minValue: { value: shown.from, nativeValue: dateOr(shown.from) }, maxValue: { value: shown.to, nativeValue: dateOr(shown.to) } }]),
    ];
    const told = (fieldName: string) => {
      tell('filterchanged', { worksheet: sheet, sheet, fieldName, getFilterAsync: async () => filters().find((one) => one.fieldName === fieldName)! });
      tell('summarydatachanged', { worksheet: sheet });
    };
    const select = (ids: Iterable<number>) => {
      selected = new Set(ids);
      tell('markselectionchanged', { worksheet: sheet, sheet, getMarksAsync: () => sheet.getSelectedMarksAsync() });
    };

    const sheet: SampleWorksheet = {
      name: sample.name, sheetType: 'worksheet', fields: sample.fields, shown, keys: [...new Set(all.map((mark) => mark.key))],
      get marks() { return visible(); },
      get selected() { return selected; },
      get annotations() { return annotations; },
      menu,
      async getSummaryDataReaderAsync(pageRowCount = mostPageRows): Promise<DataTableReader> {
        await pause();
        if (openReaders > 0) throw Object.assign(new Error('Only one active DataTableReader for summary data is supported.'), { errorCode: 'invalid-parameter' });
        openReaders += 1;
        const rows = visible();
        const size = Math.min(pageRowCount, mostPageRows);
        let released = false;
        return {
          totalRowCount: rows.length, pageCount: Math.ceil(rows.length / size),
          async getPageAsync(page) {
            await pause();
            if (released) throw Object.assign(new Error('The reader was released.'), { errorCode: 'stale-data-reference' });
            return table(rows.slice(page * size, (page + 1) * size), false);
          },
          async releaseAsync() {
            if (!released) openReaders -= 1;
            released = true;
          },
        };
      },
      getFiltersAsync: async () => filters(),
      async applyFilterAsync(fieldName, values) {
        known(fieldName);
        await settle();
        shown.values = new Set(values);
        told(fieldName);
        return fieldName;
      },
      async applyRangeFilterAsync(fieldName, { min = -Infinity, max = Infinity }) {
        known(fieldName);
        await settle();
        Object.assign(shown, { from: min.valueOf(), to: max.valueOf() });
        told(fieldName);
        return fieldName;
      },
      async clearFilterAsync(fieldName) {
        known(fieldName);
        await settle();
        Object.assign(shown, fieldName === key ? { values: null } : { from: -Infinity, to: Infinity });
        told(fieldName);
        return fieldName;
      },
      async selectMarksByValueAsync(selections) {
        await pause();
        for (const { fieldName } of selections) known(fieldName);
        select(visible().filter((mark) => selections.every((one) => meets(mark, one))).map(({ tupleId }) => tupleId));
      },
      getSelectedMarksAsync: async () => ({ data: [table(visible().filter(({ tupleId }) => selected.has(tupleId)), true)] }),
      async clearSelectedMarksAsync() {
        select([]);
      },
      async annotateMarkAsync({ tupleId = 0 }, text) {
        await pause();
        if (!all.some((mark) => mark.tupleId === tupleId)) throw Object.assign(new Error('There is no such mark.'), { errorCode: 'invalid-parameter' });
        annotations = [...annotations, { annotationId: (made += 1), annotationText: asMarkup(text), annotationType: 'mark', tupleId }];
        changed();
      },
      getAnnotationsAsync: async () => annotations,
      async removeAnnotationAsync({ annotationId }) {
        annotations = annotations.filter((one) => one.annotationId !== annotationId);
        changed();
      },
      async appendContextMenuAsync(targetMenu, { displayName }) {
        if (targetMenu !== 'ubertip') throw Object.assign(new Error('There is no such menu.'), { errorCode: 'invalid-parameter' });
        menu.push({ id: `item-${index}-${menu.length}`, label: displayName });
        return menu.at(-1)!.id;
      },
    };
    return sheet;
  }

  const sheets = sampleSheets(path).map(sheetOf);
  const workbook: Workbook = {
    activeSheet: sheets.length === 1 ? sheets[0]! : Object.assign({ name: 'Dashboard', sheetType: 'dashboard' }, { worksheets: sheets }),
    getParametersAsync: async () => parameters,
    async changeParameterValueAsync(name, value) {
      const found = parameters.find((one) => one.name === name);
      if (found === undefined) throw Object.assign(new Error(`There is no parameter ${name}.`), { errorCode: 'invalid-parameter' });
      await settle();
      const changedOne = { ...found, currentValue: { value, nativeValue: value, formattedValue: String(value) } };
      parameters = parameters.map((one) => (one === found ? changedOne : one));
      tell('parameterchanged', { getParameterAsync: async () => changedOne });
      return changedOne;
    },
  };

  return Object.assign(target, {
    workbook, sheets, tokens,
    setAuthToken: (fresh: string) => void tokens.push(fresh),
    pick(sheet: SampleWorksheet, tupleIds: readonly number[]) {
      const wanted = sheet.marks.filter(({ tupleId }) => tupleIds.includes(tupleId));
      const { fields } = sheet;
      void (wanted.length === 0 ? sheet.clearSelectedMarksAsync() : sheet.selectMarksByValueAsync([{ fieldName: fields.key, value: wanted.map(({ key }) => key) }, ...(fields.time === null ? [] : [{ fieldName: fields.time, value: { min: new Date(Math.min(...wanted.map(({ time }) => time))), max: new Date(Math.max(...wanted.map(({ time }) => time))) } }])], 'select-replace'));
    },
    pickMenuItem(sheet: SampleWorksheet, itemId: string) {
      tell('custommarkcontextmenu', { worksheet: sheet, sheet, getContextMenuId: () => itemId, getSelectedMarksAsync: () => sheet.getSelectedMarksAsync() });
    },
    begin() {
      const failure = failures[path];
      if (path === '/silent') return;
      void pause().then(() => tell(failure === undefined ? 'firstinteractive' : 'vizloaderror', failure));
    },
  });
}

function dateOr(time: number): Date | null {
  return Number.isFinite(time) ? new Date(time) : null;
}

/** What is left of a text that is read as markup: tags go, entities become characters. */
function asMarkup(text: string): string {
  return text.replace(/<[^>]*>/g, '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}
