/** A view's data must have been at rest for this long before it is judged again, ms: a filter is often moved in several steps. */
export const restMs = 1_500;

/** Judges again when the data has changed and is at rest. */
export interface Rerun {
  changed(): void;
  stop(): void;
}

/** `later` calls back after some ms; what it answers calls that off. */
export function createRerun({ later, run }: { later(ms: number, work: () => void): () => void; run(): void }): Rerun {
  let callOff: (() => void) | null = null;
  const stop = () => {
    callOff?.();
    callOff = null;
  };
  return {
    changed() {
      stop();
      callOff = later(restMs, () => {
        callOff = null;
        run();
      });
    },
    stop,
  };
}
