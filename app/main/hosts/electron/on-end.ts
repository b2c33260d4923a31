import type { ChildProcess } from 'node:child_process';

/** Calls back once, when a process has ended (with its exit code) or could not be started (null). Other errors of it, such as a refused signal, end nothing. */
export function onEnd(child: ChildProcess, ended: (code: number | null) => void): void {
  let told = false;
  const tell = (code: number | null) => {
    if (!told) ended(code);
    told = true;
  };
  child.on('exit', tell);
  child.on('error', () => {
    if (child.pid === undefined) tell(null);
  });
}
