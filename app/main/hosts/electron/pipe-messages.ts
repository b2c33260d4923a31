import type { Duplex } from 'node:stream';

/** One message over the pipe: control (plain data) or the bytes of a frame of one connection. */
export type PipeMessage = { control: unknown } | { connection: number; bytes: Uint8Array };

const headerBytes = 9; // u8 kind, u32 connection, u32 length
const maxBytes = 64 * 1024 * 1024;

/**
 * Messages over a byte pipe between Electron main and the workbench process, where the runtime's Node is too old to hold the
 * workbench itself: `[u8 kind][u32 connection][u32 length][bytes]`, little endian. Control messages are JSON with bytes as base64,
 * since the two sides may run different V8s. A pipe that breaks, as at a write after the other side died, is silent here: both sides watch for its end.
 */
export function createPipeMessages(pipe: Duplex, onMessage: (message: PipeMessage) => void): { send(message: PipeMessage): void } {
  let held: Buffer = Buffer.alloc(0);
  pipe.on('error', () => undefined); // unheard it would halt Electron main with a dialog
  pipe.on('data', (chunk: Buffer) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    while (held.length >= headerBytes) {
      const length = held.readUInt32LE(5);
      if (length > maxBytes) {
        pipe.destroy(new Error(`a message of ${length} bytes is over the pipe's limit`));
        return;
      }
      if (held.length < headerBytes + length) return;
      const body = held.subarray(headerBytes, headerBytes + length);
      const message: PipeMessage = held.readUInt8(0) === 0 ? { control: parse(body.toString('utf8')) } : { connection: held.readUInt32LE(1), bytes: new Uint8Array(body) };
      held = held.subarray(headerBytes + length);
      onMessage(message);
    }
  });
  return {
    send(message) {
      if (pipe.destroyed) return;
      const control = 'control' in message;
      const body = control ? Buffer.from(print(message.control), 'utf8') : Buffer.from(message.bytes.buffer, message.bytes.byteOffset, message.bytes.byteLength);
      const header = Buffer.alloc(headerBytes);
      header.writeUInt8(control ? 0 : 1, 0);
      header.writeUInt32LE(control ? 0 : message.connection, 1);
      header.writeUInt32LE(body.length, 5);
      pipe.cork();
      pipe.write(header);
      pipe.write(body);
      pipe.uncork();
    },
  };
}

function print(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => (item instanceof Uint8Array ? { $bytes: Buffer.from(item).toString('base64') } : item));
}

function parse(text: string): unknown {
  return JSON.parse(text, (_key, item: unknown) => {
    if (typeof item === 'object' && item !== null && '$bytes' in item && typeof item.$bytes === 'string') return new Uint8Array(Buffer.from(item.$bytes, 'base64'));
    return item;
  });
}
