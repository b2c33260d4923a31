import type { IncomingHttpHeaders, IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { errorCodes } from '../../../shared/errors/codes.ts';
import { toWireError } from '../../../shared/errors/wire-error.ts';
import { asWorkbenchError, WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import type { Dispatcher } from '../../api/dispatcher.ts';
import type { Clock } from '../../clock.ts';
import { checkOrigin } from './request-guard.ts';
import type { Session } from './session.ts';
import { maxMessageBytes, wsTransport } from './ws-transport.ts';

const maxSockets = 64;
/** The socket's close code where the session has ended. */
export const sessionEndedCode = 4401;

export interface SocketOptions {
  dispatcher: Pick<Dispatcher, 'serve'>;
  clock: Clock;
  hosts: ReadonlySet<string>;
  /** On each refusal. */
  answerHeaders: Readonly<Record<string, string>>;
  session(headers: IncomingHttpHeaders): Session | undefined;
}

/** Accepts WebSockets at `/api` from our own page with a session; a socket ends with its session. The returned function ends them all. */
export function acceptSockets(server: Server, options: SocketOptions): () => void {
  const { dispatcher, clock, hosts, answerHeaders } = options;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes, perMessageDeflate: false });

  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => stream.destroy());
    try {
      checkOrigin(request.headers, hosts, true);
      if (request.url !== '/api') throw new WorkbenchError('AF_NOT_FOUND', 'There is nothing at this address.');
      const session = options.session(request.headers);
      if (session === undefined) throw new WorkbenchError('AF_SESSION_REQUIRED', 'There is no session.');
      if (sockets.clients.size >= maxSockets) throw new WorkbenchError('AF_API_OVERLOADED', `${maxSockets} pages are connected already.`, { hint: 'Close some of them.' });
      sockets.handleUpgrade(request, stream, head, (socket) => {
        const stop = dispatcher.serve(wsTransport(socket, clock), session.principal);
        const forget = session.onEnd(() => {
          socket.close(sessionEndedCode, 'AF_SESSION_REQUIRED');
          stop();
        });
        socket.on('close', forget);
      });
    } catch (error) {
      refuse(stream, asWorkbenchError(error), answerHeaders);
    }
  });
  return () => {
    for (const socket of sockets.clients) socket.terminate();
    sockets.close();
  };
}

function refuse(stream: Duplex, error: WorkbenchError, answerHeaders: SocketOptions['answerHeaders']): void {
  const body = JSON.stringify(toWireError(error));
  const all = { ...answerHeaders, connection: 'close', 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) };
  stream.end(`HTTP/1.1 ${errorCodes[error.code].status} Refused\r\n${Object.entries(all).map(([key, value]) => `${key}: ${value}\r\n`).join('')}\r\n${body}`);
}
