import type { Notification } from '../../shared/domain/notification.ts';
import { hrefOf } from './route.ts';

/** Where a notification leads. */
export function hrefOfTold({ target }: Pick<Notification, 'target'>): string {
  return target.kind === 'anomaly' ? hrefOf({ page: 'anomaly', anomalyId: target.anomalyId }) : hrefOf({ page: 'stream', streamId: target.streamId });
}
