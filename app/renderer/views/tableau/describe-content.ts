import type { Publication } from '../../../shared/domain/publication.ts';

interface Column {
  name: string;
  type: string;
  doc: string;
}
const kinds: Record<string, string> = { STRING: 'text', DOUBLE: 'number', TIMESTAMP: 'date and time, UTC' };

/** Sheets that show the whole of a content, in the words of Tableau's own shelves. */
const sheets: Record<Publication['content'], readonly string[]> = {
  anomalies: [
    '**Timeline**: Columns `start` (exact date), Rows `stream`, `series`; marks Gantt bar, size `DATEDIFF(\'second\', [start], [end]) / 86400`, colour `severity`, tooltip `explanation`.',
    '**By verdict**: Columns `COUNTD([anomaly_id])`, Rows `verdict` (missing: not judged yet), colour `severity`.',
    '**How many were real**: `COUNTD(IF [verdict] = \'true\' THEN [anomaly_id] END) / COUNTD(IF NOT ISNULL([verdict]) THEN [anomaly_id] END)` by `stream`.',
    '**Worst first**: a text table of `incident`, `series`, `explanation`, sorted by `MAX([grade])`.',
  ],
  samples: [
    '**Observed and expected**: Columns `time` (exact date), Rows `AVG([observed])` and `AVG([expected])` on one axis, a filter on `stream`, `series` and `channel`.',
    '**Band**: the same with `MIN([low])` and `MAX([high])` as an area behind it.',
    '**Score**: Columns `time` (exact date), Rows `MAX([score])`, colour `MAX([score]) > 0.9`.',
  ],
};

/** What a workbook on a published data source can use, as Markdown: how it is joined, its fields, and sheets to begin with. */
export function describeContent({ name, content, days, project }: Pick<Publication, 'name' | 'content' | 'days' | 'project'>, columns: readonly Column[]): string {
  const rows = columns.map((column) => `| \`${column.name}\` | ${kinds[column.type] ?? column.type} | ${column.doc} |`);
  return [
    `# ${name}`, '',
    `A published data source of Tableau${project === '' ? '' : ` in the project ${project}`}: ${content === 'anomalies' ? 'a row for each anomaly' : 'a row for each sample and channel'}, of the last ${days} days of each stream.`,
    'It is replaced whole each time; `anomaly_id` stays the same. Data of anomalies and of samples are related by `stream` and `series`.', '',
    '## Fields', '', '| field | type | holds |', '| --- | --- | --- |', ...rows, '',
    '## Sheets to begin with', '', 'In Tableau: *Data → New Data Source → Tableau Server* (or Cloud), choose it, then:', '', ...sheets[content].map((sheet) => `- ${sheet}`), '',
  ].join('\n');
}
