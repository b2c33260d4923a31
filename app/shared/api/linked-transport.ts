import { byteTransport, type ByteChannel } from './byte-transport.ts';
import type { Transport } from './transport.ts';

/**
 * Two ends in one process, for the command line and tests. Frames go through bytes as on any wire, so that both sides share no object
 * and what cannot cross a wire cannot cross here; each arrives in a later turn, in order.
 */
export function linkTransports(): [Transport, Transport] {
  const one: End = { take: () => undefined, closed: () => undefined };
  const other: End = { take: () => undefined, closed: () => undefined };
  const link = { open: true };
  return [byteTransport(channel(one, other, link)), byteTransport(channel(other, one, link))];
}

interface End {
  take(bytes: Uint8Array): void;
  closed(): void;
}

function channel(own: End, far: End, link: { open: boolean }): ByteChannel {
  return {
    send(bytes) {
      void Promise.resolve().then(() => {
        if (link.open) far.take(bytes);
      });
    },
    onBytes: (listener) => (own.take = listener),
    onClose: (listener) => (own.closed = listener),
    close() {
      void Promise.resolve().then(() => {
        if (!link.open) return;
        link.open = false;
        far.closed();
      });
    },
  };
}
