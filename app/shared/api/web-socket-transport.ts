import { byteTransport } from './byte-transport.ts';
import type { Transport } from './transport.ts';

/** The part of a browser's WebSocket that is used here; `binaryType` must be 'arraybuffer' already. */
export interface OpenWebSocket {
  send(bytes: Uint8Array<ArrayBuffer>): void;
  close(code?: number): void;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
}

/** Frames over a WebSocket that is open. Closes it with 4007 on what is no frame. */
export function webSocketTransport(socket: OpenWebSocket): Transport {
  return byteTransport({
    send: (bytes) => socket.send(bytes),
    onBytes: (listener) => {
      socket.onmessage = ({ data }: { data: unknown }) => listener(data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array());
    },
    onClose: (listener) => {
      socket.onclose = listener;
    },
    close: (error) => socket.close(error === undefined ? 1000 : 4007),
  });
}
