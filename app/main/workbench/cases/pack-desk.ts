import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { PackReplay, PackView, SavedPack } from '../../../shared/domain/evidence-pack.ts';
import { uploadWorkId } from '../../../shared/domain/work.ts';
import { fileStem } from '../../../shared/file-stem.ts';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { createPack } from '../../evidence/pack-file.ts';
import { makeFolder } from '../../store/make-folder.ts';
import type { WorkbenchServices } from '../create-workbench.ts';
import { inspectPack } from './open-pack.ts';
import { replayPack } from './replay-pack.ts';
import { gatherPack, writePack, type PackSubject } from './save-pack.ts';

/** Evidence packs: saved, fetched piece by piece, opened and replayed. Reading them changes nothing in the store. */
export interface PackDesk {
  /** Saves one; it waits below the data folder, sealed, until it is let go or the workbench ends. Throws `AF_NOT_FOUND`, `AF_PACK_TOO_LARGE`, `AF_STORE_*`. */
  save(subject: PackSubject, passphrase: string, signal: AbortSignal): Promise<SavedPack>;
  /** Bytes from `offset` on, at most 1 MiB; empty at its end. Throws `AF_NOT_FOUND`. */
  read(packId: string, offset: number): Promise<Uint8Array>;
  letGo(packId: string): void;
  /** An uploaded pack. Throws `AF_PACK_UNREADABLE`, `AF_PACK_PASSPHRASE_WRONG`, `AF_INGEST_UPLOAD_INVALID`. */
  inspect(uploadId: string, passphrase: string, signal: AbortSignal): Promise<PackView>;
  replay(uploadId: string, passphrase: string, signal: AbortSignal): Promise<PackReplay>;
  /** Deletes an uploaded pack, and what is listed of it; other uploads stay, since a stream may need them. */
  close(uploadId: string): void;
}

const pieceBytes = 2 ** 20;
/** By what its works are known, so that a screen tells its own pack's from those of another window. */
const worksOf = (uploadId: string) => ({ reading: `reading ${uploadId}`, replay: `replay ${uploadId}` });
/** What a pack is called that was not opened yet. */
const unnamed = 'an evidence pack';

/** Over an opened workbench. What an earlier run left is deleted. */
export function createPackDesk(services: WorkbenchServices): PackDesk {
  const { host, uploads, work, clock, version, signingKey } = services;
  const folder = join(host.dataFolder, 'packs');
  makeFolder(folder, 0o700);
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { force: true });
  const saved = new Set<string>();
  /** What the opened ones are about, by upload. */
  const titles = new Map<string, string>();
  const pathOf = (packId: string) => {
    if (!saved.has(packId)) throw new WorkbenchError('AF_NOT_FOUND', 'This evidence pack is not here any more.', { hint: 'Save it again.' });
    return join(folder, packId);
  };

  async function save(subject: PackSubject, passphrase: string, signal: AbortSignal, progressed: (samples: number) => void): Promise<SavedPack> {
    const packId = randomUUID();
    const path = join(folder, packId);
    const pack = await createPack(path, passphrase, signingKey).catch(asStoreFault);
    try {
      const packedAt = clock.now();
      const { title, words } = await writePack(services, subject, pack, signal, progressed);
      const bytes = await pack.end({ version, packedAt });
      saved.add(packId);
      return { packId, name: `${fileStem(['evidence', title], packedAt)}.afpack`, bytes, fingerprint: signingKey.fingerprint, words };
    } catch (error) {
      rmSync(path, { force: true });
      return asStoreFault(error);
    } finally {
      await pack.close();
    }
  }

  return {
    async save(subject, passphrase, signal) {
      const { setup } = gatherPack(services, subject); // what is not there is told before anything is written
      return work.run({ kind: 'pack', subject: setup.title, unit: 'samples' }, signal, (stopping, { progressed }) => save(subject, passphrase, stopping, progressed));
    },
    async read(packId, offset) {
      const file = await open(pathOf(packId), 'r');
      try {
        const piece = new Uint8Array(pieceBytes);
        const { bytesRead } = await file.read(piece, 0, pieceBytes, offset);
        return piece.slice(0, bytesRead);
      } finally {
        await file.close();
      }
    },
    letGo(packId) {
      if (saved.delete(packId)) rmSync(join(folder, packId), { force: true });
    },
    close(uploadId) {
      titles.delete(uploadId);
      if (!uploadId.endsWith('.afpack')) return;
      uploads.remove(uploadId);
      work.forgetWorks([uploadWorkId(uploadId), ...Object.values(worksOf(uploadId))]);
    },
    async inspect(uploadId, passphrase, signal) {
      const path = uploads.pathOf(uploadId);
      const { size } = await stat(path);
      const view = await work.run({ id: worksOf(uploadId).reading, kind: 'reading', subject: unnamed, unit: 'bytes', totalCount: size }, signal, (stopping, { progressed }) => inspectPack(path, passphrase, signingKey.fingerprint, stopping, progressed));
      if (view.content !== null) titles.set(uploadId, view.content.title);
      return view;
    },
    async replay(uploadId, passphrase, signal) {
      const path = uploads.pathOf(uploadId);
      return work.run({ id: worksOf(uploadId).replay, kind: 'replay', subject: titles.get(uploadId) ?? unnamed, unit: 'samples' }, signal, (stopping, { progressed }) => replayPack(services, path, passphrase, stopping, progressed));
    },
  };
}

/** The disk's faults as the store tells them. */
function asStoreFault(cause: unknown): never {
  const { code } = cause as NodeJS.ErrnoException;
  if (cause instanceof WorkbenchError || code === undefined || !/^E[A-Z]+$/.test(code)) throw cause;
  throw new WorkbenchError(code === 'ENOSPC' ? 'AF_STORE_FULL' : 'AF_STORE_WRITE_FAILED', `The evidence pack can't be written (${code}).`, { cause });
}
