import type { Workbench } from '../../../shared/api/workbench.ts';
import { asWorkbenchError, type WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { sendFile } from './send-file.ts';

/** The file that is being taken in, wherever it was dropped or picked. */
export type UploadState =
  | { state: 'none' }
  | { state: 'sending'; name: string; bytes: number; sent: number; startedAt: number; cancel: () => void }
  | { state: 'failed'; name: string; error: WorkbenchError; retry: () => void };

let now: UploadState = { state: 'none' };
const listeners = new Set<() => void>();

function put(next: UploadState): void {
  now = next;
  for (const listener of [...listeners]) listener();
}

/** One file is taken in at a time, for the whole page; what is under way outlives the view that began it. */
export const uploadDesk = {
  get: (): UploadState => now,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => { listeners.delete(listener); };
  },
  /** Takes the file in and then calls `onDone`; does nothing while another is under way. A failure stays until it is retried or forgotten. */
  async take(workbench: Workbench, file: File, onDone: (uploadId: string) => void): Promise<void> {
    if (now.state === 'sending') return;
    const abort = new AbortController();
    const begun = { state: 'sending' as const, name: file.name, bytes: file.size, sent: 0, startedAt: Date.now(), cancel: () => abort.abort() };
    put(begun);
    try {
      const uploadId = await sendFile(workbench, file, (sent) => put({ ...begun, sent }), abort.signal);
      put({ state: 'none' });
      onDone(uploadId);
    } catch (thrown) {
      const error = asWorkbenchError(thrown);
      put(error.code === 'AF_API_CANCELLED' ? { state: 'none' } : { state: 'failed', name: file.name, error, retry: () => void uploadDesk.take(workbench, file, onDone) });
    }
  },
  forget: () => put({ state: 'none' }),
};
