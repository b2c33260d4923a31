/*
 * `npm start`: sets up what is missing, builds, and opens the workbench with the sample workspace. Plain Node 20, no dependencies.
 * Arguments go on to the host: `npm start -- --no-browser --port 7410`.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { electronRuntime } from './setup/electron-runtime.mjs';
import { root, step, toolEnvironment } from './setup/steps.mjs';
import { setUp } from './setup/set-up.mjs';

try {
  await setUp();
  await open();
} catch (error) {
  console.error(`✗ ${error.message}`);
  process.exitCode = 1;
}

/** The desktop window where there is a display and a runtime, else the web host on loopback. */
async function open() {
  const passed = process.argv.slice(2);
  const display = process.platform === 'win32' || process.platform === 'darwin' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
  const isPrinted = passed.includes('--no-browser');
  const runtime = isPrinted ? { missing: null } : display ? await electronRuntime({ fetch: (work) => step('Electron runtime (about 110 MB)', work) }) : { missing: 'there is no display' };
  if (runtime.executable !== undefined) {
    console.log(`Opening the desktop window: there are a display and an Electron runtime (${runtime.from}).`);
    const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []; // Chromium refuses its sandbox to root
    return hand(runtime.executable, [...asRoot, root, '--samples', ...passed]);
  }
  console.log(isPrinted ? 'Opening nothing, as --no-browser says: the link follows.' : `Opening in the browser: ${runtime.missing}.`);
  return hand(join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.exe' : 'node'), [join(root, 'dist', 'cli', 'anomalyforce.mjs'), 'start', ...passed]);
}

/** Runs the host in the foreground; signals reach it, its exit code is ours. */
function hand(command, args) {
  const child = spawn(command, args, { cwd: process.cwd(), env: toolEnvironment, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on('error', (error) => reject(new Error(`${command} can't be run: ${error.message}`)));
    child.on('exit', (code, signal) => {
      process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
      resolve();
    });
  });
}
