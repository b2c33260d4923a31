import { useState } from 'react';
import type { BudgetView } from '../../../shared/api/views.ts';
import type { Stream } from '../../../shared/domain/stream.ts';
import { hrefOf } from '../../routes/route.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { TextField } from '../../ui/fields.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Shown } from '../../ui/states.tsx';
import { useQuery } from '../../workbench/use-query.ts';
import { alertsPerDayOf } from '../connect/alert-budget-form.ts';

/** How often the figures are read again, as the stream goes on. */
const refreshMs = 5_000;

/** A stream's alert budget: asked beside realised, the threshold in use and what it costs; and what another one would have done on the stored scores. */
export function BudgetCard({ stream }: { stream: Stream }) {
  const [text, setText] = useState('');
  const [tried, setTried] = useState<number | null>(null);
  const asked = alertsPerDayOf(text);
  const fault = asked === 'wrong' ? 'Write a number from 0.1 to 10,000.' : null;
  return (
    <section className="card stack" aria-labelledby="budget-title">
      <div className="row"><h2 className="grow" id="budget-title">Alert budget</h2><LinkButton small icon="settings" href={hrefOf({ page: 'new-stream' }, { edit: stream.id })}>{stream.detector.budget === undefined ? 'Set one' : 'Change'}</LinkButton></div>
      {stream.detector.budget === undefined ? <p className="muted">None: alerts come as the sensitivity has it, however many.</p> : <Lived stream={stream} />}
      <div className="row">
        <TextField label="Try another on the stored history" hint="Alerts a day; nothing is changed." type="number" value={text} onChange={setText} error={fault} />
        <Button isDisabled={typeof asked !== 'number'} onPress={() => { if (typeof asked === 'number') setTried(asked); }}>Try</Button>
      </div>
      {tried !== null && <Tried key={tried} stream={stream} alertsPerDay={tried} />}
    </section>
  );
}

function Lived({ stream }: { stream: Stream }) {
  const view = useQuery('streams.budget', { streamId: stream.id }, { everyMs: refreshMs });
  return <Shown of={view} waiting="Reading the budget…">{(found) => (found === null ? null : <Figures view={found} />)}</Shown>;
}

function Tried({ stream, alertsPerDay }: { stream: Stream; alertsPerDay: number }) {
  const view = useQuery('streams.budget', { streamId: stream.id, alertsPerDay });
  return <Shown of={view} waiting="Replaying the stored scores…">{(found) => (found === null ? null : <Figures view={found} />)}</Shown>;
}

function Figures({ view: { words, leftOut, confirmedMissed } }: { view: BudgetView }) {
  return (
    <div className="stack">
      {words.map((sentence) => <p key={sentence}>{sentence}</p>)}
      <Candidates title="Confirmed, and not told" candidates={confirmedMissed} />
      <Candidates title="Highest left out" candidates={leftOut} />
    </div>
  );
}

function Candidates({ title, candidates }: { title: string; candidates: BudgetView['leftOut'] }) {
  if (candidates.length === 0) return null;
  return (
    <details>
      <summary>{title} ({candidates.length})</summary>
      <ul>{candidates.map(({ seriesId, seriesName, peakTime, score }) => <li key={`${seriesId} ${peakTime}`}><a href={`#/series/${seriesId}`}>{seriesName}</a>, <Moment at={peakTime} />, score {score.toFixed(4)}</li>)}</ul>
    </details>
  );
}
