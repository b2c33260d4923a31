import { WorkbenchError } from '../errors/workbench-error.ts';
import { readFrame } from './read-frame.ts';
import type { Frame } from './frames.ts';

/*
 * A frame as bytes: `[u8 0xAF][u8 version][u16 0][u32 header length]` (little endian), the frame as JSON in UTF-8, zeros up to a multiple
 * of 8, then the typed arrays one after the other, each from a multiple of 8. In the JSON an array is `{"$":"f64 <offset> <length>"}`;
 * a key of ours that begins with `$` gets one more. Numbers inside arrays keep NaN and the infinities; plain numbers must be finite.
 */

/** The most bytes that a frame may have, either way. */
export const maxFrameBytes = 64 * 1024 * 1024;

const version = 1;
const prefixBytes = 8;
const maxDepth = 64;

const arrayKinds = {
  f64: Float64Array, f32: Float32Array,
  u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, u64: BigUint64Array,
  i8: Int8Array, i16: Int16Array, i32: Int32Array, i64: BigInt64Array,
} as const;
type ArrayKind = keyof typeof arrayKinds;
type TypedArray = InstanceType<(typeof arrayKinds)[ArrayKind]>;
const kindOfTag = new Map<string, ArrayKind>(Object.entries(arrayKinds).map(([kind, type]) => [type.name, kind as ArrayKind]));

interface Utf8 {
  TextEncoder: new () => { encode(text: string): Uint8Array };
  TextDecoder: new (label: 'utf-8', options: { fatal: boolean; ignoreBOM: boolean }) => { decode(bytes: Uint8Array): string };
}
const { TextEncoder, TextDecoder } = globalThis as unknown as Utf8; // in Node and in pages alike, but in no ECMAScript library

/**
 * Bytes of a frame, in a buffer of their own (it may be transferred). Keys whose value is undefined and the key `__proto__` are left out.
 * Throws `AF_API_FRAME_INVALID` where the frame holds something else than plain data and typed arrays, a number that is not finite outside
 * an array, or too many bytes.
 */
export function encodeFrame(frame: Frame): Uint8Array<ArrayBuffer> {
  const tail: Tail = { arrays: [], bytes: 0 };
  const header = new TextEncoder().encode(JSON.stringify(flatten(frame, tail, 0)));
  const tailStart = padded(prefixBytes + header.length);
  const total = tailStart + tail.bytes;
  if (total > maxFrameBytes) throw invalid(`it has ${total} bytes, and ${maxFrameBytes} is the most; ask for less at once`);
  const bytes = new Uint8Array(total);
  const prefix = new DataView(bytes.buffer);
  prefix.setUint8(0, 0xaf);
  prefix.setUint8(1, version);
  prefix.setUint32(4, header.length, true);
  bytes.set(header, prefixBytes);
  let at = tailStart;
  for (const array of tail.arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += padded(array.byteLength);
  }
  return bytes;
}

/**
 * The frame that `encodeFrame` made; its arrays are views on `bytes` where those lie right, else copies. Stands any bytes: throws
 * `AF_API_FRAME_INVALID` on every one that is not a frame, and takes no more memory than a few times their number.
 */
export function decodeFrame(bytes: Uint8Array): Frame {
  if (bytes.length < prefixBytes || bytes.length > maxFrameBytes) throw invalid(`it has ${bytes.length} bytes`);
  const prefix = new DataView(bytes.buffer, bytes.byteOffset, prefixBytes);
  if (prefix.getUint8(0) !== 0xaf || prefix.getUint8(1) !== version || prefix.getUint16(2) !== 0) throw invalid('it does not begin as one of this version');
  const headerEnd = prefixBytes + prefix.getUint32(4, true);
  const tailStart = padded(headerEnd);
  if (headerEnd > bytes.length || (bytes.length > headerEnd && bytes.length < tailStart)) throw invalid('its header is cut off');
  const tail: Rest = { bytes, at: Math.min(tailStart, bytes.length), start: tailStart };
  const value = unflatten(parse(bytes.subarray(prefixBytes, headerEnd)), tail, 0);
  if (tail.at !== bytes.length) throw invalid('it has bytes that belong to nothing');
  return readFrame(value);
}

/** Arrays met so far, in order, and the bytes they take. */
interface Tail { arrays: TypedArray[]; bytes: number }
/** Where the next array must begin: arrays lie in the order of the JSON, so none can be named twice. */
interface Rest { bytes: Uint8Array; at: number; start: number }

function flatten(value: unknown, tail: Tail, depth: number): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) throw invalid('a number in it is not finite');
  if (value === null || value === undefined || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value !== 'object') throw invalid(`it holds a ${typeof value}`);
  if (depth > maxDepth) throw invalid(`it is nested deeper than ${maxDepth}`);
  if (ArrayBuffer.isView(value)) return placeholder(value, tail);
  if (Array.isArray(value)) return value.map((item) => flatten(item, tail, depth + 1));
  if (Object.prototype.toString.call(value) !== '[object Object]') throw invalid(`it holds a ${Object.prototype.toString.call(value).slice(8, -1)}`);
  const flat: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    if (key !== '__proto__') flat[key.startsWith('$') ? `$${key}` : key] = flatten(item, tail, depth + 1);
  }
  return flat;
}

function placeholder(view: ArrayBufferView, tail: Tail): { $: string } {
  const tag = (view as unknown as { [Symbol.toStringTag]: string })[Symbol.toStringTag];
  const kind = kindOfTag.get(tag);
  if (kind === undefined) throw invalid(`it holds a ${tag}`);
  const array = view as TypedArray;
  const text = `${kind} ${tail.bytes} ${array.length}`;
  tail.arrays.push(array);
  tail.bytes += padded(array.byteLength);
  return { $: text };
}

function parse(header: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(header));
  } catch (cause) {
    throw invalid('its header is not JSON', cause);
  }
}

function unflatten(value: unknown, tail: Rest, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > maxDepth) throw invalid(`it is nested deeper than ${maxDepth}`);
  if (Array.isArray(value)) return value.map((item: unknown) => unflatten(item, tail, depth + 1));
  const flat = value as Record<string, unknown>;
  if (Object.hasOwn(flat, '$')) return arrayOf(flat, tail);
  const full: Record<string, unknown> = {};
  for (const key of Object.keys(flat)) {
    if (key !== '__proto__') full[key.startsWith('$$') ? key.slice(1) : key] = unflatten(flat[key], tail, depth + 1);
  }
  return full;
}

function arrayOf(flat: Record<string, unknown>, tail: Rest): TypedArray {
  const match = typeof flat.$ === 'string' && Object.keys(flat).length === 1 ? /^([a-z]\d{1,2}) (\d{1,9}) (\d{1,9})$/.exec(flat.$) : null;
  const kind = match?.[1];
  if (match === null || kind === undefined || !Object.hasOwn(arrayKinds, kind)) throw invalid('an array in it is not described right');
  const type = arrayKinds[kind as ArrayKind];
  const length = Number(match[3]);
  const end = tail.at + padded(length * type.BYTES_PER_ELEMENT);
  if (tail.start + Number(match[2]) !== Math.max(tail.at, tail.start) || end > tail.bytes.length) throw invalid('an array in it lies outside');
  const start = tail.bytes.byteOffset + tail.at;
  const array = start % 8 === 0
    ? new type(tail.bytes.buffer as ArrayBuffer, start, length)
    : new type(new Uint8Array(tail.bytes.subarray(tail.at, tail.at + length * type.BYTES_PER_ELEMENT)).buffer); // `slice` of Node's Buffer copies nothing
  tail.at = end;
  return array;
}

function padded(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}

function invalid(what: string, cause?: unknown): WorkbenchError {
  return new WorkbenchError('AF_API_FRAME_INVALID', `A frame could not be carried: ${what}.`, { cause });
}
