import { expect, it } from 'vitest';
import { decodeFrame, encodeFrame } from './frame-codec.ts';
import type { Frame } from './frames.ts';

it('gives each array as it was, wherever its bytes lie in a buffer of Node', () => {
  const frame: Frame = { type: 'call', id: 1, method: 'uploads.append', input: { piece: Uint8Array.of(1, 2, 3), times: Float64Array.of(0.5, NaN) } };
  const bytes = encodeFrame(frame);
  for (let offset = 0; offset < 8; offset++) {
    const message = Buffer.alloc(offset + bytes.length + 100, 0xff).subarray(offset, offset + bytes.length);
    message.set(bytes);
    expect(decodeFrame(message), `at ${offset}`).toEqual(frame);
  }
});
