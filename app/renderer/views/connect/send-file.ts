import type { Workbench } from '../../../shared/api/workbench.ts';
import { uploadWorkId } from '../../../shared/domain/work.ts';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';

/** What `uploads.append` takes at most. */
export const pieceBytes = 2 ** 20;

/**
 * Hands a file to the workbench piece by piece, one piece at a time, so that neither side holds more than one. `onProgress` is told the bytes that arrived.
 * Resolves with the upload's id. Throws what a call throws, `AF_API_CANCELLED` where the signal ends it, `AF_INGEST_UPLOAD_INVALID` where the browser can't read the file.
 */
export async function sendFile(workbench: Pick<Workbench, 'call'>, file: Pick<File, 'name' | 'size' | 'slice'>, onProgress: (sent: number) => void, signal: AbortSignal): Promise<string> {
  const { uploadId } = await workbench.call('uploads.begin', { name: file.name.slice(0, 255), bytes: file.size }, { signal });
  try {
    for (let at = 0; at < file.size; at += pieceBytes) {
      if (signal.aborted) throw new WorkbenchError('AF_API_CANCELLED', `Taking in ${file.name} was cancelled.`);
      const piece = await read(file, at);
      await workbench.call('uploads.append', { uploadId, piece }, { signal });
      onProgress(Math.min(at + pieceBytes, file.size));
    }
  } catch (thrown) {
    // Else it would be listed as under way until nobody went on with it for a minute. One of a single piece is not listed.
    await workbench.call('work.cancel', { workId: uploadWorkId(uploadId) }).catch(() => undefined);
    throw thrown;
  }
  await workbench.call('uploads.finish', { uploadId }, { signal });
  return uploadId;
}

async function read(file: Pick<File, 'name' | 'slice'>, at: number): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(at, at + pieceBytes).arrayBuffer());
  } catch (cause) {
    throw new WorkbenchError('AF_INGEST_UPLOAD_INVALID', `${file.name} can't be read: it was changed or moved while it was taken in, or it is a folder.`, { cause });
  }
}
