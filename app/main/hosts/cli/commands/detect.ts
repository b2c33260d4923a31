import type { Command } from 'commander';
import { detectFiles } from '../../../workbench/detect-files.ts';
import { createTerminal, exitCodes } from '../terminal.ts';
import type { CommonOptions } from '../with-workbench.ts';

interface DetectOptions {
  out: string;
  detector?: string;
  sensitivity: string;
  seed: string;
  trainRows?: string;
  alertsPerDay?: string;
}

/** `detect`: scores files without storing anything; one scores file beside each. */
export function addDetect(program: Command): void {
  program
    .command('detect')
    .argument('<path>', 'a file, or a folder whose CSV, JSON lines and Parquet files are all read')
    .description('score files row by row, as if they were live, and write <name>.scores.csv for each')
    .requiredOption('--out <folder>', 'where the scores go, under the same relative path')
    .option('--detector <name>', 'the detector to use')
    .option('--sensitivity <0…1>', 'higher alerts more', '0.5')
    .option('--seed <number>', 'seed of the detector\'s chance', '1')
    .option('--train-rows <number>', 'learn from the first rows of each file alone, and score the rest by what they taught')
    .option('--alerts-per-day <number>', 'at most so many alerts a day of each file\'s time; the threshold follows')
    .action(async (path: string, options: DetectOptions, command: Command) => {
      const terminal = createTerminal(command.optsWithGlobals<CommonOptions>().json ?? false);
      const stop = new AbortController();
      process.once('SIGINT', () => stop.abort());
      try {
        const { sensitivity, seed, out, detector, trainRows, alertsPerDay } = options;
        for await (const done of detectFiles({ path, out, sensitivity: Number(sensitivity), seed: Number(seed), signal: stop.signal, ...(detector && { detector }), ...(trainRows && { trainRows: Number(trainRows) }), ...(alertsPerDay !== undefined && { alertsPerDay: Number(alertsPerDay) }) })) {
          if ('error' in done) terminal.fail(done.error);
          else terminal.say(`${done.file}: ${done.rows.toLocaleString('en')} rows, ${done.alerts} alerts → ${done.scores}`, { ...done });
          if ('error' in done) process.exitCode = exitCodes.failed;
        }
        if (stop.signal.aborted) process.exitCode = exitCodes.interrupted;
      } catch (error) {
        terminal.fail(error);
        process.exitCode = exitCodes.failed;
      }
    });
}
