/** Steps that are remembered, and how many are asked for before anything is said. */
const remembered = 32;
export const leastSteps = 16;
/** The quantile of the steps that counts as usual at most; with 32 steps the second largest, so that one long pause does not move it. */
const quantile = 0.95;
/** How many times the usual at most a pause may be. */
const factor = 4;

/** The usual distance between neighbours of a flow, learned as it goes. */
export interface Spacing {
  /** Takes the next step, ms; one of 0 says nothing. */
  add(stepMs: number): void;
  /** The longest pause that is no silence, ms, at least `floorMs`; Infinity while too little is known. */
  allowed(floorMs: number): number;
  /** The quantile, ms; null while too little is known. */
  usual(): number | null;
}

/** Starts from what is known already: steps in ms. */
export function createSpacing(known: readonly number[] = []): Spacing {
  const steps = known.filter((step) => step > 0).slice(-remembered);
  let place = steps.length % remembered;
  let usualMs: number | null | undefined;
  const usual = () => (usualMs ??= steps.length < leastSteps ? null : steps.toSorted((a, b) => a - b)[Math.ceil(quantile * steps.length) - 1]!);
  return {
    add(stepMs) {
      if (!(stepMs > 0)) return;
      steps[place] = stepMs;
      place = (place + 1) % remembered;
      usualMs = undefined;
    },
    allowed(floorMs) {
      const known = usual();
      return known === null ? Infinity : Math.max(floorMs, factor * known);
    },
    usual,
  };
}
