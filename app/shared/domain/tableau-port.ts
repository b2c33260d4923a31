import * as z from 'zod';

/*
 * What the workbench's page and the isolated page of a Tableau view say to each other over one MessagePort. Both sides check what they get against these schemas; anything else is refused and counted.
 * Sheets go by their place in the list of `sheets`, since two may have one name.
 */

/** Raised where either side changes; the page refuses another. */
export const portVersion = 1;
/** The first and only message that is posted to the window of the view's page; it brings the port. */
export const portGreeting = 'anomalyforce-view-port';
/** Tableau's largest page of summary data. */
export const pageRows = 10_000;
/** Marks' texts are short, since Tableau draws them over the view. */
export const mostAnnotationText = 200;

const text = z.string().max(10_000);
const sheetPlace = z.number().int().min(0).max(1000);

/** A value of a table: dates are ISO text in UTC; null is missing or not to be seen. */
export const cellSchema = z.union([z.string().max(32_768), z.number(), z.boolean(), z.null()]);
export type Cell = z.infer<typeof cellSchema>;

export const viewColumnSchema = z.object({ name: text, type: z.enum(['string', 'integer', 'float', 'boolean', 'date', 'datetime', 'spatial', 'unknown']) });
export type ViewColumn = z.infer<typeof viewColumnSchema>;

/** A table of marks or of summary data, row by row. */
export const viewTableSchema = z.object({ columns: z.array(viewColumnSchema).max(500), rows: z.array(z.array(cellSchema).max(500)).max(pageRows) });
export type ViewTable = z.infer<typeof viewTableSchema>;

export const viewSheetSchema = z.object({ place: sheetPlace, name: text });
export type ViewSheet = z.infer<typeof viewSheetSchema>;

/** One field of a mark that is looked for: one of some texts, or between two numbers or moments (ms since 1970, `isTime`). */
export const criterionSchema = z.union([
  z.object({ field: text, values: z.array(text).min(1).max(1000) }),
  z.object({ field: text, min: z.number(), max: z.number(), isTime: z.boolean() }),
]);
export type Criterion = z.infer<typeof criterionSchema>;

export const viewFilterSchema = z.union([
  z.object({ field: text, kind: z.literal('values'), values: z.array(text).max(10_000), isAll: z.boolean() }),
  z.object({ field: text, kind: z.literal('range'), min: cellSchema, max: cellSchema }),
  z.object({ field: text, kind: z.literal('other') }),
]);
export type ViewFilter = z.infer<typeof viewFilterSchema>;

/** `isTime`: its value is a date, ISO text in UTC. */
export const viewParameterSchema = z.object({ name: text, value: cellSchema, isTime: z.boolean() });
export type ViewParameter = z.infer<typeof viewParameterSchema>;

export const viewAnnotationSchema = z.object({ annotationId: z.number(), text: z.string().max(32_768), isOfMark: z.boolean() });
export type ViewAnnotation = z.infer<typeof viewAnnotationSchema>;

/** Why a view is not shown, or why a question to it failed. `sign-in-elsewhere`: Tableau led to a host that the connection does not name; `words` is its origin. `no-show`: Tableau answers, and the view does not come. */
export const viewFaultSchema = z.object({
  kind: z.enum(['unreachable', 'version', 'sign-in', 'sign-in-elsewhere', 'no-show', 'permission', 'refused-host', 'library', 'no-mark', 'refused', 'other']),
  /** Tableau's code or words, short, without a token. */
  words: z.string().max(500),
});
export type ViewFault = z.infer<typeof viewFaultSchema>;

const sheet = { sheet: sheetPlace };
const anything = z.null();

/** Each question with what is answered. */
export const viewQuestions = {
  open: { input: z.object({ src: z.url().max(2000), token: z.string().max(10_000).nullable(), toolbar: z.enum(['top', 'bottom', 'hidden']) }), output: anything },
  /** A new token for the view that is open, without loading it again. */
  renew: { input: z.object({ token: z.string().max(10_000) }), output: anything },
  sheets: { input: z.object({}), output: z.array(viewSheetSchema).max(1000) },
  /** Begins to read a sheet's summary data: one reading at a time. */
  'summary-open': { input: z.object(sheet), output: z.object({ rows: z.number().int().min(0), pages: z.number().int().min(0) }) },
  'summary-page': { input: z.object({ page: z.number().int().min(0) }), output: viewTableSchema },
  'summary-close': { input: z.object({}), output: anything },
  select: { input: z.object({ ...sheet, criteria: z.array(criterionSchema).min(1).max(20) }), output: anything },
  selected: { input: z.object(sheet), output: z.array(viewTableSchema).max(20) },
  'clear-selection': { input: z.object(sheet), output: anything },
  filters: { input: z.object(sheet), output: z.array(viewFilterSchema).max(500) },
  filter: { input: z.object({ ...sheet, field: text, values: z.array(text).max(10_000) }), output: anything },
  'filter-range': { input: z.object({ ...sheet, field: text, min: z.number(), max: z.number(), isTime: z.boolean() }), output: anything },
  'clear-filter': { input: z.object({ ...sheet, field: text }), output: anything },
  parameters: { input: z.object({}), output: z.array(viewParameterSchema).max(1000) },
  /** `at`: a moment, ms since 1970. */
  'set-parameter': { input: z.object({ name: text, value: z.union([z.string(), z.number(), z.boolean(), z.object({ at: z.number() })]) }), output: anything },
  /** Annotates the one mark that the criteria name; its id is answered, null where Tableau does not list it. */
  annotate: { input: z.object({ ...sheet, criteria: z.array(criterionSchema).min(1).max(20), text: z.string().min(1).max(mostAnnotationText) }), output: z.object({ annotationId: z.number().nullable() }) },
  annotations: { input: z.object(sheet), output: z.array(viewAnnotationSchema).max(10_000) },
  'remove-annotation': { input: z.object({ ...sheet, annotationId: z.number() }), output: anything },
  /** Adds an item to the menu of the sheet's marks. */
  'add-menu-item': { input: z.object({ ...sheet, label: z.string().min(1).max(60) }), output: z.object({ itemId: text }) },
} as const;
export type ViewQuestions = typeof viewQuestions;
export type ViewQuestion = keyof ViewQuestions;
export type ViewInput<Q extends ViewQuestion> = z.infer<ViewQuestions[Q]['input']>;
export type ViewOutput<Q extends ViewQuestion> = z.infer<ViewQuestions[Q]['output']>;

/** From the workbench's page; `input` is checked by the question's own schema. */
export const askedSchema = z.object({ id: z.number().int().positive(), ask: z.enum(Object.keys(viewQuestions) as [ViewQuestion, ...ViewQuestion[]]), input: z.unknown() });

export const viewEventSchema = z.discriminatedUnion('event', [
  z.object({ event: z.literal('ready'), version: z.literal(portVersion) }),
  z.object({ event: z.literal('interactive') }),
  z.object({ event: z.literal('failed'), fault: viewFaultSchema }),
  z.object({ event: z.literal('frame-address'), address: z.string().max(4000) }),
  z.object({ event: z.literal('sheets-changed') }),
  z.object({ event: z.literal('data-changed'), ...sheet }),
  z.object({ event: z.literal('marks-selected'), ...sheet, tables: z.array(viewTableSchema).max(20) }),
  z.object({ event: z.literal('filter-changed'), ...sheet, filter: viewFilterSchema }),
  z.object({ event: z.literal('parameter-changed'), parameter: viewParameterSchema }),
  z.object({ event: z.literal('menu-item'), ...sheet, itemId: text, tables: z.array(viewTableSchema).max(20) }),
  /** The view's page refused something: a message that is none, or what its content policy blocked. */
  z.object({ event: z.literal('refused'), words: z.string().max(500) }),
]);
export type ViewEvent = z.infer<typeof viewEventSchema>;

/** To the workbench's page; `output` is checked by the question's own schema. */
export const toldSchema = z.union([
  viewEventSchema,
  z.object({ answer: z.number().int().positive(), output: z.unknown() }),
  z.object({ answer: z.number().int().positive(), fault: viewFaultSchema }),
]);
