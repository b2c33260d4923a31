import { closeSync, rmSync, writeSync } from 'node:fs';
import { extname } from 'node:path';
import { Option, type Command } from 'commander';
import { exportFormatSchema, isExported, type ExportContent } from '../../../../shared/domain/incident-export.ts';
import type { Workbench } from '../../../../shared/api/workbench.ts';
import type { AnomalyId } from '../../../../shared/domain/anomaly.ts';
import { asWorkbenchError, WorkbenchError } from '../../../../shared/errors/workbench-error.ts';
import { openNew } from '../../../workbench/file-faults.ts';
import { forceOption, zone } from '../option-values.ts';
import { mustBeStored } from '../unlock.ts';
import { exitCodes } from '../terminal.ts';
import { withWorkbench } from '../with-workbench.ts';

/** `report`: an incident as a report, or its anomalies or samples as a table; the file's ending says as what. */
export function addReport(program: Command): void {
  program
    .command('report')
    .argument('<id>', 'an incident\'s id, or that of one of its anomalies')
    .description('save a report of an incident (.html, .pdf), or its anomalies or samples (.csv, .parquet)')
    .requiredOption('--out <file>', 'where to write')
    .option(...forceOption)
    .addOption(new Option('--content <what>', 'what is written').choices(['report', 'anomalies', 'samples']).default('report'))
    .option('--zone <zone>', 'time zone of a report, such as Europe/Berlin', zone, 'UTC')
    .action(async (id: string, options: { out: string; force?: boolean; content: ExportContent; zone: string }, command: Command) => {
      await withWorkbench(command, async (workbench, terminal, signal, { unlocked }) => {
        mustBeStored(unlocked, 'to report');
        const format = exportFormatSchema.safeParse(extname(options.out).slice(1).toLowerCase()).data;
        if (format === undefined || !isExported({ content: options.content, format })) throw new WorkbenchError('AF_API_INPUT_INVALID', `${options.out} does not end as ${options.content} can be written.`, { hint: 'End a report by .html or .pdf, the rest by .csv or .parquet.' });
        const incidentId = await incidentOf(workbench, id);
        terminal.progress('gathering the incident…');
        const { exportId, bytes, words } = await workbench.call('exports.save', { incidentId, content: options.content, format, zone: options.zone }, { signal });
        const fd = openNew(options.out, options.force);
        let isDone = false;
        try {
          for (let offset = 0; offset < bytes; ) {
            const { piece } = await workbench.call('exports.read', { exportId, offset }, { signal });
            offset += writeSync(fd, piece);
          }
          isDone = true;
        } finally {
          closeSync(fd);
          if (!isDone) rmSync(options.out, { force: true });
        }
        terminal.say([`${options.out} is saved, ${bytes.toLocaleString('en')} bytes.`, ...words].join('\n'), { file: options.out, bytes, words });
        return exitCodes.done;
      }, { startStreams: false });
    });
}

/** The incident of that id, or that of the anomaly of that id. */
async function incidentOf(workbench: Workbench, id: string): Promise<string> {
  if (!/^[0-9a-f]{32}$/.test(id)) return id;
  const anomaly = await workbench.call('anomalies.get', { anomalyId: id as AnomalyId }).catch((error: unknown) => {
    if (asWorkbenchError(error).code === 'AF_NOT_FOUND') return null;
    throw error;
  });
  return anomaly?.incidentId ?? id;
}
