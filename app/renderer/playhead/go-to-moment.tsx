import type { Zone } from '../charts/words.ts';
import { MomentField } from '../ui/moment-field.tsx';

/** The moment of the playhead, as a field: a moment that is typed is gone to with Enter or on leaving the field. */
export function GoToMoment({ time, zone, held, onGo }: { time: number; zone: Zone; held: boolean; onGo(time: number): void }) {
  const at = Math.round(time);
  return (
    <span className="transport-go">
      <MomentField className="" label="Go to a moment" time={at} zone={zone} onChange={(to) => { if (to !== null) onGo(to); }} />
      {held && at % 1000 !== 0 && <output className="muted small">{`.${String(at % 1000).padStart(3, '0')} s`}</output>}
    </span>
  );
}
