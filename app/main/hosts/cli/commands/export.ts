import type { Command } from 'commander';
import { writeNew } from '../../../workbench/file-faults.ts';
import { forceOption } from '../option-values.ts';
import { mustBeStored } from '../unlock.ts';
import { withWorkbench } from '../with-workbench.ts';
import { exitCodes } from '../terminal.ts';

/** `export`: anomalies as CSV, to a file or standard output. */
export function addExport(program: Command): void {
  program
    .command('export')
    .description('write the stored anomalies as CSV')
    .option('--out <file>', 'where to write; standard output unless told')
    .option(...forceOption)
    .option('--text <words>', 'only anomalies whose series or explanation holds these words', '')
    .action(async (options: { out?: string; force?: boolean; text: string }, command: Command) => {
      await withWorkbench(command, async (workbench, terminal, _signal, { unlocked }) => {
        mustBeStored(unlocked, 'to export');
        const { csv, count } = await workbench.call('anomalies.export', { filter: { text: options.text } });
        const nothing = options.text === '' ? 'No anomaly is stored: ingest a file or let a stream run.' : `No stored anomaly holds “${options.text}” in its series or explanation; leave --text out for all.`;
        if (count === 0) terminal.progress(nothing);
        if (options.out) {
          writeNew(options.out, csv, options.force);
          terminal.say(`${count} ${count === 1 ? 'anomaly' : 'anomalies'} written to ${options.out}.`, { count, file: options.out });
        } else terminal.say(csv.trimEnd(), { count, csv });
        return exitCodes.done;
      }, { startStreams: false });
    });
}
