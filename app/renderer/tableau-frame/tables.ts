import { pageRows, type Cell, type Criterion, type ViewColumn, type ViewFilter, type ViewParameter, type ViewTable } from '../../shared/domain/tableau-port.ts';
import { escapeMarkup } from '../../shared/escape-markup.ts';
import type { DataTable, DataValue, Filter, Parameter, SelectionCriteria } from './documented-viz.ts';

const types: Record<string, ViewColumn['type']> = { string: 'string', int: 'integer', integer: 'integer', float: 'float', bool: 'boolean', boolean: 'boolean', date: 'date', 'date-time': 'datetime', datetime: 'datetime', spatial: 'spatial' };
const longestText = 32_768;

/** A table as it travels: at most a page of rows. */
export function tableOf({ columns, data }: DataTable): ViewTable {
  return { columns: columns.map(({ fieldName, dataType }) => ({ name: fieldName, type: types[dataType] ?? 'unknown' })), rows: data.slice(0, pageRows).map((row) => row.map(cellOf)) };
}

/** Tableau gives special values (`%null%`, `%no-access%`) as text in `value` and as null in `nativeValue`. */
export function cellOf({ value, nativeValue }: DataValue): Cell {
  const given = nativeValue === undefined ? (typeof value === 'string' && /^%.*%$/.test(value) ? null : value) : nativeValue;
  if (given instanceof Date) return Number.isNaN(given.getTime()) ? null : given.toISOString();
  if (typeof given === 'number') return Number.isFinite(given) ? given : null;
  if (typeof given === 'string') return given.slice(0, longestText);
  return typeof given === 'boolean' ? given : null;
}

/** A filter of a sheet as AnomalyForce reads it: at most 10,000 values, or a range whose open ends are null. */
export function filterOf({ fieldName, filterType, appliedValues, isAllSelected, minValue, maxValue }: Filter): ViewFilter {
  if (filterType === 'categorical') return { field: fieldName, kind: 'values', values: (appliedValues ?? []).slice(0, 10_000).map(({ formattedValue, value }) => formattedValue ?? String(value)), isAll: isAllSelected === true };
  if (filterType === 'range') return { field: fieldName, kind: 'range', min: minValue === undefined ? null : cellOf(minValue), max: maxValue === undefined ? null : cellOf(maxValue) };
  return { field: fieldName, kind: 'other' };
}

/** A parameter’s name and present value; a date is text in ISO 8601. */
export function parameterOf({ name, dataType, currentValue }: Parameter): ViewParameter {
  return { name, value: cellOf(currentValue), isTime: types[dataType] === 'date' || types[dataType] === 'datetime' };
}

/** What is to be selected in a sheet, in the words of its API. */
export function criteriaOf(criteria: readonly Criterion[]): SelectionCriteria[] {
  return criteria.map((one) => ('values' in one ? { fieldName: one.field, value: one.values } : { fieldName: one.field, value: boundsOf(one) }));
}

/** The marks of a table as they can be selected: by what their dates and texts are; numbers are measures. */
export function valuesOf({ columns, data }: DataTable): SelectionCriteria[] {
  return columns.flatMap(({ fieldName, dataType }, place): SelectionCriteria[] => {
    const cells = data.map((row) => row[place]!);
    if (types[dataType] === 'string') return [{ fieldName, value: [...new Set(cells.map(({ formattedValue, value }) => formattedValue ?? String(value)))] }];
    if (types[dataType] !== 'date' && types[dataType] !== 'datetime') return [];
    const times = cells.map((cell) => Date.parse(String(cellOf(cell)))).filter((time) => !Number.isNaN(time));
    return times.length === 0 ? [] : [{ fieldName, value: { min: new Date(Math.min(...times)), max: new Date(Math.max(...times)) } }];
  });
}

/** The ends of a range in the words of the sheet’s API: dates where it is one of time. */
export function boundsOf({ min, max, isTime }: { min: number; max: number; isTime: boolean }): { min: number | Date; max: number | Date } {
  return isTime ? { min: new Date(min), max: new Date(max) } : { min, max };
}

/** Tableau writes an annotation's text into XML as it is: what would be markup is written as characters. Line ends and the rest of the controls become spaces. */
export function annotationText(text: string): string {
  return escapeMarkup(text.replace(/[\u0000-\u001f\u007f]+/g, ' '));
}
