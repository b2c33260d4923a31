import { contextBridge, ipcRenderer } from 'electron';

/** The passphrase window's whole view of Electron: what was entered goes out, what was wrong with it comes back. */
contextBridge.exposeInMainWorld('anomalyforcePassphrase', {
  submit(passphrase: string): void {
    ipcRenderer.send('passphrase', passphrase);
  },
  onProblem(listener: (words: string) => void): void {
    ipcRenderer.on('problem', (_event, words: string) => listener(words));
  },
});
