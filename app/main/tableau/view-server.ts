import { randomBytes, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { standInAddress, standInId } from '../../shared/domain/sample-views.ts';
import type { TableauConnectionId } from '../../shared/domain/tableau.ts';

/** Serves the isolated pages of views on this machine, at an origin that is not the workbench's. */
export interface ViewServer {
  /** Where the pages are; starts to listen with the first that asks. */
  origin(): Promise<string>;
  /** The address of a connection's page. `library`: the one that comes with the program, or the copy that the server itself offers. */
  addressOf(connectionId: TableauConnectionId, library: 'own' | 'server'): Promise<string>;
  close(): Promise<void>;
}

export interface ViewServerOptions {
  /** Where the page and the library were built to. */
  folder: string;
  /** The address of a connection's server, and where else one signs in to it; null where there is no such connection. */
  serverOf(connectionId: TableauConnectionId): { address: string; signInHosts: readonly string[] } | null;
  /** The port of before, so that a connected app's domain allow-list goes on to hold; and where a new one is kept. */
  port: { read(): number; keep(port: number): void };
}

/** Where Tableau offers its library. Source: "Where to get the Embedding API v3 library". */
const libraryPath = '/javascripts/api/tableau.embedding.3.latest.min.js';
/** Whoever shows the page: the workbench in a browser of this machine, or in its own window. */
const ancestors = 'http://127.0.0.1:* http://localhost:* app:';

const files: Record<string, string> = {
  'frame.js': 'text/javascript; charset=utf-8', 'frame.css': 'text/css; charset=utf-8', 'tableau-embedding-api.js': 'text/javascript; charset=utf-8', 'tableau-embedding-api.LICENSE.md': 'text/plain; charset=utf-8',
};

export function createViewServer({ folder, serverOf, port }: ViewServerOptions): ViewServer {
  /** Pages are found by who knows the key: another program of this machine learns no address from them. */
  const key = randomBytes(24).toString('base64url');
  let listening: Promise<{ server: Server; origin: string }> | null = null;

  async function listen(): Promise<{ server: Server; origin: string }> {
    const server = createServer((request, response) => void answer(request, response));
    await begin(server, port.read()).catch(() => begin(server, 0));
    const taken = (server.address() as AddressInfo).port;
    if (taken !== port.read()) port.keep(taken);
    return { server, origin: `http://localhost:${taken}` };
  }

  const listenOnce = () => {
    listening ??= listen();
    listening.catch(() => { listening = null; });
    return listening;
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { origin } = await listening!;
    const [path = '', query = ''] = (request.url ?? '').split('?');
    const [, given = '', first = '', second = ''] = path.split('/');
    const end = (status: number, headers: Record<string, string> = {}, body: string | Uint8Array = '') => void response.writeHead(status, { ...everywhere, ...headers }).end(body);
    if (`http://${request.headers.host ?? ''}` !== origin || request.method !== 'GET' || !isSame(given, key)) return end(404);
    if (Object.hasOwn(files, first) && second === '') {
      const body = await readFile(join(folder, first)).catch(() => null);
      return body === null ? end(404) : end(200, { 'content-type': files[first]!, 'cross-origin-resource-policy': 'same-origin' }, body);
    }
    const connectionId = second as TableauConnectionId;
    const server = first !== 'view' ? null : connectionId === standInId ? { address: standInAddress, signInHosts: [] } : serverOf(connectionId);
    if (server === null) return end(404);
    const isStandIn = connectionId === standInId;
    const library = query === 'library=server' && !isStandIn ? `${server.address}${libraryPath}` : './tableau-embedding-api.js';
    end(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policyOf(isStandIn ? null : server, library.startsWith('https:') || library.startsWith('http:')) }, pageOf({ address: server.address, library, kind: isStandIn ? 'stand-in' : 'tableau' }));
  }

  return {
    origin: async () => (await listenOnce()).origin,
    async addressOf(connectionId, library) {
      const { origin } = await listenOnce();
      return `${origin}/${key}/view/${encodeURIComponent(connectionId)}${library === 'server' ? '?library=server' : ''}`;
    },
    async close() {
      const held = await listening?.catch(() => null);
      held?.server.closeAllConnections();
      if (held?.server.listening === true) await new Promise((resolve) => { held.server.close(resolve); });
    },
  };
}

const everywhere = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'origin', 'cache-control': 'no-store', 'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=()' };

/** The connection's server is all that the page may reach; its frame may go to the hosts of its sign-in too. The stand-in reaches nothing. */
function policyOf(connection: { address: string; signInHosts: readonly string[] } | null, fromServer: boolean): string {
  const server = connection?.address ?? null;
  const there = server ?? "'none'";
  return [
    "default-src 'none'", `script-src 'self'${fromServer && server !== null ? ` ${server}` : ''}`, "style-src 'self'", `img-src 'self' data:${server === null ? '' : ` ${server}`}`, `connect-src ${there}`, `frame-src ${[there, ...(connection?.signInHosts ?? [])].join(' ')}`,
    "base-uri 'none'", "form-action 'none'", "object-src 'none'", `frame-ancestors ${ancestors}`,
  ].join('; ');
}

function pageOf(given: { address: string; library: string; kind: string }): string {
  const attributes = Object.entries(given).map(([name, value]) => `data-${name}="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`).join(' ');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>View</title><link rel="stylesheet" href="../frame.css"></head><body><div id="view" ${attributes}></div><script type="module" src="../frame.js"></script></body></html>`;
}

async function begin(server: Server, port: number): Promise<void> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
}

function isSame(given: string, key: string): boolean {
  return given.length === key.length && timingSafeEqual(Buffer.from(given), Buffer.from(key));
}
