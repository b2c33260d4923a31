import { spawn } from 'node:child_process';
import { Duplex } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createPipeMessages, type PipeMessage } from './pipe-messages.ts';

/** A pipe that hands on what is written in pieces of `size` bytes, as a real one may. */
function pipeInPieces(size: number): Duplex {
  return new Duplex({
    read() {},
    write(chunk: Buffer, _encoding, done) {
      for (let at = 0; at < chunk.length; at += size) this.push(chunk.subarray(at, at + size));
      done();
    },
  });
}

describe('messages over a pipe', () => {
  it.each([1, 7, 65_536])('arrive whole and in order when the pipe cuts them into pieces of %i bytes', async (size) => {
    const sent: PipeMessage[] = [
      { control: { type: 'unwrap', id: 3, bytes: new Uint8Array([0, 255, 7]) } },
      { connection: 2, bytes: new Uint8Array(1000).fill(9) },
      { connection: 1, bytes: new Uint8Array(0) },
    ];
    const received: PipeMessage[] = [];
    await new Promise<void>((resolve) => {
      const pipe = pipeInPieces(size);
      const { send } = createPipeMessages(pipe, (message) => {
        received.push(message);
        if (received.length === sent.length) resolve();
      });
      for (const message of sent) send(message);
    });
    expect(received).toEqual(sent);
  });
  it('are dropped without an error that nobody hears when the other side has died', async () => {
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
    const pipe = other.stdio[3] as Duplex;
    const { send } = createPipeMessages(pipe, () => undefined);
    other.kill('SIGKILL');
    while (!pipe.destroyed) {
      send({ connection: 1, bytes: new Uint8Array(100_000) });
      await new Promise(setImmediate);
    }
    send({ control: {} });
  });
  it('end the pipe on a length over the limit, without reading on', async () => {
    const pipe = pipeInPieces(100);
    createPipeMessages(pipe, () => expect.unreachable());
    const failed = new Promise<Error>((resolve) => pipe.once('error', resolve));
    const header = Buffer.alloc(9);
    header.writeUInt32LE(4_000_000_000, 5);
    pipe.write(header);
    expect((await failed).message).toContain('over the pipe\'s limit');
  });
});
