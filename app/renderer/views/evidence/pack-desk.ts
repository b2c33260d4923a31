import type { Workbench } from '../../../shared/api/workbench.ts';
import type { PackReplay, PackView } from '../../../shared/domain/evidence-pack.ts';
import { asWorkbenchError, type WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { sendFile } from '../connect/send-file.ts';

/** How the name of an evidence pack ends. */
export const packEnding = '.afpack';

/** The pack of the page that opens packs. */
export interface PackState {
  file: File;
  /** What is under way. */
  busy: 'reading' | 'replaying' | null;
  /** Of what was tried last. */
  error: WorkbenchError | null;
  /** What is in it, once it was read. */
  view: PackView | null;
  replay: PackReplay | null;
}

interface Session {
  /** Once it was sent. */
  uploadId: string | null;
  /** That it was read with. */
  passphrase: string;
  abort: AbortController;
  workbench: Workbench | null;
}

let now: PackState | null = null;
let session: Session | null = null;
const listeners = new Set<() => void>();

function put(next: PackState | null): void {
  now = next;
  for (const listener of [...listeners]) listener();
}

/** One pack is open at a time, for the whole window; reading and replaying it go on while another page is shown. */
export const packDesk = {
  get: (): PackState | null => now,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => { listeners.delete(listener); };
  },
  /** Takes a file, in place of the one before. */
  take(file: File): void {
    packDesk.close();
    session = { uploadId: null, passphrase: '', abort: new AbortController(), workbench: null };
    put({ file, busy: null, error: null, view: null, replay: null });
  },
  /** Ends what is under way, deletes what was sent, and forgets the passphrase. */
  close(): void {
    session?.abort.abort();
    if (session?.uploadId) void session.workbench?.call('packs.close', { uploadId: session.uploadId }).catch(() => undefined); // the next start deletes it, too
    session = null;
    put(null);
  },
  /** Reads it. What fails is in `error`. */
  read: (workbench: Workbench, passphrase: string): Promise<void> => run(workbench, 'reading', async (own, { file }) => {
    const view = await workbench.call('packs.inspect', { uploadId: await sent(workbench, own, file), passphrase }, { signal: own.abort.signal });
    own.passphrase = passphrase;
    return { view };
  }),
  /** Replays one that was read. */
  replay: (workbench: Workbench): Promise<void> => run(workbench, 'replaying', async (own, { file }) => ({ replay: await workbench.call('packs.replay', { uploadId: await sent(workbench, own, file), passphrase: own.passphrase }, { signal: own.abort.signal }) })),
};

/** The upload of the file, which is sent once, and again after the workbench lost it. */
async function sent(workbench: Workbench, own: Session, file: File): Promise<string> {
  return (own.uploadId ??= await sendFile(workbench, file, () => undefined, own.abort.signal));
}

async function run(workbench: Workbench, busy: 'reading' | 'replaying', perform: (own: Session, state: PackState) => Promise<Partial<PackState>>): Promise<void> {
  const own = session;
  if (own === null || now === null || now.busy !== null) return;
  own.workbench = workbench;
  put({ ...now, busy, error: null });
  let change: Partial<PackState>;
  try {
    change = await perform(own, now);
  } catch (thrown) {
    const error = asWorkbenchError(thrown);
    if (error.code === 'AF_INGEST_UPLOAD_INVALID') own.uploadId = null;
    change = { error };
  }
  if (session === own) put({ ...now, busy: null, ...change });
}
