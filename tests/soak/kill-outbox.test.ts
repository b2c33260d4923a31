import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';

/* `kill -9` between the commit of what is told and its delivery: after the next start each is delivered, under the key that it had before. */

const kills = 2;
const streams = 4;
const folder = mkdtempSync(join(tmpdir(), 'anomalyforce-outbox-'));
/** Every request in order; `taken` where it was answered. */
const posts: { key: string; taken: boolean }[] = [];
let answers = false;
let arrived = () => {};
const server = createServer((request, response: ServerResponse) => {
  request.resume().on('end', () => {
    posts.push({ key: String(request.headers['webhook-id']), taken: answers });
    if (answers) response.writeHead(204).end();
    arrived();
  });
});
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true, force: true });
});
/** When the requests and the known deliveries are as asked; asked at each that comes. */
const until = (holds: () => boolean, child: ChildProcess) => new Promise<void>((resolve, reject) => {
  const ask = () => { if (holds()) resolve(); };
  arrived = ask;
  createInterface({ input: child.stdout! }).on('line', (id) => {
    committed.add(id);
    ask();
  });
  child.once('exit', (code, signal) => reject(new Error(`the child ended with ${code ?? signal}`)));
});
const committed = new Set<string>();

function startChild(): ChildProcess {
  return fork(join(import.meta.dirname, 'outbox-child.ts'), [folder, `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, String(streams)], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
}

test(`what was told before each of ${kills} times kill -9 is delivered once by the next start, under the same key`, async () => {
  for (let kill = 1; kill <= kills; kill++) {
    const child = startChild();
    const before = posts.length;
    await until(() => posts.length > before && committed.size >= streams, child); // told, on its way, and not answered
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  const told = [...committed];
  expect(posts.every(({ taken }) => !taken)).toBe(true);
  expect(new Set(posts.map(({ key }) => key)).size).toBe(1); // the oldest, again under its key
  expect(told).toContain(posts[0]!.key);
  answers = true;
  const last = startChild();
  await until(() => told.every((key) => posts.some((post) => post.key === key && post.taken)), last);
  last.kill('SIGTERM');
  await once(last, 'exit');
  const taken = posts.filter((post) => post.taken).map(({ key }) => key);
  expect(new Set(taken).size).toBe(taken.length);
});
