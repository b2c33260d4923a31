import { useMemo } from 'react';
import type { Stream } from '../../../shared/domain/stream.ts';
import { constantThreshold, type ThresholdStep } from '../../charts/plot/threshold-steps.ts';
import { valueOr } from '../../workbench/loaded.ts';
import { useQuery } from '../../workbench/use-query.ts';

const none: readonly ThresholdStep[] = [];
const latest = 8.64e15;
/** How often they are read again while the stream goes on. */
const refreshMs = 5_000;

/** The thresholds of a stream over time: those that its alert budget led to, the newest some thousand; without a budget one that never changes (null: not known). */
export function useThresholds(stream: Stream | undefined, constant: number | null, growing: boolean): readonly ThresholdStep[] {
  const asked = stream?.detector.budget === undefined ? null : { streamId: stream.id, from: 0, to: latest };
  const steps = valueOr(useQuery('streams.thresholds', asked, growing ? { everyMs: refreshMs } : {}), none);
  return useMemo(() => (steps.length > 0 ? steps : constantThreshold(constant)), [steps, constant]);
}
