import { describe, expect, it } from 'vitest';
import type { Anomaly } from '../../shared/domain/anomaly.ts';
import { emptied, summarise } from './group.ts';
import { createIncidentGrouper } from './incident-service.ts';

const minute = 60_000;
function anomaly(id: string, start: number, more: Partial<Anomaly> = {}): Anomaly {
  return {
    id: id as Anomaly['id'], streamId: 's' as Anomaly['streamId'], seriesId: 1 as Anomaly['seriesId'], seriesName: 'pump 1', start, end: start + minute, peakTime: start,
    open: false, score: 0.99, threshold: 0.9, grade: 0.5, confidence: 1, severity: 'low', shape: 'spike', evidence: [], explanation: '', detector: 'd', modelVersion: '1', partition: 0,
    firstOffset: '0', lastOffset: '1', sampleCount: 1, detectedAt: start, incidentId: null, verdict: null, workState: 'to-investigate', ...more,
  };
}
const everySecond = () => 1_000;

describe('grouping anomalies into incidents', () => {
  it('opens one incident for anomalies that follow one another closely', () => {
    const grouper = createIncidentGrouper([], () => []);
    const first = grouper.take([anomaly('a', 0)], everySecond);
    const second = grouper.take([anomaly('b', minute + 20_000, { seriesId: 2 as Anomaly['seriesId'], severity: 'high' })], everySecond);
    expect(second.changes).toHaveLength(1);
    expect(second.changes[0]!.after).toMatchObject({ id: first.changes[0]!.after.id, anomalyCount: 2, seriesCount: 2, severity: 'high', firstMover: 1, start: 0 });
    expect(second.anomalies[0]!.incidentId).toBe(first.changes[0]!.after.id);
  });
  it('opens another one after a quiet stretch of more than 30 sample intervals', () => {
    const grouper = createIncidentGrouper([], () => []);
    const first = grouper.take([anomaly('a', 0)], everySecond).changes[0]!.after;
    const second = grouper.take([anomaly('b', minute + 30_001)], everySecond).changes[0]!.after;
    expect(second.id).not.toBe(first.id);
  });
  it('keeps a growing anomaly in its incident', () => {
    const grouper = createIncidentGrouper([], () => []);
    grouper.take([anomaly('a', 0, { open: true })], everySecond);
    const { changes } = grouper.take([anomaly('a', 0, { end: 10 * minute })], everySecond);
    expect(changes.map(({ after }) => after)).toMatchObject([{ anomalyCount: 1, end: 10 * minute, ongoing: false }]);
  });
  it('gives the same ids when the same anomalies come again', () => {
    const run = () => createIncidentGrouper([], () => []).take([anomaly('a', 0)], everySecond).changes[0]!.after.id;
    expect(run()).toBe(run());
  });
  it('leaves a resolved incident to its own anomalies, and opens another one for the next', () => {
    const grouper = createIncidentGrouper([], () => []);
    const first = grouper.take([anomaly('a', 0, { open: true })], everySecond).changes[0]!.after;
    grouper.replace({ ...first, state: 'resolved' }, []);
    const grown = grouper.take([anomaly('a', 0, { open: true, end: 2 * minute })], everySecond);
    expect(grown.changes).toMatchObject([{ before: { id: first.id }, after: { id: first.id, state: 'resolved', anomalyCount: 1, end: 2 * minute } }]);
    const other = { seriesId: 2 as Anomaly['seriesId'] };
    const next = grouper.take([anomaly('b', minute, other)], everySecond);
    expect(next.changes).toMatchObject([{ before: null, after: { state: 'open', anomalyCount: 1 } }]);
    const closed = grouper.take([anomaly('a', 0, { end: 3 * minute })], everySecond);
    expect(closed.changes).toMatchObject([{ after: { id: first.id, state: 'resolved', anomalyCount: 1, ongoing: false } }]);
    expect(grouper.take([anomaly('c', 2 * minute, other)], everySecond).changes).toMatchObject([{ after: { id: next.changes[0]!.after.id, anomalyCount: 2 } }]);
  });
  it('lets one that was opened again take others again, also after it had let go of it', () => {
    const grouper = createIncidentGrouper([], () => []);
    const { anomalies: [own], changes: [opened] } = grouper.take([anomaly('a', 0)], everySecond);
    grouper.replace({ ...opened!.after, state: 'resolved' }, []);
    const far = grouper.take([anomaly('b', 100 * minute)], everySecond).changes[0]!.after;
    grouper.replace({ ...opened!.after, state: 'open', owner: 'Kim' }, [own!]);
    expect(grouper.take([anomaly('c', minute)], everySecond).changes).toMatchObject([{ after: { id: opened!.after.id, anomalyCount: 2, owner: 'Kim' } }]);
    expect(grouper.take([anomaly('d', 101 * minute)], everySecond).changes).toMatchObject([{ after: { id: far.id, anomalyCount: 2 } }]);
  });
  it('opens a resolved one again when one of its series returns before it was over for as long as it lasted, and keeps its owner', () => {
    const resolved = (lasted: number) => {
      const grouper = createIncidentGrouper([], () => []);
      const { anomalies, changes } = grouper.take([anomaly('a', 0, { end: lasted })], everySecond);
      const { after } = changes[0]!;
      grouper.replace({ ...after, state: 'resolved', owner: 'Kim' }, anomalies);
      return { grouper, id: after.id };
    };
    const { grouper, id } = resolved(10 * minute);
    const returned = grouper.take([anomaly('b', 20 * minute)], everySecond);
    expect(returned.changes).toMatchObject([{ before: { id, state: 'resolved' }, after: { id, state: 'open', anomalyCount: 2, owner: 'Kim' } }]);
    expect(returned.anomalies).toMatchObject([{ incidentId: id }]);
    const late = resolved(10 * minute);
    expect(late.grouper.take([anomaly('b', 20 * minute + 1)], everySecond).changes).toMatchObject([{ before: null, after: { anomalyCount: 1 } }]);
    const short = resolved(0);
    expect(short.grouper.take([anomaly('b', 30_000)], everySecond).changes).toMatchObject([{ after: { id: short.id, state: 'open' } }]);
    const other = resolved(10 * minute);
    expect(other.grouper.take([anomaly('b', 11 * minute, { seriesId: 2 as Anomaly['seriesId'] })], everySecond).changes).toMatchObject([{ before: null }]);
  });
  it('lets anomalies grow where they were moved by hand, and never takes up an incident that was emptied', () => {
    const grouper = createIncidentGrouper([], () => []);
    const { anomalies: [a], changes: [first] } = grouper.take([anomaly('a', 0, { open: true })], everySecond);
    const far = grouper.take([anomaly('b', 100 * minute, { open: true, seriesId: 2 as Anomaly['seriesId'] })], everySecond);
    const target = far.changes[0]!.after;
    const all = [a!, ...far.anomalies].map((one) => ({ ...one, incidentId: target.id }));
    grouper.regroup([{ incident: summarise(target, all), members: all }, { incident: emptied(first!.after, target.id), members: [] }]);
    const grown = grouper.take([anomaly('a', 0, { end: 2 * minute })], everySecond);
    expect(grown.anomalies).toMatchObject([{ id: 'a', incidentId: target.id }]);
    expect(grown.changes).toMatchObject([{ before: { id: target.id, anomalyCount: 2 }, after: { id: target.id, anomalyCount: 2, start: 0, ongoing: true } }]);
    expect(grouper.take([anomaly('c', 2 * minute + 20_000)], everySecond).changes).toMatchObject([{ after: { id: target.id, anomalyCount: 3 } }]);
    const back = { ...grown.anomalies[0]!, incidentId: first!.after.id };
    grouper.regroup([{ incident: summarise(first!.after, [back]), members: [back] }, { incident: summarise(target, far.anomalies), members: far.anomalies }]);
    expect(grouper.take([anomaly('a', 0, { end: 3 * minute })], everySecond).changes).toMatchObject([{ after: { id: first!.after.id, anomalyCount: 1 } }]);
  });
  it('says of a resolved incident when it becomes worse', () => {
    const grouper = createIncidentGrouper([], () => []);
    const first = grouper.take([anomaly('a', 0, { open: true })], everySecond).changes[0]!.after;
    grouper.replace({ ...first, state: 'resolved' }, []);
    expect(grouper.take([anomaly('a', 0, { open: true, severity: 'high' })], everySecond).changes).toMatchObject([{ before: { severity: 'low' }, after: { severity: 'high', state: 'resolved' } }]);
  });
  it('lets go of an incident that ended long ago', () => {
    const grouper = createIncidentGrouper([], () => []);
    const first = grouper.take([anomaly('a', 0)], everySecond).changes[0]!.after;
    grouper.take([anomaly('b', 100 * minute)], everySecond);
    expect(grouper.take([anomaly('c', minute)], everySecond).changes[0]!.after.id).not.toBe(first.id);
  });
  it('goes on with an unresolved incident from the store', () => {
    const before = createIncidentGrouper([], () => []).take([anomaly('a', 0)], everySecond);
    const grouper = createIncidentGrouper(before.changes.map(({ after }) => after), () => before.anomalies);
    expect(grouper.take([anomaly('b', minute)], everySecond).changes[0]!.after).toMatchObject({ id: before.changes[0]!.after.id, anomalyCount: 2 });
  });
});
