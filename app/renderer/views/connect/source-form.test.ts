import { describe, expect, it } from 'vitest';
import { streamSourceSchema } from '../../../shared/domain/stream.ts';
import type { Code } from '../../../shared/errors/codes.ts';
import { connectionFaults, connectionOf, emptySource, faultsOfError, formOfSource, sourceFaults, sourceOf } from './source-form.ts';

const good = { ...emptySource, brokers: 'a:9092, b:9093', topic: 'vitals' };

describe('the source of a stream as written in fields', () => {
  it('gives a source that the contract takes', () => {
    const source = sourceOf({ ...good, tls: true, mechanism: 'plain', username: ' ward ', password: ' secret ', start: 'timestamp', startTime: '2026-03-05 14:30' }, 'utc');
    expect(streamSourceSchema.parse(source)).toEqual(source);
    expect(source).toMatchObject({ connection: { brokers: ['a:9092', 'b:9093'], sasl: { username: 'ward', password: ' secret ' } }, start: { time: Date.UTC(2026, 2, 5, 14, 30) } });
  });
  it('says at once what is wrong in every field, and gives no source', () => {
    const form = { ...emptySource, brokers: 'a:9092 localhost', tls: true, ca: 'not pem', mechanism: 'scram-sha-256' as const, start: 'offset' as const, startOffsets: '0-1' };
    expect(Object.keys(sourceFaults(form, 'utc')).sort()).toEqual(['brokers', 'ca', 'password', 'startOffsets', 'topic', 'username']);
    expect(sourceFaults(form, 'utc').brokers).toContain('localhost:9092');
    expect(sourceOf(form, 'utc')).toBeNull();
  });
  it('wants certificate and key together', () => {
    const text = '-----BEGIN CERTIFICATE-----\nAA\n-----END CERTIFICATE-----';
    expect(connectionFaults({ ...good, tls: true, certificate: text })).toHaveProperty('privateKey');
    expect(connectionFaults({ ...good, tls: true, privateKey: text })).toHaveProperty('certificate');
    expect(connectionFaults({ ...good, tls: true, certificate: text, privateKey: text })).toEqual({});
  });
  it('leaves out protection that was turned off again, whatever stands in its fields', () => {
    expect(connectionOf({ ...good, tls: false, ca: 'x', mechanism: 'none', password: 'x' })).toEqual({ brokers: ['a:9092', 'b:9093'], tls: null, sasl: null });
  });
  it('keeps stored secrets when a stream is edited without writing them anew', () => {
    const stored = streamSourceSchema.parse({ kind: 'kafka', connection: { brokers: ['a:1'], sasl: { mechanism: 'plain', username: 'u', password: null } }, topic: 't', start: { at: 'offset', offsets: { 0: '12', 3: '9' } } });
    expect(sourceOf(formOfSource(stored), 'utc')).toEqual(stored);
  });
  it('wants a file for a file', () => {
    expect(sourceOf({ ...emptySource, kind: 'file' }, 'utc')).toBeNull();
    expect(sourceOf({ ...emptySource, kind: 'file', location: { at: 'upload', uploadId: 'u' }, format: 'parquet' }, 'utc')).toEqual({ kind: 'file', location: { at: 'upload', uploadId: 'u' }, format: 'parquet' });
  });
  it('puts an error of the workbench under the field it is about', () => {
    const error = (code: Code) => ({ code, message: 'It was refused.', hint: 'Check it.' });
    expect(faultsOfError(error('AF_INGEST_SASL_REFUSED'), good)).toEqual({ password: 'It was refused. Check it.' });
    expect(faultsOfError(error('AF_INGEST_UPLOAD_INVALID'), { ...good, kind: 'file' })).toEqual({ file: 'It was refused. Check it.' });
    expect(faultsOfError(error('AF_INTERNAL'), good)).toEqual({});
    expect(faultsOfError(null, good)).toEqual({});
  });
  it('marks the secrets that an edit must give again, until they are written', () => {
    const error = { code: 'AF_STREAM_SECRET_REQUIRED' as const, message: 'It was not given for the broker c:1.', hint: 'Write it again.', details: { fields: ['password', 'privateKey'] } };
    expect(faultsOfError(error, { ...good, secretsStored: true, password: '', privateKey: '' })).toEqual({ password: 'It was not given for the broker c:1. Write it again.', privateKey: 'It was not given for the broker c:1. Write it again.' });
    expect(faultsOfError(error, { ...good, secretsStored: true, password: 'p', privateKey: 'k' })).toEqual({});
  });
  it('says of an edited stream why its stored password did not help', () => {
    expect(faultsOfError({ code: 'AF_INGEST_SASL_REFUSED', message: 'It was refused.', hint: 'Check it.' }, { ...good, secretsStored: true }).password).toContain('write it again');
  });
});
