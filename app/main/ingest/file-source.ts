import type { FileFormat, Pace } from '../../shared/domain/stream.ts';
import { toWireError } from '../../shared/errors/wire-error.ts';
import type { Clock } from '../clock.ts';
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
  /** Opens the file at its stored places: batches before them are left out. */
  open(places: StoredPlaces): Promise<SavedBatches>;
  pace: Pace;
  /** Event time of each record of a batch, EpochMillis, NaN where it has none: what a pace goes by. */
  eventTimes(batch: RecordBatch): Float64Array;
  clock: Clock;
}

/** Records in a batch at full speed. */
const batchRecords = 5_000;
/** At a pace, records within this much wall time go out together, ms. */
const tickMs = 40;

/** Opens a table file (CSV, JSON lines, Parquet): partition 0, a record's offset is its row number. */
export async function openTable(path: string, format: Exclude<FileFormat, 'capture'>, places: StoredPlaces): Promise<SavedBatches> {
  const { rows, progress } = await openSavedRows(path, format);
  const from = places.get(0) ?? 0;
  async function* batches(): AsyncGenerator<RecordBatch> {
    let values: Uint8Array[] = [];
    let next = 0;
    for await (const row of rows) {
      next += 1;
      if (next <= from) continue;
      values.push(row);
      if (values.length < batchRecords) continue;
      yield batchOf(values, next);
      values = [];
    }
    if (values.length > 0) yield batchOf(values, next);
  }
  return { batches: batches(), progress };
}

function batchOf(values: Uint8Array[], nextOffset: number): RecordBatch {
  const first = nextOffset - values.length;
  return { partition: 0, offsets: Float64Array.from(values, (_value, i) => first + i), timestamps: new Float64Array(values.length).fill(NaN), keys: new Array<null>(values.length).fill(null), values, nextOffset, endOffset: null };
}

/** A saved stream as a source. At a pace, event time runs `pace` times as fast as the clock from the first record on; what lies back in time goes at once. */
export function createFileSource({ open, pace: firstPace, eventTimes, clock }: FileSourceOptions): PacedSource {
  let pace = firstPace;
  let paused: { promise: Promise<void>; resume(): void } | null = null;
  let saved: SavedBatches | null = null;
  let running: Promise<void> = Promise.resolve();
  let stopping = new AbortController();
  /** The event time and wall time that the pace counts from; set anew when it changes or a pause ends. */
  let anchor: { event: number; wall: number } | null = null;
  /** Wakes a wait when the pace changes. */
  let woken = new AbortController();

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
      const time = times[from]!;
      anchor ??= { event: Number.isNaN(time) ? 0 : time, wall: clock.monotonic() };
      const due = anchor.event + (clock.monotonic() - anchor.wall + tickMs) * speed;
      let to = from;
      while (to < times.length && !(times[to]! > due)) to += 1;
      if (to > from) yield cut(batch, from, to);
      else await clock.sleep(Math.min(1000, Math.max(1, (time - due) / speed + tickMs)), AbortSignal.any([stopping.signal, woken.signal]));
      from = to;
    }
  }

  async function read(sink: RecordSink, places: StoredPlaces): Promise<void> {
    sink.onState({ state: 'connecting' });
    saved = await open(places);
    sink.onState({ state: 'running' });
    const outstanding: Promise<void>[] = [];
    for await (const whole of saved.batches) {
      for await (const batch of paced(whole)) {
        while (paused !== null && !stopping.signal.aborted) {
          await paused.promise;
          anchor = null;
        }
        if (stopping.signal.aborted) return;
        // Two under way: one is decoded while the one before is scored.
        if (outstanding.length >= 2) await outstanding.shift();
        const taken = sink.onBatch(batch);
        taken.catch(() => undefined);
        outstanding.push(taken);
      }
      if (stopping.signal.aborted) return;
    }
    await Promise.all(outstanding);
    sink.onState({ state: 'finished' });
  }

  return {
    start(sink, places) {
      stopping = new AbortController();
      running = read(sink, places).catch((error: unknown) => {
        // What storing rejects is the sink's own to tell.
        if (!stopping.signal.aborted && !(typeof error === 'object' && error !== null && 'code' in error && String(error.code).startsWith('AF_STORE') )) sink.onState({ state: 'failed', error: toWireError(error) });
      });
      return Promise.resolve();
    },
    pause() {
      if (paused !== null) return;
      let resume = () => {};
      const promise = new Promise<void>((resolve) => (resume = resolve));
      paused = { promise, resume };
    },
    resume() {
      paused?.resume();
      paused = null;
    },
    async stop() {
      stopping.abort();
      paused?.resume();
      paused = null;
      await running;
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
