import { readFileSync } from 'node:fs';
import { Option, type Command } from 'commander';
import * as z from 'zod';
import { refusalWords, WorkbenchError } from '../../../../shared/errors/workbench-error.ts';
import { plural } from '../../../../shared/counts.ts';
import { detectFiles, detectorNames } from '../../../workbench/detection/detect-files.ts';
import { forceOption, numberIn, wholeIn } from '../option-values.ts';
import { createTerminal, exitCodes } from '../terminal.ts';
import type { CommonOptions } from '../with-workbench.ts';

/** What may stand in `--config`, a JSON object; an option on the line goes before it. */
const configSchema = z.strictObject({
  detector: z.string(),
  sensitivity: z.number().min(0).max(1),
  seed: z.number().int().min(0),
  trainRows: z.number().int().min(1),
  alertsPerDay: z.number().min(0.1).max(10_000),
}).partial();

interface DetectOptions extends z.infer<typeof configSchema> {
  out: string;
  force?: boolean;
  config?: string;
}

/** `detect`: scores files without storing anything; one scores file beside each. */
export function addDetect(program: Command): void {
  program
    .command('detect')
    .argument('<path>', 'a file, or a folder whose CSV, JSON lines and Parquet files are all read')
    .description('score files row by row, as if they were live, and write <name>.scores.csv for each')
    .requiredOption('--out <folder>', 'where the scores go, under the same relative path')
    .option(...forceOption)
    .addOption(new Option('--detector <name>', 'the detector to use').choices(detectorNames))
    .option('--sensitivity <0…1>', 'higher alerts more; 0.5 unless told', numberIn(0, 1))
    .option('--seed <number>', 'seed of the detector\'s chance; 1 unless told', wholeIn(0, Number.MAX_SAFE_INTEGER))
    .option('--train-rows <number>', 'learn from the first rows in time of each file alone, and score the rest by what they taught', wholeIn(1, Number.MAX_SAFE_INTEGER))
    .option('--alerts-per-day <number>', 'at most so many alerts a day of each file\'s time; the threshold follows', numberIn(0.1, 10_000))
    .option('--config <file>', 'a JSON object with detector, sensitivity, seed, trainRows, alertsPerDay, as far as they are not told here')
    .action(async (path: string, options: DetectOptions, command: Command) => {
      const terminal = createTerminal(command.optsWithGlobals<CommonOptions>().json ?? false);
      const stop = new AbortController();
      process.once('SIGINT', () => stop.abort());
      try {
        const { out, config, ...told } = options;
        const settings = { sensitivity: 0.5, seed: 1, ...(config !== undefined && readConfig(config)), ...told };
        for await (const done of detectFiles({ path, out, ...settings, signal: stop.signal })) {
          if ('error' in done) terminal.fail(done.error);
          else {
            terminal.say(`${done.file}: ${plural(done.rows, 'row')}${done.keys.length > 0 ? ` of ${plural(done.series, 'series', 'series')} by ${done.keys.join(', ')}` : ''}, ${plural(done.alerts, 'alert')} → ${done.scores}`, { ...done });
            done.doubts.forEach((doubt) => terminal.note(`  ${doubt}`));
          }
        }
        if (stop.signal.aborted) process.exitCode = exitCodes.interrupted;
      } catch (error) {
        terminal.fail(error);
      }
    });
}

function readConfig(file: string): z.infer<typeof configSchema> {
  const refuse = (reason: string, cause?: unknown): never => {
    throw new WorkbenchError('AF_API_INPUT_INVALID', `The configuration ${file} can't be used: ${reason}.`, { cause, hint: `It must be a JSON object such as {"sensitivity": 0.6, "alertsPerDay": 5}; it may hold ${Object.keys(configSchema.shape).join(', ')}.` });
  };
  let text = '';
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    refuse(refusalWords(cause), cause);
  }
  let value: unknown = null;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    refuse('it is no JSON', cause);
  }
  const parsed = configSchema.safeParse(value);
  return parsed.success ? parsed.data : refuse(parsed.error.issues.map(({ path, message }) => `${path.length === 0 ? '' : `${path.join('.')}: `}${message}`).join('; '));
}
