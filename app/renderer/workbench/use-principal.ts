import { valueOr } from './loaded.ts';
import { useSubscription } from './use-subscription.ts';

/** Who sits at the screen; null before it is known. */
export function usePrincipal(): string | null {
  return valueOr(useSubscription('workspace.watch', {}), null)?.principal.name ?? null;
}
