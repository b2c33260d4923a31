import type { SavedPack } from '../../../shared/domain/evidence-pack.ts';
import type { Workbench } from '../../../shared/api/workbench.ts';

/** The bytes of a saved pack, piece by piece; the workbench then lets it go, whatever came of it. Throws what a call throws. */
export async function fetchPack(workbench: Pick<Workbench, 'call'>, { packId, bytes }: SavedPack, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const whole = new Uint8Array(bytes);
  try {
    for (let offset = 0; offset < bytes; ) {
      const { piece } = await workbench.call('packs.read', { packId, offset }, { signal });
      if (piece.length === 0) break;
      whole.set(piece, offset);
      offset += piece.length;
    }
    return whole;
  } finally {
    await workbench.call('packs.let-go', { packId });
  }
}
