import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestWorkbench, untilHealth } from '../../../../tests/fixtures/open-test-workbench.ts';
import type { Notification } from '../../../shared/domain/notification.ts';
import { streamDraftSchema, type Pace, type StreamHealth, type StreamId } from '../../../shared/domain/stream.ts';
import { detectorKinds } from '../../detect/detector-registry.ts';
import { readStretch } from '../../store/read-stretch.ts';
import { listSeries } from '../../store/tables/series-table.ts';
import { createWorkbench, type WorkbenchServices } from '../create-workbench.ts';
import { memorySecretStore } from '../secrets.ts';

const folder = mkdtempSync(join(tmpdir(), 'anomalyforce-streams-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('says of a saved stream that it was read to its end, with its series, after a restart and after an edit', async () => {
  const path = join(folder, 'two.csv');
  writeFileSync(path, `time,room,value\n${Array.from({ length: 40 }, (_, i) => `2026-01-05T00:00:${String(i).padStart(2, '0')}Z,${i % 2 === 0 ? 'a' : 'b'},${i}`).join('\n')}\n`);
  const secretStore = memorySecretStore();
  const first = await openTestWorkbench({ secretStore });
  const [detector] = await first.workbench.call('detectors.list', {});
  const draft = {
    name: 'two rooms', domain: 'other' as const, source: { kind: 'file' as const, location: { at: 'path' as const, path }, format: 'csv' as const }, decoding: { format: 'csv' as const, columns: ['time', 'room', 'value'] },
    mapping: { time: { field: 'time', unit: 'iso' as const }, keys: ['room'], channels: [{ field: 'value', name: 'value', unit: '' }], label: null }, detector: { name: detector!.name },
  };
  const { id } = await first.workbench.call('streams.create', draft);
  await untilHealth(first.workbench, id, ({ state }) => state === 'finished');
  await first.close();

  const again = await openTestWorkbench({ dataFolder: first.dataFolder, secretStore });
  try {
    const health = async () => (await again.workbench.call('streams.list', {}))[0]!.health;
    expect(await health()).toMatchObject({ state: 'finished', seriesCount: 2, recordCount: 40, progress: 1 });
    await again.workbench.call('streams.update', { streamId: id, draft: { ...draft, name: 'rooms' } });
    expect(await health()).toMatchObject({ state: 'finished', seriesCount: 2, recordCount: 40 });
  } finally {
    await again.remove();
  }
});

describe('the life of a stream', () => {
  let dataFolder: string;
  let opened: WorkbenchServices;
  beforeEach(async () => {
    dataFolder = mkdtempSync(join(tmpdir(), 'anomalyforce-lives-'));
    opened = await createWorkbench({ kind: 'test', dataFolder, installFolder: join(import.meta.dirname, '..', '..', '..', '..'), secretStore: memorySecretStore(), logFile: join(dataFolder, 'log') });
  });
  afterEach(async () => {
    await opened.close();
    rmSync(dataFolder, { recursive: true, force: true });
  });
  const draft = (pace: Pace = 'fast', name = 'rows', source: unknown = null) => {
    const path = join(dataFolder, 'rows.jsonl');
    writeFileSync(path, Array.from({ length: 40 }, (_, i) => JSON.stringify({ t: Date.UTC(2026, 0, 5) + i * 1000, v: i })).join('\n'));
    return streamDraftSchema.parse({
      name, pace, source: source ?? { kind: 'file', location: { at: 'path', path }, format: 'json-lines' }, decoding: { format: 'json' },
      mapping: { time: { field: 't', unit: 'ms' }, keys: [], channels: [{ field: 'v', name: 'v' }] }, detector: { name: detectorKinds[0]!.name },
    });
  };
  const until = (id: StreamId, enough: (health: StreamHealth) => boolean) => new Promise<StreamHealth>((resolve) => {
    const look = () => {
      const row = opened.streams.list().find(({ health }) => health.streamId === id && enough(health));
      if (row !== undefined) resolve(row.health);
      return row !== undefined;
    };
    const end = opened.streams.topics.streams.onChange(() => { if (look()) end(); });
    if (look()) end();
  });

  it('ends where it is stopped in the turn in which it began, and begins again', async () => {
    const { id } = opened.streams.create(draft());
    await opened.streams.stop(id);
    expect(opened.streams.list()).toMatchObject([{ stream: { running: false }, health: { state: 'idle' } }]);
    await opened.streams.start(id, null);
    expect(await until(id, ({ state }) => state === 'finished')).toMatchObject({ recordCount: 40 });
  });
  it('is one, however many starts and edits come at once; what comes after its end finds nothing', async () => {
    const { streams } = opened;
    const { id } = streams.create(draft());
    await Promise.all([streams.start(id, null), streams.update(id, draft('fast', 'renamed')), streams.start(id, null), streams.stop(id), streams.start(id, null)]);
    expect(await until(id, ({ state }) => state === 'finished')).toMatchObject({ recordCount: 40 });
    expect(streams.find(id).name).toBe('renamed');
    const [removed, ...rest] = await Promise.allSettled([streams.remove(id), streams.start(id, null), streams.stop(id)]);
    expect(removed.status).toBe('fulfilled');
    expect(rest).toMatchObject([{ reason: { code: 'AF_NOT_FOUND' } }, { reason: { code: 'AF_NOT_FOUND' } }]);
  });
  it('goes by the pace that was set while it stood', async () => {
    const { streams } = opened;
    const { id } = streams.create(draft());
    await streams.stop(id);
    streams.setPace(id, 0.1);
    await streams.start(id, null);
    expect((await until(id, ({ recordCount }) => recordCount > 0)).recordCount).toBeLessThan(40);
    streams.setPace(id, 'fast');
    expect(await until(id, ({ state }) => state === 'finished')).toMatchObject({ recordCount: 40 });
  });
  it('leaves no samples unpacked at its end, and they read as before', async () => {
    const { id } = opened.streams.create(draft());
    await until(id, ({ state }) => state === 'finished');
    await opened.streams.stop(id);
    const { db } = opened.store;
    expect(db.prepare('SELECT (SELECT count(*) FROM unpacked_batch) AS unpacked, sum(sample_count) AS packed FROM sample_chunk').get()).toEqual({ unpacked: 0, packed: 40 });
    expect([...readStretch(db, listSeries(db, id, '', 1)[0]!.id, 0, Infinity, 100).min]).toEqual(Array.from({ length: 40 }, (_, i) => i));
  });
  it('goes on where its capture can not, and says so', async () => {
    const told: Notification[] = [];
    opened.streams.topics.notifications.onChange((notifications) => told.push(...notifications));
    opened.captures.take = () => { throw new Error('the value 42'); };
    const { id } = opened.streams.create(draft());
    expect(await until(id, ({ state }) => state === 'finished')).toMatchObject({ recordCount: 40 });
    expect(told.map(({ title }) => title)).toEqual(['The capture of rows ended', 'rows is read']);
    expect(JSON.stringify(told)).not.toContain('the value 42');
  });
  it('keeps its upload until it is known to be read', async () => {
    const bytes = new TextEncoder().encode('{"t":1767571200000,"v":1}\n');
    const uploadId = opened.uploads.begin('rows.jsonl', bytes.length);
    opened.uploads.append(uploadId, bytes);
    opened.uploads.finish(uploadId);
    const kept: boolean[] = [];
    const remove = opened.uploads.remove.bind(opened.uploads);
    opened.uploads.remove = (one) => {
      kept.push(opened.streams.list()[0]!.stream.running);
      remove(one);
    };
    const { id } = opened.streams.create(draft('fast', 'upload', { kind: 'file', location: { at: 'upload', uploadId }, format: 'json-lines' }));
    await until(id, ({ state }) => state === 'finished');
    await expect.poll(() => kept).toEqual([false]);
  });
});
