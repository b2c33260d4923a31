import type { Condition } from '../../../shared/domain/condition.ts';
import { Ago } from '../../ui/moment.tsx';
import { Notice } from '../../ui/states.tsx';
import { conditionTitles } from './condition-words.ts';

/** More than so many are summed up; the tab has them all. */
const mostShown = 3;

/** The conditions of a stream that go on, each with since when. */
export function OpenConditions({ conditions }: { conditions: readonly Condition[] }) {
  const going = conditions.filter(({ end }) => end === null).sort((a, b) => Number(a.seriesId !== null) - Number(b.seriesId !== null) || a.begin - b.begin);
  if (going.length === 0) return null;
  return (
    <section className="stream-conditions stack" aria-label="Conditions that go on">
      {going.slice(0, mostShown).map((one) => <Notice key={one.id} tone="warn" title={conditionTitles[one.kind]}>{one.words} Seen <Ago at={one.begin} />.</Notice>)}
      {going.length > mostShown && <p className="muted small">And {going.length - mostShown} more, in the tab Conditions.</p>}
    </section>
  );
}
