import { contextBridge, ipcRenderer } from 'electron';

/**
 * The page's whole view of Electron: bytes of frames out, bytes of frames in. Main answers `connect` with one end of a MessagePort
 * whose other end is the workbench process. contextBridge copies what crosses, so the page never holds the port itself.
 */
let port: MessagePort | null = null;
let listener: ((bytes: Uint8Array) => void) | null = null;
const waiting: Uint8Array[] = [];
const early: Uint8Array[] = [];

ipcRenderer.on('port', (event) => {
  port?.close();
  port = event.ports[0] ?? null;
  if (port === null) return;
  port.onmessage = ({ data }: MessageEvent<Uint8Array>) => {
    if (listener === null) early.push(data);
    else listener(data);
  };
  for (const bytes of waiting.splice(0)) port.postMessage(bytes);
});

contextBridge.exposeInMainWorld('anomalyforce', {
  send(bytes: Uint8Array): void {
    if (port === null) waiting.push(bytes);
    else port.postMessage(bytes);
  },
  onFrame(callback: (bytes: Uint8Array) => void): void {
    listener = callback;
    for (const bytes of early.splice(0)) callback(bytes);
  },
});
ipcRenderer.send('connect');
