import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import type { Dispatcher } from '../../app/main/api/dispatcher.ts';
import { systemClock } from '../../app/main/clock.ts';
import { startWebHost } from '../../app/main/hosts/web/http-server.ts';
import { createLog } from '../../app/main/log.ts';
import { byteTransport } from '../../app/shared/api/byte-transport.ts';
import { linkTransports } from '../../app/shared/api/linked-transport.ts';
import type { Transport } from '../../app/shared/api/transport.ts';
import { webSocketTransport } from '../../app/shared/api/web-socket-transport.ts';

type Served = Pick<Dispatcher, 'serve'>;

/** Connects to what is served, by each transport that runs without Electron. `ending` takes what ends it. */
export const eachTransport: Record<string, (served: Served, ending: (end: () => Promise<void>) => void) => Promise<Transport>> = {
  async 'the in-memory pair'(served) {
    const [ours, theirs] = linkTransports();
    served.serve(theirs, { name: 'memory', role: 'owner' });
    return ours;
  },
  async 'a MessagePort'(served) {
    const { port1, port2 } = new MessageChannel();
    served.serve(overPort(port2), { name: 'port', role: 'owner' });
    return overPort(port1);
  },
  async 'a WebSocket of the web host'(served, ending) {
    const host = await startWebHost({ dispatcher: served, rendererFolder: join(import.meta.dirname, '..', 'fixtures'), port: 0, frames: null, clock: systemClock, log: createLog() });
    ending(() => host.close());
    const token = host.oneTimeLink().split('#')[1]!;
    const entered = await fetch(`${host.url}/enter`, { method: 'POST', headers: { 'content-type': 'application/json', origin: host.url }, body: JSON.stringify({ token }) });
    const cookie = entered.headers.get('set-cookie')!.split(';')[0]!;
    const socket = new WebSocket(`${host.url.replace('http', 'ws')}/api`, { headers: { cookie, origin: host.url } });
    socket.binaryType = 'arraybuffer';
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return webSocketTransport(socket as never);
  },
};

function overPort(port: MessagePort): Transport {
  return byteTransport({
    send: (bytes) => port.postMessage(bytes),
    onBytes: (listener) => void port.on('message', listener),
    onClose: (listener) => void port.on('close', listener),
    close: () => port.close(),
  });
}
