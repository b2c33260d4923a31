import type { SavedPack } from '../../../shared/domain/evidence-pack.ts';
import type { Workbench } from '../../../shared/api/workbench.ts';
import { fetchPieces } from '../../workbench/fetch-pieces.ts';

/** The bytes of a saved pack; the workbench then lets it go. Throws what a call throws. */
export function fetchPack(workbench: Pick<Workbench, 'call'>, { packId, bytes }: SavedPack, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  return fetchPieces(bytes, (offset) => workbench.call('packs.read', { packId, offset }, { signal }), () => workbench.call('packs.let-go', { packId }));
}
