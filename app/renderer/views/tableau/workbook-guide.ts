import type { Publication } from '../../../shared/domain/publication.ts';

export interface GuideColumn {
  name: string;
  type: string;
  doc: string;
}

/** A calculated field: its name, the formula to paste, what it is for. */
export interface Calculation {
  name: string;
  formula: string;
  doc: string;
}

/** What an analyst does in Tableau to have a sheet, one step after the other. Fields stand in brackets, as Tableau writes them. */
export interface GuideSheet {
  name: string;
  shows: string;
  steps: readonly string[];
}

/** How a workbook on a published data source is built: where the data is, its fields, calculated fields to paste, sheets and their dashboard. */
export interface WorkbookGuide {
  name: string;
  about: string;
  open: readonly string[];
  fields: readonly GuideColumn[];
  calculations: readonly Calculation[];
  sheets: readonly GuideSheet[];
  dashboard: readonly string[];
}

/** How Tableau shows the names of fields: as they are in the data, or made readable, as Tableau Desktop does with some data sources. */
export type FieldNames = 'plain' | 'readable';

interface Plan extends Pick<WorkbookGuide, 'calculations' | 'sheets' | 'dashboard'> {
  about: string;
}

const exactDate = (field: string) => `Drag [${field}] to Columns; from its menu choose Exact Date.`;

const plans: Record<Publication['content'], Plan> = {
  anomalies: {
    about: 'A row for each anomaly.',
    calculations: [
      { name: 'Anomalies', formula: 'COUNTD([anomaly_id])', doc: 'How many.' },
      { name: 'Days long', formula: "MAX(DATEDIFF('second', [start], [end]), 60) / 86400", doc: 'The length of a bar on a time axis; a minute at least, so that it can be seen.' },
      { name: 'Judged', formula: "IFNULL([verdict], 'not judged')", doc: 'The verdict, also where there is none.' },
      { name: 'Real part', formula: "COUNTD(IF [verdict] = 'true' THEN [anomaly_id] END)\n/ COUNTD(IF [verdict] <> 'missed' THEN [anomaly_id] END)", doc: 'Of those that were told and judged: how many were true problems.' },
      { name: 'Beside what was expected', formula: '[observed] - [expected]', doc: 'In the channel’s own unit.' },
    ],
    sheets: [
      { name: 'Timeline', shows: 'when something was odd, and how bad', steps: [exactDate('start'), 'Drag [stream] and then [series] to Rows.', 'On the Marks card choose Gantt Bar.', 'Drag [Days long] to Size, [severity] to Color, [anomaly_id] to Detail, [explanation], [Judged] and [Beside what was expected] to Tooltip.'] },
      { name: 'By day', shows: 'how many a day', steps: ['Drag [start] to Columns; from its menu choose the lower Day, the one with a whole date.', 'Drag [Anomalies] to Rows.', 'On the Marks card choose Bar; drag [severity] to Color.'] },
      { name: 'How many were real', shows: 'what is worth its alarms', steps: ['Drag [stream] to Rows and [Real part] to Columns.', 'Drag [Real part] to Label, and [Anomalies] beside it.', 'Click [Real part] on the Marks card with the right mouse button, Format, Numbers, Percentage.'] },
      { name: 'Worst first', shows: 'what to look at', steps: ['Drag [incident], [series] and [explanation] to Rows.', 'Drag [Judged] to Text.', 'Click [incident] with the right mouse button, Sort, by Field, Descending, [grade], Maximum.'] },
    ],
    dashboard: ['Put Timeline above, the other three below it.', 'From the menu of Timeline choose Use as Filter: what is selected there narrows the others.', 'From the menu of any sheet choose Filters, and stream and severity.'],
  },
  samples: {
    about: 'A row for each sample and channel, and for each step that is forecast.',
    calculations: [
      { name: 'Out of band', formula: 'IF [observed] < [low] OR [observed] > [high] THEN [observed] END', doc: 'Values that the band does not hold; empty for all others.' },
      { name: 'Miss', formula: 'ABS([observed] - [expected])', doc: 'How far the forecast was off.' },
      { name: 'In the band', formula: 'COUNT(IF [observed] >= [low] AND [observed] <= [high] THEN [observed] END)\n/ COUNT(IF NOT ISNULL([low]) THEN [observed] END)', doc: 'Which part of the values lay in their band.' },
    ],
    sheets: [
      { name: 'Observed and expected', shows: 'what came, what was expected, and what is expected next', steps: ['Drag [stream], [series] and [channel] to Filters, one value each; from the menu of each choose Show Filter.', exactDate('time'), 'Drag [observed] to Rows. Drag [expected], [low] and [high] onto its axis, where two green bars appear.', 'From the menu of each under Measure Values choose Measure, Average.', 'Click Color, Edit Colors: [low] and [high] in a light grey. Where the line of [observed] ends, the forecast goes on; [kind] on Filters leaves it out.'] },
      { name: 'Out of the band', shows: 'the values that the band does not hold', steps: ['Duplicate the first sheet.', 'Drag [Out of band] to Rows, as an average; from its menu choose Dual Axis, and from the menu of the new axis Synchronize Axis.', 'On its Marks card choose Circle, and red.'] },
      { name: 'Score', shows: 'how odd, from 0 to 1', steps: [exactDate('time'), 'Drag [score] to Rows; from its menu choose Measure, Maximum.', 'Drag [series] to Color and [stream] to Filters.'] },
      { name: 'How good the forecast is', shows: 'which part lay in the band', steps: ['Drag [stream], [series] and [channel] to Rows and [In the band] to Columns.', 'Drag [Miss] to Label; from its menu choose Measure, Average.'] },
    ],
    dashboard: ['Put Observed and expected above, Score below it.', 'From the menu of each filter choose Apply to Worksheets, All Using This Data Source.', 'From the menu of either sheet choose Use as Filter.'],
  },
};

const types: Record<string, string> = { STRING: 'text', DOUBLE: 'number', TIMESTAMP: 'date and time, UTC' };

/** What Tableau makes of a name that it makes readable: words for underscores, each with a capital. */
function readableName(name: string): string {
  return name.split('_').map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
}

/** The guide to a data source. `columns` are those of its content; `names` is how Tableau shows them. */
export function guideTo({ name, content, days, project }: Pick<Publication, 'name' | 'content' | 'days' | 'project'>, columns: readonly GuideColumn[], names: FieldNames): WorkbookGuide {
  const plan = plans[content];
  const shown = (field: string) => (names === 'readable' && columns.some((column) => column.name === field) ? readableName(field) : field);
  const told = (text: string) => text.replace(/\[([^\]]+)\]/g, (_, field: string) => `[${shown(field)}]`);
  return {
    name,
    about: `${plan.about} Of the last ${days} days of each stream. It is replaced whole each time it is published; sheets on it stay. Times are UTC.`,
    open: [`In a browser: Open in Tableau beside ${name} in the workbench, then Create, Workbook. In Tableau Desktop: Data, New Data Source, Tableau Server (for Cloud too), sign in, choose ${name}${project === '' ? '' : ` in the project ${project}`}, Connect, and go to Sheet 1.`, 'Make each calculated field below: Analysis, Create Calculated Field, its name above, its formula below, OK.'],
    fields: columns.map((column) => ({ ...column, name: shown(column.name), type: types[column.type] ?? column.type })),
    calculations: plan.calculations.map((one) => ({ ...one, formula: told(one.formula) })),
    sheets: plan.sheets.map((one) => ({ ...one, steps: one.steps.map(told) })),
    dashboard: plan.dashboard.map(told),
  };
}

/** The guide as Markdown, to be kept or sent along. */
export function guideText({ name, about, open, fields, calculations, sheets, dashboard }: WorkbookGuide): string {
  const numbered = (steps: readonly string[]) => steps.map((step, i) => `${i + 1}. ${step}`);
  return [
    `# ${name}`, '', about, '',
    '## Open it', '', ...numbered(open), '',
    '## Calculated fields', '', ...calculations.flatMap((one) => [`### ${one.name}`, '', one.doc, '', '```', one.formula, '```', '']),
    '## Sheets', '', ...sheets.flatMap((sheet) => [`### ${sheet.name}: ${sheet.shows}`, '', ...numbered(sheet.steps), '']),
    '## Dashboard', '', ...numbered(dashboard), '',
    '## Fields', '', '| field | type | holds |', '| --- | --- | --- |', ...fields.map((field) => `| \`${field.name}\` | ${field.type} | ${field.doc} |`), '',
  ].join('\n');
}
