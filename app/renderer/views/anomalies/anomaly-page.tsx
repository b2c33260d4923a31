import { useMemo } from 'react';
import type { Anomaly, AnomalyId } from '../../../shared/domain/anomaly.ts';
import type { Command } from '../../commands/command-registry.ts';
import { useCommands } from '../../commands/use-commands.tsx';
import { hrefOf } from '../../routes/route.ts';
import { goTo } from '../../routes/use-route.ts';
import { IconButton, LinkButton } from '../../ui/button.tsx';
import { Shown } from '../../ui/states.tsx';
import { valueOr } from '../../workbench/loaded.ts';
import { useQuery } from '../../workbench/use-query.ts';
import { useSubscription } from '../../workbench/use-subscription.ts';
import { useAnomaliesOf } from '../series/use-marks.ts';
import { AnomalyView } from './anomaly-view.tsx';
import { useJudge } from './use-judge.ts';
import { verdictKeys } from './verdict-words.ts';
import './anomalies.css';

/** One anomaly at an address of its own. `j` and `k` walk through those of its stream, 1 to 4 judge it. */
export function AnomalyPage({ anomalyId }: { anomalyId: string }) {
  const stored = useQuery('anomalies.get', useMemo(() => ({ anomalyId: anomalyId as AnomalyId }), [anomalyId]));
  const live = valueOr(useSubscription('anomalies.watch', {}), []).find((one) => one.id === anomalyId);
  return <Shown of={stored} waiting="Reading the anomaly…">{(anomaly) => <Walk anomaly={live ?? anomaly} />}</Shown>;
}

function Walk({ anomaly }: { anomaly: Anomaly }) {
  const judge = useJudge();
  const others = useAnomaliesOf(useMemo(() => ({ streamIds: [anomaly.streamId] }), [anomaly.streamId]));
  const ordered = useMemo(() => [...others].sort((a, b) => b.start - a.start || a.id.localeCompare(b.id)), [others]);
  const at = ordered.findIndex((one) => one.id === anomaly.id);
  const later = ordered[at - 1];
  const earlier = at < 0 ? undefined : ordered[at + 1];
  const go = (to: Anomaly | undefined) => { if (to !== undefined) goTo({ page: 'anomaly', anomalyId: to.id }); };
  useCommands([
    { id: 'anomaly-next', category: 'Anomalies', title: 'Next anomaly (earlier)', keys: 'j', keysOnly: true, run: () => go(earlier) },
    { id: 'anomaly-before', category: 'Anomalies', title: 'Anomaly before (later)', keys: 'k', keysOnly: true, run: () => go(later) },
    { id: 'anomaly-list', category: 'Anomalies', title: 'Back to the list', keys: 'u', keysOnly: true, run: () => goTo({ page: 'anomalies' }) },
    ...verdictKeys.map((one): Command => ({ id: `verdict-${one.verdict}`, category: 'Verdict', title: one.title, keys: one.key, run: () => void judge([anomaly], one.verdict) })),
    { id: 'verdict-none', category: 'Verdict', title: 'Take the verdict back', keys: '0', run: () => void judge([anomaly], null) },
  ]);
  return (
    <div className="page anomaly-page">
      <div className="row">
        <LinkButton small icon="left" href={hrefOf({ page: 'anomalies' })}>All anomalies</LinkButton>
        <span className="grow" />
        {at >= 0 && <span className="muted small number">{at + 1} of {ordered.length} in its stream</span>}
        <IconButton small icon="up" label="Later anomaly" shortcut="k" isDisabled={later === undefined} onPress={() => go(later)} />
        <IconButton small icon="down" label="Earlier anomaly" shortcut="j" isDisabled={earlier === undefined} onPress={() => go(earlier)} />
      </div>
      <AnomalyView key={anomaly.id} anomaly={anomaly} records="shown" />
    </div>
  );
}
