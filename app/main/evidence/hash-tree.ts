import { createHash } from 'node:crypto';

/** The hash tree of RFC 6962, section 2.1 (SHA-256): its root stands for a whole list, and a short path proves that an item is in it at its place. */
export interface HashTree {
  root: Buffer;
  /** The hashes beside the way from leaf `index` to the root, the lowest first. */
  pathOf(index: number): Buffer[];
}

/** Hash of an item, told from that of a node by its first byte. */
export function leafHash(item: Uint8Array): Buffer {
  return createHash('sha256').update('\x00').update(item).digest();
}

/** Over the leaf hashes of at least one item. */
export function hashTree(leaves: readonly Buffer[]): HashTree {
  const known = new Map<string, Buffer>();
  const over = (from: number, to: number): Buffer => {
    if (to - from === 1) return leaves[from]!;
    const name = `${from}-${to}`;
    let hash = known.get(name);
    if (hash === undefined) {
      const middle = from + splitOf(to - from);
      known.set(name, (hash = nodeHash(over(from, middle), over(middle, to))));
    }
    return hash;
  };
  const path = (index: number, from: number, to: number): Buffer[] => {
    if (to - from === 1) return [];
    const middle = from + splitOf(to - from);
    return index < middle ? [...path(index, from, middle), over(middle, to)] : [...path(index, middle, to), over(from, middle)];
  };
  return { root: over(0, leaves.length), pathOf: (index) => path(index, 0, leaves.length) };
}

/** Whether the path leads from a leaf at `index` of `size` to the root (RFC 9162, section 2.1.3.2). */
export function isInTree(leaf: Buffer, index: number, size: number, path: readonly Buffer[], root: Uint8Array): boolean {
  if (!(index >= 0 && index < size)) return false;
  let at = index;
  let last = size - 1;
  let hash = leaf;
  for (const beside of path) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(beside, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else hash = nodeHash(hash, beside);
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && hash.equals(root);
}

function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return createHash('sha256').update('\x01').update(left).update(right).digest();
}

/** The greatest power of two below `count`. */
function splitOf(count: number): number {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
}
