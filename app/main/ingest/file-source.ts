import type { FileFormat, Pace } from '../../shared/domain/stream.ts';
import { toWireError } from '../../shared/errors/wire-error.ts';
import type { Clock } from '../clock.ts';
import { backwards } from './backwards.ts';
import { createHandover, type Handover } from './handover.ts';
import type { RecordBatch, RecordSink, RecordSource, StoredPlaces } from './record-source.ts';
import { openSavedRows } from './saved-rows.ts';

/** A source with an end, whose pace can be set while it runs. */
export interface PacedSource extends RecordSource {
  setPace(pace: Pace): void;
  /** 0…1 */
  progress(): number;
}

/** What a saved stream gives: batches in log order, and how far it is. */
export interface SavedBatches {
  batches: AsyncIterable<RecordBatch>;
  progress(): number;
}

export interface FileSourceOptions {
  /** Opens the file at its stored places: batches before them are left out. No more of it is read once the signal fires. */
  open(places: StoredPlaces, signal: AbortSignal): Promise<SavedBatches>;
  pace: Pace;
  /** Event time of each record of a batch, EpochMillis, NaN where it has none: what a pace goes by. */
  eventTimes(batch: RecordBatch): Float64Array;
  clock: Clock;
}

/** Records in a batch at full speed, and the bytes after which it is handed on with fewer. */
const batchRecords = 5_000;
const batchBytes = 16 * 1024 * 1024;
/** At a pace, records within this much wall time go out together, ms. */
const tickMs = 40;

/** Opens a table file (CSV, JSON lines, Parquet): partition 0, a record's offset is its row number; with `newestFirst` its rows are given and numbered from the last on. */
export async function openTable(path: string, format: Exclude<FileFormat, 'capture'>, places: StoredPlaces, { newestFirst, signal }: { newestFirst: boolean; signal?: AbortSignal } = { newestFirst: false }): Promise<SavedBatches> {
  const { rows: inFile, progress } = await openSavedRows(path, format);
  let total = 0;
  const rows = newestFirst ? backwards(inFile, { ...(signal !== undefined && { signal }), taken: () => (total += 1) }) : inFile;
  const from = places.get(0) ?? 0;
  let next = 0;
  async function* batches(): AsyncGenerator<RecordBatch> {
    let values: Uint8Array[] = [];
    let bytes = 0;
    for await (const row of rows) {
      next += 1;
      if (next <= from) continue;
      values.push(row);
      bytes += row.length;
      if (values.length < batchRecords && bytes < batchBytes) continue;
      yield batchOf(values, next);
      values = [];
      bytes = 0;
    }
    if (values.length > 0) yield batchOf(values, next);
  }
  return { batches: batches(), progress: newestFirst ? () => next / Math.max(1, total) : progress };
}

function batchOf(values: Uint8Array[], nextOffset: number): RecordBatch {
  const first = nextOffset - values.length;
  return { partition: 0, offsets: Float64Array.from(values, (_value, i) => first + i), timestamps: new Float64Array(values.length).fill(NaN), keys: new Array<null>(values.length).fill(null), values, nextOffset, endOffset: null };
}

/** A saved stream as a source. At a pace, event time runs `pace` times as fast as the clock from the first record with a time on; what lies back in time or has none goes at once. */
export function createFileSource({ open, pace: firstPace, eventTimes, clock }: FileSourceOptions): PacedSource {
  let pace = firstPace;
  let isPaused = false;
  let handover: Handover | null = null;
  let saved: SavedBatches | null = null;
  let running: Promise<void> = Promise.resolve();
  let stopping = new AbortController();
  /** The event time and wall time that the pace counts from; set anew when it changes or a pause ends. */
  let anchor: { event: number; wall: number } | null = null;
  /** Wakes a wait when the pace changes. */
  let woken = new AbortController();

  /** A batch in the pieces that fall due together. */
  async function* paced(batch: RecordBatch): AsyncGenerator<RecordBatch> {
    let times: Float64Array | null = null;
    for (let from = 0; from < batch.values.length; ) {
      if (stopping.signal.aborted) return;
      const speed: Pace = pace;
      if (speed === 'fast') {
        yield cut(batch, from, batch.values.length);
        return;
      }
      times ??= eventTimes(batch);
      let timed = from;
      while (timed < times.length && Number.isNaN(times[timed]!)) timed += 1;
      if (timed === times.length) {
        yield cut(batch, from, timed);
        return;
      }
      anchor ??= { event: times[timed]!, wall: clock.monotonic() };
      const due = anchor.event + (clock.monotonic() - anchor.wall + tickMs) * speed;
      let to = from;
      while (to < times.length && !(times[to]! > due)) to += 1;
      if (to > from) yield cut(batch, from, to);
      else await clock.sleep(Math.min(1000, Math.max(1, (times[from]! - due) / speed + tickMs)), AbortSignal.any([stopping.signal, woken.signal]));
      from = to;
    }
  }

  async function read(sink: RecordSink, places: StoredPlaces, gate: Handover): Promise<void> {
    sink.onState({ state: 'connecting' });
    saved = await open(places, stopping.signal);
    if (gate.isClosed) return;
    sink.onState({ state: 'running' });
    for await (const whole of saved.batches) {
      for await (const batch of paced(whole)) {
        while (!gate.isClosed && !gate.isOpen(batch.partition)) {
          const wasPaused = isPaused;
          await gate.changed();
          if (wasPaused && !isPaused) anchor = null;
        }
        if (gate.isClosed) return;
        gate.give(batch);
      }
      if (gate.isClosed) return;
    }
    await gate.settled();
    if (!gate.isClosed) sink.onState({ state: 'finished' });
  }

  return {
    start(sink, places) {
      stopping = new AbortController();
      anchor = null;
      const fail = (error: unknown) => {
        if (stopping.signal.aborted) return;
        stopping.abort();
        sink.onState({ state: 'failed', error: toWireError(error) });
      };
      const gate = createHandover(sink, isPaused, fail);
      handover = gate;
      running = read(sink, places, gate).catch((error: unknown) => {
        gate.close();
        fail(error);
      });
      return Promise.resolve();
    },
    pause() {
      isPaused = true;
      handover?.hold();
    },
    resume() {
      isPaused = false;
      handover?.release();
    },
    async stop() {
      stopping.abort();
      handover?.close();
      await running;
      await handover?.settled();
    },
    setPace(next) {
      pace = next;
      anchor = null;
      woken.abort();
      woken = new AbortController();
    },
    progress: () => saved?.progress() ?? 0,
  };
}

function cut(batch: RecordBatch, from: number, to: number): RecordBatch {
  if (from === 0 && to === batch.values.length) return batch;
  return {
    ...batch,
    offsets: batch.offsets.slice(from, to), timestamps: batch.timestamps.slice(from, to), keys: batch.keys.slice(from, to), values: batch.values.slice(from, to),
    nextOffset: to === batch.values.length ? batch.nextOffset : batch.offsets[to]!,
  };
}
