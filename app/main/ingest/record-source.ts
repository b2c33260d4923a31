import type { WireError } from '../../shared/errors/wire-error.ts';

/**
 * Records of one partition as they came, in log order. One Kafka batch, or a few thousand lines of a file (partition 0, where a
 * record's offset is its row number from 0). Offsets are whole numbers below 2^53 here (a source throws `AF_INTERNAL` past that) and decimal
 * strings in the API. Gaps in offsets are normal (compaction, transaction markers).
 */
export interface RecordBatch {
  partition: number;
  /** [n] strictly increasing. */
  offsets: Float64Array;
  /** [n] the broker's or producer's stamp, EpochMillis; NaN where the source has none. */
  timestamps: Float64Array;
  keys: readonly (Uint8Array | null)[];
  /** null is a tombstone. */
  values: readonly (Uint8Array | null)[];
  /** Where to go on after this batch: at least last offset + 1. */
  nextOffset: number;
  /** The log's end as known now (offset of the next record to be written); null where unknown. */
  endOffset: number | null;
}

/** A partition's stored place: the next offset to read. */
export type StoredPlaces = ReadonlyMap<number, number>;

/** What a source tells of itself; drawn as the stream's state. */
export type SourceState =
  | { state: 'connecting' }
  | { state: 'running' }
  | { state: 'waiting'; error: WireError; retryInMs: number }
  | { state: 'finished' }
  | { state: 'failed'; error: WireError };

/** Who takes the records. */
export interface RecordSink {
  /**
   * Resolves when the batch is durable: a source has at most five batches outstanding per partition and reads on only then. Rejects where it could not be taken: the source
   * then hands on nothing more, of any partition, tells `failed` with the error, and must be stopped and started anew from the stored places.
   */
  onBatch(batch: RecordBatch): Promise<void>;
  /**
   * "Read up to here, nothing more now", so that silence and stall differ. A live source tells it of each partition of which no batch is outstanding, every few seconds,
   * also while paused; an `endOffset` beyond `nextOffset` means that there is more and it has not been read. `nextOffset` null: batches are outstanding, and this is the log's end by now.
   */
  onProgress(stamp: { partition: number; nextOffset: number | null; endOffset: number | null }): void;
  onState(state: SourceState): void;
}

/** Live and saved streams are one interface. A source never gives a record twice within one life, and gives none before `start` or after `stop` resolved. */
export interface RecordSource {
  /** Begins at the stored places; a partition without one begins at the configured start. */
  start(sink: RecordSink, places: StoredPlaces): Promise<void>;
  /** No batch is given from this call until `resume`; what was read already is held. Connections stay. */
  pause(): void;
  resume(): void;
  /** Resolves when no further call to the sink will be made and the sink has settled what it was given. */
  stop(): Promise<void>;
}
