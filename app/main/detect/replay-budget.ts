import type { EpochMillis } from '../../shared/domain/time.ts';
import { createAlertBudget, type AlertBudget, type BudgetOptions } from './alert-budget.ts';
import { advanceSpans, type SpanState } from './spans.ts';

/** Alarm scores in order of event time; a row stands for `weight` samples up to `until`, of which it is the highest and comes first. */
export interface ScoredHistory {
  rows: number;
  series: Uint32Array;
  times: Float64Array;
  until: Float64Array;
  alarm: Float32Array;
  weight: Uint8Array;
}

/** An alert that a budget would have told. */
export interface ReplayedAlert {
  series: number;
  start: EpochMillis;
  end: EpochMillis;
}

/** Replays scores at a budget, through the same rules as live. Answers the budget as it is at the end, and the alerts. */
export function replayBudget(history: ScoredHistory, options: Omit<BudgetOptions, 'state' | 'others'>): { budget: AlertBudget; alerts: ReplayedAlert[] } {
  const budget = createAlertBudget({ ...options, state: null });
  const rows = history.weight.reduce((sum, weight) => sum + weight, 0);
  const none = new Float32Array(0);
  const alarm = new Float32Array(rows);
  const samples = { rows, channels: 0, series: new Uint32Array(rows), times: new Float64Array(rows), values: new Float64Array(0) };
  const rowAt = new Uint32Array(rows);
  let place = 0;
  for (let row = 0; row < history.rows; row += 1) {
    const end = place + history.weight[row]!;
    alarm[place] = history.alarm[row]!;
    samples.series.fill(history.series[row]!, place, end);
    rowAt.fill(row, place, end);
    samples.times.fill(history.times[row]!, place, end);
    place = end;
  }
  const scores = { rows, channels: 0, score: alarm, alarm, instant: new Float32Array(rows).fill(NaN), confidence: alarm, expected: none, low: none, high: none, share: none, shape: new Uint8Array(rows) };
  const changes = advanceSpans(new Map<number, SpanState>(), samples, scores, { threshold: options.base, placeOf: (row) => String(rowAt[row]!), budget });
  return { budget, alerts: changes.map(({ series, span: { start, lastPlace } }) => ({ series, start, end: history.until[Number(lastPlace)]! })) };
}
