import { renderToStaticMarkup } from 'react-dom/server';
import type { Zone } from '../../charts/words.ts';
import { fileStem } from '../../../shared/file-stem.ts';
import { AnomalyReport } from './anomaly-report.tsx';
import type { ReportFacts } from './report-facts.ts';

/** The report as a whole HTML file. */
export function writeReport(facts: ReportFacts, zone: Zone): string {
  return `<!doctype html>\n${renderToStaticMarkup(<AnomalyReport facts={facts} zone={zone} />)}\n`;
}

/** A file's name without what file systems refuse: "pump-1-spike-2026-03-05-1430.html". */
export function reportName({ anomaly }: ReportFacts): string {
  return `${fileStem([anomaly.seriesName, anomaly.shape], anomaly.start)}.html`;
}
