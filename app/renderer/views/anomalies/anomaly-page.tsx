import { useEffect, useMemo, useState } from 'react';
import type { Anomaly, AnomalyId } from '../../../shared/domain/anomaly.ts';
import type { Verdict } from '../../../shared/domain/feedback.ts';
import { keyed } from '../../commands/listed-keys.ts';
import { useCommands } from '../../commands/use-commands.tsx';
import { goTo } from '../../routes/use-route.ts';
import { IconButton, LinkButton } from '../../ui/button.tsx';
import { countWords } from '../../../shared/counts.ts';
import { EmptyState, ErrorCard, Waiting } from '../../ui/states.tsx';
import { valueOr } from '../../workbench/loaded.ts';
import { useQuery } from '../../workbench/use-query.ts';
import { useSubscription } from '../../workbench/use-subscription.ts';
import { useAnomaliesOf } from '../series/use-marks.ts';
import { AnomalyView } from './anomaly-view.tsx';
import { lastList, rememberList } from './last-list.ts';
import { useJudge } from './use-judge.ts';
import { useNote } from './use-note.ts';
import { verdictKeys } from './verdict-words.ts';
import './anomalies.css';

/** One anomaly at an address of its own. `j` and `k` walk through the list it was opened from, else through its stream; 1 to 4 judge it. */
export function AnomalyPage({ anomalyId }: { anomalyId: string }) {
  const stored = useQuery('anomalies.get', useMemo(() => ({ anomalyId: anomalyId as AnomalyId }), [anomalyId]));
  const live = valueOr(useSubscription('anomalies.watch', {}), []).find((one) => one.id === anomalyId);
  if (stored.state === 'loading') return <Waiting words="Reading the anomaly…" />;
  if (stored.state === 'failed' && stored.error.code === 'AF_NOT_FOUND') return <EmptyState icon="search" title="This anomaly is not there" actions={<LinkButton href={lastList().href}>See all anomalies</LinkButton>}>Its stream was removed, or the address is of another workbench.</EmptyState>;
  if (stored.state === 'failed') return <div className="page"><ErrorCard error={stored.error} onRetry={stored.retry} actions={<LinkButton small href={lastList().href}>All anomalies</LinkButton>} /></div>;
  return <div className={stored.stale ? 'stale' : undefined}><Walk anomaly={live ?? stored.value} /></div>;
}

function Walk({ anomaly }: { anomaly: Anomaly }) {
  const judge = useJudge();
  const others = useAnomaliesOf(useMemo(() => ({ streamIds: [anomaly.streamId] }), [anomaly.streamId]));
  const [list] = useState(lastList);
  const fromList = list.ids.includes(anomaly.id);
  const ids = useMemo(() => (fromList ? list.ids : [...others].sort((a, b) => b.start - a.start || a.id.localeCompare(b.id)).map((one) => one.id)), [fromList, list, others]);
  const at = ids.indexOf(anomaly.id);
  const before = ids[at - 1];
  const next = at < 0 ? undefined : ids[at + 1];
  useEffect(() => rememberList({ currentId: anomaly.id }), [anomaly.id]);
  const go = (to: AnomalyId | undefined) => { if (to !== undefined) goTo({ page: 'anomaly', anomalyId: to }); };
  const [note, setNote, letNoteGo] = useNote(anomaly.id);
  const give = (verdict: Verdict | null) => {
    void judge([anomaly], verdict, note).then((judged) => { if (judged) letNoteGo(); });
  };
  useCommands([
    keyed('anomaly-next', () => go(next)),
    keyed('anomaly-before', () => go(before)),
    keyed('anomaly-list', () => location.assign(list.href)),
    { id: 'anomaly-next-bracket', category: 'Anomalies', title: 'Next anomaly', keys: ']', keysOnly: true, run: () => go(next) },
    { id: 'anomaly-before-bracket', category: 'Anomalies', title: 'Anomaly before', keys: '[', keysOnly: true, run: () => go(before) },
    ...verdictKeys.map(({ verdict }) => keyed(`verdict-${verdict}`, () => give(verdict))),
    keyed('verdict-none', () => give(null)),
  ]);
  return (
    <div className="page anomaly-page">
      <div className="row">
        <LinkButton small icon="left" href={list.href}>{list.href === '#/anomalies' ? 'All anomalies' : 'Back to the list'}</LinkButton>
        <span className="grow" />
        {at >= 0 && <span className="muted small number">{countWords(at + 1)} of {countWords(ids.length)} in {fromList ? 'the list' : 'its stream'}</span>}
        <IconButton small icon="up" label="Anomaly before" shortcut="k" isDisabled={before === undefined} onPress={() => go(before)} />
        <IconButton small icon="down" label="Next anomaly" shortcut="j" isDisabled={next === undefined} onPress={() => go(next)} />
      </div>
      <AnomalyView key={anomaly.id} anomaly={anomaly} records="shown" note={note} onNote={setNote} onJudge={give} />
    </div>
  );
}
