import { copyFileSync } from 'node:fs';
import type { Command } from 'commander';
import { withWorkbench } from '../with-workbench.ts';
import { exitCodes } from '../terminal.ts';
import { addTopicOptions, draftFor, sourceFrom, type TopicOptions } from './source-options.ts';

/** `record`: captures a topic to a file that `ingest` and `replay` read, until interrupted or for a time. */
export function addRecord(program: Command): void {
  const command = program.command('record').argument('<file>', 'the capture to write (.afcap)').description('capture a topic to a file, for playing it back later');
  addTopicOptions(command)
    .option('--for <seconds>', 'end after this long; else at the first Ctrl+C')
    .action(async (file: string, options: TopicOptions & { for?: string }, self: Command) => {
      await withWorkbench(self, async (workbench, terminal, signal) => {
        const source = sourceFrom(undefined, options);
        const stream = await workbench.call('streams.create', await draftFor(workbench, source, { name: options.topic! }));
        await workbench.call('captures.start', { streamId: stream.id });
        terminal.progress(`recording ${options.topic} to ${file}; Ctrl+C ends it`);
        await new Promise<void>((resolve) => {
          signal.addEventListener('abort', () => resolve(), { once: true });
          if (options.for !== undefined) setTimeout(resolve, Number(options.for) * 1000);
        });
        await workbench.call('streams.stop', { streamId: stream.id });
        const capture = await workbench.call('captures.stop', { streamId: stream.id });
        copyFileSync(capture.path, file);
        terminal.say(`${capture.recordCount.toLocaleString('en')} records of ${options.topic} in ${file}.`, { file, records: capture.recordCount });
        return exitCodes.done;
      });
    });
}
