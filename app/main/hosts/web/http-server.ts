import type { IncomingHttpHeaders } from 'node:http';
import fastifyStatic from '@fastify/static';
import { fastify, type FastifyInstance, type FastifyReply } from 'fastify';
import type { Dispatcher } from '../../api/dispatcher.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import type { Principal } from '../../../shared/domain/account.ts';
import { errorCodes } from '../../../shared/errors/codes.ts';
import { toWireError } from '../../../shared/errors/wire-error.ts';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { entranceFiles, noSessionPage } from './entrance-pages.ts';
import { answerHeadersOf, checkOrigin, cookieOf } from './request-guard.ts';
import { createSessions, sessionLifeMs } from './session.ts';
import { acceptSockets } from './accept-sockets.ts';

export interface WebHostOptions {
  dispatcher: Pick<Dispatcher, 'serve'>;
  /** The built screens. */
  rendererFolder: string;
  /** 0 takes a free one. */
  port: number;
  /** The one origin whose pages may be framed, those of Tableau views; null: none. */
  frames: string | null;
  clock: Clock;
  log: Log;
}

/** A web host that listens. */
export interface WebHost {
  /** Such as `http://127.0.0.1:7410`. */
  url: string;
  /** A link that opens one session, once, within ten minutes; the owner's unless told. */
  oneTimeLink(principal?: Principal): string;
  /** Ends all sessions and stops listening. */
  close(): Promise<void>;
}

const address = '127.0.0.1';

/** The screens and `/api` (one WebSocket) for browsers of this machine that hold a session. Throws `AF_HOST_PORT_TAKEN`. */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const { clock, log, port } = options;
  const answerHeaders = answerHeadersOf(options.frames);
  const sessions = createSessions(clock);
  const hosts = new Set<string>();
  const cookie = { name: '' };
  const hasSession = ({ headers: given }: { headers: IncomingHttpHeaders }) => sessions.find(cookieOf(given, cookie.name) ?? '') !== undefined;
  const refusedRaw = (status: number) => `HTTP/1.1 ${status} Bad Request\r\n${Object.entries(answerHeaders).map(([key, value]) => `${key}: ${value}\r\n`).join('')}connection: close\r\ncontent-length: 0\r\n\r\n`;

  const server = fastify({
    bodyLimit: 4096,
    requestTimeout: 30_000,
    clientErrorHandler: (_error, socket) => void (socket.writable && socket.end(refusedRaw(400))),
    frameworkErrors: (_error, _request, reply) => void refuse(reply.headers(answerHeaders), new WorkbenchError('AF_NOT_FOUND', 'There is nothing at this address.')),
  }) as unknown as FastifyInstance;

  server.addHook('onRequest', async (request, reply) => {
    reply.headers(answerHeaders);
    checkOrigin(request.headers, hosts, request.method !== 'GET' && request.method !== 'HEAD');
    const path = request.url.split('?')[0]!;
    if (Object.hasOwn(entranceFiles, path) || hasSession(request)) return;
    if (request.method === 'GET' && (request.headers.accept ?? '').includes('text/html')) return reply.status(401).type(noSessionPage.type).send(noSessionPage.body);
    throw new WorkbenchError('AF_SESSION_REQUIRED', 'There is no session.');
  });
  server.setErrorHandler((error, _request, reply) => refuse(reply, error));
  server.setNotFoundHandler((_request, reply) => refuse(reply, new WorkbenchError('AF_NOT_FOUND', 'There is nothing at this address.')));
  for (const [path, file] of Object.entries(entranceFiles)) server.get(path, (_request, reply) => reply.type(file.type).send(file.body));
  server.get('/session', (_request, reply) => reply.status(204).send());
  server.post('/enter', { schema: { body: { type: 'object', required: ['token'], properties: { token: { type: 'string', maxLength: 100 } } } } }, (request, reply) => {
    const { token } = request.body as { token: string };
    // A used link leads whoever has a session back to the workbench.
    if (hasSession(request) && !sessions.isOpen(token)) return reply.status(204).send();
    const secret = sessions.enter(token);
    return reply.header('set-cookie', `${cookie.name}=${secret}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${sessionLifeMs / 1000}`).status(204).send();
  });
  await server.register(fastifyStatic, {
    root: options.rendererFolder,
    cacheControl: false,
    setHeaders: (reply, file) => void (isHashed(file) && reply.header('cache-control', 'private, max-age=31536000, immutable')),
  });
  const closeSockets = acceptSockets(server.server, { dispatcher: options.dispatcher, clock, hosts, answerHeaders, session: (request) => sessions.find(cookieOf(request, cookie.name) ?? '') });

  function refuse(reply: FastifyReply, error: unknown): FastifyReply {
    const ours = error instanceof WorkbenchError ? error : ofFramework(error);
    if (ours.code === 'AF_INTERNAL') log.error({ err: error }, 'a request crashed');
    return reply.status(errorCodes[ours.code].status).send(toWireError(ours));
  }

  await server.listen({ host: address, port }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') throw new WorkbenchError('AF_HOST_PORT_TAKEN', `Port ${port} is in use by another program.`);
    throw error;
  });
  const { port: taken } = server.server.address() as { port: number };
  for (const name of [address, 'localhost']) hosts.add(`${name}:${taken}`);
  cookie.name = `anomalyforce-${taken}`; // cookies know no ports: another workbench on this machine has another name
  const url = `http://${address}:${taken}`;
  return {
    url,
    oneTimeLink: (principal = { name: 'analyst', role: 'owner' }) => `${url}/enter#${sessions.newLink(principal)}`,
    async close() {
      sessions.close();
      closeSockets();
      server.server.closeAllConnections();
      await server.close();
    },
  };
}

/** What fastify itself refuses, such as a body that is no JSON or too long, is the asker's fault; all else is ours. */
function ofFramework(error: unknown): WorkbenchError {
  const status = (error as { statusCode?: unknown }).statusCode;
  if (typeof status === 'number' && status < 500) return new WorkbenchError('AF_API_INPUT_INVALID', 'The request is not as it should be.');
  return new WorkbenchError('AF_INTERNAL', 'The request failed in a way that was not foreseen.');
}

/** The build puts a hash in the name of everything under `assets/`. */
function isHashed(file: string): boolean {
  return /[\\/]assets[\\/][^\\/]+-[\w-]{8,}\.\w+$/.test(file);
}
