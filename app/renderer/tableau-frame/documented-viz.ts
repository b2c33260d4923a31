/*
 * The parts of Tableau's Embedding API v3 that the workbench uses, written down after its published reference (help.tableau.com, "Embedding API v3 reference"): the library's `<tableau-viz>` has this shape,
 * and so has the stand-in of the sample workspace.
 */

export interface DataValue {
  value: unknown;
  /** The value as a JavaScript type, a `Date` for dates; null for special values. */
  nativeValue?: unknown;
  formattedValue?: string;
}

export interface DataTable {
  columns: readonly { fieldName: string; dataType: string; index: number }[];
  data: readonly (readonly DataValue[])[];
  /** One per row; only of selected marks. */
  marksInfo?: readonly MarkInfo[];
  totalRowCount: number;
}

export interface MarkInfo {
  tupleId?: number;
}

export interface DataTableReader {
  totalRowCount: number;
  pageCount: number;
  getPageAsync(page: number): Promise<DataTable>;
  releaseAsync(): Promise<void>;
}

export interface SelectionCriteria {
  fieldName: string;
  value: string | string[] | { min: number | Date; max: number | Date };
}

export interface Filter {
  fieldName: string;
  filterType: string;
  appliedValues?: readonly DataValue[];
  isAllSelected?: boolean;
  minValue?: DataValue;
  maxValue?: DataValue;
}

export interface Annotation {
  annotationId: number;
  annotationText: string;
  annotationType: string;
  tupleId: number;
}

export interface Parameter {
  name: string;
  dataType: string;
  currentValue: DataValue;
}

export interface Sheet {
  name: string;
  sheetType: string;
}

export interface Worksheet extends Sheet {
  /** Only one reader of summary data may be open. */
  getSummaryDataReaderAsync(pageRowCount?: number, options?: { ignoreSelection?: boolean }): Promise<DataTableReader>;
  getFiltersAsync(): Promise<readonly Filter[]>;
  applyFilterAsync(fieldName: string, values: string[], updateType: string, options: { isExcludeMode?: boolean }): Promise<string>;
  applyRangeFilterAsync(fieldName: string, options: { min?: number | Date; max?: number | Date }): Promise<string>;
  clearFilterAsync(fieldName: string): Promise<string>;
  selectMarksByValueAsync(selections: SelectionCriteria[], updateType: string): Promise<void>;
  getSelectedMarksAsync(): Promise<{ data: readonly DataTable[] }>;
  clearSelectedMarksAsync(): Promise<void>;
  annotateMarkAsync(mark: MarkInfo, text: string): Promise<void>;
  getAnnotationsAsync(): Promise<readonly Annotation[]>;
  removeAnnotationAsync(annotation: Annotation): Promise<void>;
  appendContextMenuAsync(targetMenu: string, config: { displayName: string }): Promise<string>;
}

export interface Dashboard extends Sheet {
  worksheets: readonly Worksheet[];
}

export interface Story extends Sheet {
  activeStoryPoint: { containedSheet?: Sheet };
}

export interface Workbook {
  activeSheet: Sheet;
  getParametersAsync(): Promise<readonly Parameter[]>;
  changeParameterValueAsync(name: string, value: string | number | boolean | Date): Promise<Parameter>;
}

/** The element `<tableau-viz>`. Its events are DOM events whose `detail` is the documented event. */
export interface Viz extends EventTarget {
  src?: string | null;
  token?: string;
  toolbar?: string;
  readonly workbook: Workbook;
  setAuthToken(token: string): void;
}
