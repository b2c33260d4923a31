import { contextBridge, ipcRenderer } from 'electron';

/**
 * The page's whole view of Electron: a connection to the workbench, as bytes of frames. Main answers `connect` with one end of a MessagePort whose
 * other end is the workbench process, and says `lost` when that has ended. contextBridge copies what crosses, so the page never holds the port itself.
 */
let port: MessagePort | null = null;
let opened: () => void = () => undefined;
let take: (bytes: Uint8Array) => void = () => undefined;
let closed: () => void = () => undefined;
let hear: ((told: unknown) => void) | null = null;
/** Told before the page listened. */
let unheard: unknown[] = [];

ipcRenderer.on('port', (event) => {
  port?.close();
  const own = (port = event.ports[0]!);
  own.onmessage = ({ data }: MessageEvent<Uint8Array>) => take(data);
  own.addEventListener('close', () => {
    if (port !== own) return;
    port = null;
    closed();
  });
  opened();
});
ipcRenderer.on('told', (_, told: unknown) => {
  if (hear === null) unheard.push(told);
  else hear(told);
});
ipcRenderer.on('lost', () => {
  port?.close();
  port = null;
  closed();
});

contextBridge.exposeInMainWorld('anomalyforce', {
  /** Resolves when the workbench can be spoken to. */
  connect(onFrame: (bytes: Uint8Array) => void, onClose: () => void): Promise<void> {
    take = onFrame;
    closed = onClose;
    return new Promise((resolve) => {
      opened = resolve;
      ipcRenderer.send('connect');
    });
  },
  /** What was done with notifications of the operating system, from before too; the last listener hears it. */
  onTold(listener: (told: unknown) => void): void {
    hear = listener;
    for (const told of unheard) listener(told);
    unheard = [];
  },
  send(bytes: Uint8Array): void {
    port?.postMessage(bytes);
  },
  /** Opens an address in the system's browser; main takes https, and http of this machine. */
  lead(url: string): Promise<unknown> {
    return ipcRenderer.invoke('lead', url);
  },
});
