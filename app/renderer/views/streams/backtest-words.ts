import type { DetectorCard } from '../../../shared/api/views.ts';
import type { Backtest, BacktestRun, BacktestTrial } from '../../../shared/domain/backtest.ts';
import { countWords } from '../../../shared/counts.ts';
import { percentWords } from '../../ui/figures.ts';

/** A trial by its detector's title and its sensitivity. */
export function trialName({ detector, sensitivity }: BacktestTrial, detectors: readonly Pick<DetectorCard, 'name' | 'title'>[]): string {
  return `${detectors.find(({ name }) => name === detector)?.title ?? detector}, ${percentWords(sensitivity)}`;
}

/** A backtest by when it began and what was tried. */
export function backtestName({ startedAt, trials, state }: Pick<Backtest, 'startedAt' | 'trials' | 'state'>, detectors: readonly Pick<DetectorCard, 'name' | 'title'>[]): string {
  const when = new Date(startedAt).toISOString().slice(0, 16).replace('T', ' ');
  return `${when} UTC · ${trials.map((trial) => trialName(trial, detectors)).join(' beside ')}${state === 'cancelled' ? ' (cancelled)' : state === 'failed' ? ' (failed)' : ''}`;
}

/** The rows of the table that puts trials side by side: a title and a cell for each run. */
export function comparedRows({ runs, days }: Pick<Backtest, 'runs' | 'days'>): { title: string; cells: string[] }[] {
  const row = (title: string, cell: (run: BacktestRun) => string) => ({ title, cells: runs.map(cell) });
  const of = ({ told, of: all }: { told: number; of: number }) => (all === 0 ? 'none judged' : `${countWords(told)} of ${countWords(all)}`);
  return [
    row('Alerts it would have told', ({ firingCount }) => countWords(firingCount)),
    row('A day', ({ firingCount }) => (days > 0 ? (firingCount / days).toPrecision(2).replace(/\.0$/, '') : '–')),
    row('High · medium · low', ({ bySeverity: { high, medium, low } }) => `${countWords(high)} · ${countWords(medium)} · ${countWords(low)}`),
    row('Series with an alert', ({ seriesCount }) => countWords(seriesCount)),
    ...(runs.length > 1 ? [row('Told by this one alone', ({ firingCount, sharedCount }) => countWords(firingCount - (sharedCount ?? 0)))] : []),
    row('Of the confirmed problems', ({ confirmed }) => of(confirmed)),
    row('Of those dismissed as nothing', ({ dismissed }) => of(dismissed)),
  ];
}
