import { useMemo } from 'react';
import type { DetectorCard } from '../../../shared/api/views.ts';
import type { Backtest, BacktestRun, Firing } from '../../../shared/domain/backtest.ts';
import { DataTable, type TableColumn } from '../../ui/data-table.tsx';
import { countWords } from '../../../shared/counts.ts';
import { Moment } from '../../ui/moment.tsx';
import { SeverityPill } from '../../ui/pill.tsx';
import { EmptyState, ErrorCard, Notice } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { comparedRows, trialName } from './backtest-words.ts';

/** What an ended backtest found: its trials side by side, and the worst alerts of each. */
export function BacktestResult({ backtest, detectors }: { backtest: Backtest; detectors: readonly DetectorCard[] }) {
  const { state, error, runs, doneCount, seconds } = backtest;
  if (state === 'cancelled') return <Notice title="This backtest was cancelled">It had put {countWords(doneCount)} samples through.</Notice>;
  if (state === 'failed' && error !== null) return <ErrorCard error={error} />;
  return (
    <section className="stack" aria-labelledby="backtest-result">
      <h2 id="backtest-result">Would have fired</h2>
      <div className="card card-flush backtest-compared">
        <table className="table" aria-label="Trials side by side">
          <thead><tr><td />{runs.map(({ trial }, at) => <th key={at} scope="col">{trialName(trial, detectors)}</th>)}</tr></thead>
          <tbody>{comparedRows(backtest).map(({ title, cells }) => <tr key={title}><th scope="row">{title}</th>{cells.map((cell, at) => <td key={at} className="number">{cell}</td>)}</tr>)}</tbody>
        </table>
      </div>
      <p className="muted small">{countWords(doneCount)} samples in {seconds.toFixed(1)} s, each detector from nothing: its warm-up tells nothing. An alert budget is not part of it. A higher sensitivity may join alerts that lie close together into longer, fewer ones.</p>
      {runs.length === 1 ? <Firings run={runs[0]!} /> : (
        <Tabs label="Alerts of each trial" tabs={runs.map((run, at) => ({ id: String(at), title: `${trialName(run.trial, detectors)} (${countWords(run.firingCount)})`, content: <Firings run={run} /> }))} />
      )}
    </section>
  );
}

function Firings({ run: { firings, firingCount, sharedCount } }: { run: BacktestRun }) {
  const columns = useMemo((): TableColumn<Firing>[] => [
    { id: 'severity', title: 'Severity', sortBy: (one) => one.grade, cell: (one) => <SeverityPill severity={one.severity} /> },
    { id: 'start', title: 'From', sortBy: (one) => one.start, cell: (one) => <Moment at={one.start} /> },
    { id: 'series', title: 'Series', sortBy: (one) => one.seriesName, cell: (one) => <a href={`#/series/${one.seriesId}`}>{one.seriesName}</a> },
    { id: 'explanation', title: 'What', cell: (one) => one.explanation, className: 'from-640' },
    ...(sharedCount === null ? [] : [{ id: 'shared', title: 'Other too', sortBy: (one: Firing) => (one.shared === true ? 1 : 0), cell: (one: Firing) => (one.shared === true ? 'yes' : 'no'), className: 'from-640' }]),
  ], [sharedCount]);
  return (
    <div className="stack">
      {firingCount > firings.length && <p className="muted small">The worst {countWords(firings.length)} of {countWords(firingCount)}.</p>}
      <div className="card card-flush"><DataTable label="Alerts it would have told" columns={columns} rows={firings} idOf={(one) => `${one.seriesId} ${one.start}`} empty={<EmptyState icon="check" title="No alerts">It would have told nothing in that time.</EmptyState>} /></div>
    </div>
  );
}
