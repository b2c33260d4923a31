import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { plural } from '../../../shared/counts.ts';
import { hrefOf } from '../../routes/route.ts';
import { Switch } from '../../ui/fields.tsx';
import { rangeState } from '../../playhead/use-range-address.ts';
import { Ago, Moment } from '../../ui/moment.tsx';
import { Pill, SeverityPill } from '../../ui/pill.tsx';
import { EmptyState, ErrorCard, Notice, Progress } from '../../ui/states.tsx';
import { tell } from '../../ui/toasts.ts';
import { VerdictButtons } from '../anomalies/verdict-buttons.tsx';
import { useTakeIn } from '../connect/use-take-in.ts';
import { mostAnnotations } from './annotation-queue.ts';
import { MappingDialog } from './mapping-dialog.tsx';
import type { ViewSession } from './use-view-session.ts';
import type { ViewWatch } from './use-view-watch.ts';
import type { Listed } from './tied-findings.ts';
import { csvOf, titleOfSheet } from './view-rows.ts';

/** Findings that are drawn at a time. */
const drawn = 100;

/** Beside a view: what is odd in its data, with verdicts; the fields that are watched; and its data as a stream. */
export function WatchCard({ watch, session, name, step, choice }: { watch: ViewWatch; session: ViewSession; name: string; step: ReactNode; choice: ReactNode }) {
  const [isMapping, setMapping] = useState(false);
  const { mapping, findings, listed, running, judged, error, isOld } = watch;
  const sheets = session.state.state === 'shown' ? session.state.sheets : null;
  const { view } = session;
  const sheet = sheets?.[watch.sheet] ?? null;
  const isReady = sheet !== null && view !== null;
  const detect = () => { if (mapping === null) setMapping(true); else void watch.detect(mapping); };
  return (
    <section className="card stack watch-card" aria-labelledby="watch">
      <h2 id="watch">What is odd here</h2>
      {choice}
      <div className="row wrap">
        <Button look="primary" small icon="anomalies" isDisabled={!isReady} busy={running !== null} busyWords="Detecting…" onPress={detect}>{mapping === null ? 'Detect' : 'Detect again'}</Button>
        {mapping !== null && <Button small isDisabled={!isReady} onPress={() => setMapping(true)}>Fields</Button>}
        {mapping !== null && <SaveButton session={session} place={watch.sheet} name={sheet === null || sheets?.length === 1 ? name : `${name} ${titleOfSheet(sheets!, sheet)}`} />}
        {running !== null && <Button small look="plain" onPress={watch.stop}>Stop</Button>}
      </div>
      {mapping !== null && <Switch label="Detect again by itself" hint="When the view’s data has changed and is at rest." value={mapping.again} onChange={(again) => watch.remap({ ...mapping, again })} />}
      {mapping !== null && step}
      {running !== null && running.total > 0 && <Progress label="Reading the view’s data" part={running.read / running.total} words={`${running.read} of ${plural(running.total, 'row')}`} />}
      {error !== null && <ErrorCard error={error} />}
      {isOld && running === null && mapping !== null && <Notice title="The view’s data has changed">What is listed is of before.</Notice>}
      {judged !== null && <p className="muted" role="status">{plural(judged.rows, 'row')} of {plural(judged.series, 'series', 'series')} judged: {plural(findings.length, 'finding')}. Last judged <Ago at={judged.at} />.</p>}
      {judged !== null && judged.short > 0 && <Notice tone="warn" title={`${plural(judged.short, 'series', 'series')} ${judged.short === 1 ? 'is' : 'are'} too short`}>A series is judged after {judged.warmUp} rows. Show more of its past, or a finer time.</Notice>}
      {mapping === null ? <EmptyState icon="anomalies" title="Not watched yet">The data of this view can be judged by the detectors on this machine. Nothing changes in the workbook.</EmptyState> : listed.length === 0 ? (judged !== null && <p>Nothing is odd.</p>) : <Findings watch={watch} />}
      {isMapping && view !== null && sheets !== null && sheet !== null && <MappingDialog view={view} sheet={sheet} sheets={sheets} mapping={mapping} onClose={() => setMapping(false)} onDone={(next) => { setMapping(false); void watch.detect(next); }} />}
    </section>
  );
}

function Findings({ watch }: { watch: ViewWatch }) {
  const { listed, chosen } = watch;
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => { list.current?.querySelector('[data-chosen="true"]')?.scrollIntoView({ block: 'nearest' }); }, [chosen]);
  const shown = [...listed].sort((a, b) => b.start - a.start).slice(0, drawn);
  return (
    <>
      {listed.length > mostAnnotations && <p className="muted">The worst {mostAnnotations} are annotated in the view.</p>}
      <ul className="findings" ref={list}>{shown.map((finding) => <FindingItem key={finding.id} finding={finding} watch={watch} />)}</ul>
      {listed.length > drawn && <p className="muted">The newest {drawn} of {listed.length}.</p>}
    </>
  );
}

function FindingItem({ finding, watch }: { finding: Listed; watch: ViewWatch }) {
  const { id, severity, key, peakTime, explanation, verdict } = finding;
  const isPlaced = (finding.annotation !== null || watch.placed.has(id)) && verdict !== 'false';
  return (
    <li data-chosen={watch.chosen.has(id)} aria-current={watch.chosen.has(id) ? 'true' : undefined}>
      <div className="row wrap"><SeverityPill severity={severity} /><strong className="grow">{key.join(', ') || 'All rows'}</strong><Moment at={peakTime} /></div>
      <p>{explanation}</p>
      {finding.series !== null && <OfStream finding={finding} name={watch.tied?.row.stream.name ?? ''} />}
      <div className="row wrap">
        <Button small onPress={() => watch.show(finding)}>Show in the view</Button>
        {watch.unplaced.has(id) ? <Pill tone="warn">no mark to annotate</Pill> : isPlaced && <Pill tone="info">annotated</Pill>}
      </div>
      <VerdictButtons small keyed={false} verdict={verdict} onJudge={(given) => watch.judge(finding, given)} />
    </li>
  );
}

/** What of the stream it is, and whom a verdict teaches. */
function OfStream({ finding: { series, anomalies, isOfStream, start, end }, name }: { finding: Listed; name: string }) {
  const span = end - start;
  if (anomalies.length === 0) return <p className="small muted">{name} has no anomaly of <a href={hrefOf({ page: 'series', seriesId: series!.id }, rangeState({ from: start - span - 3_600_000, to: end + span + 3_600_000 }))}>{series!.name}</a> at this time: a verdict stays with the view.</p>;
  return <p className="small">{isOfStream ? 'Found by' : 'Also an anomaly of'} {name}: {anomalies.map(({ id, explanation }, i) => <span key={id}>{i > 0 && ', '}<a href={hrefOf({ page: 'anomaly', anomalyId: id })} title={explanation}>open it{anomalies.length > 1 ? ` (${i + 1})` : ''}</a></span>)}. A verdict is one on it, and teaches its detector.</p>;
}

/** All data of the watched sheet, taken in as a stream. */
function SaveButton({ session, place, name }: { session: ViewSession; place: number; name: string }) {
  const { takeIn } = useTakeIn();
  const [busy, setBusy] = useState(false);
  const { view, state } = session;
  async function save(): Promise<void> {
    if (view === null || place < 0) return;
    setBusy(true);
    try {
      takeIn(new File([csvOf(await view.summary(place))], `${name.replaceAll(/[^\p{L}\p{N} _-]+/gu, ' ').trim() || 'view'}.csv`, { type: 'text/csv' }));
    } catch (thrown) {
      tell({ tone: 'bad', title: 'The view’s data could not be read', text: thrown instanceof Error ? thrown.message : '' });
    } finally {
      setBusy(false);
    }
  }
  return <Button small icon="streams" isDisabled={view === null || state.state !== 'shown'} busy={busy} busyWords="Reading…" onPress={() => void save()}>Save as a stream</Button>;
}
