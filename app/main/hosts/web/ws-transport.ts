import type { WebSocket } from 'ws';
import { byteTransport } from '../../../shared/api/byte-transport.ts';
import type { Transport } from '../../../shared/api/transport.ts';
import type { Clock } from '../../clock.ts';

/** The biggest message that a page may send; a piece of an upload is 1 MiB. Past it the socket closes with 1009. */
export const maxMessageBytes = 2 * 1024 * 1024;
/** What may wait for a page that does not read; past it the socket ends, and the page comes back for fresh snapshots. */
const maxBufferedBytes = 96 * 1024 * 1024;
const pingEveryMs = 30_000;

/** Frames over a server's WebSocket. Pings every 30 s and drops a page that has not answered by the next. */
export function wsTransport(socket: WebSocket, clock: Clock): Transport {
  let alive = true;
  const stopPing = clock.every(pingEveryMs, () => {
    if (!alive) return socket.terminate();
    alive = false;
    socket.ping();
  });
  socket.on('pong', () => (alive = true));
  socket.on('close', stopPing);
  socket.on('error', () => socket.terminate());
  return byteTransport({
    send(bytes) {
      if (socket.bufferedAmount + bytes.length > maxBufferedBytes) return socket.terminate();
      socket.send(bytes);
    },
    onBytes: (listener) => socket.on('message', (message: Buffer, isBinary) => listener(isBinary ? message : new Uint8Array())),
    onClose: (listener) => socket.on('close', listener),
    close: (error) => socket.close(error === undefined ? 1000 : 4007, error?.code),
  });
}
