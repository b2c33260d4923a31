import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './steps.mjs';

const inside = process.platform === 'win32' ? 'electron.exe' : process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
const refusal = join(root, '.cache', 'no-electron-runtime');

/**
 * The Electron to run: the folder that `ELECTRON_OVERRIDE_DIST_PATH` names, else the one that the electron package downloads. A download that
 * failed is tried again after a day. Resolves with `{ executable, from }` or `{ missing }`, the reason in words.
 */
export async function electronRuntime({ fetch = (work) => work() } = {}) {
  const named = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (named) {
    const executable = join(named, inside);
    return existsSync(executable) ? { executable, from: 'ELECTRON_OVERRIDE_DIST_PATH' } : { missing: `ELECTRON_OVERRIDE_DIST_PATH names ${named}, and there is no ${inside} in it` };
  }
  const executable = join(root, 'node_modules', 'electron', 'dist', inside);
  if (existsSync(executable)) return { executable, from: 'downloaded' };
  if (existsSync(refusal) && Date.now() - Number(readFileSync(refusal, 'utf8')) < 86_400_000) return { missing: 'no Electron runtime could be downloaded earlier' };
  try {
    await fetch(() => run('node', [join('node_modules', 'electron', 'install.js')], { quiet: true, timeoutMs: 180_000 }).then(() => undefined));
    if (existsSync(executable)) return { executable, from: 'downloaded' };
  } catch {
    rmSync(join(root, 'node_modules', 'electron', 'dist'), { recursive: true, force: true });
  }
  mkdirSync(join(root, '.cache'), { recursive: true });
  writeFileSync(refusal, String(Date.now()));
  return { missing: 'there is no Electron runtime (its download is not reachable; ELECTRON_OVERRIDE_DIST_PATH can name one)' };
}
