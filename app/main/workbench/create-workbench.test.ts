import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Notification } from '../../shared/domain/notification.ts';
import { createHandlers } from '../api/methods.ts';
import { createWorkbench } from './create-workbench.ts';
import { memorySecretStore } from './secrets.ts';

it('shows a notification on the desktop once, not again when it was read', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'anomalyforce-told-'));
  const shown: Notification[] = [];
  const services = await createWorkbench({ kind: 'test', dataFolder, installFolder: join(import.meta.dirname, '..', '..', '..'), secretStore: memorySecretStore(), logFile: join(dataFolder, 'log'), notify: (notification) => shown.push(notification) });
  try {
    const told = { id: 'a', at: 1, severity: 'high', title: 'Spike in pump 1', body: '', target: { kind: 'anomaly', anomalyId: 'a' }, read: false } as const;
    const changes: Notification[] = [];
    services.streams.topics.notifications.onChange((notifications) => changes.push(...notifications));
    services.streams.tell([told]);
    await createHandlers(services)['notifications.mark-read']({ ids: [] }, {} as never);
    expect(changes).toEqual([told, { ...told, read: true }]);
    expect(shown).toEqual([told]);
  } finally {
    await services.close();
    rmSync(dataFolder, { recursive: true, force: true });
  }
});
