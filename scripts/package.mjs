/*
 * `npm run package`: the unpacked program in release/, made by electron-builder for this platform from the Electron runtime that is at hand.
 * `npm run package -- --installers` also makes the installers of this platform (AppImage and deb, dmg, or an NSIS set-up); electron-builder downloads
 * their tools, and what can't be had is said. Release builds (`--release`) also refuse Node's inspector, which the desktop suite needs.
 */
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { electronRuntime } from './setup/electron-runtime.mjs';
import { root, step } from './setup/steps.mjs';
import { setUp } from './setup/set-up.mjs';
import { writeLicences } from './write-licences.mjs';

const { values } = parseArgs({ options: { installers: { type: 'boolean', default: false }, release: { type: 'boolean', default: false } } });
await setUp();
const { build, Platform } = await import('electron-builder');
const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');

const runtime = await electronRuntime();
if (runtime.executable === undefined) {
  console.error(`✗ The program can't be packaged: ${runtime.missing}.`);
  process.exit(1);
}
const electronDist = process.env.ELECTRON_OVERRIDE_DIST_PATH || join(root, 'node_modules', 'electron', 'dist');
const electronVersion = existsSync(join(electronDist, 'version')) ? readFileSync(join(electronDist, 'version'), 'utf8').trim().replace(/^v/, '') : JSON.parse(readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8')).version;
/** Electron from 35 on holds the encrypted store in its own Node; before, the pinned Node goes along. */
const bringsNode = Number(electronVersion.split('.')[0]) < 35;
const targets = { linux: ['AppImage', 'deb'], darwin: ['dmg', 'zip'], win32: ['nsis'] }[process.platform];
const platform = { linux: Platform.LINUX, darwin: Platform.MAC, win32: Platform.WINDOWS }[process.platform];

/** Beside electron-builder.yml, which electron-builder reads by itself. */
const config = {
  electronDist,
  electronVersion,
  files: bringsNode ? [] : ['!node_modules/node-*/**'],
  afterPack: async ({ appOutDir, packager }) => {
    const executable = join(appOutDir, process.platform === 'win32' ? 'AnomalyForce.exe' : process.platform === 'darwin' ? 'AnomalyForce.app' : packager.executableName);
    await flipFuses(executable, {
      version: FuseVersion.V1,
      [FuseV1Options.RunAsNode]: false,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
      [FuseV1Options.EnableNodeCliInspectArguments]: !values.release,
      [FuseV1Options.OnlyLoadAppFromAsar]: true,
    });
  },
};

rmSync(join(root, 'release'), { recursive: true, force: true });
await step('licences of what the program holds', async () => writeLicences(join(root, 'release', 'licences')));
await step(`the unpacked program, with Electron ${electronVersion}`, async () => {
  await build({ projectDir: root, targets: platform.createTarget('dir'), config });
  return join('release', readdirSync(join(root, 'release')).find((name) => name.endsWith('unpacked') || name.startsWith('mac')) ?? '');
});
if (values.installers) {
  for (const target of targets) {
    try {
      await step(`installer: ${target}`, () => build({ projectDir: root, targets: platform.createTarget(target), config }).then((files) => files.filter((file) => !file.endsWith('.blockmap')).join(', ')));
    } catch {
      console.log(`  electron-builder downloads its tool for ${target}, or takes the system's (USE_SYSTEM_FPM=true, USE_SYSTEM_7ZA=true).`);
    }
  }
}
