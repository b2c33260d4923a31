/** A file of `bytes` that waits in the workbench, piece by piece; it is then let go, whatever came of it. Throws what a call throws. */
export async function fetchPieces(bytes: number, read: (offset: number) => Promise<{ piece: Uint8Array }>, letGo: () => Promise<unknown>): Promise<Uint8Array<ArrayBuffer>> {
  const whole = new Uint8Array(bytes);
  try {
    for (let offset = 0; offset < bytes; ) {
      const { piece } = await read(offset);
      if (piece.length === 0) break;
      whole.set(piece, offset);
      offset += piece.length;
    }
    return whole;
  } finally {
    await letGo();
  }
}
