import { useEffect, useMemo } from 'react';
import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { Condition } from '../../../shared/domain/condition.ts';
import type { Incident } from '../../../shared/domain/incident.ts';
import { windowOf } from '../../../shared/domain/incident-window.ts';
import { meanIntervalMs, type Series } from '../../../shared/domain/series.ts';
import { timelineOfPage } from '../../playhead/timelines.ts';
import { usePlayheadAddress } from '../../playhead/use-playhead-address.ts';
import { Shown } from '../../ui/states.tsx';
import { useQuery } from '../../workbench/use-query.ts';
import type { StreamRow } from '../streams/stream-words.ts';
import { IncidentCharts } from './incident-charts.tsx';
import { IncidentTimeline } from './incident-timeline.tsx';

interface CourseProps {
  incident: Incident;
  members: readonly Anomaly[];
  conditions: readonly Condition[];
  row: StreamRow;
}

/** How an incident went: its timeline and its charts, which share one range, cursor and playhead that stand in the page's address. */
export function IncidentCourse(props: CourseProps) {
  const { streamId } = props.incident;
  const all = useQuery('series.list', useMemo(() => ({ streamId, limit: 10_000 }), [streamId]));
  return <Shown of={all} waiting="Looking up the series…">{(series) => <Course {...props} series={series} />}</Shown>;
}

function Course({ incident, members, conditions, row, series }: CourseProps & { series: readonly Series[] }) {
  const { id, start, end, firstMover } = incident;
  const first = series.find((one) => one.id === firstMover);
  const intervalMs = first === undefined ? 0 : meanIntervalMs(first);
  const firstTime = first?.firstTime ?? -Infinity;
  const home = useMemo(() => windowOf({ start, end }, intervalMs, firstTime), [start, end, intervalMs, firstTime]);
  const timeline = timelineOfPage(`incident ${id}`, { kind: 'fixed', ...home });
  usePlayheadAddress(timeline, home);
  const growing = row.health.state !== 'finished';
  useEffect(() => timeline.setGrowing(row.stream.id, growing), [timeline, row.stream.id, growing]);
  return (
    <>
      <IncidentTimeline incident={incident} members={members} conditions={conditions} timeline={timeline} />
      <IncidentCharts incident={incident} members={members} series={series} row={row} timeline={timeline} />
    </>
  );
}
