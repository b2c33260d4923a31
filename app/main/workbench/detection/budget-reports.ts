import type { BudgetView } from '../../../shared/api/views.ts';
import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { Stream, StreamId } from '../../../shared/domain/stream.ts';
import { createAlertBudget, type AlertBudget, type BudgetState } from '../../detect/alert-budget.ts';
import type { LeftOut, Tallied } from '../../detect/alert-tally.ts';
import { findDetector } from '../../detect/detector-registry.ts';
import { replayBudget } from '../../detect/replay-budget.ts';
import { thresholdOf } from '../../detect/threshold.ts';
import { readAlarmHistory, type AlarmHistory } from '../../store/alarm-history.ts';
import { readDetectorState } from '../../store/pack-chunks.ts';
import { listAnomalies } from '../../store/tables/anomaly-table.ts';
import { seriesOfStream, type KnownSeries } from '../../store/tables/series-table.ts';
import { thresholdsBetween, type StoredThreshold } from '../../store/tables/threshold-table.ts';
import { budgetWords } from './budget-words.ts';
import type { WorkbenchServices } from '../create-workbench.ts';

/** How alert budgets fare. Both throw `AF_NOT_FOUND` where the stream is not there. */
export interface BudgetReports {
  /** The stream's own budget as it fares, null where it has none; with `alertsPerDay` how that would have fared over the stored scores. */
  view(streamId: StreamId, alertsPerDay: number | null): BudgetView | null;
  thresholds(streamId: StreamId, from: number, to: number): StoredThreshold[];
}

const dayMs = 86_400_000;
/** A day for the counts to settle, and seven that are shown; longer where that holds fewer samples than a threshold can be learned from; and the most samples that are read for it (a second or so). */
const replayedDays = [8, 80, 800] as const;
const fewestSamples = 256;
const mostSamples = 3_000_000;
const shownLeftOut = 10;
const mostConfirmed = 1_000;
const mostThresholds = 5_000;

/** Over an opened workbench's streams and store. */
export function createBudgetReports({ store, streams }: Pick<WorkbenchServices, 'store' | 'streams'>): BudgetReports {
  const baseOf = ({ detector }: Stream) => thresholdOf(detector.sensitivity, findDetector(detector.name).threshold);
  const membersOf = (stream: Stream): Stream[] => {
    const set = stream.detector.budget?.set ?? null;
    return set === null ? [stream] : streams.list().map((row) => row.stream).filter(({ detector }) => detector.budget?.set === set);
  };
  /** As it runs, or else as it was last kept. */
  const budgetOf = (stream: Stream): AlertBudget | null => {
    const asked = stream.detector.budget;
    if (asked === undefined) return null;
    const kept = store.read((db) => readDetectorState(db, stream.id))?.budget ?? null;
    return streams.budgetOf(stream.id) ?? createAlertBudget({ alertsPerDay: asked.alertsPerDay, base: baseOf(stream), state: kept === null ? null : (JSON.parse(kept) as BudgetState) });
  };
  const confirmedSince = (streamId: StreamId, from: number): Anomaly[] => store.read((db) =>
    listAnomalies(db, { streamIds: [streamId], seriesIds: [], severities: [], verdicts: ['true', 'missed'], shapes: [], from, to: null, text: '' }, { sort: 'start', descending: true, limit: mostConfirmed, cursor: null })).anomalies;
  const seriesOf = (streamId: StreamId) => store.read((db) => seriesOfStream(db, streamId));
  const withWords = (view: Omit<BudgetView, 'words'>): BudgetView => ({ ...view, words: budgetWords(view) });

  function lived(stream: Stream): BudgetView | null {
    const own = budgetOf(stream);
    if (own === null) return null;
    const members = membersOf(stream).map((one) => ({ stream: one, budget: budgetOf(one)!, series: seriesOf(one.id) }));
    const tallies = members.flatMap(({ budget }) => budget.tally() ?? []);
    const since = own.state().now === null ? Infinity : own.state().now! - 7 * dayMs;
    const confirmed = members.flatMap(({ stream: { id } }) => confirmedSince(id, since));
    return withWords({
      alertsPerDay: Math.min(...members.map((one) => one.stream.detector.budget!.alertsPerDay)), set: stream.detector.budget!.set, streams: members.map((one) => one.stream.name),
      threshold: own.threshold, floor: own.floor, day: sumOf(tallies.map(({ day }) => day)), week: sumOf(tallies.map(({ week }) => week)),
      leftOut: members.flatMap(({ budget, series }) => candidatesOf(budget.largestLeftOut(), series)).sort((a, b) => b.score - a.score).slice(0, shownLeftOut),
      confirmedCount: confirmed.length, confirmedMissed: confirmed.filter(({ score }) => score < own.threshold).map(candidateOf), replayed: false,
    });
  }

  function replayed(stream: Stream, alertsPerDay: number): BudgetView {
    const series = seriesOf(stream.id);
    const last = series.reduce((latest, { lastTime }) => Math.max(latest, lastTime ?? -Infinity), -Infinity);
    const history = historyBefore(stream.id, last);
    const { budget, alerts } = replayBudget(history, { alertsPerDay, base: baseOf(stream) });
    const tally = budget.tally();
    const first = Math.max(history.times[0] ?? Infinity, last - 7 * dayMs);
    const confirmed = confirmedSince(stream.id, first);
    const indexOf = new Map(series.map(({ id, index }) => [id, index]));
    const isTold = ({ seriesId, start, end }: Anomaly) => alerts.some((alert) => alert.series === indexOf.get(seriesId) && alert.start <= end && alert.end >= start);
    return withWords({
      alertsPerDay, set: null, streams: [stream.name], threshold: budget.threshold, floor: budget.floor, day: tally?.day ?? null, week: tally?.week ?? null,
      leftOut: candidatesOf(budget.largestLeftOut(), series).slice(0, shownLeftOut),
      confirmedCount: confirmed.length, confirmedMissed: confirmed.filter((anomaly) => !isTold(anomaly)).map(candidateOf), replayed: true,
    });
  }

  function historyBefore(streamId: StreamId, last: number): AlarmHistory {
    const read = (days: number) => store.read((db) => readAlarmHistory(db, streamId, last - days * dayMs, mostSamples));
    const [shortest, ...longer] = replayedDays;
    let history = read(shortest);
    for (const days of longer) if (history.weight.reduce((sum, weight) => sum + weight, 0) < fewestSamples) history = read(days);
    return history;
  }

  return {
    view: (streamId, alertsPerDay) => (alertsPerDay === null ? lived(streams.find(streamId)) : replayed(streams.find(streamId), alertsPerDay)),
    thresholds: (streamId, from, to) => store.read((db) => thresholdsBetween(db, streams.find(streamId).id, from, to, mostThresholds)),
  };
}

/** Of several streams: counts add up, the longest time is the time. */
function sumOf(parts: readonly Tallied[]): Tallied | null {
  if (parts.length === 0) return null;
  return parts.reduce((sum, one) => ({ alerts: sum.alerts + one.alerts, leftOut: sum.leftOut + one.leftOut, days: Math.max(sum.days, one.days) }));
}

function candidatesOf(found: readonly LeftOut[], series: readonly KnownSeries[]): BudgetView['leftOut'] {
  return found.map(({ series: index, peakTime, score }) => ({ seriesId: series[index]!.id, seriesName: series[index]!.name, peakTime, score }));
}

function candidateOf({ seriesId, seriesName, peakTime, score }: Anomaly): BudgetView['leftOut'][number] {
  return { seriesId, seriesName, peakTime, score };
}
