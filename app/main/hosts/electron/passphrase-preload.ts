import { contextBridge, ipcRenderer } from 'electron';

/** The passphrase window's whole view of Electron: one function. */
contextBridge.exposeInMainWorld('anomalyforcePassphrase', {
  submit(passphrase: string): void {
    ipcRenderer.send('passphrase', passphrase);
  },
});
