import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { StreamId } from '../../shared/domain/stream.ts';
import { workSchema, type Work, type WorkKind } from '../../shared/domain/work.ts';
import { toWireError } from '../../shared/errors/wire-error.ts';
import { asWorkbenchError, WorkbenchError } from '../../shared/errors/workbench-error.ts';
import { workTitle } from '../../shared/work-words.ts';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/database.ts';
import { keep, readKept } from '../store/tables/setting-table.ts';
import { createTopic, type Topic } from './topic.ts';

/** What a work says of itself as it begins. */
export interface NewWork {
  /** Given where it may go on later under the same id, such as an import. */
  id?: string;
  kind: WorkKind;
  subject: string;
  streamId?: StreamId | null;
  unit: Work['unit'];
  totalCount?: number | null;
  /** What was done before, where it goes on. */
  doneCount?: number;
  /** Ends it; whoever does the work then says so by `ended`. */
  cancel(): void;
}

/** How a work ended. */
export interface WorkEnd {
  state: Exclude<Work['state'], 'running'>;
  error?: Work['error'];
  hint?: string;
}

/** One work under way, for whoever does it. Nothing happens once it has ended. */
export interface WorkHandle {
  readonly id: string;
  /** `part` where it is not `doneCount` of `totalCount`. */
  progressed(doneCount: number, part?: number | null): void;
  /** It stands still, by somebody's wish or a fault, until `progressed` is called with more; `hint` says what to do. */
  rests(hint: string): void;
  ended(end: WorkEnd): void;
}

/** All long works of a workbench: those under way, and the last 50 that ended, also over restarts. */
export interface WorkRegistry {
  begin(work: NewWork): WorkHandle;
  /** Does a work and answers what came of it. Throws what `perform` throws; `AF_API_CANCELLED` where it was cancelled here. `signal` is the caller's. */
  run<T>(work: Omit<NewWork, 'cancel'>, signal: AbortSignal, perform: (signal: AbortSignal, handle: WorkHandle) => Promise<T>): Promise<T>;
  /** Newest first. */
  list(): Work[];
  /** Ends one under way; does nothing for one that has ended. Throws `AF_NOT_FOUND`. */
  cancel(id: string): void;
  /** Forgets those that have ended. */
  clear(): void;
  /** Forgets what was done about a stream. */
  forget(streamId: StreamId): void;
  /** Forgets these, also those under way, such as what was done with a pack that was closed. */
  forgetWorks(ids: readonly string[]): void;
  /** At most four times a second. */
  topic: Topic<{ changed: Work[]; removed: string[] }>;
  /** What is under way now is found stopped at the next start. */
  close(): void;
}

/** The name under which the store keeps them, all in one row. */
const keptAs = 'works';
const mostEnded = 50;
const mostSubject = 200;
const tellMs = 250;
/** Readings closer than this are one. */
const readingMs = 200;
/** After this time a reading counts for 1/e in the smoothed rates. */
const smoothMs = 4_000;
/** Time left is not known below this part a second: it would be more than eleven days. */
const leastPartPerSecond = 1e-6;

interface UnderWay {
  work: Work;
  cancel(): void;
  read: { at: number; doneCount: number; part: number | null };
  partPerSecond: number | null;
  isResting: boolean;
}

/** Over an opened store, whose works that were under way have stopped with the workbench. */
export function createWorkRegistry({ store, clock, failed }: { store: Store; clock: Clock; failed(error: unknown): void }): WorkRegistry {
  const topic = createTopic<{ changed: Work[]; removed: string[] }>(failed);
  const running = new Map<string, UnderWay>();
  const ended = new Map<string, Work>();
  const dirty = new Set<string>();
  let toldAt = -Infinity;
  let cancelTelling: (() => void) | null = null;
  let isClosed = false;

  const find = (id: string) => running.get(id)?.work ?? ended.get(id);
  const list = () => [...[...running.values()].map(({ work }) => work), ...ended.values()].sort((a, b) => b.startedAt - a.startedAt);

  // What another version kept in another form is of no use any more.
  const kept = z.array(workSchema).safeParse(store.read((db) => readKept(db, keptAs))).data ?? [];
  for (const work of kept.filter(({ state }) => state !== 'running').reverse()) ended.set(work.id, work);
  for (const work of kept.filter(({ state }) => state === 'running').reverse()) finish(work, { state: 'stopped', hint: afterStop[work.kind] });

  function touch(id: string): void {
    dirty.add(id);
    if (isClosed) return;
    cancelTelling ??= clock.after(Math.max(0, toldAt + tellMs - clock.monotonic()), () => {
      cancelTelling = null;
      toldAt = clock.monotonic();
      const ids = [...dirty];
      dirty.clear();
      const changed = ids.flatMap((one) => find(one) ?? []);
      topic.publish({ changed, removed: ids.filter((one) => find(one) === undefined) });
    });
  }

  /** What can't be stored, such as on a full disk, is shown until the workbench ends. */
  function keepAll(): void {
    try {
      store.write((db) => keep(db, keptAs, list()));
    } catch (error) {
      failed(error);
    }
  }

  function drop(ids: readonly string[]): void {
    for (const id of ids) {
      ended.delete(id);
      touch(id);
    }
  }

  function forgetWorks(ids: readonly string[]): void {
    for (const id of ids) running.delete(id);
    drop(ids);
    keepAll();
  }

  function finish(work: Work, { state, error = null, hint }: WorkEnd): void {
    const last: Work = { ...work, state, error, hint: hint ?? error?.hint ?? '', part: state === 'done' ? 1 : work.part, perSecond: null, leftMs: null, endedAt: clock.now() };
    running.delete(work.id);
    ended.delete(work.id);
    ended.set(work.id, last);
    drop([...ended.keys()].slice(0, Math.max(0, ended.size - mostEnded)));
    touch(work.id);
    keepAll();
  }

  function begin({ id = randomUUID(), kind, subject, streamId = null, unit, totalCount = null, doneCount = 0, cancel }: NewWork): WorkHandle {
    const work: Work = {
      id, kind, subject: subject.slice(0, mostSubject), streamId, state: 'running', unit, doneCount, totalCount, part: totalCount === null ? null : 0,
      perSecond: null, leftMs: null, startedAt: clock.now(), endedAt: null, error: null, hint: kind === 'import' && ended.get(id)?.state === 'stopped' ? 'It goes on from its stored place.' : '',
    };
    const own: UnderWay = { work, cancel, read: { at: clock.monotonic(), doneCount, part: work.part }, partPerSecond: null, isResting: false };
    ended.delete(id);
    running.set(id, own);
    touch(id);
    keepAll();
    const isMine = () => !isClosed && running.get(id) === own;
    return {
      id,
      progressed(doneCount, part) {
        if (!isMine()) return;
        if (own.isResting) {
          own.isResting = false;
          own.read = { at: clock.monotonic(), doneCount, part: null };
          own.work = { ...own.work, hint: '' };
        }
        advance(own, clock.monotonic(), doneCount, part ?? (totalCount === null || totalCount === 0 ? null : Math.min(1, doneCount / totalCount)));
        touch(id);
      },
      rests(hint) {
        if (!isMine()) return;
        own.isResting = true;
        own.partPerSecond = null;
        own.work = { ...own.work, perSecond: null, leftMs: null, hint };
        touch(id);
      },
      ended(end) {
        if (isMine()) finish(own.work, end);
      },
    };
  }

  return {
    topic,
    begin,
    async run(work, signal, perform) {
      const stopping = new AbortController();
      const handle = begin({ ...work, cancel: () => stopping.abort() });
      const both = AbortSignal.any([signal, stopping.signal]);
      try {
        const found = await perform(both, handle);
        handle.ended({ state: 'done' });
        return found;
      } catch (cause) {
        if (!both.aborted) {
          handle.ended({ state: 'failed', error: toWireError(asWorkbenchError(cause)) });
          throw cause;
        }
        handle.ended({ state: 'cancelled' });
        throw new WorkbenchError('AF_API_CANCELLED', `${workTitle(work)} was cancelled.`, { cause });
      }
    },
    list,
    cancel(id) {
      if (running.has(id)) running.get(id)!.cancel();
      else if (!ended.has(id)) throw new WorkbenchError('AF_NOT_FOUND', 'There is no such work.');
    },
    clear() {
      drop([...ended.keys()]);
      keepAll();
    },
    forget: (streamId) => forgetWorks(list().flatMap((work) => (work.streamId === streamId ? [work.id] : []))),
    forgetWorks,
    close() {
      isClosed = true;
      cancelTelling?.();
    },
  };
}

/** Takes a reading into the work's rates: exponential smoothing by time, so that uneven readings weigh by how long they were. */
function advance(own: UnderWay, at: number, doneCount: number, part: number | null): void {
  const elapsed = at - own.read.at;
  let { perSecond } = own.work;
  if (elapsed >= readingMs) {
    const smoothed = (before: number | null, now: number) => (before === null ? now : before + (now - before) * (1 - Math.exp(-elapsed / smoothMs)));
    perSecond = smoothed(perSecond, (Math.max(0, doneCount - own.read.doneCount) * 1000) / elapsed);
    if (part !== null && own.read.part !== null) own.partPerSecond = smoothed(own.partPerSecond, (Math.max(0, part - own.read.part) * 1000) / elapsed);
    own.read = { at, doneCount, part };
  } else if (own.read.part === null) own.read.part = part;
  const leftMs = part === null || own.partPerSecond === null || own.partPerSecond < leastPartPerSecond ? null : ((1 - part) / own.partPerSecond) * 1000;
  own.work = { ...own.work, doneCount, part, perSecond, leftMs };
}

const afterStop: Record<WorkKind, string> = {
  import: 'The workbench ended. Start the stream: it goes on from its stored place.',
  upload: 'The workbench ended. Choose the file again.',
  backtest: 'The workbench ended. Start the backtest again.',
  suggestion: 'The workbench ended. Ask for the suggestion again.',
  pack: 'The workbench ended. Save the evidence pack again.',
  reading: 'The workbench ended. Open the evidence pack again.',
  replay: 'The workbench ended. Open the evidence pack and replay it again.',
  report: 'The workbench ended. Save the report again.',
  export: 'The workbench ended. Save the file again.',
  publication: 'The workbench ended. Publish it again; by the hour or day it goes out by itself.',
  view: 'The workbench ended. Detect again.',
};
