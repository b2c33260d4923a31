/** A threshold (calibrated score) from an event time (EpochMillis) on. */
export interface ThresholdStep {
  time: number;
  threshold: number;
}

/** A threshold that never changes; none where it is not known. */
export function constantThreshold(threshold: number | null): readonly ThresholdStep[] {
  return threshold === null ? [] : [{ time: -Infinity, threshold }];
}

/** The pieces of a step line that lie in a range of time, each at its height. `steps` is in order of time; the last one goes on. */
export function stepPieces(steps: readonly ThresholdStep[], from: number, to: number): { from: number; to: number; threshold: number }[] {
  return steps.flatMap(({ time, threshold }, at) => {
    const piece = { from: Math.max(time, from), to: Math.min(steps[at + 1]?.time ?? Infinity, to), threshold };
    return piece.from < piece.to ? [piece] : [];
  });
}
