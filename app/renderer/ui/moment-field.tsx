import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { Zone } from '../charts/words.ts';
import { howToWriteMoments, momentPlaceholder, readMoment, writeMoment } from './read-moment.ts';

export interface MomentFieldProps {
  /** Read out; the zone is said after it. */
  label: string;
  /** EpochMillis; null is an empty field. */
  time: number | null;
  zone: Zone;
  /** A moment was written and left, or confirmed by Enter. Null where the field was emptied. */
  onChange(time: number | null): void;
  className?: string;
}

/** A moment as text, on the 24-hour clock everywhere: a browser's own field follows the computer's language, in which the page is not written. What is no moment stays, marked, until it is put right. */
export function MomentField({ label, time, zone, onChange, className = 'input' }: MomentFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const shown = time === null ? '' : writeMoment(time, zone);
  const isEmpty = draft?.trim() === '';
  const wrong = draft !== null && !isEmpty && readMoment(draft, zone) === null;
  const give = () => {
    if (draft === null || wrong) return;
    setDraft(null);
    if (draft !== shown) onChange(isEmpty ? null : readMoment(draft, zone));
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && draft !== null) setDraft(null);
    else if (event.key === 'Enter') give();
    else return;
    event.preventDefault();
  };
  return (
    <>
      <input type="text" className={className} spellCheck={false} autoComplete="off" placeholder={momentPlaceholder} aria-label={`${label}, ${zone === 'utc' ? 'UTC' : 'local time'}`} aria-invalid={wrong} value={draft ?? shown} onChange={(event) => setDraft(event.target.value)} onBlur={give} onKeyDown={press} />
      <span className={wrong ? 'field-error' : 'unseen'} role="status">{wrong && `Not a moment. ${howToWriteMoments}`}</span>
    </>
  );
}
