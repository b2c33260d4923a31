import type { SeededRandom } from '../seeded-random.ts';

/** A kind of fault with its shortest and longest span, recovery included. */
export interface FaultKind<K extends string = string> {
  kind: K;
  minMs: number;
  maxMs: number;
}

/** A fault's place in the run. `random` is its own source: derive from it by name, so that each drawing of the run starts anew. */
export interface PlannedFault<K extends string = string> {
  kind: K;
  /** EpochMillis. */
  start: number;
  /** EpochMillis; back to normal from here on. */
  end: number;
  random: SeededRandom;
}

/** The part of a run in which detectors learn and nothing goes wrong. */
export const LEARNING_RATIO = 0.25;
const MAX_SLOT_RATIO = 0.6;
const CLEAN_EDGE_RATIO = 0.15;

/**
 * Places faults of one series. The first quarter of the run is clean; the rest is cut into equal slots of about `spacingMs` (at least one)
 * with one fault each, which fills at most 0.6 of its slot and keeps 0.15 of it clean at both ends. Kinds take turns, beginning with a
 * different one for each series. A kind whose shortest span doesn't fit makes way for the next; when none fits, the slot stays clean.
 */
export function planFaults<K extends string>(plan: {
  random: SeededRandom;
  seriesIndex: number;
  start: number;
  durationMs: number;
  spacingMs: number;
  kinds: readonly FaultKind<K>[];
}): PlannedFault<K>[] {
  const from = plan.start + plan.durationMs * LEARNING_RATIO;
  const faultyMs = plan.durationMs * (1 - LEARNING_RATIO);
  const slotCount = Math.max(1, Math.floor(faultyMs / plan.spacingMs));
  const slotMs = faultyMs / slotCount;
  const longestMs = slotMs * MAX_SLOT_RATIO;
  const faults: PlannedFault<K>[] = [];
  for (let slot = 0; slot < slotCount; slot += 1) {
    const random = plan.random.derive(`fault-${slot}`);
    const turn = plan.kinds.map((_, i) => plan.kinds[(plan.seriesIndex + slot + i) % plan.kinds.length]!);
    const kind = turn.find((candidate) => candidate.minMs <= longestMs);
    if (!kind) continue;
    const lengthMs = random.uniform(kind.minMs, Math.min(kind.maxMs, longestMs));
    const earliest = from + slotMs * (slot + CLEAN_EDGE_RATIO);
    const latest = from + slotMs * (slot + 1 - CLEAN_EDGE_RATIO) - lengthMs;
    const start = Math.round(random.uniform(earliest, latest));
    faults.push({ kind: kind.kind, start, end: Math.round(start + lengthMs), random });
  }
  return faults;
}
