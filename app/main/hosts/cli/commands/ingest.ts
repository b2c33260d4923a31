import { basename } from 'node:path';
import { Option, type Command } from 'commander';
import type { Workbench } from '../../../../shared/api/workbench.ts';
import type { Anomaly } from '../../../../shared/domain/anomaly.ts';
import type { Pace, Stream, StreamHealth, StreamSource } from '../../../../shared/domain/stream.ts';
import { detectorNames } from '../../../workbench/detection/detect-files.ts';
import { followStream, tellWaits } from '../follow-stream.ts';
import { numberIn, wordOr } from '../option-values.ts';
import { withWorkbench, type CommonOptions } from '../with-workbench.ts';
import { exitCodes, type Terminal } from '../terminal.ts';
import { addMappingOptions, saysMapping, type MappingOptions } from './mapping-options.ts';
import { addTopicOptions, draftFor, sourceFrom, type TopicOptions } from './source-options.ts';

interface IngestOptions extends TopicOptions, MappingOptions {
  name?: string;
  detector?: string;
  sensitivity?: number;
  follow?: boolean;
}

/** `ingest`: reads files or a topic through detection into the store. `replay`: the same at a pace, telling of each anomaly. */
export function addIngest(program: Command): void {
  const ingest = program.command('ingest').argument('[files...]', 'CSV, JSON lines, Parquet or captures').description('read files or a topic through detection into the store');
  shared(addTopicOptions(ingest))
    .option('--follow', 'keep reading a topic until interrupted (else it ends at the end as of now)')
    .action((files: string[], options: IngestOptions, command: Command) => run(files, options, command, 'fast'));

  const replay = program.command('replay').argument('<file>', 'a saved stream or capture').description('play a saved stream through detection and tell of each anomaly');
  shared(replay)
    .option('--speed <times>', '0.1 to 1000 times event time, or fast', wordOr('fast', numberIn(0.1, 1000)), 'fast')
    .action((file: string, options: IngestOptions & { speed: Pace }, command: Command) => run([file], options, command, options.speed));
}

function shared(command: Command): Command {
  return addMappingOptions(command)
    .option('--name <name>', 'the stream\'s name')
    .addOption(new Option('--detector <name>', 'the detector to use').choices(detectorNames))
    .option('--sensitivity <0…1>', 'higher alerts more; 0.5 unless told', numberIn(0, 1));
}

async function run(files: string[], options: IngestOptions, command: Command, pace: Pace): Promise<void> {
  await withWorkbench(command, async (workbench, terminal, signal, { unlocked }) => {
    if (unlocked.throwaway && !command.optsWithGlobals<CommonOptions>().throwaway) terminal.note('No passphrase was given: nothing of this is kept. Set ANOMALYFORCE_PASSPHRASE or give --passphrase-file to keep it.');
    let isWhole = true;
    for (const file of files.length === 0 ? [undefined] : files) {
      if (!signal.aborted) isWhole = (await ingestSource(workbench, file, { ...options, pace, tells: command.name() === 'replay' }, terminal, signal)) && isWhole;
    }
    return isWhole ? exitCodes.done : exitCodes.failed;
  });
}

/**
 * Reads a file, or the topic that the options name, to its end (of a topic: as of now, unless it is followed) or until the signal aborts, and stops the
 * stream. A topic that was read before under the same name, from one of these brokers, goes on from its stored place. Resolves with whether all of it is stored.
 */
export async function ingestSource(workbench: Workbench, file: string | undefined, options: IngestOptions & { pace: Pace; tells: boolean }, terminal: Terminal, signal: AbortSignal): Promise<boolean> {
  const stream = await beginStream(workbench, file, options, terminal);
  const endTelling = options.tells ? tellAnomalies(workbench, stream, terminal) : () => undefined;
  const tellWait = tellWaits(terminal);
  const isRead = ({ state, lag }: StreamHealth) => state === 'finished' || (stream.source.kind === 'kafka' && state === 'running' && lag === 0);
  try {
    const last = await followStream(workbench, stream.id, signal, (health) => {
      const { recordCount, recordsPerSecond, anomalyCount, progress } = health;
      tellWait(health);
      terminal.progress(`${stream.name}: ${recordCount.toLocaleString('en')} records, ${Math.round(recordsPerSecond).toLocaleString('en')}/s, ${anomalyWords(anomalyCount)}${progress === null ? '' : `, ${Math.round(100 * progress)} %`}`);
      return !(options.follow && stream.source.kind === 'kafka') && isRead(health);
    });
    const isWhole = last !== null && isRead(last);
    if (last !== null) summarise(stream, last, isWhole || options.follow === true, terminal);
    return isWhole;
  } finally {
    endTelling();
    await workbench.call('streams.stop', { streamId: stream.id });
  }
}

async function beginStream(workbench: Workbench, file: string | undefined, options: IngestOptions & { pace: Pace }, terminal: Terminal): Promise<Stream> {
  const { pace, detector, sensitivity } = options;
  const source = sourceFrom(file, options);
  const name = options.name ?? (file === undefined ? options.topic! : basename(file));
  const rows = await workbench.call('streams.list', {});
  const known = rows.find(({ stream }) => stream.name === name && isSameTopic(stream.source, source))?.stream;
  if (rows.some(({ stream }) => isSameFile(stream.source, source))) terminal.note(`${name} was read before: this makes another stream of it, and its anomalies come twice.`);
  const draft = await draftFor(workbench, source, { ...options, name, pace, doubt: (text) => terminal.note(text), ...(detector && { detector }), ...(sensitivity !== undefined && { sensitivity }) });
  if (known === undefined) return workbench.call('streams.create', draft);
  const stream = await workbench.call('streams.update', { streamId: known.id, draft: saysMapping(options) ? draft : { ...draft, decoding: known.decoding, mapping: known.mapping } });
  await workbench.call('streams.start', { streamId: stream.id });
  return stream;
}

function isSameTopic(one: StreamSource, other: StreamSource): boolean {
  return one.kind === 'kafka' && other.kind === 'kafka' && one.topic === other.topic && one.connection.brokers.some((broker) => other.connection.brokers.includes(broker));
}

function isSameFile(one: StreamSource, other: StreamSource): boolean {
  return one.kind === 'file' && other.kind === 'file' && one.location.at === 'path' && other.location.at === 'path' && one.location.path === other.location.path;
}

/** Says each anomaly of a stream once, as it is found; the returned function ends it. */
function tellAnomalies(workbench: Workbench, stream: Stream, terminal: Terminal): () => void {
  const told = new Set<string>();
  const each = (anomalies: readonly Anomaly[]) => {
    for (const anomaly of anomalies) {
      if (anomaly.streamId !== stream.id || told.has(anomaly.id)) continue;
      told.add(anomaly.id);
      terminal.say(`${new Date(anomaly.start).toISOString().slice(0, 19).replace('T', ' ')} ${anomaly.severity.padEnd(6)} ${anomaly.seriesName}: ${anomaly.explanation}`, { anomaly });
    }
  };
  return workbench.subscribe('anomalies.watch', { filter: { streamIds: [stream.id] } }, { onSnapshot: each, onChange: each, onError: (error) => terminal.fail(error) });
}

function anomalyWords(count: number): string {
  return `${count} ${count === 1 ? 'anomaly' : 'anomalies'}`;
}

function summarise(stream: Stream, health: StreamHealth, isWhole: boolean, terminal: Terminal): void {
  const parts = [`${health.recordCount.toLocaleString('en')} ${health.recordCount === 1 ? 'record' : 'records'}`, `${health.seriesCount} series`, anomalyWords(health.anomalyCount)];
  if (health.quarantinedCount > 0) parts.push(`${health.quarantinedCount.toLocaleString('en')} in quarantine`);
  if (health.textCount > 0) parts.push(`${health.textCount.toLocaleString('en')} values that were text and count as missing`);
  if (health.lateCount > 0) parts.push(`${health.lateCount.toLocaleString('en')} late or repeated`);
  terminal.say(`${stream.name}: ${parts.join(', ')}${isWhole ? '' : stream.source.kind === 'kafka' ? '; the next time it goes on from there' : '; it was not read to its end, and the rest is not stored'}.`, { stream: stream.id, name: stream.name, isWhole, ...health });
}
