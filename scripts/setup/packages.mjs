import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { hashOf, isStamped, keepStamp, root, run, step } from './steps.mjs';

/** npm packages as the lock file says; among them the pinned Node 24. Nothing of theirs runs at installation (`ignore-scripts` in .npmrc). */
export async function installPackages() {
  const stamp = hashOf(join(root, 'package-lock.json'));
  if (isStamped('packages', stamp) && existsSync(join(root, 'node_modules', 'typescript'))) return;
  await step('npm packages and Node 24 (about 1.6 GB on disk)', async () => {
    await run('npm', ['ci', '--loglevel=error', '--no-audit', '--no-fund'], { env: process.env });
    keepStamp('packages', stamp);
  });
}

/** Throws where the Node that runs the workbench is too old for it, with what to do. */
export async function checkNode() {
  const version = (await run('node', ['--version'], { quiet: true })).trim();
  if (Number(version.slice(1).split('.')[0]) < 24) {
    throw new Error(`The workbench needs Node 24; found ${version}. No pinned Node is published for this platform: install Node 24 and run the command again.`);
  }
}
