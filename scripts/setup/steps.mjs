/* Named steps with time and size, for set-up and tests. Plain Node 20, no dependencies: this runs before anything is installed. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
/** What is fetched once for all checkouts. */
export const cacheFolder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'anomalyforce');
/** The environment in which tools run: the pinned Node first. */
export const toolEnvironment = { ...process.env, PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH}` };

/** Runs a step unless `done()` says that there is nothing to do; prints its name, then its time, or why it failed. */
export async function step(name, work) {
  const begun = performance.now();
  process.stdout.write(`· ${name} …\n`);
  try {
    const said = await work();
    process.stdout.write(`✓ ${name}${typeof said === 'string' ? `: ${said}` : ''} (${seconds(begun)})\n`);
  } catch (error) {
    process.stdout.write(`! ${name} failed: ${error.message.split('\n')[0]} (${seconds(begun)})\n`);
    throw error;
  }
}

/** Seconds since `begun`, as text. */
export function seconds(begun) {
  return `${((performance.now() - begun) / 1000).toFixed(1)} s`;
}

/** Runs a program; its output goes through, or is shown only when it fails (`quiet`). Resolves with its standard output. Ended after `timeoutMs`. */
export function run(command, args, { cwd = root, env = toolEnvironment, quiet = false, timeoutMs } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, timeout: timeoutMs, killSignal: 'SIGKILL', stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'] });
    let out = '';
    let all = '';
    child.stdout?.on('data', (chunk) => { out += chunk; all += chunk; });
    child.stderr?.on('data', (chunk) => { all += chunk; });
    child.on('error', (error) => reject(new Error(`${command} can't be run: ${error.message}`)));
    child.on('exit', (code) => (code === 0 ? resolve(out) : reject(Object.assign(new Error(`${command} ${args.join(' ')} ended with ${code}${quiet ? `\n${all.split('\n').slice(-30).join('\n')}` : ''}`), { code }))));
  });
}

/** sha256 of a file, hex. */
export function hashOf(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/** One hash over the names, sizes and change times of all files below some places: tells quickly whether anything changed. */
export function stampOf(places) {
  const hash = createHash('sha256');
  const visit = (path) => {
    if (!existsSync(path)) return;
    const stat = statSync(path);
    if (stat.isDirectory()) for (const name of readdirSync(path).sort()) visit(join(path, name));
    else hash.update(`${path}:${stat.size}:${stat.mtimeMs}\n`);
  };
  for (const place of places) visit(join(root, place));
  return hash.digest('hex');
}

/** Whether a step's stamp is the one kept from the last time it was done here. */
export function isStamped(name, stamp) {
  const file = join(root, '.cache', 'stamps', name);
  return existsSync(file) && readFileSync(file, 'utf8') === stamp;
}

/** Keeps a step's stamp. */
export function keepStamp(name, stamp) {
  mkdirSync(join(root, '.cache', 'stamps'), { recursive: true });
  writeFileSync(join(root, '.cache', 'stamps', name), stamp);
}

/** Bytes as text. */
export function size(bytes) {
  return bytes >= 2 ** 20 ? `${(bytes / 2 ** 20).toFixed(0)} MB` : `${(bytes / 1024).toFixed(0)} kB`;
}
