import { stringify } from 'csv-stringify/sync';
import type { Anomaly } from '../../../shared/domain/anomaly.ts';

/** Anomalies as CSV with a header, times in ISO 8601 UTC. A cell that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, CSV injection). */
export function anomaliesAsCsv(anomalies: Iterable<Anomaly>): { csv: string; count: number } {
  const rows = Array.from(anomalies, (a) => [
    a.id, a.seriesName, time(a.start), time(a.end), a.severity, a.shape, a.score, a.grade, a.confidence, a.verdict ?? '', a.workState, a.explanation,
    a.detector, a.modelVersion, a.partition, a.firstOffset, a.lastOffset,
  ].map((cell) => (typeof cell === 'string' ? plainCell(cell) : cell)));
  const columns = ['id', 'series', 'start', 'end', 'severity', 'shape', 'score', 'grade', 'confidence', 'verdict', 'work_state', 'explanation', 'detector', 'model_version', 'partition', 'first_offset', 'last_offset'];
  return { csv: stringify(rows, { header: true, columns }), count: rows.length };
}

const time = (at: number) => new Date(at).toISOString();

/** A text as a cell that no spreadsheet runs. */
export function plainCell(cell: string): string {
  return /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}
