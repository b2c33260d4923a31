import type { Command } from 'commander';
import { WorkbenchError } from '../../../../shared/errors/workbench-error.ts';
import { publishSimulation, simulate, SIMULATION_DOMAINS } from '../../../workbench/streams/publish-simulation.ts';
import { fileOutlet, labelsFileOf, topicOutlet, type ClosableOutlet } from '../../../workbench/streams/simulation-outlets.ts';
import { duration, forceOption, isoTime, numberIn, wholeIn, wordOr } from '../option-values.ts';
import { createTerminal, exitCodes } from '../terminal.ts';
import type { CommonOptions } from '../with-workbench.ts';
import { addBrokerOptions, connectionFrom, type TopicOptions } from './source-options.ts';

interface SimulateOptions extends TopicOptions, CommonOptions {
  out?: string;
  force?: boolean;
  labelsTopic?: string;
  rate: number | 'max';
  seed: number;
  /** Milliseconds. */
  duration?: number;
  series?: number;
  /** EpochMillis. */
  from?: number;
}

/** `simulate`: publishes a realistic, seeded stream with faults; the labels travel apart. */
export function addSimulate(program: Command): void {
  const command = program.command('simulate').argument('<domain>', SIMULATION_DOMAINS.join(', ')).description('publish a realistic, seeded stream with labelled faults to a topic or a file');
  addBrokerOptions(command)
    .option('--out <file>', 'write JSON lines to a file instead of a topic')
    .option(...forceOption)
    .option('--labels-topic <name>', 'where the labels go; <topic>-labels unless told')
    .option('--rate <records/s>', 'records per second of wall time, or max', wordOr('max', numberIn(0.001, 1e9)), 50)
    .option('--seed <number>', 'same seed, same stream', wholeIn(0, Number.MAX_SAFE_INTEGER), 1)
    .option('--duration <time>', 'how much event time to simulate: 90m, 6h, 8w; 6h unless told, 8w of retail, which has a record an hour', duration)
    .option('--series <count>', 'how many series; the domain\'s own number unless told', wholeIn(1, 10_000))
    .option('--from <time>', 'event time of the first record, ISO; now unless told', isoTime)
    .action(run);
}

async function run(domain: string, options: SimulateOptions, command: Command): Promise<void> {
  const { json } = command.optsWithGlobals<CommonOptions>();
  const terminal = createTerminal(json ?? false);
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort()).once('SIGTERM', () => stop.abort());
  let outlet: ClosableOutlet | null = null;
  try {
    const { simulation, clock } = simulate(domain, {
      seed: options.seed,
      durationMs: options.duration ?? duration(domain === 'retail' ? '8w' : '6h'),
      start: options.from ?? null,
      seriesCount: options.series ?? null,
    });
    if (options.out === undefined && !options.brokers) throw new WorkbenchError('AF_API_INPUT_INVALID', 'Neither a broker nor a file is named.', { hint: 'Give --brokers host:port, or --out <file>.' });
    const topic = options.topic ?? `${domain}-simulated`;
    const labelsTopic = options.labelsTopic ?? `${topic}-labels`;
    outlet = options.out === undefined ? topicOutlet(connectionFrom(options), topic, labelsTopic) : fileOutlet(options.out, options.force);
    const where = options.out ?? topic;
    const written = await publishSimulation(simulation, outlet, {
      recordsPerSecond: options.rate === 'max' ? Infinity : options.rate,
      clock,
      signal: stop.signal,
      onProgress: (count, eventTime) => terminal.progress(`${where}: ${count.toLocaleString('en')} records, at ${new Date(eventTime).toISOString()}`),
    });
    const labels = simulation.labels().length;
    terminal.say(`${written.toLocaleString('en')} records of ${simulation.keys.length} series to ${where}; ${labels} labels to ${options.out === undefined ? labelsTopic : labelsFileOf(options.out)}.`, { written, series: simulation.keys.length, labels, where });
    process.exitCode = stop.signal.aborted ? exitCodes.interrupted : exitCodes.done;
  } catch (error) {
    terminal.fail(error);
  } finally {
    await outlet?.close();
  }
}
