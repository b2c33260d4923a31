import { byteTransport } from '../shared/api/byte-transport.ts';
import { createReconnectingClient } from '../shared/api/reconnecting-client.ts';
import type { Transport } from '../shared/api/transport.ts';
import { webSocketTransport } from '../shared/api/web-socket-transport.ts';
import type { Workbench } from '../shared/api/workbench.ts';
import { WorkbenchError } from '../shared/errors/workbench-error.ts';

/** A notification of the operating system on which the analyst pressed: itself (`act` null) or one of its buttons. */
export interface PressedTelling { title: string; body: string; anomalyId: string | null; streamId: string | null; act: 'true' | 'false' | 'quiet' | null }

interface DesktopBridge {
  connect(onFrame: (bytes: Uint8Array) => void, onClose: () => void): Promise<void>;
  send(bytes: Uint8Array): void;
  onTold(listener: (pressed: PressedTelling) => void): void;
  /** Opens an address in the system's browser: https, or http of this machine. `refused`: it is neither; `no-browser`: the system has none for it. */
  lead(url: string): Promise<'led' | 'refused' | 'no-browser'>;
}
declare global {
  interface Window {
    /** What the desktop's preload script hands over; absent in a browser. */
    anomalyforce?: DesktopBridge;
  }
}

/** The workbench behind this page: the desktop's port where there is one, else the web host that served the page. Comes back by itself when it was lost. */
export function openWorkbench(): Workbench {
  const bridge = window.anomalyforce;
  return createReconnectingClient({ connect: bridge === undefined ? openSocket : () => openPort(bridge), after, random: Math.random });
}

async function openPort(bridge: DesktopBridge): Promise<Transport> {
  let take: (bytes: Uint8Array) => void = () => undefined;
  let closed: () => void = () => undefined;
  await bridge.connect((bytes) => take(new Uint8Array(bytes)), () => closed());
  return byteTransport({
    send: (bytes) => bridge.send(bytes),
    onBytes: (listener) => { take = listener; },
    onClose: (listener) => { closed = listener; },
    close: () => undefined, // the port ends with the page or the workbench
  });
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
