import { createHash, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { askedFigureSchema, type AskedFigure, type ExtensionSetup } from '../../shared/domain/extension.ts';
import { errorCodes } from '../../shared/errors/codes.ts';
import { asWorkbenchError, WorkbenchError } from '../../shared/errors/workbench-error.ts';
import { addLivePage, type LivePage } from './live-routes.ts';
import { parseProbe, parseScript } from './parse-script.ts';
import { scoreRows, type AskedRows, type Figures, type Scorer } from './score-rows.ts';

export interface ExtensionServerOptions {
  setup: Pick<ExtensionSetup, 'port' | 'reach' | 'user' | 'scripts'>;
  tls: { key: string; cert: string } | null;
  version: string;
  /** Whether a password is the one that was set. */
  isPassword(password: string): Promise<boolean>;
  /** A scorer with a detector of that name, the first of the registry for null; throws `AF_DETECT_DETECTOR_UNKNOWN`. */
  scorerOf(detector: string | null): Scorer;
  /** The page of live detections; null: none. */
  live: LivePage | null;
  /** Told of every question once it is answered; `status` is that of HTTP. */
  answered(question: { what: string; rows: number; status: number; user: string | null }): void;
}

export interface ExtensionServer {
  address: string;
  close(): Promise<void>;
}

const mostBytes = 64 * 2 ** 20;
const mostRows = 1_000_000;
/** Tableau gives up after 30 s. */
const timeoutMs = 25_000;
/** Questions that may wait; Tableau asks once per partition of a view. */
const mostWaiting = 256;
/** Answers that are kept, since Tableau asks the same again on each redraw; large ones are not. */
const keptAnswers = { count: 256, mostRows: 20_000 };
/** Wrong passwords within a minute, beyond which none is tried any more. */
const mostGuesses = 20;
const unzip = promisify(gunzip);

/**
 * Tableau's analytics extensions API, version 1: `/info`, `/evaluate`, `/query/<model>`. Source: Tableau's "Analytics Extensions API" manual. Departs from TabPy in that a script is parsed and never run.
 * Questions are answered one after the other. Throws `AF_HOST_PORT_TAKEN`.
 */
export async function startExtensionServer({ setup, tls, version, isPassword, scorerOf, live, answered }: ExtensionServerOptions): Promise<ExtensionServer> {
  const kept = new Map<string, Figures>();
  let waiting = 0;
  let line: Promise<unknown> = Promise.resolve();
  let guesses = { since: 0, count: 0 };
  /** The sign-in that was last found right, as a hash: Tableau sends the same with every question. */
  let known: string | null = null;

  const server = fastify({ bodyLimit: mostBytes, requestTimeout: 60_000, ...(tls && { https: tls }) }) as unknown as FastifyInstance;
  // Old versions of Tableau call JSON a form.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  server.setErrorHandler((error, request, reply) => {
    const wanted = (error as { statusCode?: number }).statusCode;
    return refuse(request, reply, wanted === 413 ? new WorkbenchError('AF_EXTENSION_TOO_LARGE', `A question has at most ${mostBytes / 2 ** 20} MiB.`) : asWorkbenchError(error));
  });
  server.setNotFoundHandler((request, reply) => refuse(request, reply, new WorkbenchError('AF_NOT_FOUND', 'There is nothing at this address.')));

  server.get('/info', async (request) => {
    const user = await signIn(request);
    const features = { authentication: { required: true, methods: { 'basic-auth': {} } }, evaluate_enabled: setup.scripts, gzip_enabled: true, arrow_enabled: false };
    tell(request, user, 0, 200);
    return { description: 'Anomaly scores of AnomalyForce', creation_time: '0', state_path: '', server_version: version, name: 'AnomalyForce', versions: { v1: { features } } };
  });
  server.post('/evaluate', async (request) => {
    const user = await signIn(request);
    if (!setup.scripts) throw new WorkbenchError('AF_EXTENSION_SCRIPTS_OFF', 'Scripts are switched off.');
    const body = await bodyOf(request);
    const { script, data } = body;
    if (typeof script !== 'string') throw new WorkbenchError('AF_EXTENSION_DATA_INVALID', 'There is no script in the question.');
    const probe = parseProbe(script);
    if (probe !== null) return tell(request, user, 1, 200), probe;
    const { figure, detector, values, key, time } = parseScript(script);
    const columns = columnsOf(data);
    const of = (name: string) => columns.get(name) ?? missing(name);
    return answer(request, user, body, detector, { figure, values: values.map(of), key: key === null ? null : of(key), time: time === null ? null : of(time) });
  });
  server.post<{ Params: { model: string } }>('/query/:model', async (request) => {
    const user = await signIn(request);
    const { figure, detector } = modelOf(request.params.model);
    const body = await bodyOf(request);
    const columns = columnsOf(body.data);
    const values = [...columns].filter(([name]) => name !== 'key' && name !== 'time').map(([, column]) => column);
    if (values.length === 0) missing('value');
    const response = await answer(request, user, { ...body, model: request.params.model }, detector, { figure, values, key: columns.get('key') ?? null, time: columns.get('time') ?? null });
    return { response, version: 1, model: request.params.model, uuid: randomUUID() };
  });

  if (live !== null) addLivePage(server, live, (status) => answered({ what: 'GET /live/detections', rows: 0, status, user: 'live page' }));

  /** Scores rows, in turn; the same question again has the same answer at once. */
  async function answer(request: FastifyRequest, user: string, question: unknown, detector: string | null, rows: AskedRows): Promise<Figures> {
    const count = rows.values[0]!.length;
    if ([...rows.values, ...(rows.key ? [rows.key] : []), ...(rows.time ? [rows.time] : [])].some((column) => column.length !== count)) throw new WorkbenchError('AF_EXTENSION_DATA_INVALID', 'The columns are not of one length.');
    if (count > mostRows) throw new WorkbenchError('AF_EXTENSION_TOO_LARGE', `A question has at most ${mostRows.toLocaleString('en')} rows; this has ${count.toLocaleString('en')}.`);
    const scorer = scorerOf(detector);
    const name = createHash('sha256').update(JSON.stringify(question)).digest('hex');
    const before = kept.get(name);
    if (before !== undefined) return tell(request, user, count, 200), before;
    if (waiting >= mostWaiting) throw new WorkbenchError('AF_API_OVERLOADED', `${waiting} questions wait already.`);
    waiting += 1;
    const asked = line.then(() => scoreRows(rows, scorer));
    line = asked.catch(() => undefined).finally(() => { waiting -= 1; });
    const figures = await inTime(asked);
    if (count <= keptAnswers.mostRows) {
      if (kept.size >= keptAnswers.count) kept.delete(kept.keys().next().value!);
      kept.set(name, figures);
    }
    tell(request, user, count, 200);
    return figures;
  }

  /** Throws `AF_EXTENSION_SIGN_IN_REFUSED`. */
  async function signIn({ headers }: FastifyRequest): Promise<string> {
    const given = headers.authorization ?? '';
    const hash = createHash('sha256').update(given).digest('hex');
    if (hash === known) return setup.user;
    const [user, ...rest] = Buffer.from(/^Basic ([\w+/=]+)$/i.exec(given)?.[1] ?? '', 'base64').toString().split(':');
    const now = performance.now();
    if (now - guesses.since > 60_000) guesses = { since: now, count: 0 };
    if (given === '' || guesses.count >= mostGuesses || user !== setup.user || !(await isPassword(rest.join(':')))) {
      if (given !== '') guesses.count += 1;
      throw new WorkbenchError('AF_EXTENSION_SIGN_IN_REFUSED', given === '' ? 'A sign-in is needed.' : 'User name or password is not right.');
    }
    known = hash;
    return setup.user;
  }

  function tell({ url, method }: FastifyRequest, user: string | null, rows: number, status: number): void {
    answered({ what: `${method} ${url.split('?')[0]!.slice(0, 120)}`, rows, status, user });
  }

  function refuse(request: FastifyRequest, reply: FastifyReply, error: WorkbenchError): FastifyReply {
    const { status } = errorCodes[error.code];
    tell(request, null, 0, status);
    if (error.code === 'AF_EXTENSION_SIGN_IN_REFUSED') void reply.header('www-authenticate', 'Basic realm="AnomalyForce"');
    return reply.status(status).send({ message: error.message, info: error.hint });
  }

  const host = setup.reach === 'network' ? '0.0.0.0' : '127.0.0.1';
  try {
    await server.listen({ port: setup.port, host });
  } catch (cause) {
    await server.close();
    throw (cause as { code?: string }).code === 'EADDRINUSE' ? new WorkbenchError('AF_HOST_PORT_TAKEN', `Port ${setup.port} is in use.`, { cause, hint: 'Choose another port, or end the program that uses it.' }) : cause;
  }
  return { address: `${tls === null ? 'http' : 'https'}://${setup.reach === 'network' ? '0.0.0.0' : '127.0.0.1'}:${setup.port}`, close: () => server.close() };
}

async function bodyOf({ body, headers }: FastifyRequest): Promise<Record<string, unknown>> {
  try {
    const bytes = headers['content-encoding'] === 'gzip' ? await unzip(body as Buffer, { maxOutputLength: mostBytes }) : (body as Buffer);
    const value: unknown = JSON.parse(bytes.toString());
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (cause) {
    if ((cause as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') throw new WorkbenchError('AF_EXTENSION_TOO_LARGE', `A question has at most ${mostBytes / 2 ** 20} MiB when unpacked.`, { cause });
    throw new WorkbenchError('AF_EXTENSION_DATA_INVALID', 'The question is not JSON.', { cause });
  }
  throw new WorkbenchError('AF_EXTENSION_DATA_INVALID', 'The question is no JSON object.');
}

/** The columns of a question by name; a single value is a column of one row. */
function columnsOf(data: unknown): Map<string, readonly unknown[]> {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) throw new WorkbenchError('AF_EXTENSION_DATA_INVALID', 'There are no columns in the question.');
  return new Map(Object.entries(data).map(([name, column]) => [name, Array.isArray(column) ? (column as unknown[]) : [column]]));
}

function missing(name: string): never {
  throw new WorkbenchError('AF_EXTENSION_DATA_INVALID', `There is no column ${name} in the question.`);
}

/** `score` or, with a detector, `known-states.score`. */
function modelOf(model: string): { figure: AskedFigure; detector: string | null } {
  const [, detector = null, name = ''] = /^(?:([\w-]+)\.)?(\w+)$/.exec(model) ?? [];
  const figure = askedFigureSchema.safeParse(name);
  if (!figure.success) throw new WorkbenchError('AF_NOT_FOUND', `There is no model ${model.slice(0, 60)}.`, { hint: `There are ${askedFigureSchema.options.join(', ')}, each also behind a detector's name and a dot.` });
  return { figure: figure.data, detector };
}

function inTime<T>(work: Promise<T>): Promise<T> {
  const limit = AbortSignal.timeout(timeoutMs);
  return Promise.race([work, new Promise<never>((_resolve, reject) => {
    limit.addEventListener('abort', () => reject(new WorkbenchError('AF_EXTENSION_TIMEOUT', `The rows were not scored within ${timeoutMs / 1000} s.`)), { once: true });
  })]);
}
