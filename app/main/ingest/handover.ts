import type { RecordBatch, RecordSink } from './record-source.ts';

/** Batches of a partition that may be under way at once: one is decoded and one stored, while the detection worker has one and its next ones. */
const mostOutstanding = 5;

/**
 * The gate between a source and its sink, the same for every source: at most five batches outstanding per partition, none while held, and none ever again after the sink
 * refused one or after `close`.
 */
export interface Handover {
  /** Whether a batch of this partition may be given now. */
  isOpen(partition: number): boolean;
  /** True after `close` or a refusal: nothing may be given any more. */
  readonly isClosed: boolean;
  /** Gives a batch; `isOpen` must have said yes in the same turn. */
  give(batch: RecordBatch): void;
  /** Batches of this partition that the sink has not settled. */
  outstanding(partition: number): number;
  /** Resolves at the next change of any of the above. */
  changed(): Promise<void>;
  hold(): void;
  release(): void;
  close(): void;
  /** Resolves when the sink has settled every batch that it was given. */
  settled(): Promise<void>;
}

/** A gate to `sink`. `refused` hears of the first rejection, once. */
export function createHandover(sink: Pick<RecordSink, 'onBatch'>, isHeldAtFirst: boolean, refused: (error: unknown) => void): Handover {
  const counts = new Map<number, number>();
  let isHeld = isHeldAtFirst;
  let isClosed = false;
  let all = 0;
  let change = Promise.withResolvers<void>();
  const tell = () => {
    change.resolve();
    change = Promise.withResolvers<void>();
  };
  const count = (partition: number, by: 1 | -1) => {
    counts.set(partition, (counts.get(partition) ?? 0) + by);
    all += by;
    tell();
  };
  return {
    isOpen: (partition) => !isClosed && !isHeld && (counts.get(partition) ?? 0) < mostOutstanding,
    get isClosed() {
      return isClosed;
    },
    give(batch) {
      count(batch.partition, 1);
      sink.onBatch(batch).then(
        () => count(batch.partition, -1),
        (error: unknown) => {
          const isFirst = !isClosed;
          isClosed = true;
          count(batch.partition, -1);
          if (isFirst) refused(error);
        },
      );
    },
    outstanding: (partition) => counts.get(partition) ?? 0,
    changed: () => change.promise,
    hold() {
      isHeld = true;
      tell();
    },
    release() {
      isHeld = false;
      tell();
    },
    close() {
      isClosed = true;
      tell();
    },
    async settled() {
      while (all > 0) await change.promise;
    },
  };
}
