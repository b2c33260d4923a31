import { createServer, request as ask } from 'node:http';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { standInId } from '../../shared/domain/sample-views.ts';
import type { TableauConnectionId } from '../../shared/domain/tableau.ts';
import { createViewServer, type ViewServer } from './view-server.ts';

const own = 'own' as TableauConnectionId;
const closing: (() => Promise<unknown> | void)[] = [];
afterEach(async () => { for (const close of closing.splice(0).reverse()) await close(); });

function open(port = 0, hosts: string[] = []): { server: ViewServer; kept: number[] } {
  const folder = mkdtempSync(join(tmpdir(), 'anomalyforce-view-'));
  writeFileSync(join(folder, 'frame.js'), 'export {};');
  const kept: number[] = [];
  const server = createViewServer({ folder, serverOf: (id) => (id === own ? { address: 'https://tableau.example', signInHosts: hosts } : null), port: { read: () => kept.at(-1) ?? port, keep: (taken) => void kept.push(taken) } });
  closing.push(() => rmSync(folder, { recursive: true }), () => server.close());
  return { server, kept };
}

/** As a browser asks, but for the name that it asks by. */
async function get(address: string, headers: Record<string, string> = {}, method = 'GET') {
  const { hostname, port, pathname, search, host } = new URL(address);
  const request = ask({ hostname: hostname === 'localhost' ? '127.0.0.1' : hostname, port, path: pathname + search, method, headers: { host, ...headers } }).end();
  const [response] = (await once(request, 'response')) as [import('node:http').IncomingMessage];
  let body = '';
  for await (const piece of response) body += String(piece);
  return { status: response.statusCode, policy: String(response.headers['content-security-policy'] ?? ''), body };
}

it('names in the policy of a connection’s page its server alone, and nothing in the stand-in’s', async () => {
  const { server } = open();
  const page = await get(await server.addressOf(own, 'own'));
  expect(page.policy).toContain('frame-src https://tableau.example;');
  expect(page.policy).toContain("script-src 'self';");
  expect(page.body).toContain('data-address="https://tableau.example"');
  expect((await get(await server.addressOf(own, 'server'))).policy).toContain("script-src 'self' https://tableau.example;");
  const sample = await get(await server.addressOf(standInId, 'own'));
  expect(sample.policy).toContain("frame-src 'none'; base-uri");
  expect(sample.policy).toContain("connect-src 'none'");
});

it('lets a view’s frame go to the hosts of its sign-in, and the page reach them no more than any other', async () => {
  const { server } = open(0, ['https://idp.example', 'https://sso.example']);
  const { policy } = await get(await server.addressOf(own, 'own'));
  expect(policy).toContain('frame-src https://tableau.example https://idp.example https://sso.example;');
  expect(policy).toContain('connect-src https://tableau.example;');
});

it('answers nobody who does not know the key, who asks by another name, for another file, or for what is not there', async () => {
  const { server } = open();
  const address = await server.addressOf(own, 'own');
  const root = address.replace(/view\/own$/, '');
  expect((await get(`${root}frame.js`)).status).toBe(200);
  expect((await get(address, {}, 'POST')).status).toBe(404);
  expect((await get(address, { host: 'evil.example' })).status).toBe(404);
  for (const wrong of [new URL(address).origin, `${new URL(address).origin}/view/own`, `${root}view/none`, `${root}frame.css`, `${root}..%2fpackage.json`, `${root}view`]) expect((await get(wrong)).status, wrong).toBe(404);
});

it('keeps its port, and takes another where that is in use', async () => {
  const first = open();
  const address = await first.server.addressOf(own, 'own');
  expect(first.kept).toEqual([Number(new URL(address).port)]);
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  closing.push(() => void other.close());
  const taken = (other.address() as AddressInfo).port;
  const second = open(taken);
  expect(Number(new URL(await second.server.addressOf(own, 'own')).port)).not.toBe(taken);
});
