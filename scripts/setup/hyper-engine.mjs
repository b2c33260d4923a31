import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, run } from './steps.mjs';

/** The engine in which Tableau reads data sources, with its Python module; for tests alone, never shipped. */
const version = '0.0.26963';

/** Brings it through pip where it is missing; answers its folder, for PYTHONPATH. Throws what pip says. */
export async function bringHyperEngine() {
  const folder = join(cacheFolder, `hyper-${version}`);
  if (existsSync(folder)) return folder;
  const work = `${folder}.${process.pid}`;
  try {
    await run('python3', ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--only-binary=:all:', '--target', work, `tableauhyperapi==${version}`], { quiet: true });
    if (!existsSync(folder)) renameSync(work, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return folder;
}
