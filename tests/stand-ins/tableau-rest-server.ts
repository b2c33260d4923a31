import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { jwtVerify } from 'jose';
import { samplePicture } from '../../app/main/tableau/sample-picture.ts';

/**
 * A stand-in for Tableau's REST API on this machine, after its published reference: it checks each question (method, path, version, headers, body, and the token of a connected app with its signature and
 * claims) as the reference says, and answers in the reference's shape. It is no Tableau, and knows only what the workbench asks.
 */
export interface TableauStandIn {
  address: string;
  /** Questions that a real server would have refused, in words. */
  faults: string[];
  /** Claims of the tokens that signed in, in order. */
  signedIn: { user: string; scopes: readonly string[]; jti: string }[];
  /** Method and path of each question. */
  asked: string[];
  /** Data sources that were published: the last file of each, and how often. */
  published: Map<string, { projectId: string | null; parquet: Uint8Array; times: number }>;
  openSessions(): number;
  close(): Promise<void>;
}

export interface TableauStandInOptions {
  clientId?: string;
  secretId?: string;
  secret?: string;
  users?: readonly string[];
  token?: { name: string; secret: string };
  site?: string;
  viewCount?: number;
  /** Scopes of connected apps that it does not know. */
  unknownScopes?: readonly string[];
  /** Added to the clock that it tells, and by which it judges tokens. */
  skewMs?: number;
  tls?: { key: string; cert: string };
  /** Answers what is no question to the REST API, as any web server might: an embedded view's page, and what the library asks before it. Null: nobody knows it. */
  web?(request: WebRequest): WebAnswer | null;
  /** Statuses with which its first questions about views are refused. */
  viewFaults?: number[];
  /** Statuses with which its first pieces of a file are refused. */
  pieceFaults?: number[];
}

/** What a web server sees of a request. */
export interface WebRequest {
  method: string;
  url: URL;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface WebAnswer {
  status: number;
  body: string;
  headers: Record<string, string>;
}

const version = '3.24';
/** The picture of each view but the second, which has none. */
export const standInPicture = samplePicture('/wards');

export async function startTableauStandIn(options: TableauStandInOptions = {}): Promise<TableauStandIn> {
  const { clientId = 'client', secretId = 'secret-id', secret = 'a secret of the connected app', users = ['ana'], token = { name: 'desk', secret: 'pat-secret' }, site = 'lab', viewCount = 3, unknownScopes = [], skewMs = 0, tls, web, viewFaults = [], pieceFaults = [] } = options;
  const faults: string[] = [];
  const signedIn: TableauStandIn['signedIn'] = [];
  const asked: string[] = [];
  const published: TableauStandIn['published'] = new Map();
  /** Sessions with their scopes; null: all, of a personal access token. */
  const sessions = new Map<string, readonly string[] | null>();
  const uploads = new Map<string, Buffer[]>();
  const usedIds = new Set<string>();
  const now = () => new Date(Date.now() + skewMs);
  const views = Array.from({ length: viewCount }, (_, i) => ({ id: `view-${i}`, name: `Sheet ${i}`, contentUrl: `Book${i % 2}/sheets/Sheet${i}`, updatedAt: '2026-03-05T14:00:00Z', workbook: { id: `book-${i % 2}` } }));

  interface Answer {
    status: number;
    body: unknown;
    type?: string;
    headers?: Record<string, string>;
  }
  const fault = (status: number, code: string, detail: string): Answer => ({ status, body: { error: { code, summary: 'Refused', detail } } });
  const refuse = (words: string): Answer => {
    faults.push(words);
    return fault(400, '400000', words);
  };

  async function signIn(text: string): Promise<Answer> {
    let scopes: readonly string[] | null = null;
    const { credentials } = JSON.parse(text) as { credentials?: { site?: { contentUrl?: string }; jwt?: string; personalAccessTokenName?: string; personalAccessTokenSecret?: string } };
    if (credentials?.site?.contentUrl === undefined) return refuse('a sign-in names its site');
    if (credentials.site.contentUrl !== site) return fault(401, '401001', 'Error signing in to Tableau Server');
    if (credentials.jwt !== undefined) {
      try {
        const { payload, protectedHeader } = await jwtVerify(credentials.jwt, new TextEncoder().encode(secret), { algorithms: ['HS256'], audience: 'tableau', issuer: clientId, currentDate: now(), requiredClaims: ['exp', 'sub', 'jti', 'scp'] });
        if (protectedHeader.kid !== secretId) return fault(401, '401001', 'error code 127');
        if (protectedHeader.iss !== clientId) return refuse('the header names its issuer');
        if (payload.exp! * 1000 - now().getTime() > 600_000) return refuse('a token lives for ten minutes at most');
        if (usedIds.has(payload.jti!)) return refuse('a token is used once');
        usedIds.add(payload.jti!);
        if (!users.includes(payload.sub!)) return fault(401, '401001', 'error code: 5');
        scopes = (payload.scp as string[]).filter((scope) => !unknownScopes.includes(scope));
        signedIn.push({ user: payload.sub!, scopes, jti: payload.jti! });
      } catch (error) {
        return fault(401, '401001', (error as { code?: string; claim?: string }).claim === 'iss' ? 'error code 126' : 'error code 16');
      }
    } else if (credentials.personalAccessTokenName !== token.name || credentials.personalAccessTokenSecret !== token.secret) return fault(401, '401001', 'The personal access token you provided is invalid.');
    const given = `session-${sessions.size}-${asked.length}`;
    sessions.set(given, scopes);
    return { status: 200, body: { credentials: { token: given, site: { id: 'site-1', contentUrl: site }, user: { id: 'user-1' } } } };
  }

  /** The parts of a body of multipart/mixed by their names, as "Publishing Resources" of the reference describes them. */
  function partsOf(request: IncomingMessage, body: Buffer): Map<string, { type: string; bytes: Buffer }> | null {
    const boundary = /^multipart\/mixed; boundary=(\S+)$/.exec(request.headers['content-type'] ?? '')?.[1];
    if (boundary === undefined || !body.toString('latin1').endsWith(`\r\n--${boundary}--\r\n`)) return null;
    const parts = new Map<string, { type: string; bytes: Buffer }>();
    for (const piece of body.toString('latin1').split(`--${boundary}`).slice(1, -1)) {
      const [, head, content] = /^\r\n([^]*?)\r\n\r\n([^]*)\r\n$/.exec(piece) ?? [];
      const name = /Content-Disposition: name="(\w+)"/.exec(head ?? '')?.[1];
      if (name === undefined) return null;
      parts.set(name, { type: /Content-Type: (\S+)/.exec(head!)?.[1] ?? '', bytes: Buffer.from(content!, 'latin1') });
    }
    return parts;
  }

  /** What a session may not do without a scope. */
  const lacking = (scopes: readonly string[] | null, scope: string): Answer | null => (scopes === null || scopes.includes(scope) ? null : fault(401, '401002', `the token lacks ${scope}`));

  function publishing(request: IncomingMessage, url: URL, body: Buffer, scopes: readonly string[] | null): Answer | null {
    const needs = (scope: string) => lacking(scopes, scope);
    const path = `${request.method} ${url.pathname.replace(`/api/${version}/sites/site-1/`, '')}`;
    if (path === 'GET projects') {
      const name = /^name:eq:(.+)$/.exec(url.searchParams.get('filter') ?? '')?.[1];
      return needs('tableau:content:read') ?? { status: 200, body: { pagination: {}, projects: { project: name === 'Quality' ? [{ id: 'project-1', name }] : [] } } };
    }
    if (path === 'POST fileUploads') {
      const id = `upload-${uploads.size}`;
      return needs('tableau:file_uploads:create') ?? (uploads.set(id, []), { status: 201, body: { fileUpload: { uploadSessionId: id, fileSize: '0' } } });
    }
    const upload = /^PUT fileUploads\/(upload-\d+)$/.exec(path)?.[1];
    if (upload !== undefined) {
      const status = pieceFaults.shift();
      if (status !== undefined) return fault(status, `${status}000`, 'busy');
      const parts = partsOf(request, body);
      const file = parts?.get('tableau_file');
      if (parts?.get('request_payload')?.type !== 'text/xml' || file?.type !== 'application/octet-stream') return refuse('a piece has an empty request_payload of text/xml and a tableau_file of application/octet-stream');
      if (file.bytes.length > 64 * 2 ** 20) return refuse('a piece has at most 64 MB');
      uploads.get(upload)!.push(file.bytes);
      return needs('tableau:file_uploads:create') ?? { status: 200, body: { fileUpload: { uploadSessionId: upload, fileSize: '1' } } };
    }
    if (path !== 'POST datasources') return null;
    const pieces = uploads.get(url.searchParams.get('uploadSessionId') ?? '');
    if (pieces === undefined || pieces.length === 0) return refuse('a data source is published from a file that was sent before');
    if (url.searchParams.get('datasourceType') !== 'parquet') return refuse('the data source says that it is Parquet');
    const xml = partsOf(request, body)?.get('request_payload')?.bytes.toString() ?? '';
    const [, name, projectId] = /^<tsRequest><datasource name="([^"<]+)">(?:<project id="([^"]+)"\/>)?<\/datasource><\/tsRequest>$/.exec(xml) ?? [];
    if (name === undefined) return refuse(`the payload is no tsRequest of a data source: ${xml}`);
    const plain = name.replace(/&(amp|lt|gt|quot);/g, (_, sign: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[sign]!);
    const before = published.get(plain);
    if (before !== undefined && url.searchParams.get('overwrite') !== 'true') return fault(403, '403007', 'A data source of this name exists.');
    published.set(plain, { projectId: projectId ?? null, parquet: Buffer.concat(pieces), times: (before?.times ?? 0) + 1 });
    return needs('tableau:datasources:create') ?? { status: 201, body: { datasource: { id: `datasource-${name.length}`, name, contentUrl: 'x', webpageUrl: 'https://tableau.example/#/datasources/1' } } };
  }

  async function answer(request: IncomingMessage, body: Buffer): Promise<Answer> {
    const text = body.toString();
    const url = new URL(request.url!, 'http://stand-in');
    const path = `${request.method} ${url.pathname}`;
    asked.push(path);
    if (/^GET \/api\/3\.\d+\/serverinfo$/.test(path)) return { status: 200, body: { serverInfo: { productVersion: { value: '2025.1.0', build: '20251.25.0101.0000' }, restApiVersion: version } } };
    if (!url.pathname.startsWith('/api/')) {
      const seen = web?.({ method: request.method!, url, headers: request.headers, body: text }) ?? null;
      return seen === null ? refuse(`nobody knows ${path}`) : { ...seen, body: Buffer.from(seen.body), type: 'text/html' };
    }
    if (!url.pathname.startsWith(`/api/${version}/`)) return refuse(`${path} is of another version than ${version}`);
    if (path === `POST /api/${version}/auth/signin`) return request.headers['content-type'] === 'application/json' ? signIn(text) : refuse('a sign-in says that it is JSON');
    const session = String(request.headers['x-tableau-auth'] ?? '');
    if (!sessions.has(session)) return fault(401, '401002', 'Invalid authentication credentials were provided.');
    if (path === `POST /api/${version}/auth/signout`) return sessions.delete(session), { status: 204, body: null };
    if (path === `GET /api/${version}/sites/site-1/views`) {
      const status = viewFaults.shift();
      if (status !== undefined) return fault(status, `${status}000`, 'busy');
      const size = Number(url.searchParams.get('pageSize'));
      const page = Number(url.searchParams.get('pageNumber'));
      if (!(size >= 1 && size <= 1000 && page >= 1)) return refuse('pages are of 1 to 1,000 items and counted from 1');
      return lacking(sessions.get(session)!, 'tableau:content:read') ?? { status: 200, body: { pagination: { pageNumber: String(page), pageSize: String(size), totalAvailable: String(viewCount) }, views: { view: views.slice((page - 1) * size, page * size) } } };
    }
    const picture = /^GET \/api\/[\d.]+\/sites\/site-1\/workbooks\/(book-\d)\/views\/(view-\d+)\/previewImage$/.exec(path);
    if (picture !== null) return picture[2] === 'view-1' ? fault(404, '404011', 'View not found') : { status: 200, body: standInPicture, type: 'image/png' };
    return publishing(request, url, body, sessions.get(session)!) ?? refuse(`nobody knows ${path}`);
  }

  const listener: Parameters<typeof createServer>[1] = (request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      void answer(request, Buffer.concat(pieces)).then(({ status, body, type = 'application/json', headers = {} }) => {
        response.writeHead(status, { 'content-type': type, date: now().toUTCString(), ...headers });
        response.end(body === null ? undefined : body instanceof Uint8Array ? body : JSON.stringify(body));
      });
    });
  };
  const server: Server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults, signedIn, asked, published,
    openSessions: () => sessions.size,
    async close() {
      if (!server.listening) return;
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
