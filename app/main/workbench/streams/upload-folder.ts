import { closeSync, existsSync, fstatSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { makeFolder } from '../../store/make-folder.ts';

/** Files that screens hand in, piece by piece, until they have been read into the encrypted store. */
export interface UploadFolder {
  begin(name: string, bytes: number): string;
  append(uploadId: string, piece: Uint8Array): number;
  /** Throws `AF_INGEST_UPLOAD_INVALID` where bytes are missing. */
  finish(uploadId: string): void;
  /** The whole file's path; throws `AF_INGEST_UPLOAD_INVALID` where there is none. */
  pathOf(uploadId: string): string;
  remove(uploadId: string): void;
}

const mostBytes = 8 * 2 ** 30;
const pieceBytes = 2 ** 20;

/**
 * Uploads below a data folder. They lie there as they came (unlike all else in it), so each is removed as soon as its stream has been read to the end or is
 * removed, and what no stream needs any more goes at the next start.
 */
export function createUploadFolder(dataFolder: string, isNeeded: (uploadId: string) => boolean): UploadFolder {
  const folder = join(dataFolder, 'uploads');
  makeFolder(folder, 0o700);
  for (const name of readdirSync(folder)) if (!isNeeded(name)) rmSync(join(folder, name), { force: true });
  const open = new Map<string, { fd: number; expected: number }>();
  const invalid = (message: string) => new WorkbenchError('AF_INGEST_UPLOAD_INVALID', message);
  const opened = (uploadId: string) => open.get(uploadId) ?? (() => { throw invalid('There is no such upload under way.'); })();

  return {
    begin(name, expected) {
      if (expected > mostBytes) throw invalid(`The file is larger than ${mostBytes / 2 ** 30} GiB.`);
      const ending = /\.[a-z0-9]{1,8}(\.gz)?$/i.exec(name)?.[0].toLowerCase() ?? '';
      const uploadId = `${randomUUID()}${ending}`;
      open.set(uploadId, { fd: openSync(join(folder, uploadId), 'wx', 0o600), expected });
      return uploadId;
    },
    append(uploadId, piece) {
      const { fd, expected } = opened(uploadId);
      if (piece.length > pieceBytes) throw invalid(`A piece of ${piece.length} bytes is longer than 1 MiB.`);
      if (fstatSync(fd).size + piece.length > expected) throw invalid('The upload is longer than it said.');
      writeSync(fd, piece);
      return fstatSync(fd).size;
    },
    finish(uploadId) {
      const { fd, expected } = opened(uploadId);
      const { size } = fstatSync(fd);
      closeSync(fd);
      open.delete(uploadId);
      if (size === expected) return;
      rmSync(join(folder, uploadId), { force: true });
      throw invalid(`${size} of ${expected} bytes arrived.`);
    },
    pathOf(uploadId) {
      const path = join(folder, uploadId);
      if (!/^[0-9a-f-]{36}(\.[a-z0-9]{1,8}){0,2}$/.test(uploadId) || open.has(uploadId) || !existsSync(path) || !statSync(path).isFile()) throw invalid('The uploaded file is not here any more.');
      return path;
    },
    remove(uploadId) {
      const under = open.get(uploadId);
      if (under !== undefined) closeSync(under.fd);
      open.delete(uploadId);
      rmSync(join(folder, uploadId), { force: true });
    },
  };
}
