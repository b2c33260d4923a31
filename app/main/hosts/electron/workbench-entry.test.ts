import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { expect, it } from 'vitest';
import { byteTransport } from '../../../shared/api/byte-transport.ts';
import { createClient } from '../../../shared/api/client.ts';
import type { FromWorkbench, ToWorkbench } from './control-messages.ts';
import { createPipeMessages } from './pipe-messages.ts';

it('opens once however often it is asked to, and a page that sends no frames is cut off alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'anomalyforce-entry-'));
  const child = spawn(process.execPath, [join(import.meta.dirname, 'workbench-entry.ts')], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'], env: { ...process.env, ANOMALYFORCE_PIPE: '3', ANOMALYFORCE_LOG: 'fatal' } });
  const exited = once(child, 'exit');
  const told: FromWorkbench[] = [];
  let heard: () => void = () => undefined;
  let bytes: (bytes: Uint8Array) => void = () => undefined;
  const pipe = createPipeMessages(child.stdio[3] as Duplex, (message) => {
    if ('control' in message) told.push(message.control as FromWorkbench);
    else if (message.connection === 2) bytes(message.bytes);
    heard();
  });
  const tell = (message: ToWorkbench) => pipe.send({ control: message });
  const until = (type: FromWorkbench['type']) => new Promise<void>((resolve) => {
    heard = () => told.some((message) => message.type === type) && resolve();
    heard();
  });
  try {
    const open = { type: 'open', dataFolder: join(folder, 'data'), installFolder: join(import.meta.dirname, '..', '..', '..', '..'), samples: false, key: 'passphrase', passphrase: 'a passphrase' } as const;
    tell(open);
    tell(open);
    await until('opened');
    pipe.send({ connection: 1, bytes: new Uint8Array([1, 2, 3]) });
    await until('disconnected');
    tell({ type: 'disconnected', connection: 1 });
    const workbench = createClient(byteTransport({ send: (frame) => pipe.send({ connection: 2, bytes: frame }), onBytes: (listener) => (bytes = listener), onClose: () => undefined, close: () => undefined }));
    expect((await workbench.call('workspace.status', {})).host).toBe('desktop');
    expect(told).toEqual([{ type: 'opened', frames: expect.stringMatching(/^http:\/\/localhost:\d+$/) as string }, { type: 'disconnected', connection: 1 }]);
    tell({ type: 'quit' });
    expect((await exited)[0]).toBe(0);
  } finally {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
});
