/** The states of detectors that make up one, as bytes: each part behind its length (4 bytes, little-endian). */
export function joinParts(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + 4 + part.length, 0));
  let at = 0;
  for (const part of parts) {
    new DataView(bytes.buffer).setUint32(at, part.length, true);
    bytes.set(part, at + 4);
    at += 4 + part.length;
  }
  return bytes;
}

/** The inverse of `joinParts`; null where the bytes are not so many whole parts. */
export function splitParts(bytes: Uint8Array, count: number): Uint8Array[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [];
  let at = 0;
  while (at + 4 <= bytes.length && parts.length < count) {
    const length = view.getUint32(at, true);
    parts.push(bytes.slice(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return parts.length === count && at === bytes.length ? parts : null;
}

/** A part that is a JSON list; null where it is none. */
export function readList<Item>(part: Uint8Array): Item[] | null {
  try {
    const list: unknown = JSON.parse(new TextDecoder().decode(part));
    return Array.isArray(list) ? (list as Item[]) : null;
  } catch {
    return null;
  }
}
