import { useMemo } from 'react';
import { countWords, plural } from '../../ui/figures.ts';
import { EmptyState, Shown } from '../../ui/states.tsx';
import { useQuery } from '../../workbench/use-query.ts';

/** The detectors with what each assumes and where it fails. Which one a stream uses is chosen with the stream. */
export function DetectorsSection() {
  const cards = useQuery('detectors.list', useMemo(() => ({}), []));
  return (
    <Shown of={cards} waiting="Reading the detectors…">
      {(all) => all.length === 0 ? <EmptyState title="No detector">The program's model files are missing; install it anew.</EmptyState> : (
        <div className="stack-l">
          {all.map((card) => (
            <article key={card.name} className="card stack settings-card" aria-label={card.title}>
              <h2>{card.title} <span className="muted small">{card.name}, model {card.modelVersion}</span></h2>
              <dl className="facts">
                <dt>Assumes</dt><dd>{card.assumes}</dd>
                <dt>Fails on</dt><dd>{card.fails}</dd>
                <dt>Threshold</dt><dd>{card.threshold} at sensitivity 0.5</dd>
                <dt>Warm-up</dt><dd>{plural(card.warmUp, 'sample')} of each series before its first score</dd>
                {card.manifest !== null && <><dt>Model files</dt><dd>{countWords(Object.keys(card.manifest.files).length)}, checked by hash before each use</dd></>}
              </dl>
            </article>
          ))}
        </div>
      )}
    </Shown>
  );
}
