import { useCallback, useMemo, useState } from 'react';
import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { Verdict } from '../../../shared/domain/feedback.ts';
import { useCommands } from '../../commands/use-commands.tsx';
import type { Command } from '../../commands/command-registry.ts';
import { goTo, useAddressState } from '../../routes/use-route.ts';
import { Button } from '../../ui/button.tsx';
import { countWords, plural } from '../../ui/figures.ts';
import { EmptyState, ErrorCard, Waiting } from '../../ui/states.tsx';
import { valueOr } from '../../workbench/loaded.ts';
import { useSubscription } from '../../workbench/use-subscription.ts';
import { AnomalyFilters } from './anomaly-filters.tsx';
import { filterOf, orderOf } from './anomaly-filter.ts';
import { AnomalyListRows } from './anomaly-list-rows.tsx';
import { mostPending } from './anomaly-rows.ts';
import { AnomalyView } from './anomaly-view.tsx';
import { ExportButton } from './export-button.tsx';
import { useAnomalyList } from './use-anomaly-list.ts';
import { useJudge } from './use-judge.ts';
import { useIsWide } from './use-is-wide.ts';
import { verdictKeys } from './verdict-words.ts';
import { VerdictButtons } from './verdict-buttons.tsx';
import './anomalies.css';

/** All anomalies, live: filter, sort, walk with j and k, judge with 1 to 4. On a wide window the one that the keys are on stands beside the list. */
export function AnomaliesPage() {
  const address = useListAddress();
  const filter = useMemo(() => filterOf(address.parts), [address.parts]);
  const order = orderOf(address.parts.sort);
  const { list, state, error, more, again } = useAnomalyList(filter, order);
  const streams = valueOr(useSubscription('streams.watch', {}), []);
  const streamNames = useMemo(() => new Map(streams.map(({ stream }) => [stream.id as string, stream.name])), [streams]);
  const [currentId, setCurrentId] = useState<string | null>(null);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const judge = useJudge();
  const isWide = useIsWide(1180);

  const current = currentId === null ? -1 : (list.places.get(currentId) ?? -1);
  const anomaly = list.rows[current] ?? null;
  const chosen = list.rows.filter((one) => picked.has(one.id));
  const onCurrent = useCallback((index: number) => setCurrentId(list.rows[index]?.id ?? null), [list.rows]);
  const open = (one: Anomaly) => goTo({ page: 'anomaly', anomalyId: one.id });
  const pick = (one: Anomaly) => setPicked((before) => { const next = new Set(before); if (!next.delete(one.id)) next.add(one.id); return next; });
  const judgeChosen = (verdict: Verdict | null) => {
    const some = chosen.length > 0 ? chosen : anomaly === null ? [] : [anomaly];
    void judge(some, verdict);
    setPicked(new Set());
  };
  const step = (by: number) => onCurrent(Math.min(Math.max(current + by, 0), list.rows.length - 1));
  useCommands([
    { id: 'anomaly-next', category: 'Anomalies', title: 'Next anomaly', keys: 'j', keysOnly: true, run: () => step(1) },
    { id: 'anomaly-before', category: 'Anomalies', title: 'Anomaly before', keys: 'k', keysOnly: true, run: () => step(-1) },
    { id: 'anomaly-open', category: 'Anomalies', title: 'Open the anomaly', keys: 'o', keysOnly: true, run: () => { if (anomaly !== null) open(anomaly); } },
    { id: 'anomaly-pick', category: 'Anomalies', title: 'Select the anomaly', keys: 'x', keysOnly: true, run: () => { if (anomaly !== null) pick(anomaly); } },
    { id: 'anomaly-search', category: 'Anomalies', title: 'Search the list', keys: '/', keysOnly: true, run: () => document.querySelector<HTMLInputElement>('#anomaly-search')?.focus() },
    { id: 'anomaly-again', category: 'Anomalies', title: 'Let in what is new', keys: 'n', run: again },
    ...verdictKeys.map((one): Command => ({ id: `verdict-${one.verdict}`, category: 'Verdict', title: one.title, keys: one.key, run: () => judgeChosen(one.verdict) })),
    { id: 'verdict-none', category: 'Verdict', title: 'Take the verdict back', keys: '0', run: () => judgeChosen(null) },
  ]);

  return (
    <div className="anomalies-page">
      <header className="anomalies-head">
        <h1 className="grow">Anomalies <span className="muted small number">{state === 'ready' && countWords(list.total)}</span></h1>
        {list.pending.length > 0 && <Button small icon="up" onPress={again}>{list.pending.length >= mostPending ? `More than ${countWords(mostPending)}` : plural(list.pending.length, 'change')} · show</Button>}
        <ExportButton filter={filter} isDisabled={list.total === 0} />
      </header>
      <AnomalyFilters address={address.parts} streams={streams} onChange={address.set} />
      {chosen.length > 0 && <div className="anomalies-chosen"><strong>{chosen.length} selected</strong><VerdictButtons small verdict={null} onJudge={judgeChosen} /><Button small look="plain" onPress={() => setPicked(new Set())}>Clear</Button></div>}
      {error !== null && <div className="anomalies-note"><ErrorCard error={error} onRetry={again} /></div>}
      <div className={`anomalies-split${state === 'loading' ? ' stale' : ''}`}>
        {list.rows.length > 0
          ? <AnomalyListRows rows={list.rows} total={list.total} streamNames={streamNames} current={current} picked={picked} onCurrent={onCurrent} onOpen={open} onPick={pick} onNearEnd={more} />
          : state === 'loading' ? <Waiting words="Reading the anomalies…" /> : error === null && <NoAnomalies filtered={Object.keys(filter).length > 0} streams={streams.length} onClear={address.clear} />}
        {isWide && list.rows.length > 0 && (
          <aside className="anomalies-aside" aria-label="The selected anomaly">
            {anomaly === null ? <EmptyState icon="anomalies" title="Nothing selected">Press <kbd>j</kbd> for the first anomaly, then <kbd>1</kbd> to <kbd>4</kbd> for a verdict.</EmptyState> : <AnomalyView key={anomaly.id} anomaly={anomaly} records="asked" />}
          </aside>
        )}
      </div>
    </div>
  );
}

function NoAnomalies({ filtered, streams, onClear }: { filtered: boolean; streams: number; onClear(): void }) {
  if (filtered) return <EmptyState icon="search" title="No anomaly matches" actions={<Button onPress={onClear}>Clear the filter</Button>}>None of the stored anomalies has all that the filter asks for. New ones that match appear here by themselves.</EmptyState>;
  if (streams === 0) return <EmptyState icon="plug" title="No stream to look at" actions={<Button onPress={() => goTo({ page: 'start' })}>Go to the start page</Button>}>Open the sample workspace or connect a stream; what is found in it appears here within a second.</EmptyState>;
  return <EmptyState icon="check" title="No anomalies so far">What is found while streams are read appears here within a second of its record.</EmptyState>;
}

/** The list's filter and order in the address. */
function useListAddress() {
  const [text, setText] = useAddressState('text');
  const [stream, setStream] = useAddressState('stream');
  const [severity, setSeverity] = useAddressState('severity');
  const [verdict, setVerdict] = useAddressState('verdict');
  const [sort, setSort] = useAddressState('sort');
  const parts = useMemo(() => ({ text, stream, severity, verdict, sort }), [text, stream, severity, verdict, sort]);
  const setters = { text: setText, stream: setStream, severity: setSeverity, verdict: setVerdict, sort: setSort };
  return {
    parts,
    set: (part: keyof typeof setters, value: string) => setters[part](value),
    clear: () => { for (const set of [setText, setStream, setSeverity, setVerdict]) set(''); },
  };
}
