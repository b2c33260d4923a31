import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { TableauConnection, TableauView } from '../../shared/domain/tableau.ts';
import { WorkbenchError } from '../../shared/errors/workbench-error.ts';
import { escapeMarkup } from '../../shared/escape-markup.ts';

/**
 * The parts of Tableau's REST API that the workbench uses, as JSON. Source: Tableau's REST API reference. Every answer is checked; redirects are refused, since they would carry
 * the token elsewhere. Throws `AF_TABLEAU_*`.
 */
export interface TableauRest {
  /** Needs no sign-in. `serverTime` is the server's clock, null where it does not say. */
  serverInfo(signal?: AbortSignal): Promise<{ productVersion: string; apiVersion: string; serverTime: number | null }>;
  signIn(apiVersion: string, credentials: Credentials, signal?: AbortSignal): Promise<TableauSession>;
  /** Ends a session; what fails is left to the server, where it ends by itself. */
  signOut(session: TableauSession): Promise<void>;
  /** All views that the user may see, in pages of 1,000, at most `limit`. */
  views(session: TableauSession, limit: number, signal?: AbortSignal): Promise<{ views: TableauView[]; total: number }>;
  /** A small picture of a view, PNG. */
  previewImage(session: TableauSession, view: Pick<TableauView, 'id' | 'workbookId'>, signal?: AbortSignal): Promise<Uint8Array>;
  /** The id of the project with this name; throws `AF_TABLEAU_PROJECT_UNKNOWN` where there is none, or are several. */
  findProject(session: TableauSession, name: string, signal?: AbortSignal): Promise<string>;
  /** Sends a Parquet file in pieces and makes it a data source, in the place of one of the same name in the project (null: the default project). */
  publishDatasource(session: TableauSession, datasource: { name: string; projectId: string | null; parquet: Uint8Array }, signal?: AbortSignal, sent?: (part: number) => void): Promise<{ id: string; url: string | null }>;
}

export type Credentials = { jwt: string } | { personalAccessTokenName: string; personalAccessTokenSecret: string };

export interface TableauSession {
  apiVersion: string;
  token: string;
  siteId: string;
}

/** Server information is answered under any version that the server knows; this one is of 2019.2, older than what may be embedded. */
const oldestApiVersion = '3.4';
const timeoutMs = 15_000;
/** For a piece of a file, and for Tableau to take the whole of it in. */
const uploadTimeoutMs = 120_000;
/** Tableau takes 64 MB in one piece; smaller ones are through in time on a slow line. */
const pieceBytes = 8 * 2 ** 20;
const mostBytes = 16 * 2 ** 20;
const pageSize = 1000;

const count = z.union([z.string(), z.number()]).transform(Number);
const infoSchema = z.object({ serverInfo: z.object({ productVersion: z.object({ value: z.string() }), restApiVersion: z.string().regex(/^\d+\.\d+$/) }) });
const signedInSchema = z.object({ credentials: z.object({ token: z.string().min(1), site: z.object({ id: z.string().min(1) }) }) });
const viewsSchema = z.object({
  pagination: z.object({ totalAvailable: count }),
  views: z.object({ view: z.array(z.object({ id: z.string(), name: z.string(), contentUrl: z.string(), updatedAt: z.string().optional(), workbook: z.object({ id: z.string(), name: z.string().optional() }).optional() })).default([]) }),
});
const projectsSchema = z.object({ projects: z.object({ project: z.array(z.object({ id: z.string(), name: z.string() })).default([]) }) });
const uploadSchema = z.object({ fileUpload: z.object({ uploadSessionId: z.string().min(1) }) });
const publishedSchema = z.object({ datasource: z.object({ id: z.string().min(1), webpageUrl: z.string().optional() }) });
const faultSchema = z.object({ error: z.object({ code: z.string(), summary: z.string().default(''), detail: z.string().default('') }) });

export function createTableauRest({ address, site }: Pick<TableauConnection, 'address' | 'site'>): TableauRest {
  const at = (session: TableauSession, path: string) => `/api/${session.apiVersion}/sites/${encodeURIComponent(session.siteId)}/${path}`;

  async function ask(path: string, { signal, token, withinMs = timeoutMs, ...init }: RequestInit & { token?: string; withinMs?: number }): Promise<Response> {
    const limit = AbortSignal.timeout(withinMs);
    let response: Response;
    try {
      response = await fetch(new URL(path, address), {
        ...init, redirect: 'manual', signal: signal ? AbortSignal.any([signal, limit]) : limit,
        headers: { accept: 'application/json', ...init.headers, ...(token !== undefined && { 'X-Tableau-Auth': token }) },
      });
    } catch (cause) {
      throw unreachable(address, cause);
    }
    if (response.ok) return response;
    const text = new TextDecoder().decode(await bodyOf(response).catch(() => new Uint8Array()));
    throw refused(address, response.status, text);
  }

  async function read<T>(schema: z.ZodType<T>, path: string, init: Parameters<typeof ask>[1]): Promise<{ value: T; response: Response }> {
    const response = await ask(path, init);
    const text = new TextDecoder().decode(await bodyOf(response));
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (cause) {
      throw new WorkbenchError('AF_TABLEAU_NOT_TABLEAU', `What answers at ${address} is not Tableau's REST API.`, { cause });
    }
    const parsed = schema.safeParse(value);
    if (!parsed.success) throw new WorkbenchError('AF_TABLEAU_NOT_TABLEAU', `What ${address} answers is not as Tableau's reference says: ${z.prettifyError(parsed.error).slice(0, 200)}`);
    return { value: parsed.data, response };
  }

  return {
    async serverInfo(signal) {
      const { value: { serverInfo }, response } = await read(infoSchema, `/api/${oldestApiVersion}/serverinfo`, { signal });
      const date = Date.parse(response.headers.get('date') ?? '');
      return { productVersion: serverInfo.productVersion.value, apiVersion: serverInfo.restApiVersion, serverTime: Number.isNaN(date) ? null : date };
    },
    async signIn(apiVersion, credentials, signal) {
      const { value: { credentials: given } } = await read(signedInSchema, `/api/${apiVersion}/auth/signin`, {
        method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ credentials: { ...credentials, site: { contentUrl: site } } }), signal,
      });
      return { apiVersion, token: given.token, siteId: given.site.id };
    },
    async signOut({ apiVersion, token }) {
      await ask(`/api/${apiVersion}/auth/signout`, { method: 'POST', token }).catch(() => undefined);
    },
    async views(session, limit, signal) {
      const views: TableauView[] = [];
      let total = 0;
      for (let page = 1; views.length < limit; page++) {
        const { value } = await read(viewsSchema, at(session, `views?pageSize=${pageSize}&pageNumber=${page}&sort=name:asc`), { token: session.token, signal });
        total = value.pagination.totalAvailable;
        for (const one of value.views.view) {
          const updatedAt = Date.parse(one.updatedAt ?? '');
          const [workbookUrl = ''] = one.contentUrl.split('/');
          views.push({ id: one.id, workbookId: one.workbook?.id ?? '', name: one.name, workbook: one.workbook?.name ?? workbookUrl, path: viewPath(site, one.contentUrl), updatedAt: Number.isNaN(updatedAt) ? null : updatedAt });
        }
        if (value.views.view.length === 0 || page * pageSize >= total) break;
      }
      return { views: views.slice(0, limit), total };
    },
    async previewImage(session, { id, workbookId }, signal) {
      const response = await ask(at(session, `workbooks/${encodeURIComponent(workbookId)}/views/${encodeURIComponent(id)}/previewImage`), { token: session.token, headers: { accept: 'image/png' }, signal });
      return bodyOf(response);
    },
    async findProject(session, name, signal) {
      const filter = encodeURIComponent(name.replaceAll(',', '\\,'));
      const { value: { projects: { project } } } = await read(projectsSchema, at(session, `projects?filter=name:eq:${filter}&pageSize=${pageSize}`), { token: session.token, signal });
      const found = project.filter((one) => one.name === name);
      if (found.length === 1) return found[0]!.id;
      throw new WorkbenchError('AF_TABLEAU_PROJECT_UNKNOWN', found.length === 0 ? `${address} shows this user no project called ${name}.` : `${address} has ${found.length} projects called ${name}.`);
    },
    async publishDatasource(session, { name, projectId, parquet }, signal, sent) {
      const common = { token: session.token, signal, withinMs: uploadTimeoutMs };
      const { value: { fileUpload: { uploadSessionId } } } = await read(uploadSchema, at(session, 'fileUploads'), { method: 'POST', token: session.token, signal });
      for (let from = 0; from < parquet.length; from += pieceBytes) {
        await ask(at(session, `fileUploads/${encodeURIComponent(uploadSessionId)}`), { method: 'PUT', ...common, ...multipart('', parquet.subarray(from, from + pieceBytes)) });
        sent?.(Math.min(1, (from + pieceBytes) / parquet.length));
      }
      const payload = `<tsRequest><datasource name="${escapeMarkup(name)}">${projectId === null ? '' : `<project id="${escapeMarkup(projectId)}"/>`}</datasource></tsRequest>`;
      const query = `uploadSessionId=${encodeURIComponent(uploadSessionId)}&datasourceType=parquet&overwrite=true`;
      const { value: { datasource } } = await read(publishedSchema, at(session, `datasources?${query}`), { method: 'POST', ...common, ...multipart(payload, null) });
      return { id: datasource.id, url: datasource.webpageUrl ?? null };
    },
  };
}

/** A body of `multipart/mixed` as Tableau's "Publishing Resources" asks for: a part of XML, and one of the file. */
function multipart(payload: string, file: Uint8Array | null): { headers: Record<string, string>; body: Uint8Array<ArrayBuffer> } {
  const boundary = `anomalyforce-${randomUUID()}`;
  const parts = [`--${boundary}\r\nContent-Disposition: name="request_payload"\r\nContent-Type: text/xml\r\n\r\n${payload}\r\n`];
  if (file !== null) parts.push(`--${boundary}\r\nContent-Disposition: name="tableau_file"; filename="data.parquet"\r\nContent-Type: application/octet-stream\r\n\r\n`);
  const body = Buffer.concat([Buffer.from(parts.join('')), ...(file === null ? [] : [file, Buffer.from('\r\n')]), Buffer.from(`--${boundary}--\r\n`)]);
  return { headers: { 'content-type': `multipart/mixed; boundary=${boundary}` }, body: new Uint8Array(body) };
}

/** Where a view is opened: REST's `Book/sheets/View` is a browser's `/views/Book/View`, on a named site behind `/t/<site>`. */
function viewPath(site: string, contentUrl: string): string {
  const path = contentUrl.replace('/sheets/', '/').split('/').map(encodeURIComponent).join('/');
  return `${site === '' ? '' : `/t/${encodeURIComponent(site)}`}/views/${path}`;
}

/** The whole body, but never more than is reasonable. */
async function bodyOf(response: Response): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of response.body ?? []) {
    bytes += piece.length;
    if (bytes > mostBytes) throw new WorkbenchError('AF_TABLEAU_NOT_TABLEAU', `An answer of Tableau is larger than ${mostBytes / 2 ** 20} MiB.`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function unreachable(address: string, cause: unknown): WorkbenchError {
  const codes: string[] = [];
  for (let error = cause as { code?: unknown; name?: string; cause?: unknown } | undefined; error && codes.length < 6; error = error.cause as typeof error) codes.push(`${error.name ?? ''} ${String(error.code ?? '')}`);
  const text = codes.join(' ');
  if (/AbortError/.test(text)) return new WorkbenchError('AF_API_CANCELLED', 'The question to Tableau was cancelled.', { cause });
  if (/CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO|EPROTO/.test(text)) return new WorkbenchError('AF_TABLEAU_TLS_REFUSED', `The encrypted connection to ${address} failed: its certificate is not trusted, or the port does not speak TLS.`, { cause });
  return new WorkbenchError('AF_TABLEAU_UNREACHABLE', /ENOTFOUND|EAI_AGAIN/.test(text) ? `The name in ${address} is not known here.` : `${address} does not answer.`, { cause });
}

/** Tableau's published codes of a refused sign-in by a connected app, which come in its detail. */
const faultWords: readonly [RegExp, string][] = [
  [/\b126\b/, 'the connected app is not known there: check the client id, and that the app is enabled for the site'],
  [/\b127\b/, 'the secret id is not known to the connected app'],
  [/\b67\b/, 'connected apps are switched off there'],
  [/code\D{0,3}16\b/i, 'the token was not accepted: check the secret, and that the clocks of both machines agree'],
  [/code\D{0,3}5\b/i, 'the user is not known on that site: it must be written as Tableau does, also in upper and lower case'],
];

function refused(address: string, status: number, text: string): WorkbenchError {
  if (status >= 300 && status < 400) return new WorkbenchError('AF_TABLEAU_NOT_TABLEAU', `${address} leads elsewhere (${status}).`, { hint: 'Give the address at which Tableau itself answers, without a redirect.' });
  const fault = parseFault(text);
  const code = fault?.code ?? '';
  if (status === 401 && code !== '401002') {
    const why = faultWords.find(([pattern]) => pattern.test(`${fault?.detail ?? ''}`))?.[1] ?? 'the name, secret or site is not accepted';
    return new WorkbenchError('AF_TABLEAU_SIGN_IN_REFUSED', `Tableau at ${address} refused the sign-in: ${why}.`, { details: { code } });
  }
  if (status === 401) return new WorkbenchError('AF_TABLEAU_SESSION_ENDED', `The session with ${address} has ended, or its token lacks a scope.`, { details: { code } });
  if (status === 403) return new WorkbenchError('AF_TABLEAU_PERMISSION_DENIED', `The user may not do this on ${address}.`, { details: { code } });
  if (status === 404 && fault !== null) return new WorkbenchError('AF_NOT_FOUND', `${address} knows no such thing: ${fault.summary}.`, { details: { code } });
  if (status === 404) return new WorkbenchError('AF_TABLEAU_NOT_TABLEAU', `There is no REST API of Tableau at ${address}.`);
  if (status === 429 || status >= 500) return new WorkbenchError('AF_TABLEAU_UNREACHABLE', `Tableau at ${address} is not ready (${status}).`, { details: { code } });
  return new WorkbenchError('AF_TABLEAU_NOT_TABLEAU', `${address} refused the question (${status}${code === '' ? '' : `, ${code}`}).`, { details: { code } });
}

function parseFault(text: string): { code: string; summary: string; detail: string } | null {
  try {
    return faultSchema.parse(JSON.parse(text)).error;
  } catch {
    return null; // an answer of something else than Tableau: its status says enough
  }
}
