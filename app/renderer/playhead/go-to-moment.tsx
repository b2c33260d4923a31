import { useState } from 'react';
import type { Zone } from '../charts/words.ts';
import { MomentField } from '../ui/moment-field.tsx';

/** The moment of the playhead, as a field: a moment that is typed is gone to with Enter or on leaving the field. `onGo` answers where it went, which is the nearest moment of which something is stored; the field says so where that is another. */
export function GoToMoment({ time, zone, held, onGo }: { time: number; zone: Zone; held: boolean; onGo(time: number): number | null }) {
  const at = Math.round(time);
  const [outside, setOutside] = useState<{ at: number; words: string } | null>(null);
  const go = (to: number) => {
    const went = onGo(to);
    setOutside(went === null || Math.abs(went - to) < 1000 ? null : { at: Math.round(went), words: `Nothing is stored ${to < went ? 'before: it begins' : 'after: it ends'} here.` });
  };
  return (
    <span className="transport-go">
      <MomentField className="" label="Go to a moment" time={at} zone={zone} onChange={(to) => { if (to !== null) go(to); }} />
      <span className={outside?.at === at ? 'field-error' : 'unseen'} role="status">{outside?.at === at && outside.words}</span>
      {held && at % 1000 !== 0 && <output className="muted small">{`.${String(at % 1000).padStart(3, '0')} s`}</output>}
    </span>
  );
}
