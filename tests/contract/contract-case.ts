import assert from 'node:assert/strict';
import type { Stream } from '../../app/shared/domain/stream.ts';
import type { Work } from '../../app/shared/domain/work.ts';
import type { Workbench } from '../../app/shared/api/workbench.ts';
import { WorkbenchError } from '../../app/shared/errors/workbench-error.ts';

/** One behaviour; throws where it does not hold. Cases leave streams and settings as they found them. */
export interface ContractCase {
  name: string;
  run(workbench: Workbench): Promise<void>;
}

/** Of what must be refused; throws where it is not. */
export async function failure(call: Promise<unknown>): Promise<WorkbenchError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof WorkbenchError) return error;
    throw error;
  }
  throw new assert.AssertionError({ message: 'the call was not refused' });
}

/** The long works as they are listed now. */
export function listedWorks(workbench: Workbench): Promise<Work[]> {
  return new Promise((resolve, reject) => {
    const unsubscribe = workbench.subscribe('work.watch', {}, { onSnapshot: (works) => queueMicrotask(() => { unsubscribe(); resolve(works); }), onChange: () => undefined, onError: reject });
  });
}

/** A pack that was read and replayed stands so among the newest long works; that a wrong passphrase was refused before does not. */
export async function checkPackWorks(workbench: Workbench, { title, samples, bytes }: { title: string; samples: number; bytes: number }): Promise<void> {
  const [replayed, read] = (await listedWorks(workbench)).filter(({ kind }) => kind === 'reading' || kind === 'replay');
  assert.deepEqual([replayed!.kind, replayed!.state, replayed!.subject, replayed!.doneCount, replayed!.part], ['replay', 'done', title, samples, 1]);
  assert.deepEqual([read!.kind, read!.state, read!.totalCount], ['reading', 'done', bytes]);
  assert.ok(read!.doneCount > 0 && read!.doneCount < bytes);
}

/** Waits until a stream has taken in all; rejects where it fails. */
export function finished(workbench: Workbench, streamId: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (rows: readonly { health: { streamId: string; state: string } }[]) => {
      const state = rows.find(({ health }) => health.streamId === streamId)?.health.state;
      if (state === 'finished') queueMicrotask(() => { unsubscribe(); resolve(); });
      if (state === 'failed') reject(new Error('the stream failed'));
    };
    const unsubscribe = workbench.subscribe('streams.watch', {}, { onSnapshot: look, onChange: ({ changed }) => look(changed), onError: reject });
  });
}

/** Sends a file in pieces of a MiB; answers its upload. */
export async function sendFile(workbench: Workbench, name: string, content: Uint8Array): Promise<string> {
  const { uploadId } = await workbench.call('uploads.begin', { name, bytes: content.length });
  for (let at = 0; at < content.length; at += 2 ** 20) await workbench.call('uploads.append', { uploadId, piece: content.slice(at, at + 2 ** 20) });
  return (await workbench.call('uploads.finish', { uploadId })).uploadId;
}

/** Makes a stream of CSV, with the fields that the preview infers and the first detector. */
export async function streamOfCsv(workbench: Workbench, name: string, csv: string, budget?: Stream['detector']['budget']): Promise<Stream> {
  return streamOfUpload(workbench, name, await sendFile(workbench, `${name}.csv`, new TextEncoder().encode(csv)), budget);
}

/** The same of CSV that was sent already. */
export async function streamOfUpload(workbench: Workbench, name: string, uploadId: string, budget?: Stream['detector']['budget']): Promise<Stream> {
  const source = { kind: 'file', location: { at: 'upload', uploadId }, format: 'csv' } as const;
  const preview = await workbench.call('streams.preview', { source });
  const [detector] = await workbench.call('detectors.list', {});
  return workbench.call('streams.create', { name, source, decoding: preview.decoding, mapping: preview.mapping!, detector: { name: detector!.name, ...(budget && { budget }) } });
}
