import { existsSync } from 'node:fs';
import { run, step } from './steps.mjs';

/** Chromium: the one without a window of its own has a quarter less to do for a page; the other serves too. Undefined where there is none. */
export const chromium = () => ['/usr/lib/chromium/chromium-headless-shell', '/usr/bin/chromium'].find(existsSync);

/** What the end-to-end and desktop suites need from Debian: package → a file that shows that it is there. */
const wanted = { 'chromium-headless-shell': '/usr/lib/chromium/chromium-headless-shell', xvfb: '/usr/bin/Xvfb', xauth: '/usr/bin/xauth', 'libgtk-3-0': '/usr/lib/x86_64-linux-gnu/libgtk-3.so.0', libnss3: '/usr/lib/x86_64-linux-gnu/libnss3.so', libasound2: '/usr/lib/x86_64-linux-gnu/libasound.so.2', libgbm1: '/usr/lib/x86_64-linux-gnu/libgbm.so.1', libnotify4: '/usr/lib/x86_64-linux-gnu/libnotify.so.4', 'fonts-dejavu-core': '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf' };

/** Brings a browser, a virtual display and the libraries of a desktop program where they are missing. Returns null, or in words what is missing and what to do. */
export async function bringDesktopTools() {
  const missing = Object.keys(wanted).filter((name) => !existsSync(wanted[name]) && !(name.startsWith('chromium') && chromium() !== undefined));
  if (missing.length === 0) return null;
  const request = `missing: ${missing.join(', ')}; as root: apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return request;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    await step(`${missing.join(', ')} through apt`, async () => {
      await run('apt-get', ['update', '-qq'], { env, quiet: true });
      await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], { env, quiet: true });
    });
    return null;
  } catch (error) {
    return `${request} (tried: ${error.message.split('\n')[0]})`;
  }
}
