import { createHash } from 'node:crypto';
import type { Anomaly } from '../../shared/domain/anomaly.ts';
import type { Condition } from '../../shared/domain/condition.ts';
import type { Incident } from '../../shared/domain/incident.ts';
import type { Notification } from '../../shared/domain/notification.ts';
import { severityRank } from '../../shared/domain/severity.ts';
import { plural } from '../../shared/counts.ts';
import type { Stream, StreamHealth } from '../../shared/domain/stream.ts';
import type { WireError } from '../../shared/errors/wire-error.ts';

/**
 * What to tell of incidents that changed: one when it opens, one more when it becomes worse or, resolved, returns. Nothing while it only grows.
 * `before` is the incident as last told of (null: new).
 */
export function notificationsForIncident(stream: Stream, before: Incident | null, after: Incident, anomaly: Anomaly, now: number): Notification[] {
  const returns = before?.state === 'resolved' && after.state === 'open';
  if (before !== null && !returns && severityRank[after.severity] <= severityRank[before.severity]) return [];
  const change = before === null ? 'opened' : returns ? `returned:${anomaly.id}` : `worse:${after.severity}`;
  return [{
    id: before === null ? openedId(after.id) : idOf('incident', after.id, change),
    at: now,
    severity: after.severity,
    title: before === null ? `${after.title}: ${stream.name}` : returns ? `Returned: ${after.title}` : `Now ${after.severity}: ${after.title}`,
    body: anomaly.explanation,
    target: { kind: 'anomaly', anomalyId: anomaly.id },
    read: false,
  }];
}

/** The id under which the opening of an incident is told. */
export const openedId = (incidentId: string): string => idOf('incident', incidentId, 'opened');

const conditionTitles: Record<Condition['kind'], string> = { silent: 'silent', late: 'late records', lag: 'reading falls behind', unreadable: 'unreadable records' };

/** A condition that began or ended: each once. */
export function notificationForCondition(stream: Stream, { id, kind, seriesId, begin, end, words }: Condition): Notification {
  const what = `${stream.name}: ${seriesId === null ? '' : 'a series is '}${conditionTitles[kind]}`;
  return {
    id: idOf('condition', id, `${end === null ? 'began' : 'ended'}:${begin}`),
    at: end ?? begin,
    severity: end !== null ? 'info' : seriesId === null ? 'medium' : 'low',
    title: end === null ? what : `Over: ${what}`,
    body: words,
    target: { kind: 'stream', streamId: stream.id },
    read: false,
  };
}

/** A stream that failed or waits for a fault to pass, whose fault began `now`: told once per fault, not per attempt. */
export function notificationForFault(stream: Stream, error: WireError, now: number): Notification {
  return {
    id: idOf('fault', stream.id, `${error.code}:${now}`),
    at: now,
    severity: error.retryable ? 'medium' : 'high',
    title: `${stream.name} stopped`,
    body: `${error.message} ${error.hint}`,
    target: { kind: 'stream', streamId: stream.id },
    read: false,
  };
}

/** A capture that could not be written on, while its stream goes on. */
export function notificationForCapture(stream: Stream, error: WireError, now: number): Notification {
  return {
    id: idOf('capture', stream.id, String(now)),
    at: now,
    severity: 'medium',
    title: `The capture of ${stream.name} ended`,
    body: `${error.message} ${error.hint}`,
    target: { kind: 'stream', streamId: stream.id },
    read: false,
  };
}

/** A saved stream that was read to its end: one telling for all that was found in it. */
export function notificationForImport(stream: Stream, { recordCount, anomalyCount, seriesCount, warmingUpCount }: Pick<StreamHealth, 'recordCount' | 'anomalyCount' | 'seriesCount' | 'warmingUpCount'>, now: number): Notification {
  return {
    id: idOf('import', stream.id, String(recordCount)),
    at: now,
    severity: 'info',
    title: `${stream.name} is read`,
    body: `${plural(recordCount, 'record')}. ${seriesCount > 0 && warmingUpCount === seriesCount ? tooEarly : foundWords(anomalyCount) + unjudgedWords(warmingUpCount, seriesCount)}`,
    target: { kind: 'stream', streamId: stream.id },
    read: false,
  };
}

/** What waited in a log was read: one telling for all that was found in it. */
export function notificationForBacklog(stream: Stream, anomalyCount: number, recordCount: number, now: number): Notification {
  return {
    id: idOf('backlog', stream.id, String(now)),
    at: now,
    severity: 'info',
    title: `${stream.name} has caught up`,
    body: `${recordCount.toLocaleString('en')} records had waited. ${foundWords(anomalyCount)}`,
    target: { kind: 'stream', streamId: stream.id },
    read: false,
  };
}

const tooEarly = 'It is too early to say what is unusual: no series has the samples that its detector learns from first.';

function unjudgedWords(warmingUpCount: number, seriesCount: number): string {
  return warmingUpCount === 0 ? '' : ` ${warmingUpCount.toLocaleString('en')} of ${seriesCount.toLocaleString('en')} series ${warmingUpCount === 1 ? 'has' : 'have'} too few samples to be judged.`;
}

function foundWords(anomalyCount: number): string {
  return anomalyCount === 0 ? 'Nothing unusual was found.' : `${anomalyCount} ${anomalyCount === 1 ? 'anomaly was' : 'anomalies were'} found.`;
}

function idOf(...parts: string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32);
}
