import type { Admin } from 'kafkajs';
import type { StartPlace } from '../../shared/domain/stream.ts';
import { WorkbenchError } from '../../shared/errors/workbench-error.ts';
import type { StoredPlaces } from './record-source.ts';

/** A partition's first and next offset in the log, and where to read on. */
export interface KafkaPlace {
  partition: number;
  low: number;
  high: number;
  next: number;
}

/**
 * Where each partition of a topic begins: at its stored place, else where `start` says. Throws `AF_INGEST_TOPIC_UNKNOWN`, and `AF_INGEST_OFFSET_OUT_OF_RANGE` where a
 * stored place is no longer (or not yet again) in the log, or an offset that was asked for is not: going on elsewhere is the analyst's decision.
 */
export async function findPlaces(admin: Admin, topic: string, start: StartPlace, stored: StoredPlaces): Promise<KafkaPlace[]> {
  if (!(await admin.listTopics()).includes(topic)) throw new WorkbenchError('AF_INGEST_TOPIC_UNKNOWN', `There is no topic ${topic}, or this user may not see it.`);
  const bounds = await admin.fetchTopicOffsets(topic);
  const byTime = start.at === 'timestamp' ? new Map((await admin.fetchTopicOffsetsByTimestamp(topic, Math.floor(start.time))).map(({ partition, offset }) => [partition, Number(offset)])) : null;
  return bounds.map(({ partition, low: lowText, high: highText }) => {
    const low = Number(lowText);
    const high = Number(highText);
    const kept = stored.get(partition);
    if (kept !== undefined) {
      if (kept < low || kept > high) {
        throw new WorkbenchError('AF_INGEST_OFFSET_OUT_OF_RANGE', `Partition ${partition} of ${topic} holds offsets ${low} to ${high}; the stored place is ${kept}.`, { details: { partition, low, high, stored: kept } });
      }
      return { partition, low, high, next: kept };
    }
    return { partition, low, high, next: startIn(start, topic, partition, low, high, byTime) };
  });
}

function startIn(start: StartPlace, topic: string, partition: number, low: number, high: number, byTime: Map<number, number> | null): number {
  switch (start.at) {
    case 'earliest':
      return low;
    case 'latest':
      return high;
    case 'timestamp': {
      const found = byTime?.get(partition) ?? -1;
      return found < 0 ? high : found;
    }
    case 'offset': {
      const asked = start.offsets[String(partition)];
      if (asked === undefined) return low;
      if (Number(asked) < low || Number(asked) > high) {
        throw new WorkbenchError('AF_INGEST_OFFSET_OUT_OF_RANGE', `Partition ${partition} of ${topic} holds offsets ${low} to ${high}; the start that is asked for is ${asked}.`, { hint: 'Give an offset within the range, or start at the earliest, the latest or a time.', details: { partition, low, high, asked } });
      }
      return Number(asked);
    }
  }
}
