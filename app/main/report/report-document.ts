import type { ChartPaths } from '../../shared/charts/chart-paths.ts';
import type { Anomaly } from '../../shared/domain/anomaly.ts';

/** Size of a chart's own units; `paths` and marks lie in it. */
export const chartBox = { width: 720, height: 150 };

/** One channel over a stretch of event time, drawn: values, what was expected, the usual range, and anomalies shaded. */
export interface ReportChart {
  kind: 'chart';
  title: string;
  unit: string;
  /** What is to be seen, for who does not see it. */
  words: string;
  paths: ChartPaths;
  marks: readonly { x: number; width: number; severity: Anomaly['severity'] }[];
  /** Values at the upper and lower edge, moments at the left and right one. */
  edges: { high: string; low: string; from: string; to: string };
}

/** A piece of a report. Texts are plain: whoever writes a document escapes them. */
export type ReportBlock =
  | { kind: 'heading'; text: string }
  | { kind: 'text'; text: string; muted?: true }
  /** What somebody wrote; its line breaks stay. */
  | { kind: 'note'; head: string; text: string }
  | { kind: 'facts'; rows: readonly (readonly [string, string])[] }
  | { kind: 'table'; head: readonly string[]; rows: readonly (readonly string[])[] }
  | ReportChart;

/** A report as what it says, whatever file it becomes. */
export interface ReportDocument {
  title: string;
  severity: Anomaly['severity'];
  lead: string;
  blocks: readonly ReportBlock[];
  foot: string;
}
