import { useState } from 'react';
import type { Backtest, BacktestTrial } from '../../../shared/domain/backtest.ts';
import type { DetectorCard } from '../../../shared/api/views.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox, Slider } from '../../ui/fields.tsx';
import { countWords } from '../../../shared/counts.ts';
import { percentWords } from '../../ui/figures.ts';
import { Select } from '../../ui/select.tsx';
import { EmptyState, ErrorCard, Progress, Shown } from '../../ui/states.tsx';
import { useCommand } from '../../workbench/use-command.ts';
import { useQuery } from '../../workbench/use-query.ts';
import { useSubscription } from '../../workbench/use-subscription.ts';
import { BacktestResult } from './backtest-result.tsx';
import { backtestName } from './backtest-words.ts';
import type { StreamRow } from './stream-words.ts';
import { SuggestionCard } from './suggestion-card.tsx';

const dayMs = 86_400_000;
const spans = [{ id: 'all', label: 'All that is stored' }, { id: '30', label: 'The last 30 days' }, { id: '7', label: 'The last 7 days' }, { id: '1', label: 'The last day' }] as const;

/** Tries detectors on what is stored of a stream: which alerts each would have told, side by side. */
export function BacktestTab({ row }: { row: StreamRow }) {
  const cards = useQuery('detectors.list', {});
  const backtests = useSubscription('backtests.watch', { streamId: row.stream.id });
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <div className="stream-part">
      <Shown of={cards} waiting="Reading the detectors…">
        {(detectors) => (
          <Shown of={backtests} waiting="Reading the backtests…">
            {(all) => {
              const running = all.find(({ state }) => state === 'running') ?? null;
              const ended = all.filter(({ state }) => state !== 'running');
              const shown = ended.find(({ id }) => id === chosen) ?? ended[0];
              return (
                <div className="stack">
                  {detectors.length > 1 && <SuggestionCard stream={row.stream} detectors={detectors} />}
                  <BacktestForm row={row} detectors={detectors} busy={running !== null} onStarted={() => setChosen(null)} />
                  {running !== null && <Running backtest={running} detectors={detectors} />}
                  {ended.length > 1 && <Select label="Backtest" value={shown!.id} onChange={setChosen} options={ended.map((one) => ({ id: one.id, label: backtestName(one, detectors) }))} />}
                  {shown !== undefined && running === null && <BacktestResult backtest={shown} detectors={detectors} />}
                  {all.length === 0 && <EmptyState icon="clock" title="Nothing was tried yet">A backtest puts the stored samples through a detector as if they came now, and shows which alerts you would have had. The stream goes on meanwhile, and nothing of it changes.</EmptyState>}
                </div>
              );
            }}
          </Shown>
        )}
      </Shown>
    </div>
  );
}

/** What to try. It stays while one is under way, with the focus and what was chosen. */
function BacktestForm({ row: { stream, health }, detectors, busy, onStarted }: { row: StreamRow; detectors: readonly DetectorCard[]; busy: boolean; onStarted(): void }) {
  const own: BacktestTrial = { detector: stream.detector.name, sensitivity: stream.detector.sensitivity };
  const [first, setFirst] = useState(own);
  const [second, setSecond] = useState<BacktestTrial>({ ...own, detector: detectors.find(({ name }) => name !== own.detector)?.name ?? own.detector, sensitivity: detectors.length > 1 ? own.sensitivity : Math.min(1, own.sensitivity + 0.25) });
  const [compares, setCompares] = useState(true);
  const [span, setSpan] = useState<string>('all');
  const start = useCommand('backtests.start', 'drawn');
  const run = async () => {
    const from = span === 'all' || health.watermark === null ? null : health.watermark - Number(span) * dayMs;
    const { ok } = await start.run({ streamId: stream.id, trials: compares ? [first, second] : [first], from, to: null });
    if (ok) onStarted();
  };
  return (
    <section className="card stack" aria-labelledby="backtest-title">
      <h2 id="backtest-title">Try on stored history</h2>
      <div className="backtest-trials">
        <Trial title="First" trial={first} detectors={detectors} onChange={setFirst} />
        <div className="stack">
          <Checkbox label="Compare with a second" value={compares} onChange={setCompares} />
          {compares && <Trial title="Second" trial={second} detectors={detectors} onChange={setSecond} />}
        </div>
        <Select label="Alerts count in" value={span} onChange={setSpan} options={spans} />
      </div>
      {start.error !== null && <ErrorCard error={start.error} />}
      <div className="row"><Button icon="play" busy={start.running || busy} onPress={() => void run()}>Run the backtest</Button></div>
    </section>
  );
}

function Trial({ title, trial, detectors, onChange }: { title: string; trial: BacktestTrial; detectors: readonly DetectorCard[]; onChange(trial: BacktestTrial): void }) {
  return (
    <div className="stack">
      <Select label={`${title}: detector`} value={trial.detector} onChange={(detector) => onChange({ ...trial, detector })} options={detectors.map(({ name, title: label }) => ({ id: name, label }))} />
      <Slider label={`${title}: sensitivity`} value={trial.sensitivity} onChange={(sensitivity) => onChange({ ...trial, sensitivity })} min={0} max={1} step={0.05} words={percentWords} />
    </div>
  );
}

function Running({ backtest, detectors }: { backtest: Backtest; detectors: readonly DetectorCard[] }) {
  const cancel = useCommand('backtests.cancel');
  const { doneCount, sampleCount } = backtest;
  return (
    <section className="card stack" aria-label="Backtest under way">
      <Progress label={backtestName(backtest, detectors)} part={sampleCount === 0 ? null : doneCount / sampleCount} words={`${countWords(doneCount)} of ${countWords(sampleCount)} samples`} />
      <div className="row"><Button icon="close" busy={cancel.running} onPress={() => void cancel.run({ backtestId: backtest.id })}>Cancel</Button></div>
    </section>
  );
}
