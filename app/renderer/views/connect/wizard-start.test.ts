import { describe, expect, it } from 'vitest';
import { streamDraftSchema, streamSchema } from '../../../shared/domain/stream.ts';
import { draftOf, emptyStart, namingFaults, startOfStream } from './wizard-start.ts';

const ward = {
  id: 'ward', name: 'Ward', domain: 'healthcare', createdAt: 0, running: true, decoding: { format: 'json' }, detector: { name: 'd', sensitivity: 0.7 }, pace: 10,
  mapping: { time: { field: 't', unit: 'ms' }, keys: ['bed'], channels: [{ field: 'hr', name: 'heart rate', unit: '1/min' }], label: null },
  source: { kind: 'file', location: { at: 'upload', uploadId: 'u' }, format: 'csv' },
};
const stream = streamSchema.parse(ward);

describe('the wizard', () => {
  it('gives an edited stream back as it was when nothing is changed', () => {
    const { source, decoding, mapping, naming } = startOfStream(stream);
    const { id: _id, createdAt: _createdAt, running: _running, ...draft } = stream;
    expect(draftOf(source, decoding, mapping, naming, 'utc')).toEqual(draft);
    expect(streamDraftSchema.parse(draft)).toEqual(draft);
  });
  it('keeps an alert budget, and refuses one that is no number', () => {
    const budget = { alertsPerDay: 2.5, set: 'wards' };
    const { source, decoding, mapping, naming } = startOfStream(streamSchema.parse({ ...ward, detector: { ...ward.detector, budget } }));
    expect(draftOf(source, decoding, mapping, naming, 'utc')!.detector.budget).toEqual(budget);
    expect(draftOf(source, decoding, mapping, { ...naming, budgetSet: ' ' }, 'utc')!.detector.budget).toEqual({ alertsPerDay: 2.5, set: null });
    expect(draftOf(source, decoding, mapping, { ...naming, alertsPerDay: ' ' }, 'utc')!.detector).not.toHaveProperty('budget');
    for (const alertsPerDay of ['few', '0', '-1']) expect(namingFaults({ ...naming, alertsPerDay })).toHaveProperty('alertsPerDay');
  });
  it('gives no draft before a sample was read', () => {
    const { source, naming } = startOfStream(stream);
    expect(draftOf(source, null, null, naming, 'utc')).toBeNull();
  });
  it('wants a name and a detector', () => {
    expect(Object.keys(namingFaults(emptyStart.naming))).toEqual(['name', 'detector']);
    expect(namingFaults({ ...emptyStart.naming, name: 'x'.repeat(121), detector: 'd' })).toHaveProperty('name');
  });
});
