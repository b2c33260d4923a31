/** A view's data must have been at rest for this long before it is judged again, ms: a filter is often moved in several steps. */
export const restMs = 1_500;
/** A view whose data never rests is judged again after this long, ms. */
export const longestMs = 15_000;

/** Judges again when the data has changed and is at rest. */
export interface Rerun {
  changed(): void;
  stop(): void;
}

/** `later` calls back after some ms; what it answers calls that off. */
export function createRerun({ later, run }: { later(ms: number, work: () => void): () => void; run(): void }): Rerun {
  let rests: (() => void) | null = null;
  let waitsLong: (() => void) | null = null;
  const stop = () => {
    rests?.();
    waitsLong?.();
    rests = waitsLong = null;
  };
  const due = () => {
    stop();
    run();
  };
  return {
    changed() {
      rests?.();
      rests = later(restMs, due);
      waitsLong ??= later(longestMs, due);
    },
    stop,
  };
}
