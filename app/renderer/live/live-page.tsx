import { useEffect, useState } from 'react';
import type { LiveDetections } from '../../shared/domain/live-detections.ts';
import { durationWords, momentWords } from '../charts/words.ts';
import { plural } from '../../shared/counts.ts';
import { SeverityPill } from '../ui/pill.tsx';
import { followDashboard, type Narrowing } from './tableau-extension.ts';

const everyMs = 3_000;
const verdictWords = { true: 'true problem', expected: 'expected', false: 'false alarm', 'new-normal': 'new normal', missed: 'marked by hand' } as const;

type Held = { state: 'reading' } | { state: 'there'; value: LiveDetections; stale: string | null } | { state: 'failed'; words: string };

/** The newest detections, read again every three seconds; what was last read stays, with its age, while the workbench does not answer. */
export function LivePage({ apiKey, inTableau }: { apiKey: string; inTableau: boolean }) {
  const [narrowing, setNarrowing] = useState<Narrowing>({});
  const held = useDetections(apiKey, narrowing);
  const [noLibrary, setNoLibrary] = useState(false);
  useEffect(() => {
    if (inTableau) followDashboard(setNarrowing).then((there) => setNoLibrary(!there), () => setNoLibrary(true));
  }, [inTableau]);
  if (held.state !== 'there') return <main><h1>Detections</h1><p role="status">{held.state === 'reading' ? 'Reading the detections…' : held.words}</p></main>;
  const { value: { detections, at, unknown }, stale } = held;
  const narrowed = Object.entries(narrowing).map(([name, value]) => `${name} ${value}`).join(', ');
  return (
    <main>
      <h1>Detections</h1>
      <p className="live-state" role="status">{countsOf(held.value)}{narrowed !== '' && `; those of ${narrowed}`}</p>
      <p className="live-state">{stale === null ? `As of ${momentWords(Math.floor(at / 1000) * 1000, 'local')} local time, read anew every ${everyMs / 1000} s.` : <strong>{stale} What follows is of {momentWords(Math.floor(at / 1000) * 1000, 'local')}.</strong>}</p>
      {noLibrary && <p className="live-state">Tableau’s Extensions API library did not load: the list does not follow the dashboard.</p>}
      {unknown.map((name) => <p key={name}>There is no {name} called “{narrowing[name]}”: the dashboard’s parameter <em>{name === 'stream' ? 'Stream' : 'Series'}</em> has to be written as AnomalyForce writes it.</p>)}
      {detections.length === 0 ? unknown.length === 0 && <p>Nothing unusual{narrowed === '' ? '' : ' there'}.</p> : (
        <ol className="live-list">
          {detections.map((one) => (
            <li key={one.id} data-open={one.open}>
              <SeverityPill severity={one.severity} />
              <div>
                <strong>{one.seriesName}</strong> <span className="live-muted">{one.stream}</span>
                <p>{one.explanation}</p>
                <p className="live-muted"><time dateTime={new Date(one.start).toISOString()}>{momentWords(one.start, 'local')}</time>{one.open ? <>, <strong>going on</strong></> : one.end > one.start && `, for ${durationWords(one.end - one.start)}`}{one.verdict !== null && `; judged: ${verdictWords[one.verdict]}`}</p>
              </div>
            </li>
          ))}
        </ol>
      )}
    </main>
  );
}

/** How many there are; which of them go on is known of those that are listed. */
function countsOf({ detections, open, total }: LiveDetections): string {
  return `${plural(total, 'anomaly', 'anomalies')}${total > detections.length ? `; of the newest ${detections.length}` : ''}, ${open} going on`;
}

function useDetections(apiKey: string, narrowing: Narrowing): Held {
  const [held, setHeld] = useState<Held>({ state: 'reading' });
  const query = new URLSearchParams(narrowing).toString();
  useEffect(() => {
    const ended = new AbortController();
    const fail = (words: string) => setHeld((before) => (before.state === 'there' ? { ...before, stale: words } : { state: 'failed', words }));
    const read = async () => {
      try {
        const answer = await fetch(`/live/detections?${query}`, { headers: { authorization: `Bearer ${apiKey}` }, signal: ended.signal });
        if (answer.ok) setHeld({ state: 'there', value: (await answer.json()) as LiveDetections, stale: null });
        else fail(answer.status === 401 ? 'The key of this page no longer holds: save the extension’s file anew in AnomalyForce, Settings, Tableau.' : `AnomalyForce answers ${answer.status}.`);
      } catch {
        if (!ended.signal.aborted) fail('AnomalyForce does not answer.');
      }
    };
    void read();
    const timer = setInterval(() => void read(), everyMs);
    return () => {
      ended.abort();
      clearInterval(timer);
    };
  }, [apiKey, query]);
  return held;
}
