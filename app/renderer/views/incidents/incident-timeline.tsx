import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { Condition } from '../../../shared/domain/condition.ts';
import type { Incident } from '../../../shared/domain/incident.ts';
import { durationWords } from '../../charts/words.ts';
import { rangeState } from '../../playhead/use-range-address.ts';
import { hrefOf } from '../../routes/route.ts';
import { plural } from '../../../shared/counts.ts';
import { Pill, SeverityPill } from '../../ui/pill.tsx';
import { conditionTitles } from '../streams/condition-words.ts';
import { spansBySeries } from './spans-by-series.ts';

/** Bars of at least this part of the width, in percent, so that a single sample is seen. */
const leastWidth = 0.8;

/** When which series was out of the usual and which conditions the stream was in, in order of their beginnings: a bar for each anomaly beside the same in words, so that the table is the chart's twin. */
export function IncidentTimeline({ incident, members, conditions }: { incident: Pick<Incident, 'start' | 'end' | 'firstMover'>; members: readonly Anomaly[]; conditions: readonly Condition[] }) {
  const length = Math.max(1, incident.end - incident.start);
  // With as much again on both sides, at least a minute, so that the usual is seen too.
  const room = Math.max(length, 60_000);
  const range = rangeState({ from: incident.start - room, to: incident.end + room });
  return (
    <div className="table-frame">
      <table className="table incident-timeline">
        <caption className="unseen">Anomalies by series, from the beginning of the incident on</caption>
        <thead><tr><th scope="col">Series</th><th scope="col" className="incident-bars">{durationWords(length)}</th><th scope="col">Began</th><th scope="col">Lasted</th><th scope="col">Worst</th></tr></thead>
        <tbody>
          {spansBySeries(members).map(({ seriesId, seriesName, spans, start, lastingMs }) => (
            <tr key={seriesId}>
              <th scope="row"><a href={hrefOf({ page: 'series', seriesId }, range)}>{seriesName}</a>{seriesId === incident.firstMover && members.some((one) => one.seriesId !== seriesId) && <> <Pill tone="info">moved first</Pill></>}</th>
              <td className="incident-bars">
                <div className="incident-track" aria-hidden="true">
                  {spans.map((one) => (
                    <span key={one.id} className={`incident-bar incident-bar-${one.severity}`} style={{ insetInlineStart: `${Math.min(100 - leastWidth, (100 * (one.start - incident.start)) / length)}%`, width: `${Math.max(leastWidth, (100 * (one.end - one.start)) / length)}%` }} />
                  ))}
                </div>
              </td>
              <td className="number nowrap">{start <= incident.start ? 'at its start' : `${durationWords(start - incident.start)} later`}</td>
              <td className="number">{lastingMs === 0 ? 'one sample' : durationWords(lastingMs)}{spans.length > 1 && <span className="muted small"> in {plural(spans.length, 'anomaly', 'anomalies')}</span>}</td>
              <td><SeverityPill severity={worstOf(spans)} /></td>
            </tr>
          ))}
          {conditions.map((one) => {
            const from = Math.max(incident.start, one.eventFrom!);
            const to = Math.min(incident.end, one.eventTo ?? incident.end);
            return (
              <tr key={one.id}>
                <th scope="row"><a href={`#/streams/${one.streamId}?tab=conditions`}>{conditionTitles[one.kind]}</a></th>
                <td className="incident-bars"><div className="incident-track" aria-hidden="true"><span className="incident-bar incident-bar-condition" style={{ insetInlineStart: `${Math.min(100 - leastWidth, (100 * (from - incident.start)) / length)}%`, width: `${Math.max(leastWidth, (100 * (to - from)) / length)}%` }} /></div></td>
                <td className="number nowrap">{one.eventFrom! <= incident.start ? 'before its start' : `${durationWords(from - incident.start)} later`}</td>
                <td className="number">{one.eventTo === null ? 'goes on' : durationWords(one.eventTo - one.eventFrom!)}</td>
                <td />
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function worstOf(spans: readonly Anomaly[]): Anomaly['severity'] {
  return (['high', 'medium'] as const).find((severity) => spans.some((one) => one.severity === severity)) ?? 'low';
}
