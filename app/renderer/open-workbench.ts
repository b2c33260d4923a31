import { byteTransport } from '../shared/api/byte-transport.ts';
import { createClient } from '../shared/api/client.ts';
import { createReconnectingClient } from '../shared/api/reconnecting-client.ts';
import type { Transport } from '../shared/api/transport.ts';
import { webSocketTransport } from '../shared/api/web-socket-transport.ts';
import type { Workbench } from '../shared/api/workbench.ts';
import { WorkbenchError } from '../shared/errors/workbench-error.ts';

declare global {
  interface Window {
    /** What the desktop's preload script hands over; absent in a browser. */
    anomalyforce?: { send(bytes: Uint8Array): void; onFrame(callback: (bytes: Uint8Array) => void): void };
  }
}

/** The workbench behind this page: the desktop's port where there is one, else the web host that served the page. */
export function openWorkbench(): Workbench {
  const bridge = window.anomalyforce;
  if (bridge === undefined) return createReconnectingClient({ connect: openSocket, after, random: Math.random });
  return createClient(byteTransport({
    send: (bytes) => bridge.send(bytes),
    onBytes: (listener) => bridge.onFrame((bytes) => listener(new Uint8Array(bytes))),
    onClose: () => undefined, // the desktop reloads the page when the workbench process starts anew
    close: () => undefined,
  }));
}

/** Throws `AF_SESSION_REQUIRED`, which ends the attempts, where the web host does not know this browser. */
async function openSocket(): Promise<Transport> {
  const answer = await fetch('/session', { cache: 'no-store' });
  if (answer.status === 401) throw new WorkbenchError('AF_SESSION_REQUIRED', 'This browser has no session with the workbench, or it has ended.');
  const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api`);
  socket.binaryType = 'arraybuffer';
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () => resolve();
    socket.onerror = () => reject(new WorkbenchError('AF_API_CONNECTION_CLOSED', 'The workbench does not answer.'));
  });
  return webSocketTransport(socket);
}

function after(ms: number, callback: () => void): () => void {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
}
