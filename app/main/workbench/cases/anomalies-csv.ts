import { stringify } from 'csv-stringify/sync';
import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { StreamId } from '../../../shared/domain/stream.ts';
import type { Clock } from '../../clock.ts';

/**
 * Anomalies as CSV with a header, times in ISO 8601 UTC. A cell that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, CSV injection). Pauses between pages, so that whatever
 * else the process does goes on; throws `signal.reason` there.
 */
export async function anomaliesAsCsv(pages: Iterable<readonly Anomaly[]>, streamName: (id: StreamId) => string, clock: Pick<Clock, 'sleep'>, signal?: AbortSignal, progressed?: (rows: number) => void): Promise<{ csv: string; count: number }> {
  const columns = ['id', 'stream', 'series', 'start', 'end', 'severity', 'shape', 'score', 'grade', 'confidence', 'verdict', 'work_state', 'explanation', 'detector', 'model_version', 'partition', 'first_offset', 'last_offset', 'incident_id'];
  let csv = stringify([columns]);
  let count = 0;
  for (const page of pages) {
    csv += stringify(page.map((a) => [
      a.id, streamName(a.streamId), a.seriesName, time(a.start), time(a.end), a.severity, a.shape, a.score, a.grade, a.confidence, a.verdict ?? '', a.workState, a.explanation,
      a.detector, a.modelVersion, a.partition, a.firstOffset, a.lastOffset, a.incidentId ?? '',
    ].map((cell) => (typeof cell === 'string' ? plainCell(cell) : cell))));
    count += page.length;
    progressed?.(count);
    await clock.sleep(0, signal);
    signal?.throwIfAborted();
  }
  return { csv, count };
}

const time = (at: number) => new Date(at).toISOString();

/** A text as a cell that no spreadsheet runs. */
export function plainCell(cell: string): string {
  return /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}
