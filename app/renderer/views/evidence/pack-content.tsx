import type { PackView } from '../../../shared/domain/evidence-pack.ts';
import { incidentActWords } from '../../../shared/incident-act-words.ts';
import { durationWords } from '../../charts/words.ts';
import { countWords, plural } from '../../../shared/counts.ts';
import { bytesWords } from '../../ui/figures.ts';
import { DoneAt, Moment } from '../../ui/moment.tsx';
import { Pill, SeverityPill } from '../../ui/pill.tsx';
import { Notice } from '../../ui/states.tsx';
import { incidentStateWords, incidentTone } from '../incidents/incident-words.ts';
import { verdictTone, verdictWords, workStateWords } from '../anomalies/verdict-words.ts';
import { PackChart } from './pack-chart.tsx';
import type { PackState } from './pack-desk.ts';
import { PackReplayPart } from './pack-replay.tsx';

/** What an opened pack says, whether it is what was signed first. */
export function PackContent({ view, pack }: { view: PackView; pack: PackState }) {
  const changed = view.parts.filter(({ state }) => state === 'changed').length;
  return (
    <article className="stack pack" aria-label="The opened pack">
      <Signature view={view} />
      {view.content !== null && <Told content={view.content} haveSamplesChanged={view.parts.some(({ name, state }) => state === 'changed' && name.startsWith('samples/'))} />}
      {view.content !== null && view.isWhole && <PackReplayPart pack={pack} />}
      <section aria-labelledby="parts" className="stack">
        <h2 id="parts">Parts</h2>
        {view.words.map((sentence) => <p key={sentence}>{sentence}</p>)}
        <details open={changed > 0}>
          <summary>{plural(view.parts.length, 'part')}, {changed === 0 ? 'all as they were signed' : `${changed} changed`}</summary>
          <div className="table-frame">
            <table className="table">
              <caption className="unseen">The parts of the pack, and whether each is as it was signed</caption>
              <thead><tr><th scope="col">Part</th><th scope="col">State</th><th scope="col" className="number">Size</th></tr></thead>
              <tbody>{view.parts.map(({ name, bytes, state }) => <tr key={name}><th scope="row"><code>{name}</code></th><td><Pill tone={state === 'whole' ? 'good' : 'bad'}>{state === 'whole' ? 'Intact' : 'Changed'}</Pill></td><td className="number">{bytesWords(bytes)}</td></tr>)}</tbody>
            </table>
          </div>
        </details>
      </section>
    </article>
  );
}

function Signature({ view: { isWhole, isSigned, isOwn, faults, fingerprint, packedAt, version } }: { view: PackView }) {
  return (
    <section aria-labelledby="signature" className="stack">
      <h2 id="signature">Signature</h2>
      {isWhole
        ? <Notice title="Intact: it is what was signed">{isOwn ? 'This workbench signed it.' : 'Another workbench signed it: compare the fingerprint with the one that you were told.'}</Notice>
        : <div role="alert"><Notice tone="bad" title={isSigned ? 'Changed: it is not what was signed' : 'Not signed: nothing shows that it is as it was saved'}>{faults.map((fault) => <p key={fault}>{fault}</p>)}Do not rely on it; ask for the file again from whoever saved it.</Notice></div>}
      <dl className="facts">
        <dt>Fingerprint</dt><dd>{fingerprint === null ? 'none' : <code>{fingerprint}</code>}</dd>
        <dt>Packed</dt><dd>{packedAt === null ? 'not known' : <DoneAt at={packedAt} />}{version !== null && ` by version ${version}`}</dd>
      </dl>
    </section>
  );
}

function Told({ content: { title, streams, incident, anomalies, feedback, acts, pins, stretches, recordCount, sampleCount, audit }, haveSamplesChanged }: { content: NonNullable<PackView['content']>; haveSamplesChanged: boolean }) {
  return (
    <>
      <section aria-labelledby="what" className="stack">
        <h2 id="what">{title}</h2>
        {incident !== null && <div className="row"><SeverityPill severity={incident.severity} /><Pill tone={incidentTone(incident.state)}>{incidentStateWords(incident.state)}</Pill><span className="muted">since <Moment at={incident.start} />, {plural(incident.seriesCount, 'series', 'series')}{incident.owner !== null && `, looked after by ${incident.owner}`}</span></div>}
        <p className="muted">{streams.map(({ name, detector, source }) => `${name} (${source}), judged by ${detector}`).join('; ')}. {plural(recordCount, 'raw record')}, {plural(sampleCount, 'sample')}.</p>
        <ul className="pack-anomalies">
          {anomalies.map((one) => <li key={one.id}><div className="row"><SeverityPill severity={one.severity} /><strong>{one.seriesName}: {one.shape}</strong><Pill tone={verdictTone(one.verdict)}>{verdictWords(one.verdict)}</Pill><span className="muted"><Moment at={one.start} /></span></div><p>{one.explanation}</p></li>)}
        </ul>
      </section>
      <section aria-labelledby="pictures" className="stack">
        <h2 id="pictures">What the series showed</h2>
        {haveSamplesChanged && <p>{stretches.length === 0 ? 'The samples in the pack were changed and can’t be read: nothing is drawn.' : 'Some of the samples in the pack were changed and can’t be read: they are missing below.'}</p>}
        {stretches.length === 0 ? !haveSamplesChanged && <p className="muted">The pack holds no samples of that time.</p> : stretches.map((stretch) => <PackChart key={stretch.seriesId} stretch={stretch} anomalies={anomalies} />)}
      </section>
      <section aria-labelledby="done" className="stack">
        <h2 id="done">Verdicts and history</h2>
        {feedback.length + acts.length + pins.length === 0 ? <p className="muted">Nobody had judged it or done anything with it.</p> : (
          <ol className="history">
            {feedback.map((one) => <li key={`f${one.id}`}><strong>{one.workState !== null ? workStateWords(one.workState) : one.verdict === null ? 'Verdict taken back' : verdictWords(one.verdict)}</strong> <span className="muted">by {one.actor}, <DoneAt at={one.at} />, model {one.modelVersion}</span>{one.comment !== '' && <p>{one.comment}</p>}</li>)}
            {acts.map((act) => <li key={`a${act.id}`}><strong>{incidentActWords(act)}</strong> <span className="muted">by {act.actor}, <DoneAt at={act.at} /></span>{act.kind === 'comment' && <p className="pack-note" dir="auto">{act.text}</p>}</li>)}
            {pins.map((pin) => <li key={`p${pin.id}`}><strong>Pinned: {pin.seriesName}, {pin.channel}</strong> <span className="muted"><Moment at={pin.from} /> for {durationWords(pin.to - pin.from)}; by {pin.actor}, <DoneAt at={pin.at} /></span>{pin.caption !== '' && <p dir="auto">{pin.caption}</p>}</li>)}
          </ol>
        )}
        <p className="muted">{auditWords(audit)}</p>
      </section>
    </>
  );
}

/** How many acts of the workbench's audit chain are about what the pack holds, and whether they are shown to be of it. */
function auditWords({ events, size, isProven }: NonNullable<PackView['content']>['audit']): string {
  const all = plural(size, 'audit event');
  if (events.length === 0) return `None of the workbench’s ${all} until then is about it.`;
  return `${countWords(events.length)} of the workbench’s ${all} until then ${events.length === 1 ? 'is' : 'are'} about it; ${isProven ? 'each is shown to be part of the chain.' : 'that they are part of the chain is not shown.'}`;
}
