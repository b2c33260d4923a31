import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import { percentWords } from '../../ui/figures.ts';
import { Moment } from '../../ui/moment.tsx';
import { Pill } from '../../ui/pill.tsx';
import { Shown } from '../../ui/states.tsx';
import { useQuery } from '../../workbench/use-query.ts';
import { verdictTone, verdictWords } from './verdict-words.ts';

/** Earlier anomalies that began like this one, with what was said of them; nothing where none did. */
export function LookAlikes({ anomaly }: { anomaly: Anomaly }) {
  const alike = useQuery('anomalies.look-alikes', { anomalyId: anomaly.id });
  return (
    <Shown of={alike} waiting="Looking for earlier ones like it…">
      {(found) => found.length > 0 && (
        <section aria-labelledby="alike">
          <h2 id="alike">Earlier ones like it</h2>
          <ol className="look-alikes">
            {found.map(({ anomaly: earlier, likeness }) => (
              <li key={earlier.id} className="row">
                <a href={`#/anomalies/${earlier.id}`}>{earlier.seriesName}: {earlier.shape}</a>
                <span className="muted"><Moment at={earlier.start} />, {percentWords(likeness)} alike</span>
                <Pill tone={verdictTone(earlier.verdict)}>{verdictWords(earlier.verdict)}</Pill>
              </li>
            ))}
          </ol>
        </section>
      )}
    </Shown>
  );
}
