import type { WorkbenchError } from '../errors/workbench-error.ts';
import type { CallName, ChangeOf, InputOf, OutputOf, SnapshotOf, SubscriptionName } from './contract.ts';

/** Who listens to a subscription. `onSnapshot` may come again (after a gap): the listener starts over from it. */
export interface SubscriptionListener<M extends SubscriptionName> {
  onSnapshot(snapshot: SnapshotOf<M>): void;
  onChange(change: ChangeOf<M>): void;
  /** The subscription has ended with this error; nothing more comes. */
  onError(error: WorkbenchError): void;
}

/** The workbench as renderer, command line and tests hold it; the same over every transport. */
export interface Workbench {
  /** Throws `WorkbenchError`. An aborted signal cancels the work and throws `AF_API_CANCELLED`. */
  call<M extends CallName>(method: M, input: InputOf<M>, options?: { signal?: AbortSignal }): Promise<OutputOf<M>>;
  /** The returned function ends the subscription. */
  subscribe<M extends SubscriptionName>(method: M, input: InputOf<M>, listener: SubscriptionListener<M>): () => void;
  /** Whether frames get through, for the screen to draw. */
  readonly connection: { state: 'open' | 'reconnecting' | 'closed'; onChange(listener: (state: 'open' | 'reconnecting' | 'closed') => void): () => void };
  close(): void;
}
