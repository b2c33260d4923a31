/** Whose state it is. */
export interface StateOwner {
  detector: string;
  version: string;
  channels: number;
}

const LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** All series as bytes: a length (4 bytes, little-endian), a JSON head with the indexes that there are, padding to 8, then the numbers of each as the machine holds them. */
export function encodeNumbers(owner: StateOwner, states: readonly (Float64Array | undefined)[]): Uint8Array {
  const there = states.flatMap((state, index) => (state === undefined ? [] : [{ state, index }]));
  const head = new TextEncoder().encode(JSON.stringify({ ...owner, littleEndian: LITTLE_ENDIAN, indexes: there.map(({ index }) => index) }));
  const begin = Math.ceil((4 + head.length) / 8) * 8;
  const bytes = new Uint8Array(begin + there.reduce((sum, { state }) => sum + state.byteLength, 0));
  new DataView(bytes.buffer).setUint32(0, head.length, true);
  bytes.set(head, 4);
  let at = begin;
  for (const { state } of there) {
    bytes.set(new Uint8Array(state.buffer, state.byteOffset, state.byteLength), at);
    at += state.byteLength;
  }
  return bytes;
}

/** The inverse, series of `length` numbers each; null where the bytes are another owner's, of another machine order or no state at all. */
export function decodeNumbers(owner: StateOwner, length: number, bytes: Uint8Array): (Float64Array | undefined)[] | null {
  if (bytes.length < 8) return null;
  const headLength = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  if (headLength > bytes.length - 4) return null;
  let head: StateOwner & { littleEndian: boolean; indexes: number[] };
  try {
    head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + headLength))) as typeof head;
  } catch {
    return null;
  }
  const begin = Math.ceil((4 + headLength) / 8) * 8;
  if (head.detector !== owner.detector || head.version !== owner.version || head.channels !== owner.channels || head.littleEndian !== LITTLE_ENDIAN || !Array.isArray(head.indexes)) return null;
  if (bytes.length !== begin + head.indexes.length * length * 8) return null;
  const states: (Float64Array | undefined)[] = [];
  head.indexes.forEach((index, i) => (states[index] = new Float64Array(bytes.slice(begin + i * length * 8, begin + (i + 1) * length * 8).buffer)));
  return states;
}
