/* Builds what runs: the main side by esbuild, the screens by Vite, into dist/. Quick when nothing changed. */
import { build as esbuild } from 'esbuild';
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { build as vite } from 'vite';
import { isStamped, keepStamp, root, stampOf, step } from './setup/steps.mjs';

/** Packages stay outside the bundle where they carry native parts, files of their own, or a worker; the rest goes in. */
const external = ['@tensorflow/*', '@platformatic/kafka', 'better-sqlite3', 'electron', 'pdfkit', 'pino'];
const shared = { absWorkingDir: root, bundle: true, logLevel: 'warning', legalComments: 'none', external };
/** Bundled CommonJS packages expect `require` in an ES module. */
const banner = { js: "import { createRequire as requireFrom } from 'node:module';const require = requireFrom(import.meta.url);" };

const node = (entries) => esbuild({ ...shared, entryPoints: entries, outdir: 'dist', outExtension: { '.js': '.mjs' }, format: 'esm', platform: 'node', target: 'node22', banner });
const desktop = (entries) => esbuild({ ...shared, entryPoints: entries, outdir: 'dist', outExtension: { '.js': '.cjs' }, format: 'cjs', platform: 'node', target: 'node16' });

/**
 * The page of a Tableau view: our part, and Tableau's library as a file of its own beside its licence. That is packed for the browser from its package alone, nothing of it left out or changed, and nothing of ours in it.
 */
async function viewPage() {
  const browser = { ...shared, external: [], platform: 'browser', target: 'chrome108' };
  await esbuild({ ...browser, entryPoints: { frame: 'app/renderer/tableau-frame/frame.ts' }, outdir: 'dist/tableau', format: 'esm', minify: true });
  await esbuild({ ...browser, entryPoints: { 'tableau-embedding-api': '@tableau/embedding-api' }, outdir: 'dist/tableau', format: 'esm', legalComments: 'inline' });
  cpSync(join(root, 'app', 'renderer', 'tableau-frame', 'frame.css'), join(root, 'dist', 'tableau', 'frame.css'));
  cpSync(join(root, 'node_modules', '@tableau', 'embedding-api', 'LICENSE.md'), join(root, 'dist', 'tableau', 'tableau-embedding-api.LICENSE.md'));
}

if (import.meta.main ?? process.argv[1]?.endsWith('build.mjs')) await buildAll();

/** Builds all of it, unless the sources are as they were. */
export async function buildAll() {
  const stamp = stampOf(['app', 'package-lock.json', 'vite.config.ts', 'scripts/build.mjs']);
  if (isStamped('build', stamp) && existsSync(join(root, 'dist', 'renderer', 'index.html'))) return;
  await step('build: workbench, hosts, screens', async () => {
    await node({ 'cli/anomalyforce': 'app/main/hosts/cli/entry.ts', 'cli/program': 'app/main/hosts/cli/main.ts', 'workbench/workbench-entry': 'app/main/hosts/electron/workbench-entry.ts', 'detect/detection-worker': 'app/main/detect/worker/detection-worker.ts' });
    await desktop({ 'electron/main': 'app/main/hosts/electron/main.ts', 'electron/preload': 'app/main/hosts/electron/preload.ts', 'electron/passphrase-preload': 'app/main/hosts/electron/passphrase-preload.ts' });
    await viewPage();
    await vite({ root: join(root, 'app', 'renderer'), configFile: join(root, 'vite.config.ts'), logLevel: 'warn' });
    keepStamp('build', stamp);
  });
}
