import { asWorkbenchError, type WorkbenchError } from '../errors/workbench-error.ts';
import { decodeFrame, encodeFrame } from './frame-codec.ts';
import type { Frame } from './frames.ts';
import type { Transport } from './transport.ts';

/** Carries pieces of bytes both ways, whole and in order: a MessagePort, a WebSocket, a pipe. */
export interface ByteChannel {
  send(bytes: Uint8Array<ArrayBuffer>): void;
  onBytes(listener: (bytes: Uint8Array) => void): void;
  onClose(listener: () => void): void;
  /** `error` says why where a frame of the other side was refused. */
  close(error?: WorkbenchError): void;
}

/** Frames over a channel of bytes. Closes the channel on bytes that are no frame. `send` throws `AF_API_FRAME_INVALID` where a frame cannot be encoded. */
export function byteTransport(channel: ByteChannel): Transport {
  let take: ((frame: Frame) => void) | null = null;
  let closed: (() => void) | null = null;
  let open = true;
  const early: Frame[] = [];
  const end = () => {
    if (!open) return;
    open = false;
    closed?.();
  };
  channel.onBytes((bytes) => {
    if (!open) return;
    let frame: Frame;
    try {
      frame = decodeFrame(bytes);
    } catch (error) {
      channel.close(asWorkbenchError(error));
      return end();
    }
    if (take === null) early.push(frame);
    else take(frame);
  });
  channel.onClose(end);
  return {
    send(frame) {
      if (open) channel.send(encodeFrame(frame));
    },
    onFrame(listener) {
      take = listener;
      for (const frame of early.splice(0)) listener(frame);
    },
    onClose(listener) {
      if (open) closed = listener;
      else listener();
    },
    close() {
      if (!open) return;
      channel.close();
      end();
    },
  };
}
