import type { WireError } from '../errors/wire-error.ts';

/**
 * One envelope for every host. The side that asks picks `id` (whole numbers, rising) and sends call, cancel, subscribe,
 * unsubscribe, credit; the workbench answers result, failure, snapshot, change.
 * A subscription may have `credit` unanswered snapshot/change frames under way; past that the workbench holds changes back, and where
 * too many wait it drops them and sends a new snapshot as soon as credit comes.
 */
export type Frame =
  | { type: 'call'; id: number; method: string; input: unknown }
  | { type: 'cancel'; id: number }
  | { type: 'subscribe'; id: number; method: string; input: unknown; credit: number }
  | { type: 'unsubscribe'; id: number }
  | { type: 'credit'; id: number; count: number }
  | { type: 'result'; id: number; output: unknown }
  | { type: 'failure'; id: number; error: WireError }
  | { type: 'snapshot'; id: number; snapshot: unknown; revision: number }
  | { type: 'change'; id: number; change: unknown; revision: number };
