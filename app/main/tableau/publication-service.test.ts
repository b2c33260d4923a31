import { parquetReadObjects } from 'hyparquet';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { logCommit, makeStore, nothingFound, streamId } from '../../../tests/fixtures/store-fixture.ts';
import { startTableauStandIn, type TableauStandIn, type TableauStandInOptions } from '../../../tests/stand-ins/tableau-rest-server.ts';
import { publicationDraftSchema, type PublicationRow } from '../../shared/domain/publication.ts';
import { tableauConnectionDraftSchema, type TableauConnectionId } from '../../shared/domain/tableau.ts';
import { WorkbenchError } from '../../shared/errors/workbench-error.ts';
import { systemClock, type Clock } from '../clock.ts';
import { commitBatch } from '../store/commit-batch.ts';
import { addFeedback } from '../store/tables/feedback-table.ts';
import { judgeAnomaly, putAnomaly } from '../store/tables/anomaly-table.ts';
import type { Anomaly, AnomalyId } from '../../shared/domain/anomaly.ts';
import { publishScopes } from './mint-token.ts';
import { createPublicationService, type PublicationOptions, type PublicationService } from './publication-service.ts';
import { createTableauService, type TableauService } from './tableau-service.ts';

let made: ReturnType<typeof makeStore>;
let tableau: TableauService;
let service: PublicationService;
let now = 0;
let due: { at: number; callback(): void }[] = [];
/** Of the publication that is on its way. */
let stopping = new AbortController();
let seen: [rows: number, part: number | null][] = [];
const listed: PublicationOptions['listed'] = (_publication, signal, perform) => {
  stopping = new AbortController();
  return perform(AbortSignal.any([signal, stopping.signal]), (rows, part) => void seen.push([rows, part])).catch((error: unknown) => {
    throw stopping.signal.aborted ? new WorkbenchError('AF_API_CANCELLED', 'It was cancelled.') : error;
  });
};
const closing: (() => Promise<unknown>)[] = [];
/** A clock that a test moves. */
const clock: Clock = { ...systemClock, now: () => now, after: (ms, callback) => {
  const entry = { at: now + ms, callback };
  due.push(entry);
  return () => void (due = due.filter((one) => one !== entry));
} };

beforeEach(async () => {
  made = makeStore();
  now = Date.now();
  due = [];
  seen = [];
  commitBatch(made.store, await logCommit(0, 40), nothingFound);
  made.store.write((db) => {
    for (const start of [5_000, 20_000]) putAnomaly(db, anomaly(start));
    addFeedback(db, { anomalyId: idOf(5_000), verdict: 'true', workState: null, comment: '', actor: 'ana', at: 7, modelVersion: 'm' });
    judgeAnomaly(db, idOf(5_000), { verdict: 'true' });
  });
  open();
});
afterEach(async () => {
  await service.close();
  await tableau.close();
  for (const close of closing.splice(0)) await close();
  made.remove();
});

function open(): void {
  tableau = createTableauService(made.store, { ...systemClock, now: () => Date.now() }, 'none');
  service = createPublicationService({ store: made.store, clock, tableau, ahead: (_seriesId, _channel, steps) => (steps === 48 ? { after: 39_000, intervalMs: 1000, expected: Float64Array.of(40, 41), low: Float64Array.of(38, 38), high: Float64Array.of(42, 44) } : null), scheduled: true, listed, failed: (error) => { throw error; } });
}
const idOf = (start: number) => String(start).padStart(32, '0') as AnomalyId;
function anomaly(start: number): Anomaly {
  return {
    id: idOf(start), streamId, seriesId: 1 as never, seriesName: '=cmd|<b>', start, end: start + 2000, peakTime: start + 1000, open: false, score: 0.95, threshold: 0.9, grade: 0.5, confidence: 0.8, severity: 'high', shape: 'spike',
    evidence: [{ channel: 'v', observed: 9, expected: 3, low: 2, high: null, share: 1 }], explanation: 'v is far above', detector: 'd', modelVersion: 'm', partition: 0, firstOffset: '5', lastOffset: '7', sampleCount: 3, detectedAt: start, incidentId: null, verdict: null, workState: 'to-investigate',
  };
}
async function standIn(options: TableauStandInOptions = {}): Promise<{ server: TableauStandIn; connectionId: TableauConnectionId }> {
  const server = await startTableauStandIn(options);
  closing.push(() => server.close());
  const draft = tableauConnectionDraftSchema.parse({ name: 'Lab', address: server.address, site: 'lab', signIn: { kind: 'connected-app', clientId: 'client', secretId: 'secret-id', secret: 'a secret of the connected app', user: 'ana' } });
  return { server, connectionId: tableau.save(null, draft).id };
}
const draftOf = (connectionId: TableauConnectionId, more: object = {}) => publicationDraftSchema.parse({ name: 'Ops & "care"', connectionId, content: 'anomalies', ...more });
const rowsOf = async (parquet: Uint8Array) => parquetReadObjects({ file: Uint8Array.from(parquet).buffer });
/** Lets what is due by then happen, and waits until nothing is being published. */
async function pass(ms: number): Promise<void> {
  now += ms;
  for (const { callback } of due.filter(({ at }) => at <= now)) callback();
  await settled();
}
const settled = () => new Promise<void>((resolve) => {
  const look = (): void => (service.list().some(({ running }) => running) ? void setImmediate(look) : resolve());
  look();
});

describe('a published data source', () => {
  it('has a row for each anomaly with its verdict, in the project, under a token of the least scopes', async () => {
    const { server, connectionId } = await standIn();
    const { id } = service.save(null, draftOf(connectionId, { project: 'Quality' }));
    const { published, failure } = await service.publish(id);
    expect([failure, published]).toMatchObject([null, { rows: 2, url: 'https://tableau.example/#/datasources/1' }]);
    const there = server.published.get('Ops & "care"')!;
    expect(there.projectId).toBe('project-1');
    const [first, second] = await rowsOf(there.parquet);
    expect(first).toMatchObject({ stream: 'Test', series: '=cmd|<b>', start: new Date(5_000), observed: 9, expected: 3, high: null, verdict: 'true', judged_by: 'ana', judged_at: new Date(7) });
    expect(second).toMatchObject({ verdict: null, judged_by: null });
    expect(server.signedIn.map(({ scopes }) => scopes)).toEqual([['tableau:content:read', 'tableau:file_uploads:create', 'tableau:datasources:create']]);
    expect([server.faults, server.openSessions()]).toEqual([[], 0]);
  });

  it('has a row for each sample and channel with its forecast, and for each step that is forecast', async () => {
    const { server, connectionId } = await standIn();
    const { id } = service.save(null, draftOf(connectionId, { name: 'All', content: 'samples' }));
    await service.publish(id);
    const rows = await rowsOf(server.published.get('All')!.parquet);
    expect(rows).toHaveLength(44);
    const at = { stream: 'Test', series: '1', channel: 'v' };
    expect(rows.filter(({ series, time }) => series === '1' && time >= new Date(39_000))).toEqual([
      { ...at, time: new Date(39_000), observed: 39, expected: 39, low: 38, high: 40, score: 0.5, kind: 'sample' },
      { ...at, time: new Date(40_000), observed: null, expected: 40, low: 38, high: 42, score: null, kind: 'forecast' },
      { ...at, time: new Date(41_000), observed: null, expected: 41, low: 38, high: 44, score: null, kind: 'forecast' },
    ]);
    expect(server.published.get('All')!.projectId).toBeNull();
  });

  it('is sent in pieces where it is large, which Tableau puts together in order', async () => {
    const { server, connectionId } = await standIn();
    const parquet = Uint8Array.from({ length: 20 * 2 ** 20 }, (_, i) => (i * 2_654_435_761) >>> 24);
    const sent: number[] = [];
    await tableau.ask(connectionId, publishScopes, (rest, session) => rest.publishDatasource(session, { name: 'Large', projectId: null, parquet }, undefined, (part) => sent.push(part)));
    expect(Buffer.compare(server.published.get('Large')!.parquet, parquet)).toBe(0);
    expect(server.asked.filter((path) => path.startsWith('PUT '))).toHaveLength(3);
    expect(sent).toEqual([0.4, 0.8, 1]);
    expect(server.faults).toEqual([]);
  });

  it('goes out by itself: at once, then by the hour, and only where something has changed', async () => {
    const { server, connectionId } = await standIn();
    service.save(null, draftOf(connectionId, { every: 'hour' }));
    await pass(0);
    await pass(3_600_000);
    expect(server.published.get('Ops & "care"')!.times).toBe(1);
    const [{ publication }] = service.list() as [PublicationRow];
    expect(publication).toMatchObject({ failure: null, published: { checkedAt: now }, nextAt: now + 3_600_000 });
    made.store.write((db) => judgeAnomaly(db, idOf(20_000), { verdict: 'false' }));
    await pass(3_600_000);
    expect(server.published.get('Ops & "care"')!.times).toBe(2);
  });

  it('says what failed and tries again after growing pauses, also in another run of the workbench', async () => {
    const { server, connectionId } = await standIn({ pieceFaults: [503, 503] });
    service.save(null, draftOf(connectionId, { every: 'day' }));
    await pass(0);
    expect(service.list()[0]!.publication).toMatchObject({ published: null, failure: { tries: 1, error: { code: 'AF_TABLEAU_UNREACHABLE' } }, nextAt: now + 60_000 });
    await pass(60_000);
    expect(service.list()[0]!.publication).toMatchObject({ failure: { tries: 2 }, nextAt: now + 120_000 });
    await service.close();
    open();
    await pass(120_000);
    expect(service.list()[0]!.publication).toMatchObject({ published: { rows: 2 }, failure: null });
    expect(server.published.size).toBe(1);
  });

  it('says that a project is not known, that a connection is gone, and that what was removed is', async () => {
    const { connectionId } = await standIn();
    const { id } = service.save(null, draftOf(connectionId, { project: 'Nowhere' }));
    await expect(service.publish(id)).rejects.toMatchObject({ code: 'AF_TABLEAU_PROJECT_UNKNOWN' });
    expect(service.list()[0]!.publication.failure).toMatchObject({ error: { code: 'AF_TABLEAU_PROJECT_UNKNOWN' } });
    tableau.remove(connectionId);
    await expect(service.publish(id)).rejects.toMatchObject({ code: 'AF_NOT_FOUND' });
    service.remove(id);
    await expect(service.publish(id)).rejects.toMatchObject({ code: 'AF_NOT_FOUND' });
    expect(service.list()).toEqual([]);
  });

  it('is published anew where its name or project changes, and is refused a second time at once', async () => {
    const { server, connectionId } = await standIn();
    const { id } = service.save(null, draftOf(connectionId));
    const first = service.publish(id);
    await expect(service.publish(id)).rejects.toMatchObject({ code: 'AF_TABLEAU_PUBLISHING' });
    await first;
    expect(service.save(id, draftOf(connectionId, { days: 7 })).published).not.toBeNull();
    expect(service.save(id, draftOf(connectionId, { name: 'Other' })).published).toBeNull();
    await service.publish(id);
    expect([...server.published.keys()]).toEqual(['Ops & "care"', 'Other']);
  });

  it('says how many rows were read and which part is sent, and is ended where it is listed, until it is due again', async () => {
    const { server, connectionId } = await standIn();
    const { id } = service.save(null, draftOf(connectionId, { every: 'hour' }));
    await service.publish(id);
    expect(seen).toEqual([[2, null], [2, 1]]);
    const second = service.publish(id);
    await new Promise((resolve) => setImmediate(resolve));
    stopping.abort();
    await expect(second).rejects.toMatchObject({ code: 'AF_API_CANCELLED' });
    expect(service.list()).toMatchObject([{ running: false, publication: { published: { rows: 2 }, failure: null, nextAt: now + 3_600_000 } }]);
    expect(server.published.get('Ops & "care"')!.times).toBe(1);
  });
});
