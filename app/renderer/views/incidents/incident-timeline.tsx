import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { Incident } from '../../../shared/domain/incident.ts';
import { durationWords } from '../../charts/words.ts';
import { plural } from '../../ui/figures.ts';
import { Pill, SeverityPill } from '../../ui/pill.tsx';
import { spansBySeries } from './spans-by-series.ts';

/** Bars of at least this part of the width, in percent, so that a single sample is seen. */
const leastWidth = 0.8;

/** When which series was out of the usual, in order of their beginnings: a bar for each anomaly beside the same in words, so that the table is the chart's twin. */
export function IncidentTimeline({ incident, members }: { incident: Incident; members: readonly Anomaly[] }) {
  const length = Math.max(1, incident.end - incident.start);
  return (
    <div className="table-frame">
      <table className="table incident-timeline">
        <caption className="unseen">Anomalies by series, from the beginning of the incident on</caption>
        <thead><tr><th scope="col">Series</th><th scope="col" className="incident-bars">{durationWords(length)}</th><th scope="col">Began</th><th scope="col">Lasted</th><th scope="col">Worst</th></tr></thead>
        <tbody>
          {spansBySeries(members).map(({ seriesId, seriesName, spans, start, lastingMs }, place) => (
            <tr key={seriesId}>
              <th scope="row"><a href={`#/series/${seriesId}`}>{seriesName}</a>{place === 0 && members.some((one) => one.seriesId !== seriesId) && <> <Pill tone="info">moved first</Pill></>}</th>
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
        </tbody>
      </table>
    </div>
  );
}

function worstOf(spans: readonly Anomaly[]): Anomaly['severity'] {
  return (['high', 'medium'] as const).find((severity) => spans.some((one) => one.severity === severity)) ?? 'low';
}
