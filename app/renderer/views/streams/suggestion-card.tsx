import { useState } from 'react';
import type { DetectorCard } from '../../../shared/api/views.ts';
import type { PlantedResult } from '../../../shared/domain/suggestion.ts';
import type { Stream } from '../../../shared/domain/stream.ts';
import { hrefOf } from '../../routes/route.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { countWords, plural } from '../../../shared/counts.ts';
import { percentWords } from '../../ui/figures.ts';
import { Shown } from '../../ui/states.tsx';
import { useQuery } from '../../workbench/use-query.ts';

const formWords: Record<PlantedResult['byForm'][number]['form'], string> = {
  spike: 'Two samples far off', shift: 'Another level for a while', rough: 'Rougher for a while', flat: 'Nearly still for a while', elsewhen: 'As at another time',
};

/** Which detector suits the stream, by changes that are planted into a copy of its stored samples, and why. */
export function SuggestionCard({ stream, detectors }: { stream: Stream; detectors: readonly DetectorCard[] }) {
  /** How often it was asked; each time anew, as samples come. */
  const [asked, setAsked] = useState(0);
  return (
    <section className="card stack" aria-labelledby="suggestion-title">
      <h2 id="suggestion-title">Which detector suits this stream?</h2>
      <p className="muted">Changes are planted into a copy of stored samples, and each detector goes over it from nothing. Nothing of the stream is changed.</p>
      <div className="row"><Button icon="search" onPress={() => setAsked((before) => before + 1)}>{asked === 0 ? 'Suggest one' : 'Suggest again'}</Button></div>
      {asked > 0 && <Suggested key={asked} stream={stream} detectors={detectors} />}
    </section>
  );
}

function Suggested({ stream, detectors }: { stream: Stream; detectors: readonly DetectorCard[] }) {
  const suggestion = useQuery('detectors.suggest', { streamId: stream.id });
  const titleOf = (name: string) => detectors.find((card) => card.name === name)?.title ?? name;
  return (
    <Shown of={suggestion} waiting="Trying the detectors on a copy of stored samples…">
      {({ detector, reason, results, sampleCount, seriesCount, changeCount }) => (
        <div className="stack" role="status">
          <h3>{titleOf(detector)}{detector === stream.detector.name ? ', which this stream has' : ''}</h3>
          <p>{reason}</p>
          {changeCount > 0 && (
            <>
              <div className="backtest-compared"><table className="table" aria-label="How far planted changes stand out">
                <thead><tr><td />{results.map((result) => <th key={result.detector} scope="col">{titleOf(result.detector)}</th>)}</tr></thead>
                <tbody>{results[0]!.byForm.map(({ form }) => <tr key={form}><th scope="row">{formWords[form]}</th>{results.map((result) => <td key={result.detector} className="number">{percentWords(result.byForm.find((one) => one.form === form)!.standsOut)}</td>)}</tr>)}</tbody>
              </table></div>
              <p className="muted small">The part of the untouched stretches above which a planted change raises the alarm; 50 % is chance. {plural(changeCount, 'change')} in {countWords(sampleCount)} samples of {countWords(seriesCount)} series. What is really wrong in your data may look otherwise: compare below, too.</p>
            </>
          )}
          {detector !== stream.detector.name && <div className="row"><LinkButton icon="settings" href={hrefOf({ page: 'new-stream' }, { edit: stream.id })}>Change the detector</LinkButton></div>}
        </div>
      )}
    </Shown>
  );
}
