import type { SampleColumns, ScoreColumns } from '../../shared/domain/samples.ts';

/** What a detector is told of the stream that it serves; the same over its whole life. */
export interface DetectorOptions {
  /** Channels of each row. */
  channels: number;
  /** Seeds whatever chance the detector uses; same seed and same samples give the same scores. */
  seed: number;
  /** Rows of each series that are learned; from then on all stays as it is (a model fitted once). Absent: learning never ends. */
  learnRows?: number;
}

/** A column of marks, [n] 0 or 1: rows that must not be learned from (an analyst's verdict, an outage). */
export type LearnMask = Uint8Array;

/**
 * An algorithm that scores samples and learns from them, one instance per stream, holding the state of all its series.
 *
 * Streaming semantics: a row's score uses only rows before it in its own series, never a later one. Scores do not depend on where
 * calls begin and end: any split of the same rows into calls gives the same scores to 1e-6. Nothing depends on wall time.
 * Runs only in the detection worker; TensorFlow is reached through `tensor-backend.ts` alone.
 */
export interface Detector {
  /**
   * Scores the rows in order and learns from each after scoring it (rows flagged as anomalous are not learned as normal).
   * The input is not changed. A NaN value is a missing channel; a row whose series is still warming up gets NaN scores.
   * Series not seen before begin a warm-up.
   */
  advance(samples: SampleColumns, mask?: LearnMask): ScoreColumns;
  /** Scores without changing any state: what `advance` would answer for these rows now. */
  score(samples: SampleColumns): ScoreColumns;
  /** Whether a series (by index) still warms up, and how many samples it still needs; 0 when it is ready. */
  warmUpRemaining(series: number): number;
  /** Drops what is known of a series, by index: its next row begins a warm-up. */
  forget(series: number): void;
  /** The whole state as bytes; `load` of it gives a detector with identical scores. */
  save(): Uint8Array;
  /** Takes the state over. Throws `AF_DETECT_MODEL_INVALID` where the bytes are of another detector, version or channel count. */
  load(state: Uint8Array): void;
  /** Frees tensors and state. */
  dispose(): void;
}

/** One entry of the registry: what the analyst reads when choosing, and how an instance is made. */
export interface DetectorKind {
  name: string;
  title: string;
  /** Assumption and failure case, in a sentence each, for the analyst. */
  assumes: string;
  fails: string;
  /** Its model and the format of its state, as recorded with each anomaly and each stored state, which another version does not read: `<name>-<version>`. */
  modelVersion: string;
  /** The version of the model that is shipped, with a manifest, in `models/<name>/<version>`; null where all is learned from the stream. */
  shippedModel: string | null;
  /** Calibrated score from which a row is anomalous at sensitivity 0.5. */
  threshold: number;
  /** Samples a series needs before it gets scores. */
  warmUp: number;
  create(options: DetectorOptions): Promise<Detector>;
}
