import type { Stream, StreamHealth, StreamSource, StreamState } from '../../../shared/domain/stream.ts';
import { durationWords } from '../../charts/words.ts';
import type { Tone } from '../../ui/pill.tsx';

/** A stream with its health, as `streams.watch` gives it. */
export interface StreamRow { stream: Stream; health: StreamHealth }

const states: Record<StreamState, { tone: Tone; words: string; meaning: string }> = {
  idle: { tone: 'plain', words: 'Stopped', meaning: 'Nothing is read. Start it to go on from the stored place.' },
  connecting: { tone: 'busy', words: 'Connecting', meaning: 'The first answer of the source is awaited.' },
  running: { tone: 'good', words: 'Live', meaning: 'Records are read, scored and stored as they come.' },
  held: { tone: 'busy', words: 'Held back', meaning: 'More comes than detection can score; reading waits for it. Nothing is lost.' },
  paused: { tone: 'plain', words: 'Paused', meaning: 'Reading rests; the connection stays. Resume to go on.' },
  waiting: { tone: 'warn', words: 'Waiting to try again', meaning: 'A fault that may pass by itself; it tries again without you.' },
  finished: { tone: 'plain', words: 'Read to its end', meaning: 'All records of this saved stream have been scored.' },
  failed: { tone: 'bad', words: 'Failed', meaning: 'It needs you: correct what is named, then start it.' },
};

/** A stream's state in words: a saved stream that runs is being read, not live. */
export function stateWords({ stream, health }: StreamRow): { tone: Tone; words: string; meaning: string } {
  if (health.state !== 'running' || stream.source.kind === 'kafka') return states[health.state];
  return { tone: 'busy', words: 'Being read', meaning: 'Records of the saved stream are read, scored and stored.' };
}

/** What can be done with a stream in its state. */
export function possibleActs({ state }: Pick<StreamHealth, 'state'>): { start: boolean; pause: boolean; resume: boolean; stop: boolean } {
  const reads = state === 'running' || state === 'held' || state === 'connecting' || state === 'waiting';
  return { start: state === 'idle' || state === 'failed', pause: state === 'running' || state === 'held', resume: state === 'paused', stop: reads || state === 'paused' };
}

const formatWords = { csv: 'CSV file', 'json-lines': 'JSON lines', parquet: 'Parquet file', capture: 'Capture' } as const;

/** Where a stream's records come from, short: "Kafka · vitals.ward7". */
export function sourceWords(source: StreamSource): string {
  if (source.kind === 'kafka') return `Kafka · ${source.topic}`;
  return source.location.at === 'sample' ? `Sample · ${formatWords[source.format]}` : formatWords[source.format];
}

export const domainWords: Record<Stream['domain'], string> = { finance: 'Finance', healthcare: 'Healthcare', retail: 'Retail', manufacturing: 'Manufacturing', other: 'Other' };

/** Streams whose name, domain, source or state holds every word of the text. */
export function matchingStreams(rows: readonly StreamRow[], text: string): StreamRow[] {
  const wanted = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  return rows.filter((row) => {
    const all = `${row.stream.name} ${domainWords[row.stream.domain]} ${sourceWords(row.stream.source)} ${stateWords(row).words}`.toLowerCase();
    return wanted.every((word) => all.includes(word));
  });
}

/** Records per second; 0 where nothing is read, whatever was measured last. */
export function rateOf({ state, recordsPerSecond }: Pick<StreamHealth, 'state' | 'recordsPerSecond'>): number {
  return state === 'running' || state === 'held' ? recordsPerSecond : 0;
}

/** How far event time is behind the clock, ms; null for a saved stream, whose event time is not now. */
export function watermarkAge({ stream, health }: StreamRow, now: number): number | null {
  return stream.source.kind === 'file' || health.watermark === null ? null : Math.max(0, now - health.watermark);
}

/** An age in words; below a second it is only that. */
export function ageWords(ms: number): string {
  return ms < 1000 ? 'under 1 s' : durationWords(ms);
}
