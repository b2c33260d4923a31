import type { Workbench } from '../../../shared/api/workbench.ts';
import type { PackReplay, PackView } from '../../../shared/domain/evidence-pack.ts';
import type { Work } from '../../../shared/domain/work.ts';
import { asWorkbenchError, type WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { sendFile } from '../connect/send-file.ts';

/** How the name of an evidence pack ends. */
export const packEnding = '.afpack';

/** The pack of the page that opens packs. */
export interface PackState {
  file: File;
  /** Once it was sent. */
  uploadId: string | null;
  /** What is under way. */
  busy: 'reading' | 'replaying' | null;
  /** Of what was tried last. */
  error: WorkbenchError | null;
  /** What is in it, once it was read. */
  view: PackView | null;
  replay: PackReplay | null;
}

interface Session {
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
    session = { passphrase: '', abort: new AbortController(), workbench: null };
    put({ file, uploadId: null, busy: null, error: null, view: null, replay: null });
  },
  /** Ends what is under way, deletes what was sent, and forgets the passphrase. */
  close(): void {
    session?.abort.abort();
    if (now?.uploadId) void session?.workbench?.call('packs.close', { uploadId: now.uploadId }).catch(() => undefined); // the next start deletes it, too
    session = null;
    put(null);
  },
  /** Reads it. What fails is in `error`. */
  read: (workbench: Workbench, passphrase: string): Promise<void> => run(workbench, 'reading', async (own) => {
    const view = await workbench.call('packs.inspect', { uploadId: await sent(workbench, own), passphrase }, { signal: own.abort.signal });
    own.passphrase = passphrase;
    return { view };
  }),
  /** Replays one that was read. */
  replay: (workbench: Workbench): Promise<void> => run(workbench, 'replaying', async (own) => ({ replay: await workbench.call('packs.replay', { uploadId: await sent(workbench, own), passphrase: own.passphrase }, { signal: own.abort.signal }) })),
};

/** Whether a long work was done with this pack, and not with one that another window opened. */
export function isOfPack({ id }: Pick<Work, 'id'>, pack: PackState | null): boolean {
  return pack !== null && pack.uploadId !== null && id.endsWith(` ${pack.uploadId}`);
}

/** The upload of the file, which is sent once, and again after the workbench lost it. */
async function sent(workbench: Workbench, own: Session): Promise<string> {
  const uploadId = now!.uploadId ?? (await sendFile(workbench, now!.file, () => undefined, own.abort.signal));
  if (session === own) put({ ...now!, uploadId });
  else void workbench.call('packs.close', { uploadId }).catch(() => undefined); // closed while it was sent
  return uploadId;
}

async function run(workbench: Workbench, busy: 'reading' | 'replaying', perform: (own: Session) => Promise<Partial<PackState>>): Promise<void> {
  const own = session;
  if (own === null || now === null || now.busy !== null) return;
  own.workbench = workbench;
  put({ ...now, busy, error: null });
  let change: Partial<PackState>;
  try {
    change = await perform(own);
  } catch (thrown) {
    const error = asWorkbenchError(thrown);
    change = { error, ...(error.code === 'AF_INGEST_UPLOAD_INVALID' && { uploadId: null }) };
  }
  if (session === own) put({ ...now, busy: null, ...change });
}
