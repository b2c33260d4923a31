import { useMemo } from 'react';
import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { Verdict, WorkState } from '../../../shared/domain/feedback.ts';
import { durationWords } from '../../charts/words.ts';
import { TiedViews } from '../tableau/tied-views.tsx';
import { hrefOf } from '../../routes/route.ts';
import { TextField } from '../../ui/fields.tsx';
import { percentWords } from '../../ui/figures.ts';
import { Moment } from '../../ui/moment.tsx';
import { Pill, SeverityPill } from '../../ui/pill.tsx';
import { Select } from '../../ui/select.tsx';
import { valueOr } from '../../workbench/loaded.ts';
import { useCommand } from '../../workbench/use-command.ts';
import { useSubscription } from '../../workbench/use-subscription.ts';
import { SavePackButton } from '../evidence/save-pack-button.tsx';
import { ReportButton } from '../report/report-button.tsx';
import { AnomalyChart } from './anomaly-chart.tsx';
import { AnomalyEvidence } from './anomaly-evidence.tsx';
import { AnomalyHistory } from './anomaly-history.tsx';
import { AnomalyRecords } from './anomaly-records.tsx';
import { IncidentOfAnomaly } from '../incidents/incident-of-anomaly.tsx';
import { LookAlikes } from './look-alikes.tsx';
import { workStateWords } from './verdict-words.ts';
import { VerdictButtons } from './verdict-buttons.tsx';
import './anomalies.css';

const workStates = (['to-investigate', 'postponed', 'done'] as const).map((id) => ({ id, label: workStateWords(id) }));

/** One anomaly: what happened in words, the chart around it, the evidence by channel, the records, and the analyst's judgement. `records` says whether they are read at once; `note` goes with the next verdict, by button or by key. */
export function AnomalyView({ anomaly, records, note, onNote, onJudge }: { anomaly: Anomaly; records: 'shown' | 'asked'; note: string; onNote(note: string): void; onJudge(verdict: Verdict | null): void }) {
  const setWorkState = useCommand('feedback.set-work-state');
  const stream = valueOr(useSubscription('streams.watch', {}), []).find((row) => row.stream.id === anomaly.streamId)?.stream;
  const units = useMemo(() => new Map(stream?.mapping.channels.map((channel) => [channel.name, channel.unit])), [stream]);
  return (
    <article className="anomaly-view" aria-label={`${anomaly.seriesName}: ${anomaly.shape}`}>
      <div className="anomaly-view-part">
        <header className="stack">
          <div className="row"><SeverityPill severity={anomaly.severity} />{anomaly.open && <Pill tone="busy">going on</Pill>}<span className="muted"><Moment at={anomaly.start} />{anomaly.end > anomaly.start && <> for {durationWords(anomaly.end - anomaly.start)}</>}{stream !== undefined && <> in <a href={`#/streams/${stream.id}`}>{stream.name}</a></>}</span></div>
          <h1 className="anomaly-title">{anomaly.seriesName}: {anomaly.shape}</h1>
          <p className="anomaly-explanation">{anomaly.explanation}</p>
        </header>
        <div className="anomaly-judging">
          <VerdictButtons verdict={anomaly.verdict} onJudge={onJudge} />
          <div className="anomaly-judging-more">
            <TextField label="Comment" placeholder="Kept with the next verdict" value={note} onChange={onNote} />
            <Select label="Work" options={workStates} value={anomaly.workState} onChange={(workState: WorkState) => void setWorkState.run({ anomalyId: anomaly.id, workState })} />
          </div>
        </div>
        <AnomalyChart anomaly={anomaly} />
        <AnomalyEvidence anomaly={anomaly} units={units} />
      </div>
      <div className="anomaly-view-part">
        <IncidentOfAnomaly anomaly={anomaly} />
        <LookAlikes anomaly={anomaly} />
        <AnomalyRecords anomaly={anomaly} records={records} />
        <AnomalyHistory anomaly={anomaly} />
        <ReportButton anomaly={anomaly} />
        <div className="row"><SavePackButton anomalyId={anomaly.id} /></div>
        <section aria-labelledby="how">
          <h2 id="how">How it was found</h2>
          <dl className="facts">
            <dt>Series</dt><dd><a href={`#/series/${anomaly.seriesId}`}>{anomaly.seriesName}</a>, <a href={hrefOf({ page: 'anomalies' }, { series: String(anomaly.seriesId) })}>all its anomalies</a></dd>
            <TiedViews anomaly={anomaly} />
            <dt>Score</dt><dd>{anomaly.score.toFixed(4)}, threshold {anomaly.threshold.toFixed(4)}</dd>
            <dt>Confidence</dt><dd>{percentWords(anomaly.confidence)}</dd>
            <dt>Grade</dt><dd>{percentWords(anomaly.grade)}</dd>
            <dt>Detector</dt><dd>{anomaly.detector}, model {anomaly.modelVersion}</dd>
            <dt>Detected</dt><dd><Moment at={anomaly.detectedAt} /></dd>
            <dt>Log</dt><dd>partition {anomaly.partition}, offsets {anomaly.firstOffset} to {anomaly.lastOffset}</dd>
            <dt>Id</dt><dd><code>{anomaly.id}</code></dd>
          </dl>
        </section>
      </div>
    </article>
  );
}
