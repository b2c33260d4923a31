import { createHash, timingSafeEqual } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import * as z from 'zod';
import type { LiveDetections } from '../../shared/domain/live-detections.ts';
import { WorkbenchError } from '../../shared/errors/workbench-error.ts';
import { escapeMarkup } from '../../shared/escape-markup.ts';

/** The page of live detections in a Tableau dashboard: what it is made of, and who may read. */
export interface LivePage {
  /** The built screens; of them `live.html` and `assets` are served. */
  pagesFolder: string;
  /** Whoever has it reads detections, and nothing else; null opens for nobody. */
  key(): string | null;
  /** Tableau's Extensions API library, as it is. */
  library(): string;
  detections(narrowing: Narrowing): LiveDetections;
}

/** Of which stream and series detections are wanted, by their names; what is left out is all. */
const narrowingSchema = z.object({ stream: z.string().max(500).optional(), series: z.string().max(2000).optional() });
export type Narrowing = z.infer<typeof narrowingSchema>;

/** The page may be framed by any host, since a Tableau Desktop has none that could be named: it has no buttons, and no data without its key. */
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";
const types: Record<string, string> = { js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8', svg: 'image/svg+xml', woff2: 'font/woff2' };

/** Adds the page's addresses to the endpoint: `/live` with what it loads, and `/live/detections`, which asks for the key as a bearer token and takes `stream` and `series`. `asked` is told of each reading. */
export function addLivePage(server: FastifyInstance, { pagesFolder, key, library, detections }: LivePage, asked: (status: number) => void): void {
  const assets = join(pagesFolder, 'assets');
  const known = new Set(existsSync(assets) ? readdirSync(assets) : []);
  const hash = (text: string) => createHash('sha256').update(text).digest();
  const send = (reply: FastifyReply, type: string, body: string | Buffer, cache = 'no-store') =>
    reply.headers({ 'content-type': type, 'content-security-policy': policy, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cache-control': cache }).send(body);

  server.get('/live', (_request, reply) => send(reply, 'text/html; charset=utf-8', readFileSync(join(pagesFolder, 'live.html'))));
  server.get<{ Params: { name: string } }>('/assets/:name', (request, reply) => {
    const { name } = request.params;
    const type = types[name.split('.').at(-1)!];
    if (!known.has(name) || type === undefined) throw new WorkbenchError('AF_NOT_FOUND', 'There is nothing at this address.');
    return send(reply, type, readFileSync(join(assets, name)), 'max-age=31536000, immutable');
  });
  server.get('/tableau.extensions.js', (_request, reply) => send(reply, types.js!, library()));
  server.get('/live/detections', (request, reply) => {
    const given = /^Bearer (\S{1,200})$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const wanted = key();
    if (wanted === null || !timingSafeEqual(hash(given), hash(wanted))) throw new WorkbenchError('AF_EXTENSION_KEY_REFUSED', 'The key of this page is not the one that holds now.');
    const narrowing = narrowingSchema.safeParse(request.query);
    if (!narrowing.success) throw new WorkbenchError('AF_API_INPUT_INVALID', 'The detections can be narrowed by one stream and one series.');
    asked(200);
    return send(reply, 'application/json; charset=utf-8', JSON.stringify(detections(narrowing.data)));
  });
}

/** The manifest of the dashboard extension (`.trex`), after Tableau's "Extension Manifest File", which wants an https website of the author: it is one that resolves nowhere (RFC 2606). It asks for no access to data. */
export function trexOf({ url, version }: { url: string; version: string }): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<manifest manifest-version="0.1" xmlns="http://www.tableau.com/xml/extension_manifest">
  <dashboard-extension id="com.anomalyforce.live" extension-version="${escapeMarkup(version)}">
    <default-locale>en_US</default-locale>
    <name resource-id="name"/>
    <description>Anomalies as AnomalyForce finds them, inside a dashboard.</description>
    <author name="AnomalyForce" organization="AnomalyForce" website="https://anomalyforce.invalid/"/>
    <min-api-version>1.0</min-api-version>
    <source-location><url>${escapeMarkup(url)}</url></source-location>
  </dashboard-extension>
  <resources><resource id="name"><text locale="en_US">AnomalyForce live</text></resource></resources>
</manifest>
`;
}
