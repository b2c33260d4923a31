import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unpackSnappy } from './kafka-codecs.ts';
import { unpackLz4 } from './kafka-lz4.ts';

const most = 1024 * 1024;
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const ascii = (words: string) => [...new TextEncoder().encode(words)];
/** A frame of version 1 with blocks of at most 64 KiB; bit 31 of a size marks bytes that are not packed. */
const frame = (flags: number, ...blocks: { bytes: number[]; plain?: boolean }[]) => Uint8Array.from([
  0x04, 0x22, 0x4d, 0x18, 0x40 | flags, 0x40, 0,
  ...blocks.flatMap(({ bytes, plain }) => [bytes.length & 0xff, bytes.length >> 8, 0, plain ? 0x80 : 0, ...bytes]),
  0, 0, 0, 0,
]);

describe('LZ4 frames', () => {
  it('are unpacked: literals, matches that overlap themselves, plain blocks, matches into the block before', () => {
    // Three literals "abc", then nine bytes from three back; the last five bytes are literals, as the format wants.
    const first = { bytes: [0x35, ...ascii('abc'), 3, 0, 0x50, ...ascii('-end-')] };
    expect(text(unpackLz4(frame(0x20, first, { bytes: ascii('plain'), plain: true }), most))).toBe('abcabcabcabc-end-plain');
    // "pl" as literals and four bytes from seven back: into the plain block.
    expect(text(unpackLz4(frame(0x00, { bytes: ascii('plain'), plain: true }, { bytes: [0x20, ...ascii('++'), 7, 0, 0x50, ...ascii('-end-')] }), most))).toBe('plain++plai-end-');
  });
  it('are refused where they would unpack to more than is allowed', () => {
    expect(() => unpackLz4(frame(0x20, ...Array.from({ length: 40 }, () => ({ bytes: ascii('x'), plain: true }))), most)).toThrow('would unpack');
  });
  it('are refused or unpacked, whatever the bytes; no read beyond, no endless loop', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 0x3e }), fc.array(fc.uint8Array({ minLength: 1, maxLength: 60 }), { maxLength: 4 }), (flags, blocks) => {
      try {
        expect(unpackLz4(frame(flags, ...blocks.map((bytes) => ({ bytes: [...bytes] }))), most).length).toBeLessThanOrEqual(most);
      } catch (error) {
        expect((error as Error).message).toMatch(/damaged|cut short|dictionary/);
      }
    }));
  });
});
describe('snappy', () => {
  it('is unpacked bare and in the frame of the Java client', () => {
    const bare = [5, 4 << 2, ...ascii('plain')];
    expect(text(unpackSnappy(Buffer.from(bare)))).toBe('plain');
    const framed = [0x82, ...ascii('SNAPPY'), 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, bare.length, ...bare, 0, 0, 0, bare.length, ...bare];
    expect(text(unpackSnappy(Buffer.from(framed)))).toBe('plainplain');
    expect(() => unpackSnappy(Buffer.from(framed.slice(0, -2)))).toThrow('cut short');
  });
  it('is refused where it says that it unpacks to more than is allowed', () => {
    expect(() => unpackSnappy(Buffer.from([0xff, 0xff, 0xff, 0xff, 0x0f, 0]))).toThrow('would unpack');
  });
});
