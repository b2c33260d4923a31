import { describe, expect, it } from 'vitest';
import { streamHealthSchema, streamSchema } from '../../../shared/domain/stream.ts';
import type { StreamState } from '../../../shared/domain/stream.ts';
import { matchingStreams, possibleActs, rateOf, sourceWords, stateWords, watermarkAge } from './stream-words.ts';
import type { StreamRow } from './stream-words.ts';

function row(id: string, kind: 'kafka' | 'file', state: StreamState = 'running'): StreamRow {
  return {
    stream: streamSchema.parse({
      id, name: `The ${id}`, domain: 'retail', createdAt: 0, running: true, decoding: { format: 'json' }, detector: { name: 'd' }, mapping: { time: { field: 't', unit: 'ms' }, keys: [], channels: [{ field: 'v', name: 'v' }] },
      source: kind === 'kafka' ? { kind, connection: { brokers: ['b:9092'] }, topic: 'sales', start: { at: 'latest' } } : { kind, location: { at: 'upload', uploadId: 'u' }, format: 'csv' },
    }),
    health: streamHealthSchema.parse({ streamId: id, state, error: null, recordsPerSecond: 0, recordCount: 0, quarantinedCount: 0, lateCount: 0, textCount: 0, anomalyCount: 0, lag: null, watermark: 1000, lastReceiveTime: null, seriesCount: 0, warmingUpCount: 0, progress: null, capturing: false }),
  };
}

describe('words about streams', () => {
  it('calls a running topic live and a running file being read', () => {
    expect(stateWords(row('a', 'kafka')).words).toBe('Live');
    expect(stateWords(row('a', 'file')).words).toBe('Being read');
  });
  it('offers what a state allows', () => {
    expect(possibleActs({ state: 'failed' })).toEqual({ start: true, pause: false, resume: false, stop: false });
    expect(possibleActs({ state: 'paused' })).toEqual({ start: false, pause: false, resume: true, stop: true });
    expect(possibleActs({ state: 'finished' })).toEqual({ start: false, pause: false, resume: false, stop: false });
  });
  it('finds streams by every word, in any of name, domain, source and state', () => {
    const rows = [row('till', 'kafka'), row('shelf', 'file', 'failed')];
    expect(matchingStreams(rows, 'retail FAILED').map((one) => one.stream.id)).toEqual(['shelf']);
    expect(matchingStreams(rows, 'kafka sales').map((one) => one.stream.id)).toEqual(['till']);
    expect(matchingStreams(rows, '  ')).toHaveLength(2);
  });
  it('says where records come from', () => {
    expect(sourceWords(row('a', 'kafka').stream.source)).toBe('Kafka · sales');
    expect(sourceWords(row('a', 'file').stream.source)).toBe('CSV file');
  });
  it('says no rate of a stream that reads nothing', () => {
    expect(rateOf({ state: 'finished', recordsPerSecond: 2762 })).toBe(0);
    expect(rateOf({ state: 'held', recordsPerSecond: 12 })).toBe(12);
  });
  it('gives an age of event time to live streams only', () => {
    expect(watermarkAge(row('a', 'kafka'), 4000)).toBe(3000);
    expect(watermarkAge(row('a', 'file'), 4000)).toBeNull();
  });
});
