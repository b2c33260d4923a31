import { renderToStaticMarkup } from 'react-dom/server';
import type { Zone } from '../../charts/words.ts';
import { AnomalyReport } from './anomaly-report.tsx';
import type { ReportFacts } from './report-facts.ts';

/** The report as a whole HTML file. */
export function writeReport(facts: ReportFacts, zone: Zone): string {
  return `<!doctype html>\n${renderToStaticMarkup(<AnomalyReport facts={facts} zone={zone} />)}\n`;
}

/** A file's name without what file systems refuse: "pump-1-spike-2026-03-05.html". */
export function reportName({ anomaly }: ReportFacts): string {
  const words = `${anomaly.seriesName} ${anomaly.shape} ${new Date(anomaly.start).toISOString().slice(0, 10)}`;
  return `${words.normalize('NFKD').toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '').slice(0, 100)}.html`;
}
