import type { SampleColumns, ScoreColumns } from '../../../shared/domain/samples.ts';
import type { DetectionService } from '../../detect/detection-service.ts';
import { detectorKinds, findDetector } from '../../detect/detector-registry.ts';
import type { DetectorKind } from '../../detect/detector.ts';

/** Scores rows with a detector that begins anew each time: what comes out depends on those rows alone, whatever else runs. */
export interface ScoreOnce {
  /** Rows of one series in order of time. `detector` null: the first of the registry. Throws `AF_DETECT_DETECTOR_UNKNOWN`, and `signal.reason` between pieces. `progressed` hears how many rows are done. */
  score(detector: string | null, samples: SampleColumns, signal?: AbortSignal, progressed?: (rows: number) => void): Promise<{ scores: ScoreColumns; kind: DetectorKind }>;
  stop(): Promise<void>;
}

/** Rows that go to detection at once. */
export const pieceRows = 20_000;

/** Scores samples that belong to no stream by detectors of their own, in a worker that is named `name` and begun by `createDetection` when it is needed. */
export function createScoreOnce(name: string, createDetection: () => DetectionService): ScoreOnce {
  let detection: DetectionService | null = null;
  let lastRun = 0;
  return {
    async score(detector, samples, signal, progressed) {
      const kind = detector === null ? detectorKinds[0]! : findDetector(detector);
      const own = (detection ??= createDetection());
      const streamId = `${name}-${(lastRun += 1)}`;
      const { channels } = samples;
      try {
        await own.open({ streamId, detector: kind.name, channels, seed: 1, state: null });
        const pieces: ScoreColumns[] = [];
        for (let from = 0; from < samples.rows; from += pieceRows) {
          signal?.throwIfAborted();
          const to = Math.min(from + pieceRows, samples.rows);
          pieces.push(await own.advance(streamId, { rows: to - from, channels, series: samples.series.slice(from, to), times: samples.times.slice(from, to), values: samples.values.slice(from * channels, to * channels) }));
          progressed?.(to);
        }
        const whole = (field: 'score' | 'alarm' | 'instant' | 'confidence' | 'share') => joined(pieces.map((piece) => piece[field]), Float32Array);
        const wide = (field: 'expected' | 'low' | 'high' | 'from') => joined(pieces.map((piece) => piece[field] ?? new Float64Array(piece.rows * channels).fill(NaN)), Float64Array);
        return {
          scores: { rows: samples.rows, channels, score: whole('score'), alarm: whole('alarm'), instant: whole('instant'), confidence: whole('confidence'), expected: wide('expected'), low: wide('low'), high: wide('high'), share: whole('share'), shape: Uint8Array.from(pieces.flatMap(({ shape }) => [...shape])), ...(pieces.some(({ from }) => from !== undefined) && { from: wide('from') }) },
          kind,
        };
      } finally {
        await own.close(streamId).catch(() => undefined);
      }
    },
    async stop() {
      const held = detection;
      detection = null;
      await held?.stop();
    },
  };
}

function joined<T extends Float32Array | Float64Array>(pieces: readonly (Float32Array | Float64Array)[], Floats: new (length: number) => T): T {
  const whole = new Floats(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
