import type { ScoreColumns } from '../../shared/domain/samples.ts';

/** Room for the scores of `rows` rows, all 0. */
export function emptyScores(rows: number, channels: number): ScoreColumns {
  const wide = (): Float32Array => new Float32Array(rows * channels);
  return {
    rows, channels, score: new Float32Array(rows), alarm: new Float32Array(rows), instant: new Float32Array(rows), confidence: new Float32Array(rows),
    expected: wide(), low: wide(), high: wide(), share: wide(), shape: new Uint8Array(rows),
  };
}
