import type { AlertBudget, BudgetShare } from '../../detect/alert-budget.ts';

/** The budgets of the streams that run now, by the name of their set. */
export interface BudgetPools {
  /** What the others of a set add, at each call as they are then. */
  sharesBeside(set: string, streamId: string): BudgetShare[];
  /** Streams of a set that run now. */
  running(set: string): string[];
  /** Adds a stream; the returned function takes it out. */
  join(set: string, streamId: string, budget: AlertBudget): () => void;
}

/** No streams yet. */
export function createBudgetPools(): BudgetPools {
  const sets = new Map<string, Map<string, AlertBudget>>();
  return {
    sharesBeside: (set, streamId) => [...(sets.get(set) ?? [])].filter(([id]) => id !== streamId).map(([, budget]) => budget.share()),
    running: (set) => [...(sets.get(set)?.keys() ?? [])],
    join(set, streamId, budget) {
      const members = sets.get(set) ?? new Map<string, AlertBudget>();
      sets.set(set, members.set(streamId, budget));
      return () => {
        if (members.get(streamId) === budget) members.delete(streamId);
      };
    },
  };
}
