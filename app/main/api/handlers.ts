import type { Principal } from '../../shared/domain/account.ts';
import type { CallName, ChangeOf, OutputOf, ParsedInputOf, SnapshotOf, SubscriptionName } from '../../shared/api/contract.ts';

/** Who asks, and whether they still wait. */
export interface CallContext {
  principal: Principal;
  /** Aborted when the caller cancels or is gone. */
  signal: AbortSignal;
}

/** What a subscription's handler gives: a snapshot as of now, then changes from just before it on (a listener must stand a change twice). */
export interface Feed<M extends SubscriptionName> {
  snapshot(): SnapshotOf<M> | Promise<SnapshotOf<M>>;
  /** The returned function ends it. */
  onChange(listener: (change: ChangeOf<M>) => void): () => void;
}

/** One function per method of the contract: the compiler names the ones that are missing. */
export type Handlers = {
  [M in CallName]: (input: ParsedInputOf<M>, context: CallContext) => OutputOf<M> | Promise<OutputOf<M>>;
} & {
  [M in SubscriptionName]: (input: ParsedInputOf<M>, context: CallContext) => Feed<M>;
};

/** Where audited calls leave their trace. `subject` names what was acted on (a stream's id), never what it holds. */
export type WriteAudit = (event: { actor: string; action: string; subject: string; outcome: 'done' | 'refused' | 'failed'; details: Record<string, string | number | boolean | null> }) => void;
