import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { stream } from '../../../tests/fixtures/store-fixture.ts';
import type { Notification } from '../../shared/domain/notification.ts';
import { createHandlers } from '../api/methods.ts';
import { detectorKinds } from '../detect/detector-registry.ts';
import { putStream } from '../store/tables/stream-table.ts';
import { createWorkbench, type WorkbenchOptions } from './create-workbench.ts';
import { memorySecretStore } from './secrets.ts';

let dataFolder: string;
beforeEach(() => (dataFolder = mkdtempSync(join(tmpdir(), 'anomalyforce-workbench-'))));
afterEach(() => rmSync(dataFolder, { recursive: true, force: true }));
const secretStore = memorySecretStore();
const open = (options: Partial<WorkbenchOptions> = {}) => createWorkbench({ kind: 'test', dataFolder, installFolder: join(import.meta.dirname, '..', '..', '..'), secretStore, logFile: join(dataFolder, 'log'), ...options });

it('shows a notification on the desktop once, not again when it was read', async () => {
  const shown: Notification[] = [];
  const { streams, close, ...services } = await open({ notify: (notification) => shown.push(notification) });
  const told = { id: 'a', at: 1, severity: 'high', title: 'Spike in pump 1', body: '', target: { kind: 'anomaly', anomalyId: 'a' }, read: false } as const;
  const changes: Notification[] = [];
  streams.topics.notifications.onChange((notifications) => changes.push(...notifications));
  streams.tell([told]);
  await createHandlers({ ...services, streams, close })['notifications.mark-read']({ ids: [] }, {} as never);
  await close();
  expect(changes).toEqual([told, { ...told, read: true }]);
  expect(shown).toEqual([told]);
});

it('starts no stream for who only reads, and leaves it to the next', async () => {
  const first = await open();
  first.store.write((db) => putStream(db, { ...stream(), detector: { name: detectorKinds[0]!.name, sensitivity: 0.5 }, running: true }));
  await first.close();
  const reader = await open({ startStreams: false });
  expect(reader.streams.list()).toMatchObject([{ stream: { running: true }, health: { state: 'idle' } }]);
  await reader.close();
  const next = await open();
  expect(next.streams.list()).toMatchObject([{ health: { state: 'connecting' } }]);
  await next.close();
});
