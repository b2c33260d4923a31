import { useMemo, useSyncExternalStore, type PointerEvent, type ReactNode } from 'react';
import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { Condition } from '../../../shared/domain/condition.ts';
import type { Incident } from '../../../shared/domain/incident.ts';
import type { TimeRange } from '../../../shared/domain/time.ts';
import { createPointedCursor } from '../../charts/pointed-cursor.ts';
import { durationWords, shortMomentWords } from '../../charts/words.ts';
import { rangeState } from '../../playhead/use-range-address.ts';
import type { Timeline } from '../../playhead/timelines.ts';
import { hrefOf } from '../../routes/route.ts';
import { plural } from '../../../shared/counts.ts';
import { usePreferences } from '../../workbench/preferences.ts';
import { Pill, SeverityPill } from '../../ui/pill.tsx';
import { conditionTitles } from '../streams/condition-words.ts';
import { spansBySeries } from './spans-by-series.ts';

/** Bars of at least this part of the width, in percent, so that a single sample is seen. */
const leastWidth = 0.8;

interface TimelineProps {
  incident: Pick<Incident, 'start' | 'end' | 'firstMover'>;
  members: readonly Anomaly[];
  conditions: readonly Condition[];
  /** The page's; null where no chart follows it: then the bars are over the incident alone. */
  timeline: Timeline | null;
}

/**
 * When which series was out of the usual and which conditions the stream was in, in order of their beginnings: a bar for each anomaly beside the same in words, so that the table is the chart's twin.
 * The bars are over the page's range and show its cursor and playhead; a press on them, or on when a series began, sets the playhead there.
 */
export function IncidentTimeline({ incident, members, conditions, timeline }: TimelineProps) {
  const { timeZone } = usePreferences();
  useSyncExternalStore(timeline?.range.subscribe ?? never, () => timeline?.range.get());
  const range = timeline?.range.range() ?? { from: incident.start, to: incident.end };
  const state = rangeState(range);
  const began = (what: string, time: number, words: string) => (timeline === null ? words : <button type="button" className="incident-go" title="Set the playhead there" aria-label={`${words}: set the playhead to where ${what} began`} onClick={() => timeline.playhead.seek(time)}>{words}</button>);
  return (
    <div className="table-frame">
      <table className="table incident-timeline">
        <caption className="unseen">Anomalies by series, from the beginning of the incident on</caption>
        <thead><tr><th scope="col">Series</th><th scope="col" className="incident-bars"><span className="incident-ends"><span>{shortMomentWords(range.from, range, timeZone)}</span><span>{durationWords(range.to - range.from)}</span><span>{shortMomentWords(range.to, range, timeZone)}</span></span></th><th scope="col">Began</th><th scope="col">Lasted</th><th scope="col">Worst</th></tr></thead>
        <tbody>
          {spansBySeries(members).map(({ seriesId, seriesName, spans, start, lastingMs }) => (
            <tr key={seriesId}>
              <th scope="row"><a href={hrefOf({ page: 'series', seriesId }, state)}>{seriesName}</a>{seriesId === incident.firstMover && members.some((one) => one.seriesId !== seriesId) && <> <Pill tone="info">moved first</Pill></>}</th>
              <td className="incident-bars"><Track range={range} timeline={timeline}>{spans.map((one) => <Bar key={one.id} kind={one.severity} from={one.start} to={one.end} range={range} />)}</Track></td>
              <td className="number nowrap">{began(seriesName, start, start <= incident.start ? 'at its start' : `${durationWords(start - incident.start)} later`)}</td>
              <td className="number">{lastingMs === 0 ? 'one sample' : durationWords(lastingMs)}{spans.length > 1 && <span className="muted small"> in {plural(spans.length, 'anomaly', 'anomalies')}</span>}</td>
              <td><SeverityPill severity={worstOf(spans)} /></td>
            </tr>
          ))}
          {conditions.map((one) => {
            const from = Math.max(incident.start, one.eventFrom!);
            return (
              <tr key={one.id}>
                <th scope="row"><a href={`#/streams/${one.streamId}?tab=conditions`}>{conditionTitles[one.kind]}</a></th>
                <td className="incident-bars"><Track range={range} timeline={timeline}><Bar kind="condition" from={one.eventFrom!} to={one.eventTo ?? Infinity} range={range} /></Track></td>
                <td className="number nowrap">{began(conditionTitles[one.kind], one.eventFrom!, one.eventFrom! <= incident.start ? 'before its start' : `${durationWords(from - incident.start)} later`)}</td>
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

/** The way of a series over the range, with the cursor and the playhead of the page; for the pointer, since keys have the bar below the charts and the column beside it. */
function Track({ range, timeline, children }: { range: TimeRange; timeline: Timeline | null; children: ReactNode }) {
  const pointer = useMemo(() => (timeline === null ? null : createPointedCursor(timeline.range)), [timeline]);
  if (timeline === null || pointer === null) return <div className="incident-track" aria-hidden="true">{children}</div>;
  const { cursor, until } = timeline.range.get();
  const timeAt = ({ clientX, currentTarget }: PointerEvent<HTMLElement>) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    return range.from + Math.min(1, Math.max(0, (clientX - left) / width)) * (range.to - range.from);
  };
  return (
    <div className="incident-track incident-track-plays" aria-hidden="true" onPointerMove={(event) => pointer.move(event, timeAt(event))} onPointerLeave={() => pointer.leave()} onPointerUp={(event) => { if (event.button === 0) timeline.playhead.seek(timeAt(event)); }}>
      {children}
      {[['cursor', cursor] as const, ['playhead', until] as const].map(([kind, time]) => time !== null && time >= range.from && time <= range.to && <i key={kind} className={`incident-${kind}`} style={{ insetInlineStart: `${placeOf(time, range)}%` }} />)}
    </div>
  );
}

function Bar({ kind, from, to, range }: { kind: string; from: number; to: number; range: TimeRange }) {
  if (to < range.from || from > range.to) return null;
  const begin = Math.min(100 - leastWidth, Math.max(0, placeOf(from, range)));
  return <span className={`incident-bar incident-bar-${kind}`} style={{ insetInlineStart: `${begin}%`, width: `${Math.max(leastWidth, Math.min(100, placeOf(to, range)) - begin)}%` }} />;
}

const never = () => () => {};

/** Percent of the range's width. */
function placeOf(time: number, { from, to }: TimeRange): number {
  return (100 * (time - from)) / Math.max(1, to - from);
}

function worstOf(spans: readonly Anomaly[]): Anomaly['severity'] {
  return (['high', 'medium'] as const).find((severity) => spans.some((one) => one.severity === severity)) ?? 'low';
}
