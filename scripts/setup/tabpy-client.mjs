import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, run } from './steps.mjs';

/** TabPy with its client, by which Tableau's own tools ask an analytics extension; for tests alone, never shipped. Its server is left out. */
const version = '2.16.0';

/** Brings it through pip where it is missing; answers its folder, for PYTHONPATH. Throws what pip says. */
export async function bringTabpyClient() {
  const folder = join(cacheFolder, `tabpy-${version}`);
  if (existsSync(folder)) return folder;
  const work = `${folder}.${process.pid}`;
  const install = (...args) => run('python3', ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--target', work, ...args], { quiet: true });
  try {
    await install('--no-deps', `tabpy==${version}`);
    await install('requests', 'cloudpickle');
    if (!existsSync(folder)) renameSync(work, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return folder;
}
