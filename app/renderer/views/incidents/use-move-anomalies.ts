import { useCallback } from 'react';
import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { Incident } from '../../../shared/domain/incident.ts';
import { plural } from '../../../shared/counts.ts';
import { tell } from '../../ui/toasts.ts';
import { useCommand } from '../../workbench/use-command.ts';

/** Moves anomalies of one incident into another one, or into a new one (null), says so, and offers the way back. True where it was done; what fails is told. */
export function useMoveAnomalies(): { move(from: Incident, anomalies: readonly Anomaly[], into: Incident | null): Promise<boolean>; moving: boolean } {
  const { run, running } = useCommand('incidents.move');
  const move = useCallback(async (from: Incident, anomalies: readonly Anomaly[], into: Incident | null) => {
    const anomalyIds = anomalies.map(({ id }) => id);
    const outcome = await run({ anomalyIds, incidentId: into?.id ?? null });
    if (!outcome.ok) return false;
    const size = plural(anomalies.length, 'anomaly', 'anomalies');
    const isWhole = anomalies.length === from.anomalyCount;
    tell({
      tone: 'good', topic: 'move', title: into === null ? `Split off: ${size}` : isWhole ? `Merged into ${into.title}` : `Moved to ${into.title}: ${size}`,
      text: into?.state === 'resolved' && into.merged === null ? 'That one is resolved, and stays so.' : undefined,
      action: { label: 'Undo', onPress: () => void run({ anomalyIds, incidentId: from.id }) },
    });
    return true;
  }, [run]);
  return { move, moving: running };
}
