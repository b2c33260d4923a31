import { Socket } from 'node:net';
import type { MessagePort } from 'node:worker_threads';
import type { ByteChannel } from '../../../shared/api/byte-transport.ts';
import type { FromWorkbench, ToWorkbench } from './control-messages.ts';
import { createPipeMessages } from './pipe-messages.ts';

/** The workbench process's side of the link to Electron main. */
export interface WorkbenchLink {
  tell(message: FromWorkbench): void;
}

interface ParentPort {
  on(event: 'message', listener: (event: { data: ToWorkbench | { type: 'connection' }; ports: UtilityPort[] }) => void): void;
  postMessage(message: FromWorkbench): void;
}
interface UtilityPort extends Pick<MessagePort, 'postMessage' | 'close'> {
  on(event: 'message', listener: (event: { data: Uint8Array }) => void): void;
  on(event: 'close', listener: () => void): void;
  start(): void;
}

/** Over Electron's `parentPort` in a utility process, or over the pipe that `ANOMALYFORCE_PIPE` names in plain Node. */
export function linkToMain(on: { message(message: ToWorkbench): void; page(page: ByteChannel): void; lost(): void }): WorkbenchLink {
  const parentPort = (process as unknown as { parentPort?: ParentPort }).parentPort;
  return parentPort === undefined ? overPipe(Number(process.env.ANOMALYFORCE_PIPE), on) : overParentPort(parentPort, on);
}

function overParentPort(parent: ParentPort, on: { message(message: ToWorkbench): void; page(page: ByteChannel): void }): WorkbenchLink {
  parent.on('message', ({ data, ports }) => {
    if (data.type !== 'connection') return on.message(data);
    const port = ports[0]!;
    on.page({
      send: (bytes) => port.postMessage(bytes),
      onBytes: (listener) => {
        port.on('message', (event) => listener(event.data));
        port.start();
      },
      onClose: (listener) => port.on('close', listener),
      close: () => port.close(),
    });
  });
  return { tell: (message) => parent.postMessage(message) };
}

function overPipe(fd: number, on: { message(message: ToWorkbench): void; page(page: ByteChannel): void; lost(): void }): WorkbenchLink {
  const socket = new Socket({ fd, readable: true, writable: true });
  const pages = new Map<number, { bytes: ((bytes: Uint8Array) => void) | null; close: (() => void) | null }>();
  const pipe = createPipeMessages(socket, (message) => {
    if ('control' in message) {
      const control = message.control as ToWorkbench;
      if (control.type !== 'disconnected') return on.message(control);
      pages.get(control.connection)?.close?.();
      pages.delete(control.connection);
      return;
    }
    const { connection, bytes } = message;
    if (!pages.has(connection)) {
      const listeners: { bytes: ((bytes: Uint8Array) => void) | null; close: (() => void) | null } = { bytes: null, close: null };
      pages.set(connection, listeners);
      on.page({
        send: (out) => pipe.send({ connection, bytes: out }),
        onBytes: (listener) => (listeners.bytes = listener),
        onClose: (listener) => (listeners.close = listener),
        close: () => pipe.send({ control: { type: 'disconnected', connection } satisfies FromWorkbench }),
      });
    }
    pages.get(connection)!.bytes?.(bytes);
  });
  socket.on('close', on.lost);
  socket.on('error', on.lost);
  return { tell: (message) => pipe.send({ control: message }) };
}
