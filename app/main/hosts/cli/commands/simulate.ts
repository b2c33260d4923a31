import type { Command } from 'commander';
import { WorkbenchError } from '../../../../shared/errors/workbench-error.ts';
import { publishSimulation, simulate, SIMULATION_DOMAINS } from '../../../workbench/publish-simulation.ts';
import { fileOutlet, labelsFileOf, topicOutlet } from '../../../workbench/simulation-outlets.ts';
import { createTerminal, exitCodes } from '../terminal.ts';
import type { CommonOptions } from '../with-workbench.ts';
import { connectionFrom, addTopicOptions, type TopicOptions } from './source-options.ts';

interface SimulateOptions extends TopicOptions, CommonOptions {
  out?: string;
  labelsTopic?: string;
  rate: string;
  seed: string;
  duration: string;
  series?: string;
  from?: string;
}

const units: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** `simulate`: publishes a realistic, seeded stream with faults; the labels travel apart. */
export function addSimulate(program: Command): void {
  const command = program.command('simulate').argument('<domain>', SIMULATION_DOMAINS.join(', ')).description('publish a realistic, seeded stream with labelled faults to a topic or a file');
  addTopicOptions(command)
    .option('--out <file>', 'write JSON lines to a file instead of a topic')
    .option('--labels-topic <name>', 'where the labels go; <topic>-labels unless told')
    .option('--rate <records/s>', 'records per second of wall time, or max', '50')
    .option('--seed <number>', 'same seed, same stream', '1')
    .option('--duration <time>', 'how much event time to simulate: 90m, 6h, 8w', '6h')
    .option('--series <count>', 'how many series; the domain\'s own number unless told')
    .option('--from <time>', 'event time of the first record, ISO; now unless told')
    .action(run);
}

async function run(domain: string, options: SimulateOptions, command: Command): Promise<void> {
  const { json } = command.optsWithGlobals<CommonOptions>();
  const terminal = createTerminal(json ?? false);
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort()).once('SIGTERM', () => stop.abort());
  try {
    const { simulation, clock } = simulate(domain, {
      seed: Number(options.seed),
      durationMs: durationOf(options.duration),
      start: options.from === undefined ? null : Date.parse(options.from),
      seriesCount: options.series === undefined ? null : Number(options.series),
    });
    const topic = options.topic ?? `${domain}-simulated`;
    const labelsTopic = options.labelsTopic ?? `${topic}-labels`;
    const outlet = options.out === undefined ? topicOutlet(connectionFrom(options), topic, labelsTopic) : fileOutlet(options.out);
    const where = options.out ?? topic;
    const written = await publishSimulation(simulation, outlet, {
      recordsPerSecond: options.rate === 'max' ? Infinity : positive(options.rate, '--rate'),
      clock,
      signal: stop.signal,
      onProgress: (count, eventTime) => terminal.progress(`${where}: ${count.toLocaleString('en')} records, at ${new Date(eventTime).toISOString()}`),
    });
    await outlet.close();
    const labels = simulation.labels().length;
    terminal.say(`${written.toLocaleString('en')} records of ${simulation.keys.length} series to ${where}; ${labels} labels to ${options.out === undefined ? labelsTopic : labelsFileOf(options.out)}.`, { written, series: simulation.keys.length, labels, where });
    process.exitCode = stop.signal.aborted ? exitCodes.interrupted : exitCodes.done;
  } catch (error) {
    terminal.fail(error);
    process.exitCode = exitCodes.failed;
  }
}

function durationOf(text: string): number {
  const match = /^(\d+(?:\.\d+)?)([smhdw])$/.exec(text);
  if (match === null) throw new WorkbenchError('AF_API_INPUT_INVALID', `"${text}" is no length of time.`, { hint: 'Use a number and a unit: 90m, 6h, 2d, 8w.' });
  return Number(match[1]) * units[match[2]!]!;
}

function positive(text: string, option: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new WorkbenchError('AF_API_INPUT_INVALID', `${option} is "${text}", not a number above 0.`, { hint: `Give ${option} a number above 0.` });
  return number;
}
