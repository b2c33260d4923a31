import { byteTransport, type ByteChannel } from '../../../shared/api/byte-transport.ts';
import { asWorkbenchError, WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { openCore, type OpenedCore } from '../../api/open-core.ts';
import { openSamplesOnce } from '../../api/open-samples-once.ts';
import { passphraseSecretStore, type SecretStore } from '../../workbench/secrets.ts';
import type { ToWorkbench } from './control-messages.ts';
import { linkToMain } from './workbench-link.ts';

/*
 * Entry of the workbench process: a utility process of Electron, or plain Node where Electron's own is too old.
 * Opens the workbench when main says where the data is and who keeps the key, and serves each page that main connects.
 */

const patienceMs = 5_000;
let opened: OpenedCore | null = null;
/** Each `open` waits for the one before: the store opens once, and a second passphrase is tried where the first was wrong. */
let opening: Promise<void> = Promise.resolve();
const pages: ByteChannel[] = [];
const asked = new Map<number, { resolve(bytes: Uint8Array): void; reject(error: Error): void }>();
let asking = 0;
let quittingSince = Infinity;

const link = linkToMain({
  message: (message) => void take(message),
  page(page) {
    if (opened === null) pages.push(page);
    else serve(page);
  },
  lost: () => void quit(),
});

async function take(message: ToWorkbench): Promise<void> {
  switch (message.type) {
    case 'open':
      return (opening = opening.then(() => open(message)));
    case 'answer': {
      const waiting = asked.get(message.id);
      asked.delete(message.id);
      if (message.bytes !== undefined) waiting?.resolve(message.bytes);
      else waiting?.reject(new WorkbenchError('AF_STORE_KEY_WRONG', `The operating system's secret store refused: ${message.error}.`));
      return;
    }
    case 'quit':
      return quit();
    case 'disconnected':
      return;
  }
}

async function open(message: Extract<ToWorkbench, { type: 'open' }>): Promise<void> {
  if (opened !== null) return;
  try {
    opened = await openCore({
      kind: 'desktop',
      dataFolder: message.dataFolder,
      installFolder: message.installFolder,
      secretStore: message.key === 'os' ? systemSecretStore : passphraseSecretStore(message.passphrase ?? ''),
      notify: ({ id, title, body, target }) =>
        link.tell({ type: 'notify', id, title, body, anomalyId: target.kind === 'anomaly' ? target.anomalyId : null, streamId: target.kind === 'stream' ? target.streamId : null }),
    });
    if (message.samples) await openSamplesOnce(opened);
    for (const page of pages.splice(0)) serve(page);
    link.tell({ type: 'opened', frames: await opened.frameOrigin() });
  } catch (error) {
    const { code, message: text, hint } = asWorkbenchError(error);
    link.tell({ type: 'refused', code, message: text, hint });
  }
}

// Ctrl+C and the end of a session reach this process beside main; later on it is main, whose patience is over.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (performance.now() - quittingSince > patienceMs) process.exit(1);
    void quit();
  });
}

/** Stores what is held, closes the store and ends. */
async function quit(): Promise<void> {
  if (quittingSince !== Infinity) return;
  quittingSince = performance.now();
  await opened?.close();
  process.exit(0);
}

/** The operating system's secret store, which only Electron main can reach. */
const systemSecretStore: SecretStore = {
  kind: 'os',
  wrap: (key) => ask('wrap', key),
  unwrap: (wrapped) => ask('unwrap', wrapped),
};

function ask(type: 'wrap' | 'unwrap', bytes: Uint8Array): Promise<Uint8Array> {
  const id = ++asking;
  return new Promise((resolve, reject) => {
    asked.set(id, { resolve, reject });
    link.tell({ type, id, bytes });
  });
}

function serve(page: ByteChannel): void {
  opened!.serve(byteTransport(page), { name: 'analyst', role: 'owner' });
}
