import type { Anomaly, AnomalyFilter, AnomalyId } from '../../shared/domain/anomaly.ts';
import type { AuditEvent } from '../../shared/domain/audit-event.ts';
import type { Condition } from '../../shared/domain/condition.ts';
import type { Feedback, Verdict, WorkState } from '../../shared/domain/feedback.ts';
import type { Incident } from '../../shared/domain/incident.ts';
import type { LaneKind, Lanes } from '../../shared/domain/lanes.ts';
import type { Notification } from '../../shared/domain/notification.ts';
import type { LatestSample, RawRecord, Series, SeriesId, SeriesStretch } from '../../shared/domain/series.ts';
import type { QuarantinedRecord, StreamId } from '../../shared/domain/stream.ts';
import type { TimeRange } from '../../shared/domain/time.ts';
import { WorkbenchError } from '../../shared/errors/workbench-error.ts';
import { createSampleReader } from '../ingest/to-samples.ts';
import { rawInRange } from '../store/raw-records.ts';
import { readLanes } from '../store/read-lanes.ts';
import { readLatest } from '../store/read-latest.ts';
import { readStretch } from '../store/read-stretch.ts';
import { countAnomalies, findAnomaly, holdsText, judgeAnomaly, listAnomalies, type AnomalySort } from '../store/tables/anomaly-table.ts';
import { firstBrokenAudit, listAudit } from '../store/tables/audit-table.ts';
import { conditionsBetween, listConditions } from '../store/tables/condition-table.ts';
import { addFeedback, feedbackOf } from '../store/tables/feedback-table.ts';
import { listIncidents } from '../store/tables/incident-table.ts';
import { listNotifications, markNotificationsRead } from '../store/tables/notification-table.ts';
import { listQuarantined } from '../store/tables/quarantine-table.ts';
import { findSeries, listSeries } from '../store/tables/series-table.ts';
import type { WorkbenchServices } from './create-workbench.ts';

interface Order {
  sort: AnomalySort;
  descending: boolean;
  limit: number;
  cursor: string | null;
}

/** What an analyst said of an anomaly; a part that is left out stays as it is. */
interface Judgement {
  verdict?: Verdict | null;
  workState?: WorkState;
  comment: string;
  actor: string;
  at: number;
}

/** The store as the contract asks of it. */
export interface Reads {
  series(streamId: StreamId | null, text: string, limit: number): Series[];
  stretch(seriesId: SeriesId, from: number, to: number, points: number): SeriesStretch;
  latest(streamId: StreamId, limit: number): LatestSample[];
  records(seriesId: SeriesId, range: TimeRange, limit: number): RawRecord[];
  quarantine(streamId: StreamId, limit: number): QuarantinedRecord[];
  anomaly(id: AnomalyId): Anomaly;
  anomalies(filter: AnomalyFilter, order: Order): { anomalies: Anomaly[]; cursor: string | null };
  anomalyCount(filter: AnomalyFilter): number;
  /** All of a filter, by start, in pages. */
  anomalyPages(filter: AnomalyFilter): Generator<Anomaly[]>;
  lanes(filter: AnomalyFilter, order: { by: LaneKind; buckets: number }, signal: AbortSignal): Promise<Lanes>;
  /** Whether an anomaly belongs to a filter's list. */
  matches(anomaly: Anomaly, filter: AnomalyFilter): boolean;
  judge(id: AnomalyId, judgement: Judgement): Anomaly;
  feedback(id: AnomalyId): Feedback[];
  incidents(streamId: StreamId | null, limit: number): Incident[];
  /** Those that go on, then the newest; where `range` is given those of that span of event time. */
  conditions(asked: { streamId: StreamId | null; seriesId: SeriesId | null; range: TimeRange | null; limit: number }): Condition[];
  notifications(): Notification[];
  markRead(ids: readonly string[]): Notification[];
  audit(limit: number): { events: AuditEvent[]; intact: boolean };
}

const shownNotifications = 200;
const textLength = 4_000;

/** Reads and small writes over an opened workbench's store; they throw `AF_NOT_FOUND` for what is not there, and `AF_STORE_*`. */
export function createReads({ store, streams, audit, clock }: WorkbenchServices): Reads {
  const anomalies: Reads['anomalies'] = (filter, order) => store.read((db) => listAnomalies(db, filter, order));
  return {
    series: (streamId, text, limit) => store.read((db) => listSeries(db, streamId, text, limit)),
    stretch: (seriesId, from, to, points) => store.read((db) => readStretch(db, seriesId, from, to, points)),
    latest: (streamId, limit) => store.read((db) => readLatest(db, streams.find(streamId).id, limit)),
    records: (seriesId, range, limit) => store.read((db) => {
      const series = findSeries(db, seriesId);
      if (series === null) throw new WorkbenchError('AF_NOT_FOUND', `There is no series ${seriesId}.`);
      const { decoding, mapping } = streams.find(series.streamId);
      const read = createSampleReader(decoding, mapping);
      const found: RawRecord[] = [];
      for (const record of rawInRange(db, series.streamId, range.from, range.to)) {
        const rows = read({ keys: [record.key], values: [record.value], timestamps: [record.timestamp] as unknown as Float64Array, offsets: [record.offset] });
        const time = rows.times[0];
        if (rows.rows === 0 || rows.keys[0] !== series.key || time === undefined || time < range.from || time > range.to) continue;
        found.push({ partition: record.partition, offset: String(record.offset), eventTime: time, key: textOf(record.key), text: textOf(record.value) ?? '' });
        if (found.length >= limit) break;
      }
      return found;
    }),
    quarantine: (streamId, limit) => store.read((db) => listQuarantined(db, streamId, limit)),
    anomaly(id) {
      const found = store.read((db) => findAnomaly(db, id));
      if (found === null) throw new WorkbenchError('AF_NOT_FOUND', `There is no anomaly ${id}.`);
      return found;
    },
    anomalies,
    anomalyCount: (filter) => store.read((db) => countAnomalies(db, filter)),
    *anomalyPages(filter) {
      for (let cursor: string | null = null; ; ) {
        const page = anomalies(filter, { sort: 'start', descending: false, limit: 1000, cursor });
        yield page.anomalies;
        cursor = page.cursor;
        if (cursor === null) return;
      }
    },
    lanes: (filter, order, signal) => readLanes(store, clock, filter, { ...order, streamName: (id) => streams.find(id).name }, signal),
    matches(anomaly, filter) {
      const among = <T>(list: readonly T[], value: T) => list.length === 0 || list.includes(value);
      return among(filter.streamIds, anomaly.streamId) && among(filter.seriesIds, anomaly.seriesId) && among(filter.severities, anomaly.severity) && among(filter.shapes, anomaly.shape)
        && among(filter.verdicts, anomaly.verdict ?? 'none') && (filter.from === null || anomaly.end >= filter.from) && (filter.to === null || anomaly.start <= filter.to)
        && holdsText(anomaly, filter.text);
    },
    judge: (id, { verdict, workState, comment, actor, at }) => store.write((db) => {
      const anomaly = judgeAnomaly(db, id, { ...(verdict !== undefined && { verdict }), ...(workState !== undefined && { workState }) });
      addFeedback(db, { anomalyId: id, verdict: verdict ?? null, workState: workState ?? null, comment, actor, at, modelVersion: anomaly.modelVersion });
      return anomaly;
    }),
    feedback: (id) => store.read((db) => feedbackOf(db, id)),
    incidents: (streamId, limit) => store.read((db) => listIncidents(db, streamId, limit)),
    conditions: ({ streamId, seriesId, range, limit }) => store.read((db) => (range === null ? listConditions(db, { streamId, openOnly: false, limit }) : conditionsBetween(db, streamId, seriesId, range.from, range.to, limit))),
    notifications: () => store.read((db) => listNotifications(db, shownNotifications)),
    markRead(ids) {
      store.write((db) => markNotificationsRead(db, ids));
      const marked = store.read((db) => listNotifications(db, shownNotifications));
      return ids.length === 0 ? marked : marked.filter(({ id }) => ids.includes(id));
    },
    audit: (limit) => store.read((db) => ({ events: listAudit(db, limit), intact: firstBrokenAudit(db, audit.key) === null })),
  };
}

function textOf(bytes: Uint8Array | null): string | null {
  return bytes === null ? null : new TextDecoder().decode(bytes.subarray(0, textLength));
}
