import { describe, expect, it } from 'vitest';
import { makeStore, streamId } from '../../../../tests/fixtures/store-fixture.ts';
import { streamDraftSchema, streamSourceSchema, type StreamSource } from '../../../shared/domain/stream.ts';
import { systemClock } from '../../clock.ts';
import { detectorKinds } from '../../detect/detector-registry.ts';
import { createLog } from '../../log.ts';
import { movePlace, readPlaces } from '../../store/tables/place-table.ts';
import { putSecrets, putStream, readSecrets } from '../../store/tables/stream-table.ts';
import { createCaptureService } from './capture-service.ts';
import { isOtherSource, secretsAfterEdit } from './edited-source.ts';
import { createStreamService } from './stream-service.ts';

type Connection = Partial<Extract<StreamSource, { kind: 'kafka' }>['connection']>;
const topic = (connection: Connection = {}, name = 'a') => streamSourceSchema.parse({
  kind: 'kafka', topic: name, start: { at: 'earliest' },
  connection: { brokers: ['one:9093', 'two:9093'], tls: { ca: 'CA', certificate: 'C', privateKey: null }, sasl: { mechanism: 'scram-sha-256', username: 'u', password: null }, ...connection },
});
const file = (path: string): StreamSource => ({ kind: 'file', location: { at: 'path', path }, format: 'csv' });
const none = { saslPassword: null, tlsPrivateKey: null };
const stored = { saslPassword: 'p', tlsPrivateKey: 'k' };

describe('an edit leads to other records', () => {
  it.each<[string, StreamSource, StreamSource]>([
    ['by another topic', topic(), topic({}, 'b')],
    ['by brokers of which none was named before', topic(), topic({ brokers: ['three:9093'] })],
    ['by another file', file('/a.csv'), file('/b.csv')],
    ['by a file instead of a topic', topic(), file('/a.csv')],
  ])('%s', (_name, before, after) => expect(isOtherSource(before, after)).toBe(true));
  it('not by one more broker, another way to sign in, or the same file', () => {
    expect(isOtherSource(topic(), topic({ brokers: ['two:9093', 'three:9093'], sasl: null, tls: null }))).toBe(false);
    expect(isOtherSource(file('/a.csv'), file('/a.csv'))).toBe(false);
  });
});

describe('stored secrets after an edit', () => {
  it('stay for the brokers, mechanism and TLS that they were given for, for fewer brokers and another user too', () => {
    expect(secretsAfterEdit(topic(), topic({ brokers: ['two:9093'], sasl: { mechanism: 'scram-sha-256', username: 'v', password: null } }), none, stored)).toEqual(stored);
    expect(secretsAfterEdit(topic({ tls: null }), topic(), none, stored)).toEqual(stored);
  });
  it.each<[string, Connection]>([
    ['another broker', { brokers: ['one:9093', 'elsewhere:9093'] }],
    ['another mechanism', { sasl: { mechanism: 'plain', username: 'u', password: null } }],
    ['a connection without TLS', { tls: null }],
    ['another CA certificate', { tls: { ca: null, certificate: 'C', privateKey: null } }],
  ])('must be written again for %s', (_name, change) => {
    expect(() => secretsAfterEdit(topic(), topic(change), none, stored)).toThrow(expect.objectContaining({ code: 'AF_STREAM_SECRET_REQUIRED' }) as Error);
    expect(secretsAfterEdit(topic(), topic(change), { saslPassword: 'q', tlsPrivateKey: 'l' }, stored)).toMatchObject({ saslPassword: 'q' });
  });
  it('says which to write again', () => {
    const edit = (given: typeof none | { saslPassword: string }) => () => secretsAfterEdit(topic(), topic({ brokers: ['three:1'] }), { ...none, ...given }, stored);
    expect(edit(none)).toThrow(expect.objectContaining({ details: { fields: ['password', 'privateKey'] } }) as Error);
    expect(edit({ saslPassword: 'q' })).toThrow(expect.objectContaining({ details: { fields: ['privateKey'] } }) as Error);
    expect(() => secretsAfterEdit(topic(), topic({ brokers: ['three:1'] }), none, none)).not.toThrow();
  });
  it('go when the sign-in, the client certificate or the topic goes', () => {
    expect(secretsAfterEdit(topic(), topic({ sasl: null, tls: { ca: 'CA', certificate: null, privateKey: null } }), none, stored)).toEqual(none);
    expect(secretsAfterEdit(topic(), file('/a.csv'), none, stored)).toEqual(none);
  });
});

it('an edited stream is read anew from another topic, and keeps no secret that it has no use for', async () => {
  const { store, folder, remove } = makeStore();
  const mapping = { time: { field: 't', unit: 'ms' }, keys: ['k'], channels: [{ field: 'v', name: 'v' }], label: null };
  const draft = (name: string, topicName: string, connection: Connection) => streamDraftSchema.parse({ name, source: topic(connection, topicName), decoding: { format: 'json' }, mapping, detector: { name: detectorKinds[0]!.name } });
  store.write((db) => {
    putStream(db, { ...draft('one', 'a', {}), id: streamId, createdAt: 0, running: false });
    putSecrets(db, streamId, stored);
    movePlace(db, streamId, 0, null, 1200);
  });
  const nothing = {} as never;
  const streams = createStreamService({ store, detection: nothing, captures: createCaptureService(folder, systemClock), uploads: nothing, samples: nothing, clock: systemClock, log: createLog(), startStreams: false });
  try {
    await streams.update(streamId, draft('renamed', 'a', {}));
    expect([readPlaces(store.db, streamId).get(0), readSecrets(store.db, streamId)]).toEqual([1200, stored]);
    await expect(streams.update(streamId, draft('moved', 'a', { brokers: ['three:9093'] }))).rejects.toMatchObject({ code: 'AF_STREAM_SECRET_REQUIRED' });
    expect(streams.find(streamId).name).toBe('renamed');
    await streams.update(streamId, draft('other topic', 'b', { sasl: null, tls: null }));
    expect([readPlaces(store.db, streamId).size, readSecrets(store.db, streamId)]).toEqual([0, none]);
  } finally {
    await streams.close();
    remove();
  }
});
