import { protocol } from 'electron';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { contentSecurityPolicyOf } from '../../../shared/content-security-policy.ts';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml',
  '.png': 'image/png', '.json': 'application/json', '.woff2': 'font/woff2', '.wasm': 'application/wasm', '.map': 'application/json',
};

/** Before the app is ready: `app://` is an origin of its own, with the rights of https. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
}

/** After it is ready: `app://workbench/…` is the folder of the built page, read-only, with the same policy as the web host sends. `frames`: the origin of Tableau views' pages as it is now. */
export function servePage(folder: string, frames: () => string | null): void {
  const headersFor = (path: string) => ({
    'Content-Type': types[extname(path)] ?? 'application/octet-stream',
    'Content-Security-Policy': contentSecurityPolicyOf(frames()),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  });
  if ('handle' in protocol) {
    protocol.handle('app', async (request) => {
      const path = fileOf(folder, request.url);
      const body = path === null ? null : await readFile(path).catch(() => null);
      return body === null ? new Response('not found', { status: 404 }) : new Response(new Uint8Array(body), { headers: headersFor(path!) });
    });
    return;
  }
  // Electron before 25 has no `handle`; the desktop suite runs on such a one.
  type Answer = (response: { statusCode: number; data: Buffer; headers?: Record<string, string> }) => void;
  const old = protocol as unknown as { registerBufferProtocol(scheme: string, serve: (request: { url: string }, answer: Answer) => void): void };
  old.registerBufferProtocol('app', (request, answer) => {
    const path = fileOf(folder, request.url);
    const missing = { statusCode: 404, data: Buffer.from('not found') };
    if (path === null) return answer(missing);
    readFile(path).then((data) => answer({ statusCode: 200, data, headers: headersFor(path) }), () => answer(missing));
  });
}

/** The file that an address names; null where it lies outside the folder or belongs to another host. */
export function fileOf(folder: string, url: string): string | null {
  const { host, pathname } = new URL(url);
  if (host !== 'workbench') return null;
  let name: string;
  try {
    name = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (name.includes('\0')) return null;
  const path = normalize(join(folder, name === '/' ? 'index.html' : name));
  return path.startsWith(normalize(folder) + sep) ? path : null;
}
