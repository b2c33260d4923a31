import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterEach, expect, it, vi } from 'vitest';
import { createLog } from '../log.ts';
import { createKafkaClient } from './kafka-client.ts';

/** A broker that answers which versions it speaks, with none, and nothing else. */
const server = createServer((socket) => socket.on('data', (request) => socket.write(Buffer.concat([Buffer.from([0, 0, 0, 10]), request.subarray(8, 12), Buffer.alloc(6)]))));
afterEach(() => server.close());

it('asks for no timer that is due already', async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const timers = vi.spyOn(globalThis, 'setTimeout');
  const admin = createKafkaClient({ brokers: [`127.0.0.1:${(server.address() as AddressInfo).port}`], tls: null, sasl: null }, createLog({ level: 'silent' })).admin();
  await admin.connect().catch(() => undefined);
  await admin.disconnect();
  expect(timers.mock.calls.filter(([, delay]) => Number(delay) < 0)).toEqual([]);
  timers.mockRestore();
});
