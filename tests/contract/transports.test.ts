import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { WebSocket } from 'ws';
import { systemClock } from '../../app/main/clock.ts';
import { startWebHost, type WebHost } from '../../app/main/hosts/web/http-server.ts';
import { createLog } from '../../app/main/log.ts';
import { byteTransport } from '../../app/shared/api/byte-transport.ts';
import { createClient } from '../../app/shared/api/client.ts';
import { linkTransports } from '../../app/shared/api/linked-transport.ts';
import type { Transport } from '../../app/shared/api/transport.ts';
import { webSocketTransport } from '../../app/shared/api/web-socket-transport.ts';
import type { Workbench } from '../../app/shared/api/workbench.ts';
import { openTestWorkbench, type TestWorkbench } from '../fixtures/open-test-workbench.ts';
import { contractCases } from './contract-cases.ts';

let opened: TestWorkbench;
let host: WebHost | null = null;
beforeAll(async () => {
  opened = await openTestWorkbench();
});
afterAll(async () => {
  await host?.close();
  await opened.remove();
});

const transports: Record<string, () => Promise<Transport>> = {
  async 'the in-memory pair'() {
    const [ours, theirs] = linkTransports();
    opened.core.serve(theirs, { name: 'memory', role: 'owner' });
    return ours;
  },
  async 'a MessagePort'() {
    const { port1, port2 } = new MessageChannel();
    opened.core.serve(overPort(port2), { name: 'port', role: 'owner' });
    return overPort(port1);
  },
  async 'a WebSocket of the web host'() {
    host ??= await startWebHost({ dispatcher: opened.core, rendererFolder: join(import.meta.dirname, '..', 'fixtures'), port: 0, clock: systemClock, log: createLog() });
    const token = host.oneTimeLink().split('#')[1]!;
    const entered = await fetch(`${host.url}/enter`, { method: 'POST', headers: { 'content-type': 'application/json', origin: host.url }, body: JSON.stringify({ token }) });
    const cookie = entered.headers.get('set-cookie')!.split(';')[0]!;
    const socket = new WebSocket(`${host.url.replace('http', 'ws')}/api`, { headers: { cookie, origin: host.url } });
    socket.binaryType = 'arraybuffer';
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return webSocketTransport(socket as never);
  },
};

describe.each(Object.keys(transports))('over %s, the contract', (name) => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = createClient(await transports[name]!());
  });
  afterAll(() => workbench.close());
  test.each(contractCases)('$name', ({ run }) => run(workbench));
});

function overPort(port: MessagePort): Transport {
  return byteTransport({
    send: (bytes) => port.postMessage(bytes),
    onBytes: (listener) => void port.on('message', listener),
    onClose: (listener) => void port.on('close', listener),
    close: () => port.close(),
  });
}
