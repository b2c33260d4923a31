import { useMemo } from 'react';
import type { DetectorCard } from '../../../shared/api/views.ts';
import { numberWords } from '../../../shared/number-words.ts';
import { countWords, plural } from '../../../shared/counts.ts';
import { EmptyState, Shown } from '../../ui/states.tsx';
import { useQuery } from '../../workbench/use-query.ts';

/** The detectors with what each assumes and where it fails. Which one a stream uses is chosen with the stream. */
export function DetectorsSection() {
  const cards = useQuery('detectors.list', useMemo(() => ({}), []));
  return (
    <Shown of={cards} waiting="Reading the detectors…">
      {(all, { stale }) => all.length === 0 ? <EmptyState title="No detector">The program's model files are missing; install it anew.</EmptyState> : (
        <div className={`stack-l${stale ? ' stale' : ''}`}>
          <p className="muted">Which detector a stream has, and how sensitive it is, is set up with the <a href="#/streams">stream</a>. How well they do on public data, and where not, is under <a href="#/settings/accuracy">Accuracy</a>.</p>
          {all.map((card) => <Card key={card.name} card={card} />)}
        </div>
      )}
    </Shown>
  );
}

function Card({ card }: { card: DetectorCard }) {
  const { manifest } = card;
  const metrics = Object.entries(manifest?.metrics ?? {});
  return (
    <article className="card stack settings-card" aria-label={card.title}>
      <h2>{card.title} <span className="muted small">{card.name}, model {card.modelVersion}</span></h2>
      <dl className="facts">
        <dt>Assumes</dt><dd>{card.assumes}</dd>
        <dt>Fails on</dt><dd>{card.fails}</dd>
        <dt>Threshold</dt><dd>{card.threshold.toFixed(3)} at sensitivity 0.5; a higher score is more anomalous</dd>
        <dt>Warm-up</dt><dd>{plural(card.warmUp, 'sample')} of each series before its first score</dd>
        {manifest === null && <><dt>Model</dt><dd>None is shipped: it learns each series from its own samples</dd></>}
        {manifest !== null && <><dt>Trained on</dt><dd>{manifest.training.data} ({plural(manifest.training.rows, 'row')}, {manifest.training.licence})</dd></>}
        {metrics.length > 0 && <><dt>Measured</dt><dd>{metrics.map(([name, value]) => `${name} ${numberWords(value)}`).join(', ')}</dd></>}
        {manifest !== null && <><dt>Model files</dt><dd>{countWords(Object.keys(manifest.files).length)}, checked by hash before each use</dd></>}
      </dl>
    </article>
  );
}
