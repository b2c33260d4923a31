import { windowCells, type SeriesState, type StateLayout } from './series-state.ts';

/** Raised with each change of the layout or of what a field means; part of the detector's version, so that a stream begins anew in place of being refused. */
export const FORMAT = 19;
const LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/**
 * All series as bytes: a length (4 bytes, little-endian), a JSON head (format, detector, version, channels, profile length per series or −1 for
 * an index that has no series), padding to 8, then per series its scalars, profile and windows as the machine holds them.
 */
export function encodeStates(detector: string, version: string, layout: StateLayout, states: readonly (SeriesState | undefined)[]): Uint8Array {
  const profiles = Array.from({ length: states.length }, (_, i) => states[i]?.profile.length ?? -1);
  const head = new TextEncoder().encode(JSON.stringify({ format: FORMAT, littleEndian: LITTLE_ENDIAN, detector, version, channels: layout.channels, length: layout.length, profiles }));
  const begin = Math.ceil((4 + head.length) / 8) * 8;
  const bytes = new Uint8Array(begin + profiles.reduce((sum, length) => sum + (length < 0 ? 0 : bytesOf(layout, length)), 0));
  new DataView(bytes.buffer).setUint32(0, head.length, true);
  bytes.set(head, 4);
  let at = begin;
  for (const state of states) {
    if (state === undefined) continue;
    for (const part of [state.scalars, state.profile, state.windows]) {
      bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
      at += part.byteLength;
    }
  }
  return bytes;
}

/** The states that `encodeStates` wrote; null where the bytes are of another format, detector, version, channel count or machine order. */
export function decodeStates(detector: string, version: string, layout: StateLayout, bytes: Uint8Array): (SeriesState | undefined)[] | null {
  const head = readHead(bytes);
  if (head === null || head.format !== FORMAT || head.littleEndian !== LITTLE_ENDIAN || head.detector !== detector || head.version !== version) return null;
  if (head.channels !== layout.channels || head.length !== layout.length) return null;
  let at = head.begin;
  const take = (length: number): ArrayBuffer => bytes.slice(at, (at += length)).buffer as ArrayBuffer;
  const states: (SeriesState | undefined)[] = [];
  for (const length of head.profiles) {
    if (length >= 0 && at + bytesOf(layout, length) > bytes.length) return null;
    states.push(length < 0 ? undefined : { scalars: new Float64Array(take(layout.length * 8)), profile: new Float32Array(take(length * 4)), windows: new Float32Array(take(windowCells(layout.channels) * 4)) });
  }
  return at === bytes.length ? states : null;
}

/** Bytes of a series whose profile has so many numbers. */
function bytesOf(layout: StateLayout, profileLength: number): number {
  return layout.length * 8 + (profileLength + windowCells(layout.channels)) * 4;
}

interface Head {
  format: number;
  littleEndian: boolean;
  detector: string;
  version: string;
  channels: number;
  length: number;
  profiles: number[];
  begin: number;
}

function readHead(bytes: Uint8Array): Head | null {
  if (bytes.length < 8) return null;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  if (length > bytes.length - 4) return null;
  try {
    const head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))) as Head;
    return Array.isArray(head.profiles) ? { ...head, begin: Math.ceil((4 + length) / 8) * 8 } : null;
  } catch {
    return null;
  }
}
