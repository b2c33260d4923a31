import { useState } from 'react';
import type { FormEvent } from 'react';
import type { Zone } from '../charts/words.ts';
import { fromMomentInput, toMomentInput } from '../ui/moment-input.ts';

/** The moment of the playhead, as a field: a moment that is typed is gone to with Enter or on leaving the field. */
export function GoToMoment({ time, zone, held, onGo }: { time: number; zone: Zone; held: boolean; onGo(time: number): void }) {
  const [draft, setDraft] = useState<string | null>(null);
  const shown = toMomentInput(new Date(Math.round(time)).toISOString(), zone);
  const go = () => {
    const at = draft === null ? NaN : Date.parse(fromMomentInput(draft, zone));
    setDraft(null);
    if (!Number.isNaN(at)) onGo(at);
  };
  const submit = (event: FormEvent) => { event.preventDefault(); go(); };
  return (
    <form className="transport-go" onSubmit={submit}>
      <input type="datetime-local" step={1} aria-label={`Go to a moment, ${zone === 'utc' ? 'UTC' : 'local time'}`} value={draft ?? shown} onChange={(event) => setDraft(event.target.value)} onBlur={go} />
      {held && Math.round(time) % 1000 !== 0 && <output className="muted small">{`.${String(Math.round(time) % 1000).padStart(3, '0')} s`}</output>}
    </form>
  );
}
