import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Workbench } from '../../../../shared/api/workbench.ts';
import type { StreamHealth } from '../../../../shared/domain/stream.ts';
import { toWireError } from '../../../../shared/errors/wire-error.ts';
import { WorkbenchError } from '../../../../shared/errors/workbench-error.ts';
import type { Terminal } from '../terminal.ts';
import { ingestSource } from './ingest.ts';
import { recordTopic } from './record.ts';

const folder = mkdtempSync(join(tmpdir(), 'anomalyforce-topic-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A workbench with one topic, whose stream goes through these states of health. */
function fakeWorkbench(healths: Partial<StreamHealth>[], streams: object[] = []) {
  const capture = join(folder, 'capture');
  writeFileSync(capture, 'captured');
  const calls: string[] = [];
  const stream = (id: string, draft: object) => ({ ...draft, id });
  const answers: Record<string, (input: never) => unknown> = {
    'streams.preview': () => ({ decoding: { format: 'json' }, mapping: { channels: ['found'] }, doubts: [] }),
    'detectors.list': () => [{ name: 'd' }],
    'streams.list': () => streams.map((one) => ({ stream: one })),
    'streams.create': (draft: object) => stream('new', draft),
    'streams.update': ({ streamId, draft }: { streamId: string; draft: object }) => stream(streamId, draft),
    'captures.stop': () => ({ path: capture, recordCount: 7 }),
  };
  const workbench = {
    async call(method: string, input: { streamId?: string; draft?: { mapping?: unknown } }) {
      calls.push([method, input.streamId, input.draft && JSON.stringify(input.draft.mapping)].filter(Boolean).join(' '));
      return answers[method]?.(input as never) ?? {};
    },
    subscribe(_method: string, _input: unknown, listener: { onSnapshot(rows: unknown): void }) {
      for (const health of healths) listener.onSnapshot(['new', 'known'].map((streamId) => ({ health: { recordCount: 0, recordsPerSecond: 0, anomalyCount: 0, quarantinedCount: 0, lateCount: 0, progress: null, error: null, streamId, ...health } })));
      return () => undefined;
    },
  } as unknown as Workbench;
  return { workbench, calls };
}
function quietTerminal() {
  const said: string[] = [];
  const failures: unknown[] = [];
  const terminal: Terminal = { json: false, say: (text) => void said.push(text), progress: () => undefined, note: () => undefined, fail: (error) => void failures.push((error as WorkbenchError).code) };
  return { terminal, said, failures };
}
const topic = { brokers: 'b:9092', topic: 'pumps' };
const broken = toWireError(new WorkbenchError('AF_INGEST_BROKER_UNREACHABLE', 'No answer.'));
const never = new AbortController().signal;

describe('ingest of a topic', () => {
  const options = { ...topic, pace: 'fast' as const, tells: false };
  it('stops its stream at the end of the topic as of now', async () => {
    const { workbench, calls } = fakeWorkbench([{ state: 'running', lag: 3 }, { state: 'running', lag: 0 }]);
    await ingestSource(workbench, undefined, options, quietTerminal().terminal, never);
    expect(calls.slice(-2)).toEqual(['streams.create', 'streams.stop new']);
  });
  it('stops it too when it failed', async () => {
    const { workbench, calls } = fakeWorkbench([{ state: 'failed', error: broken }]);
    await expect(ingestSource(workbench, undefined, options, quietTerminal().terminal, never)).rejects.toMatchObject({ code: 'AF_INGEST_BROKER_UNREACHABLE' });
    expect(calls.at(-1)).toBe('streams.stop new');
  });
  it('goes on with the stream of the same name and topic, as it is mapped', async () => {
    const known = { id: 'known', name: 'pumps', source: { kind: 'kafka', topic: 'pumps', connection: { brokers: ['a:9092', 'b:9092'] } }, mapping: { channels: ['kept'] } };
    const { workbench, calls } = fakeWorkbench([{ state: 'running', lag: 0 }], [known]);
    await ingestSource(workbench, undefined, options, quietTerminal().terminal, never);
    expect(calls.slice(-3)).toEqual(['streams.update known {"channels":["kept"]}', 'streams.start known', 'streams.stop known']);
  });
  it('says of a file that was read before that this is another stream of it', async () => {
    const before = { id: 'known', name: 'pumps.csv', source: { kind: 'file', location: { at: 'path', path: resolve('pumps.csv') } } };
    const notes: string[] = [];
    const { workbench } = fakeWorkbench([{ state: 'finished' }], [before]);
    await ingestSource(workbench, 'pumps.csv', { pace: 'fast', tells: false }, { ...quietTerminal().terminal, note: (text) => void notes.push(text) }, never);
    expect(notes).toEqual(['pumps.csv was read before: this makes another stream of it, and its anomalies come twice.']);
  });
  it('says what it waits for, and at the end that the rest is not stored', async () => {
    const { workbench } = fakeWorkbench([{ state: 'running', lag: 9 }, { state: 'waiting', error: toWireError(new WorkbenchError('AF_STORE_FULL', 'The disk is full.')) }, { state: 'connecting' }]);
    const { terminal, said, failures } = quietTerminal();
    const ended = new AbortController();
    const reading = ingestSource(workbench, 'pumps.csv', { pace: 'fast', tells: false }, terminal, ended.signal);
    ended.abort();
    expect(await reading).toBe(false);
    expect(failures).toEqual(['AF_STORE_FULL']);
    expect(said.join()).toContain('not read to its end');
  });
  it('ends at once where it was interrupted before it began', async () => {
    const { workbench, calls } = fakeWorkbench([]);
    await ingestSource(workbench, undefined, options, quietTerminal().terminal, AbortSignal.abort());
    expect(calls.at(-1)).toBe('streams.stop new');
  });
});

describe('record', () => {
  it('ends with the error of a topic that failed, and keeps what came until then', async () => {
    const { workbench, calls } = fakeWorkbench([{ state: 'running' }, { state: 'failed', error: broken }]);
    const { terminal, said } = quietTerminal();
    const file = join(folder, 'failed.afcap');
    await expect(recordTopic(workbench, file, topic, terminal, never)).rejects.toMatchObject({ code: 'AF_INGEST_BROKER_UNREACHABLE' });
    expect(calls.slice(-3)).toEqual(['captures.start new', 'streams.stop new', 'captures.stop new']);
    expect(existsSync(file)).toBe(true);
    expect(said).toEqual([`7 records of pumps in ${file}.`]);
  });
  it('begins nothing where the capture is there already or can\'t be made', async () => {
    const { workbench, calls } = fakeWorkbench([]);
    const kept = join(folder, 'kept.afcap');
    writeFileSync(kept, 'of yesterday');
    for (const [file, reason] of [[kept, 'it is there already'], [join(folder, 'no', 'such.afcap'), 'there is no such file or folder']] as const) await expect(recordTopic(workbench, file, topic, quietTerminal().terminal, never)).rejects.toMatchObject({ code: 'AF_API_INPUT_INVALID', message: `${file} can't be written: ${reason}.` });
    expect(calls).toEqual([]);
    expect(readFileSync(kept, 'utf8')).toBe('of yesterday');
    await recordTopic(fakeWorkbench([{ state: 'finished' }]).workbench, kept, { ...topic, force: true }, quietTerminal().terminal, AbortSignal.timeout(1));
    expect(readFileSync(kept, 'utf8')).toBe('captured');
  });
  it('says once of each fault what it waits for', async () => {
    const waiting = { state: 'waiting' as const, error: broken };
    const { workbench } = fakeWorkbench([waiting, { state: 'connecting' }, waiting, { state: 'running' }, waiting]);
    const { terminal, failures } = quietTerminal();
    await recordTopic(workbench, join(folder, 'waited.afcap'), topic, terminal, AbortSignal.timeout(1));
    expect(failures).toEqual(['AF_INGEST_BROKER_UNREACHABLE', 'AF_INGEST_BROKER_UNREACHABLE']);
  });
});
