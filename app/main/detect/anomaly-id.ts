import { createHash } from 'node:crypto';
import { anomalyIdSchema, type AnomalyId } from '../../shared/domain/anomaly.ts';
import type { EpochMillis } from '../../shared/domain/time.ts';

/** What makes an anomaly the same one in every replay. */
export interface AnomalyOrigin {
  streamId: string;
  /** The series' key in the stream, not its number in the store. */
  seriesKey: string;
  start: EpochMillis;
  detector: string;
  modelVersion: string;
}

/** The first 16 bytes of SHA-256 over the origin, as 32 hexadecimal digits. Parts are length-prefixed, so no two origins read alike. */
export function anomalyId(origin: AnomalyOrigin): AnomalyId {
  const hash = createHash('sha256');
  for (const part of [origin.streamId, origin.seriesKey, String(origin.start), origin.detector, origin.modelVersion]) hash.update(`${part.length}:${part};`);
  return anomalyIdSchema.parse(hash.digest('hex').slice(0, 32));
}
