import { readdirSync, rmSync, statSync, type Stats } from 'node:fs';
import { basename, join } from 'node:path';
import type { Capture } from '../../../shared/api/views.ts';
import type { Stream, StreamId } from '../../../shared/domain/stream.ts';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import type { Clock } from '../../clock.ts';
import type { RecordBatch } from '../../ingest/record-source.ts';
import { countCapture, createCapture, type CaptureWriter } from '../../record/capture-file.ts';
import { makeFolder } from '../../store/make-folder.ts';

/** Records what streams bring to capture files, from now on. */
export interface CaptureService {
  start(stream: Stream): Capture;
  stop(streamId: StreamId): Capture;
  /** Newest first. A file is read when it is new or has changed since it was listed last. */
  list(): Capture[];
  /** Deletes a capture by its file's name. Throws `AF_NOT_FOUND`, `AF_STREAM_STATE_CONFLICT` while it is recorded, `AF_STORE_WRITE_FAILED`. */
  remove(name: string): void;
  isCapturing(streamId: StreamId): boolean;
  /** Takes a stored batch of a stream that is being captured; does nothing for others. Where that fails it ends the capture and throws `AF_STORE_WRITE_FAILED`. */
  take(streamId: StreamId, batch: RecordBatch): void;
  close(): void;
}

interface Active {
  path: string;
  writer: CaptureWriter;
  startedAt: number;
}

/** Captures live in one folder, named by stream and time. */
export function createCaptureService(folder: string, clock: Clock): CaptureService {
  const active = new Map<StreamId, Active>();
  const show = (streamId: StreamId | null, { path, writer, startedAt }: Active, isActive: boolean): Capture => ({ path, name: basename(path), streamId, recordCount: writer.recordCount, bytes: writer.bytes, startedAt, active: isActive, broken: false });
  /** Captures that are not recorded any more, as they were read last. */
  const known = new Map<string, { size: number; mtimeMs: number; capture: Capture }>();

  return {
    start(stream) {
      const running = active.get(stream.id);
      if (running !== undefined) return show(stream.id, running, true);
      makeFolder(folder, 0o700);
      const startedAt = clock.now();
      const stamp = new Date(startedAt).toISOString().replace(/[-:]/g, '').replace('.', '-');
      const path = join(folder, `${stream.id.slice(0, 40)}-${stamp}.afcap`);
      const source = stream.source.kind === 'kafka' ? `kafka ${stream.source.topic}` : stream.source.format;
      const one: Active = { path, startedAt, writer: createCapture(path, { stream: stream.name, source, startedAt, decoding: stream.decoding, mapping: stream.mapping }) };
      active.set(stream.id, one);
      return show(stream.id, one, true);
    },
    stop(streamId) {
      const one = active.get(streamId);
      if (one === undefined) throw new WorkbenchError('AF_STREAM_STATE_CONFLICT', 'This stream is not being captured.');
      active.delete(streamId);
      one.writer.close();
      return show(streamId, one, false);
    },
    list() {
      const open = new Map([...active].map(([streamId, one]) => [one.path, show(streamId, one, true)]));
      const all = names().map((name) => open.get(join(folder, name)) ?? closed(join(folder, name)));
      return all.filter((one) => one !== null).sort((a, b) => b.startedAt - a.startedAt);
    },
    remove(name) {
      if (!names().includes(name)) throw new WorkbenchError('AF_NOT_FOUND', `There is no capture ${name}.`);
      const path = join(folder, name);
      if ([...active.values()].some((one) => one.path === path)) throw new WorkbenchError('AF_STREAM_STATE_CONFLICT', `${name} is being recorded.`, { hint: 'End the recording first.' });
      try {
        rmSync(path);
      } catch (cause) {
        throw new WorkbenchError('AF_STORE_WRITE_FAILED', `${name} can't be deleted (${(cause as NodeJS.ErrnoException).code}).`, { cause, hint: 'End what reads it, then try again.' });
      }
      known.delete(path);
    },
    isCapturing: (streamId) => active.has(streamId),
    take(streamId, batch) {
      const one = active.get(streamId);
      if (one === undefined) return;
      try {
        one.writer.append(batch);
      } catch (cause) {
        active.delete(streamId);
        one.writer.close();
        const reason = (cause as NodeJS.ErrnoException).code ?? 'unforeseen';
        throw new WorkbenchError('AF_STORE_WRITE_FAILED', `${basename(one.path)} can't be written (${reason}).`, { cause, hint: 'It holds the stream up to then. See to the disk, then capture anew.' });
      }
    },
    close() {
      for (const { writer } of active.values()) writer.close();
      active.clear();
    },
  };

  function names(): string[] {
    try {
      return readdirSync(folder).filter((name) => name.endsWith('.afcap'));
    } catch {
      return []; // No capture was ever made.
    }
  }

  /** Null where it was deleted meanwhile. */
  function closed(path: string): Capture | null {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return null;
    const { size, mtimeMs } = stat;
    const before = known.get(path);
    if (before?.size === size && before.mtimeMs === mtimeMs) return before.capture;
    const capture = read(path, stat);
    known.set(path, { size, mtimeMs, capture });
    return capture;
  }
}

function read(path: string, { size, mtimeMs }: Stats): Capture {
  const file = { path, name: basename(path), streamId: null, bytes: size, active: false };
  try {
    const { meta, recordCount } = countCapture(path);
    return { ...file, recordCount, startedAt: meta.startedAt, broken: false };
  } catch {
    return { ...file, recordCount: 0, startedAt: mtimeMs, broken: true };
  }
}
