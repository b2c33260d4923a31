import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Exported, ExportContent, ExportFormat } from '../../../shared/domain/incident-export.ts';
import { fileStem } from '../../../shared/file-stem.ts';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { writeHtml } from '../../report/write-html.ts';
import { writePdf } from '../../report/write-pdf.ts';
import { incidentById } from '../../store/tables/incident-table.ts';
import type { WorkbenchServices } from '../create-workbench.ts';
import { gatherIncident } from '../incidents/incident-facts.ts';
import { incidentReport } from './incident-report.ts';
import { writeIncidentTable } from './incident-tables.ts';

/** What is asked for. `zone` is that of a report's times. */
export interface ExportAsked {
  incidentId: string;
  content: ExportContent;
  format: ExportFormat;
  zone: string;
}

/** Files of an incident: made, fetched piece by piece, let go. They wait in memory, since on disk they would lie open. */
export interface ExportDesk {
  /** Throws `AF_NOT_FOUND`, `AF_INCIDENT_MERGED`, `AF_EXPORT_EMPTY`, `AF_EXPORT_TOO_LARGE`, `AF_STORE_*`. */
  save(asked: ExportAsked, signal: AbortSignal): Promise<Exported>;
  /** Bytes from `offset` on, at most 1 MiB; empty at its end. Throws `AF_NOT_FOUND`. */
  read(exportId: string, offset: number): Uint8Array;
  letGo(exportId: string): void;
}

const pieceBytes = 2 ** 20;
/** Files that wait at once, and the bytes of those beside the newest; the oldest make room. */
const mostWaiting = 4;
const mostWaitingBytes = 256 * 2 ** 20;

/** Over an opened workbench. */
export function createExportDesk(services: WorkbenchServices): ExportDesk {
  const { store, streams, work } = services;
  const waiting = new Map<string, Uint8Array>();

  return {
    async save(asked, signal) {
      const { title, streamId, start } = store.read((db) => incidentById(db, asked.incidentId));
      const { bytes, words } = await (asked.content === 'report'
        ? work.run({ kind: 'report', subject: title, streamId, unit: 'charts' }, signal, (stopping, { progressed }) => report(services, asked, stopping, (done, of) => progressed(done, done / of)))
        : work.run({ kind: 'export', subject: title, streamId, unit: 'rows' }, signal, (stopping, { progressed }) => writeIncidentTable(services, asked, stopping, progressed)));
      const exportId = randomUUID();
      const held = () => [...waiting.values()].reduce((sum, one) => sum + one.length, 0);
      for (const oldest of waiting.keys()) if (waiting.size >= mostWaiting || held() > mostWaitingBytes) waiting.delete(oldest);
      waiting.set(exportId, bytes);
      return { exportId, name: `${fileStem([asked.content, streams.find(streamId).name, title], start)}.${asked.format}`, bytes: bytes.length, words };
    },
    read(exportId, offset) {
      const whole = waiting.get(exportId);
      if (whole === undefined) throw new WorkbenchError('AF_NOT_FOUND', 'This file is not here any more.', { hint: 'Save it again.' });
      return whole.slice(offset, offset + pieceBytes);
    },
    letGo: (exportId) => void waiting.delete(exportId),
  };
}

async function report(services: WorkbenchServices, { incidentId, format, zone }: ExportAsked, signal: AbortSignal, progressed: (done: number, of: number) => void): Promise<{ bytes: Uint8Array; words: string[] }> {
  const document = incidentReport(await gatherIncident(services, incidentId, signal, progressed), zone);
  if (format === 'pdf') {
    return writePdf(document, join(services.host.installFolder, 'resources', 'fonts'), async () => {
      await services.clock.sleep(0, signal);
      signal.throwIfAborted();
    });
  }
  return { bytes: new TextEncoder().encode(writeHtml(document)), words: ['It opens in any browser, without a server.'] };
}
