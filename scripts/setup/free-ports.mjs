/* Free ports of loopback for servers that must be told theirs before they listen. */
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below those that systems lend to outgoing connections: one of these could take the port before its server listens, or while that is down. */
const lowest = 20_000;
const highest = 32_000;

/** So many free ports, each another one. @param {number} count @returns {Promise<number[]>} */
export async function freePorts(count) {
  const held = [];
  try {
    while (held.length < count) {
      const server = createServer();
      const taken = once(server, 'listening').then(() => held.push(server));
      server.listen(lowest + Math.floor(Math.random() * (highest - lowest)), '127.0.0.1');
      await taken.catch((error) => { if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error; });
    }
    return held.map((server) => server.address().port);
  } finally {
    await Promise.all(held.map((server) => new Promise((resolve) => { server.close(resolve); })));
  }
}
