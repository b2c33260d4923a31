import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import { DoneAt } from '../../ui/moment.tsx';
import { Shown } from '../../ui/states.tsx';
import { useQuery } from '../../workbench/use-query.ts';
import { verdictWords, workStateWords } from './verdict-words.ts';

/** Who judged it how, oldest first; nothing where nobody has. */
export function AnomalyHistory({ anomaly }: { anomaly: Anomaly }) {
  const history = useQuery('feedback.history', { anomalyId: anomaly.id }, { anew: `${anomaly.verdict} ${anomaly.workState}` });
  return (
    <Shown of={history} waiting="Reading the judgements…">
      {(all) => all.length > 0 && (
        <section aria-labelledby="history">
          <h2 id="history">Judgements</h2>
          <ol className="history">
            {all.map((one) => (
              <li key={one.id}><strong>{one.workState !== null ? workStateWords(one.workState) : one.verdict === null ? 'Verdict taken back' : verdictWords(one.verdict)}</strong> <span className="muted">by {one.actor}, <DoneAt at={one.at} />, model {one.modelVersion}</span>{one.comment !== '' && <p>{one.comment}</p>}</li>
            ))}
          </ol>
        </section>
      )}
    </Shown>
  );
}
