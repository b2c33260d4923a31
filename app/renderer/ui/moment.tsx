import { useEffect, useState } from 'react';
import { doneWords, durationWords, momentWords } from '../charts/words.ts';
import { usePreferences } from '../workbench/preferences.ts';

/** The time of day now, told every `everyMs`. */
export function useNow(everyMs = 1000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** A moment in full, in the analyst's time zone; "–" where there is none. */
export function Moment({ at }: { at: number | null }) {
  const { timeZone } = usePreferences();
  if (at === null) return <span className="muted">–</span>;
  return <time dateTime={new Date(at).toISOString()} className="nowrap">{momentWords(at, timeZone)}</time>;
}

/** When somebody did something, in the analyst's time zone. */
export function DoneAt({ at }: { at: number }) {
  const { timeZone } = usePreferences();
  return <time dateTime={new Date(at).toISOString()} className="nowrap">{doneWords(at, timeZone)}</time>;
}

/** How long ago something was, kept current: "12 s ago". */
export function Ago({ at }: { at: number | null }) {
  const now = useNow(5000);
  const { timeZone } = usePreferences();
  if (at === null) return <span className="muted">–</span>;
  return <time dateTime={new Date(at).toISOString()} title={momentWords(at, timeZone)} className="nowrap">{now - at < 2000 ? 'just now' : `${durationWords(now - at)} ago`}</time>;
}
