import { describe, expect, it } from 'vitest';
import type { Anomaly } from '../../shared/domain/anomaly.ts';
import type { Incident } from '../../shared/domain/incident.ts';
import type { Stream } from '../../shared/domain/stream.ts';
import { toWireError } from '../../shared/errors/wire-error.ts';
import { WorkbenchError } from '../../shared/errors/workbench-error.ts';
import { notificationForBacklog, notificationForCapture, notificationForFault, notificationForImport, notificationsForIncident } from './notify.ts';

const stream = { id: 's', name: 'Pumps' } as Stream;
const anomaly = { id: 'a', explanation: 'Load is 3 times what is expected.' } as Anomaly;
const incident = (severity: Incident['severity'], anomalyCount = 1) => ({ id: 'i', state: 'open', severity, title: 'Spike in pump 1', anomalyCount }) as Incident;

describe('telling of an incident', () => {
  it('happens when it opens, and leads to its anomaly', () => {
    expect(notificationsForIncident(stream, null, incident('low'), anomaly, 7)).toMatchObject([
      { at: 7, severity: 'low', title: 'Spike in pump 1: Pumps', body: anomaly.explanation, target: { kind: 'anomaly', anomalyId: 'a' }, read: false },
    ]);
  });
  it('happens again when it becomes worse, once for each step, whenever that is', () => {
    const steps = (now: number) => [
      ...notificationsForIncident(stream, null, incident('low'), anomaly, now),
      ...notificationsForIncident(stream, incident('low'), incident('medium'), anomaly, now),
      ...notificationsForIncident(stream, incident('medium'), incident('high'), anomaly, now),
    ].map(({ id }) => id);
    expect(new Set(steps(1)).size).toBe(3);
    expect(steps(2)).toEqual(steps(1));
  });
  it('happens when a resolved one returns, once for each return', () => {
    const returned = (by: string, severity: Incident['severity']) => notificationsForIncident(stream, { ...incident('medium'), state: 'resolved' }, incident(severity, 2), { ...anomaly, id: by as Anomaly['id'] }, 7);
    expect(returned('b', 'medium')).toMatchObject([{ title: 'Returned: Spike in pump 1', severity: 'medium' }]);
    expect(returned('c', 'high')).toMatchObject([{ title: 'Returned: Spike in pump 1', severity: 'high' }]);
    expect(returned('b', 'medium')[0]!.id).not.toBe(returned('c', 'high')[0]!.id);
  });
  it('does not happen while it only grows or becomes milder', () => {
    expect(notificationsForIncident(stream, incident('medium'), incident('medium', 9), anomaly, 7)).toEqual([]);
    expect(notificationsForIncident(stream, incident('high'), incident('low'), anomaly, 7)).toEqual([]);
  });
});

describe('telling of a stream', () => {
  const fault = (code: 'AF_INGEST_BROKER_UNREACHABLE' | 'AF_INGEST_SASL_REFUSED', now: number) => notificationForFault(stream, toWireError(new WorkbenchError(code, 'No answer from b:9092.')), now);
  it('says what failed and what to do, and asks for more haste where it does not pass by itself', () => {
    expect(fault('AF_INGEST_BROKER_UNREACHABLE', 1)).toMatchObject({ severity: 'medium', title: 'Pumps stopped', target: { kind: 'stream', streamId: 's' } });
    expect(fault('AF_INGEST_BROKER_UNREACHABLE', 1).body).toMatch(/^No answer from b:9092\. Check the address/);
    expect(fault('AF_INGEST_SASL_REFUSED', 1).severity).toBe('high');
  });
  it('is a telling of its own each time that a fault begins, after a restart too', () => {
    expect(fault('AF_INGEST_SASL_REFUSED', 2).id).not.toBe(fault('AF_INGEST_SASL_REFUSED', 1).id);
  });
  const read = { recordCount: 12_000, anomalyCount: 0, seriesCount: 4, warmingUpCount: 0 };
  it.each([[0, '12,000 records. Nothing unusual was found.'], [1, '12,000 records. 1 anomaly was found.'], [2, '12,000 records. 2 anomalies were found.']])('sums up a saved stream in which %i anomalies were found', (count, body) => {
    expect(notificationForImport(stream, { ...read, anomalyCount: count }, 7)).toMatchObject({ severity: 'info', title: 'Pumps is read', body });
  });
  it('says of how much of a saved stream nothing could be said', () => {
    const body = (more: Partial<typeof read>) => notificationForImport(stream, { ...read, ...more }, 7).body;
    expect(body({ recordCount: 1, seriesCount: 1, warmingUpCount: 1 })).toBe('1 record. It is too early to say what is unusual: no series has the samples that its detector learns from first.');
    expect(body({ warmingUpCount: 2 })).toBe('12,000 records. Nothing unusual was found. 2 of 4 series have too few samples to be judged.');
    expect(body({ warmingUpCount: 1, anomalyCount: 1 })).toBe('12,000 records. 1 anomaly was found. 1 of 4 series has too few samples to be judged.');
  });
  it('says that a capture ended', () => {
    expect(notificationForCapture(stream, toWireError(new WorkbenchError('AF_STORE_WRITE_FAILED', 'x.afcap can\'t be written (ENOSPC).')), 7)).toMatchObject({ severity: 'medium', title: 'The capture of Pumps ended', at: 7 });
  });
  it('sums up what had waited', () => {
    expect(notificationForBacklog(stream, 3, 80_000, 7)).toMatchObject({ severity: 'info', title: 'Pumps has caught up', body: '80,000 records had waited. 3 anomalies were found.' });
  });
});
