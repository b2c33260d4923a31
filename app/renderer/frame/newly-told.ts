import type { Notification } from '../../shared/domain/notification.ts';
import { severityRank } from '../../shared/domain/severity.ts';

/** More than this at once would bury the page: the rest stands under the bell. */
const mostAtOnce = 3;

/** What to tell of now: unread, not known before, at least as severe as asked (what concerns a stream always), newest first, at most three. */
export function newlyTold(all: readonly Notification[], known: ReadonlySet<string>, minimum: 'low' | 'medium' | 'high'): Notification[] {
  return all
    .filter((one) => !one.read && !known.has(one.id) && (one.target.kind === 'stream' || severityRank[one.severity] >= severityRank[minimum]))
    .sort((a, b) => b.at - a.at)
    .slice(0, mostAtOnce);
}
