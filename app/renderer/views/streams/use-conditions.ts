import type { Condition } from '../../../shared/domain/condition.ts';
import type { StreamId } from '../../../shared/domain/stream.ts';
import { valueOr } from '../../workbench/loaded.ts';
import { useSubscription } from '../../workbench/use-subscription.ts';

const none: Condition[] = [];

/** The conditions of a stream, or of all (null), that go on, and the newest ones that ended; none while they are being read. */
export function useConditionsOf(streamId: StreamId | null): readonly Condition[] {
  return valueOr(useSubscription('conditions.watch', { streamId }), none);
}
