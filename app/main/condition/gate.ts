/** Where a condition stands: none, one that goes on, or one that has been calm for a while and is not over yet. */
export interface GateState {
  isOpen: boolean;
  /** Since when it has been calm without a break, on the caller's scale; null: it is not. */
  calmSince: number | null;
}

/**
 * The next state. Hysteresis in two ways, so that what hovers about a limit is told once: a condition that goes on ends only below a lower limit (`calm`), and only after it was
 * calm for `holdFor` without a break. `at` and `holdFor` are on one scale: ms, or windows.
 */
export function passGate(state: GateState, seen: { over: boolean; calm: boolean }, at: number, holdFor: number): GateState {
  if (!state.isOpen) return seen.over ? { isOpen: true, calmSince: null } : state;
  if (!seen.calm) return { isOpen: true, calmSince: null };
  const calmSince = state.calmSince ?? at;
  return at - calmSince >= holdFor ? { isOpen: false, calmSince: null } : { isOpen: true, calmSince };
}
