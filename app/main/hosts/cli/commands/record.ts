import { copyFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { Workbench } from '../../../../shared/api/workbench.ts';
import { followStream, tellWaits } from '../follow-stream.ts';
import { mustBeNew } from '../../../workbench/file-faults.ts';
import { forceOption, numberIn } from '../option-values.ts';
import { withWorkbench } from '../with-workbench.ts';
import { exitCodes, type Terminal } from '../terminal.ts';
import { addTopicOptions, draftFor, topicFrom, type TopicOptions } from './source-options.ts';

/** `record`: captures a topic to a file that `ingest` and `replay` read, until interrupted or for a time. */
export function addRecord(program: Command): void {
  const command = program.command('record').argument('<file>', 'the capture to write (.afcap)').description('capture a topic to a file, for playing it back later');
  addTopicOptions(command)
    .option(...forceOption)
    .option('--for <seconds>', 'end after this long; else at the first Ctrl+C', numberIn(1, 2_000_000))
    .action(async (file: string, options: TopicOptions & { force?: boolean; for?: number }, self: Command) => {
      await withWorkbench(self, async (workbench, terminal, signal) => {
        await recordTopic(workbench, file, options, terminal, options.for === undefined ? signal : AbortSignal.any([signal, AbortSignal.timeout(options.for * 1000)]));
        return exitCodes.done;
      });
    });
}

/** Captures until the signal aborts or the stream fails, which throws its error; what came until then is in the file either way. Throws `AF_API_INPUT_INVALID` before it begins where the file is there already, unless `force` is told, or can't be made. A fault that may pass is told once. */
export async function recordTopic(workbench: Workbench, file: string, options: TopicOptions & { force?: boolean }, terminal: Terminal, signal: AbortSignal): Promise<void> {
  const source = topicFrom(options);
  mustBeNew(file, options.force);
  const stream = await workbench.call('streams.create', await draftFor(workbench, source, { name: options.topic! }));
  await workbench.call('captures.start', { streamId: stream.id });
  const tellWait = tellWaits(terminal);
  try {
    await followStream(workbench, stream.id, signal, (health) => {
      terminal.progress(`recording ${options.topic} to ${file}: ${health.recordCount.toLocaleString('en')} records; Ctrl+C ends it`);
      tellWait(health);
      return false;
    });
  } finally {
    await workbench.call('streams.stop', { streamId: stream.id });
    const capture = await workbench.call('captures.stop', { streamId: stream.id });
    copyFileSync(capture.path, file);
    terminal.say(`${capture.recordCount.toLocaleString('en')} records of ${options.topic} in ${file}.`, { file, records: capture.recordCount });
  }
}
