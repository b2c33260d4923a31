import { useCallback, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { Anomaly, AnomalyFilter, AnomalyId } from '../../../shared/domain/anomaly.ts';
import type { Verdict } from '../../../shared/domain/feedback.ts';
import { keyed } from '../../commands/listed-keys.ts';
import { useCommands } from '../../commands/use-commands.tsx';
import { goTo } from '../../routes/use-route.ts';
import { Button } from '../../ui/button.tsx';
import { countWords, plural } from '../../../shared/counts.ts';
import { EmptyState, ErrorCard, Waiting } from '../../ui/states.tsx';
import { useConnection } from '../../workbench/provider.tsx';
import { AnomalyCells } from './anomaly-cells.tsx';
import { filterOf, orderOf } from './anomaly-filter.ts';
import { mostPending } from './anomaly-rows.ts';
import { AnomalyView } from './anomaly-view.tsx';
import { ExportButton } from './export-button.tsx';
import { lastList, rememberList } from './last-list.ts';
import { useAnomalyList } from './use-anomaly-list.ts';
import { useIsWide } from '../../ui/use-is-wide.ts';
import { useJudge } from './use-judge.ts';
import type { useListAddress } from './use-list-address.ts';
import { useNote } from './use-note.ts';
import { usePicking } from './use-picking.ts';
import { verdictKeys } from './verdict-words.ts';
import { VerdictButtons } from './verdict-buttons.tsx';
import { WindowGrid, focusGrid } from './window-grid.tsx';

const idOf = (one: Anomaly): string => one.id;
const open = (one: Anomaly) => goTo({ page: 'anomaly', anomalyId: one.id });

/** Anomalies one by one, those of the address's filter and `within`: walk with j and k, judge with 1 to 4, several at once where some are selected. On a wide window the one that the keys are on stands beside the list. */
export function AnomaliesList({ address, hasStreams, streamNames, views, filters, within }: { address: ReturnType<typeof useListAddress>; hasStreams: boolean; streamNames: ReadonlyMap<string, string>; views: ReactNode; filters: ReactNode; within: Partial<AnomalyFilter> }) {
  const filter = useMemo(() => ({ ...filterOf(address.parts), ...within }), [address.parts, within]);
  const order = orderOf(address.parts.sort);
  const { list, state, error, more, again } = useAnomalyList(filter, order);
  const connected = useConnection() === 'open';
  const [currentId, setCurrentId] = useState<AnomalyId | null>(() => lastList().currentId);
  const judge = useJudge();
  const isWide = useIsWide(1180);

  const found = currentId === null ? -1 : (list.places.get(currentId) ?? -1);
  /** Where a cell was chosen, its first anomaly is looked at until another is. */
  const current = found < 0 && list.rows.length > 0 && Object.keys(within).length > 0 ? 0 : found;
  const anomaly = list.rows[current] ?? null;
  const picking = usePicking(list.rows, idOf, current);
  const chosen = list.rows.filter((one) => picking.picked.has(one.id));
  const onCurrent = useCallback((index: number) => setCurrentId(list.rows[index]?.id ?? null), [list.rows]);
  useEffect(() => rememberList({ href: location.hash, ids: list.rows.map((one) => one.id), currentId }), [list.rows, address.parts, currentId]);
  const [note, setNote, letNoteGo] = useNote(currentId);
  const dropNote = (judged: boolean) => { if (judged) letNoteGo(); };
  const judgeChosen = (verdict: Verdict | null) => {
    void judge(chosen.length > 0 ? chosen : anomaly === null ? [] : [anomaly], verdict, note).then(dropNote);
    picking.none();
  };
  const judgeOne = (verdict: Verdict | null) => {
    if (anomaly !== null) void judge([anomaly], verdict, note).then(dropNote);
  };
  const step = (by: number) => {
    onCurrent(Math.min(Math.max(current + by, 0), list.rows.length - 1));
    focusGrid();
  };
  useCommands([
    keyed('anomaly-next', () => step(1)),
    keyed('anomaly-before', () => step(-1)),
    keyed('anomaly-open', () => { if (anomaly !== null) open(anomaly); }),
    keyed('anomaly-pick', () => { if (anomaly !== null) picking.toggle(anomaly); }),
    keyed('anomaly-search', () => document.querySelector<HTMLInputElement>('#anomaly-search')?.focus()),
    keyed('anomaly-again', again),
    ...verdictKeys.map(({ verdict }) => keyed(`verdict-${verdict}`, () => judgeChosen(verdict))),
    keyed('verdict-none', () => judgeChosen(null)),
  ]);

  return (
    <>
      <header className="anomalies-head">
        <h1 className="grow">Anomalies <span className="muted small number" role="status">{state === 'ready' && countWords(list.total)}</span></h1>
        {list.pending.length > 0 && <Button small icon="up" onPress={again}>{list.pending.length >= mostPending ? `More than ${countWords(mostPending)}` : plural(list.pending.length, 'change')} · show</Button>}
        {views}
        <ExportButton filter={filter} streamName={filter.streamIds?.length === 1 ? streamNames.get(filter.streamIds[0]!) : undefined} isDisabled={list.total === 0} />
      </header>
      {filters}
      {chosen.length > 0 && <div className="anomalies-chosen"><strong>{chosen.length} selected</strong><VerdictButtons small verdict={null} onJudge={judgeChosen} /><Button small look="plain" onPress={picking.none}>Clear</Button></div>}
      {error !== null && <div className="anomalies-note"><ErrorCard error={error} onRetry={again} /></div>}
      <div className={`anomalies-split${state === 'loading' || !connected ? ' stale' : ''}`}>
        {list.rows.length > 0
          ? <WindowGrid label="Anomalies" rows={list.rows} total={list.total} idOf={idOf} current={current} onCurrent={onCurrent} onOpen={open} picking={picking} onNearEnd={more} classOf={(one) => (one.verdict === null ? '' : 'grid-row-settled')} cells={(one) => <AnomalyCells anomaly={one} streamName={streamNames.get(one.streamId) ?? ''} />} />
          : state === 'loading' ? <Waiting words="Reading the anomalies…" /> : error === null && <NoAnomalies filtered={Object.keys(filter).length > 0} hasStreams={hasStreams} onClear={address.clear} />}
        {isWide && list.rows.length > 0 && (
          <aside className="anomalies-aside" aria-label="The selected anomaly">
            {anomaly === null ? <EmptyState icon="anomalies" title="Nothing selected">Press <kbd>j</kbd> for the first anomaly, then <kbd>1</kbd> to <kbd>4</kbd> for a verdict.</EmptyState> : <AnomalyView key={anomaly.id} anomaly={anomaly} records="asked" note={note} onNote={setNote} onJudge={judgeOne} />}
          </aside>
        )}
      </div>
    </>
  );
}

function NoAnomalies({ filtered, hasStreams, onClear }: { filtered: boolean; hasStreams: boolean; onClear(): void }) {
  if (filtered) return <EmptyState icon="search" title="No anomaly matches" actions={<Button onPress={onClear}>Clear the filter</Button>}>None of the stored anomalies has all that the filter asks for. New ones that match appear here by themselves.</EmptyState>;
  if (!hasStreams) return <EmptyState icon="plug" title="No stream to look at" actions={<Button onPress={() => goTo({ page: 'start' })}>Go to the start page</Button>}>Open the sample workspace or connect a stream; what is found in it appears here within a second.</EmptyState>;
  return <EmptyState icon="check" title="No anomalies so far">What is found while streams are read appears here within a second of its record.</EmptyState>;
}
