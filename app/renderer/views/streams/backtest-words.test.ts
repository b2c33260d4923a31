import { expect, it } from 'vitest';
import type { BacktestRun } from '../../../shared/domain/backtest.ts';
import { backtestName, comparedRows, trialName } from './backtest-words.ts';

const detectors = [{ name: 'forecast-residual', title: 'Forecast residual' }];
const trial = { detector: 'forecast-residual', sensitivity: 0.5 };
const run = (more: Partial<BacktestRun>): BacktestRun => ({ trial, threshold: 0.9, firingCount: 14, bySeverity: { high: 2, medium: 4, low: 8 }, seriesCount: 3, sharedCount: null, confirmed: { told: 3, of: 4 }, dismissed: { told: 0, of: 0 }, firings: [], ...more });

it('names trials and backtests, also of a detector that is no longer there', () => {
  expect(trialName(trial, detectors)).toBe('Forecast residual, 50 %');
  expect(trialName({ detector: 'gone', sensitivity: 1 }, detectors)).toBe('gone, 100 %');
  expect(backtestName({ startedAt: Date.UTC(2026, 0, 5, 9, 30), trials: [trial, { ...trial, sensitivity: 0.25 }], state: 'cancelled' }, detectors)).toBe('2026-01-05 09:30 UTC · Forecast residual, 50 % beside Forecast residual, 25 % (cancelled)');
});
it('puts runs side by side', () => {
  const rows = (runs: BacktestRun[], days: number) => Object.fromEntries(comparedRows({ runs, days }).map(({ title, cells }) => [title, cells.join(' | ')]));
  expect(rows([run({}), run({ firingCount: 5, sharedCount: 5 })], 7)).toEqual({
    'Alerts it would have told': '14 | 5', 'A day': '2 | 0.71', 'High · medium · low': '2 · 4 · 8 | 2 · 4 · 8', 'Series with an alert': '3 | 3', 'Told by this one alone': '14 | 0',
    'Of the confirmed problems': '3 of 4 | 3 of 4', 'Of those dismissed as nothing': 'none judged | none judged',
  });
  expect(rows([run({})], 0)).toMatchObject({ 'A day': '–' });
});
