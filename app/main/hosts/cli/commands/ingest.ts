import { basename } from 'node:path';
import type { Command } from 'commander';
import type { Workbench } from '../../../../shared/api/workbench.ts';
import type { Pace, Stream, StreamHealth } from '../../../../shared/domain/stream.ts';
import { fromWireError } from '../../../../shared/errors/from-wire-error.ts';
import { withWorkbench } from '../with-workbench.ts';
import { exitCodes, type Terminal } from '../terminal.ts';
import { addTopicOptions, draftFor, sourceFrom, type TopicOptions } from './source-options.ts';

interface IngestOptions extends TopicOptions {
  name?: string;
  detector?: string;
  sensitivity?: string;
  follow?: boolean;
}

/** `ingest`: reads files or a topic through detection into the store. `replay`: the same at a pace, telling of each anomaly. */
export function addIngest(program: Command): void {
  const ingest = program.command('ingest').argument('[files...]', 'CSV, JSON lines, Parquet or captures').description('read files or a topic through detection into the store');
  shared(ingest)
    .option('--follow', 'keep reading a topic until interrupted (else it ends at the end as of now)')
    .action((files: string[], options: IngestOptions, command: Command) => run(files, options, command, 'fast'));

  const replay = program.command('replay').argument('<file>', 'a saved stream or capture').description('play a saved stream through detection and tell of each anomaly');
  shared(replay)
    .option('--speed <times>', '0.1 to 1000 times event time, or fast', 'fast')
    .action((file: string, options: IngestOptions & { speed: string }, command: Command) => run([file], options, command, options.speed === 'fast' ? 'fast' : Number(options.speed)));
}

function shared(command: Command): Command {
  return addTopicOptions(command)
    .option('--name <name>', 'the stream\'s name')
    .option('--detector <name>', 'the detector to use')
    .option('--sensitivity <0…1>', 'higher alerts more; 0.5 unless told');
}

async function run(files: string[], options: IngestOptions, command: Command, pace: Pace): Promise<void> {
  await withWorkbench(command, async (workbench, terminal, signal) => {
    const sources = files.length === 0 ? [undefined] : files;
    for (const file of sources) {
      const source = sourceFrom(file, options);
      const name = options.name ?? (file === undefined ? options.topic! : basename(file));
      const draft = await draftFor(workbench, source, { name, pace, ...(options.detector && { detector: options.detector }), ...(options.sensitivity && { sensitivity: Number(options.sensitivity) }) });
      const stream = await workbench.call('streams.create', draft);
      const untilEnd = source.kind === 'file' || !options.follow;
      const health = await follow(workbench, stream, terminal, signal, untilEnd, command.name() === 'replay');
      summarise(stream, health, terminal);
    }
    return exitCodes.done;
  });
}

/** Resolves with the last health when the stream has been read to its end (as of now, for a topic), or the signal aborts. */
function follow(workbench: Workbench, stream: Stream, terminal: Terminal, signal: AbortSignal, untilEnd: boolean, tell: boolean): Promise<StreamHealth> {
  return new Promise((resolve, reject) => {
    const endings: (() => void)[] = [];
    let last: StreamHealth | null = null;
    const end = (settle: () => void) => {
      for (const ending of endings) ending();
      settle();
    };
    const look = (health: StreamHealth) => {
      last = health;
      terminal.progress(`${stream.name}: ${health.recordCount.toLocaleString('en')} records, ${Math.round(health.recordsPerSecond).toLocaleString('en')}/s, ${health.anomalyCount} anomalies${health.progress === null ? '' : `, ${Math.round(100 * health.progress)} %`}`);
      if (health.state === 'failed') return end(() => reject(fromWireError(health.error!)));
      const caughtUp = stream.source.kind === 'kafka' && health.state === 'running' && health.lag === 0;
      if (health.state === 'finished' || (untilEnd && caughtUp)) end(() => resolve(health));
    };
    const rows = (list: readonly { health: StreamHealth }[]) => {
      for (const row of list) if (row.health.streamId === stream.id) look(row.health);
    };
    endings.push(workbench.subscribe('streams.watch', {}, { onSnapshot: rows, onChange: (change) => rows(change.changed), onError: (error) => end(() => reject(error)) }));
    if (tell) {
      const told = new Set<string>();
      const each = (anomalies: readonly { id: string; severity: string; explanation: string; seriesName: string; streamId: string }[]) => {
        for (const anomaly of anomalies) {
          if (anomaly.streamId !== stream.id || told.has(anomaly.id)) continue;
          told.add(anomaly.id);
          terminal.say(`${anomaly.severity.padEnd(6)} ${anomaly.seriesName}: ${anomaly.explanation}`, { anomaly });
        }
      };
      endings.push(workbench.subscribe('anomalies.watch', { filter: { streamIds: [stream.id] } }, { onSnapshot: each, onChange: each, onError: (error) => end(() => reject(error)) }));
    }
    signal.addEventListener('abort', () => end(() => (last === null ? reject(signal.reason) : resolve(last))), { once: true });
  });
}

function summarise(stream: Stream, health: StreamHealth, terminal: Terminal): void {
  const parts = [`${health.recordCount.toLocaleString('en')} records`, `${health.seriesCount} series`, `${health.anomalyCount} anomalies`];
  if (health.quarantinedCount > 0) parts.push(`${health.quarantinedCount} in quarantine`);
  if (health.lateCount > 0) parts.push(`${health.lateCount} late`);
  terminal.say(`${stream.name}: ${parts.join(', ')}.`, { stream: stream.id, name: stream.name, ...health });
}
