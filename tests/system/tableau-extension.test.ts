import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { extensionSetupSchema } from '../../app/shared/domain/extension.ts';
import { liveDetectionsSchema } from '../../app/shared/domain/live-detections.ts';
import { makeBrokerCertificates } from '../fixtures/broker-certificates.ts';
import { freePorts } from '../../scripts/setup/free-ports.mjs';
import { openTestWorkbench, type TestWorkbench } from '../fixtures/open-test-workbench.ts';

const password = 'correct horse battery';
let made: TestWorkbench;
let port: number;
const setUp = (change: object = {}) => extensionSetupSchema.parse({ enabled: true, port, password, ...change });
beforeAll(async () => {
  made = await openTestWorkbench();
  port = (await freePorts(1))[0]!;
  expect(await made.workbench.call('extension.save', setUp())).toMatchObject({ state: 'listening', hasPassword: true, setup: { password: null } });
});
afterAll(() => made.remove());

type Asked = { status: number; body: { message?: string; info?: string; response?: (number | null)[] } & (number | null)[] };
async function ask(path: string, body?: object | string | Uint8Array, { user = 'tableau', secret = password, headers = {} }: { user?: string; secret?: string | null; headers?: Record<string, string> } = {}): Promise<Asked> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { ...(secret !== null && { authorization: `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}` }), 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: typeof body === 'string' || body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Asked['body'] };
}
/** A day's rhythm by the minute, with a jump of five minutes on its second day. */
const rows = 2_880;
const load = Array.from({ length: rows }, (_, i) => 50 + 10 * Math.sin((i / 1440) * 2 * Math.PI) + ((i * 7919) % 13) / 10 + (i >= 2_200 && i < 2_205 ? 40 : 0));
const minutes = Array.from({ length: rows }, (_, i) => new Date(Date.UTC(2026, 2, 5) + i * 60_000).toISOString().slice(0, 19).replace('T', ' '));

it('says what it is, to whoever has signed in', async () => {
  expect(await ask('/info')).toMatchObject({ status: 200, body: { name: 'AnomalyForce', versions: { v1: { features: { authentication: { required: true, methods: { 'basic-auth': {} } }, evaluate_enabled: true, gzip_enabled: true } } } } });
  expect(await ask('/info', undefined, { secret: null })).toMatchObject({ status: 401, body: { message: 'A sign-in is needed.', info: expect.stringContaining('Settings') as string } });
});

it('scores the rows of a view, whatever order they come in: the jump stands out and is told of', async () => {
  const scores = (await ask('/evaluate', { script: 'return anomalyforce.score(value=_arg1, time=_arg2)', data: { _arg1: load, _arg2: minutes } })).body;
  expect(scores).toHaveLength(rows);
  expect(scores.slice(0, 100).every((score) => score === null)).toBe(true);
  expect(scores.indexOf(Math.max(...scores.map((score) => score ?? 0)))).toBeGreaterThanOrEqual(2_200);
  const alerts = (await ask('/evaluate', { script: 'anomalyforce.alert(value=_arg1, time=_arg2)', data: { _arg1: load, _arg2: minutes } })).body;
  const firstAlert = alerts.indexOf(1);
  expect(firstAlert).toBeGreaterThanOrEqual(2_200);
  expect(firstAlert).toBeLessThan(2_205);
  const order = Array.from({ length: rows }, (_, i) => (i * 1_009) % rows);
  const shuffled = (await ask('/evaluate', { script: 'anomalyforce.alert(value=_arg1, time=_arg2)', data: { _arg1: order.map((i) => load[i]), _arg2: order.map((i) => minutes[i]) } })).body;
  expect(order.map((i) => alerts[i])).toEqual(shuffled);
  const { response } = (await ask('/query/alert', { data: { value: load, time: minutes } })).body;
  expect(response).toEqual(alerts);
});

it('holds each key as a series of its own', async () => {
  const key = load.flatMap(() => ['a', 'b']);
  const both = load.flatMap((value) => [value, 7]);
  const alerts = (await ask('/query/alert', { data: { value: both, key } })).body.response!;
  const alone = (await ask('/query/alert', { data: { value: load } })).body.response!;
  expect(alerts.filter((_alert, i) => i % 2 === 0).slice(128)).toContain(1);
  expect(alerts.filter((_alert, i) => i % 2 === 1)).not.toContain(1);
  expect(alone).toHaveLength(rows);
});

it('answers the question by which Tableau tries it, also as a form and packed, and the same for one value', async () => {
  const probe = { script: 'return int(1)', data: { _arg1: [4] } };
  expect(await ask('/evaluate', probe, { headers: { 'content-type': 'application/x-www-form-urlencoded' } })).toEqual({ status: 200, body: 1 });
  expect(await ask('/evaluate', gzipSync(JSON.stringify(probe)), { headers: { 'content-encoding': 'gzip' } })).toEqual({ status: 200, body: 1 });
  expect(await ask('/evaluate', { script: 'anomalyforce.score(value=_arg1)', data: { _arg1: [4] } })).toEqual({ status: 200, body: [null] });
});

it.each<[string, string, object | string, number, RegExp]>([
  ['code', '/evaluate', { script: '__import__("os").system("id")', data: { _arg1: [1] } }, 400, /character 1/],
  ['an argument that is not there', '/evaluate', { script: 'anomalyforce.score(value=_arg2)', data: { _arg1: [1] } }, 400, /_arg2/],
  ['text as a value', '/evaluate', { script: 'anomalyforce.score(value=_arg1)', data: { _arg1: ['high'] } }, 400, /Row 1/],
  ['a time that is none', '/query/score', { data: { value: [1], time: ['noon'] } }, 400, /Row 1/],
  ['columns of two lengths', '/query/score', { data: { value: [1, 2], key: ['a'] } }, 400, /length/],
  ['a model that is not there', '/query/forecast', { data: { value: [1] } }, 404, /no model/],
  ['a detector that is not there', '/query/none-such.score', { data: { value: [1] } }, 404, /none-such/],
  ['no JSON', '/evaluate', '{"script":', 400, /not JSON/],
  ['more rows than it takes', '/query/score', `{"data":{"value":[${'1,'.repeat(1_000_000)}1]}}`, 413, /1,000,000/],
])('refuses %s with words, in the shape that Tableau shows', async (_name, path, body, status, words) => {
  const answer = await ask(path, body);
  expect(answer).toMatchObject({ status, body: { message: expect.stringMatching(words) as string, info: expect.stringMatching(/.{10}/) as string } });
});

it('counts and audits what it was asked, without a value of it', async () => {
  const { calls, refused } = await made.workbench.call('extension.read', {});
  expect(calls).toBeGreaterThan(8);
  expect(refused).toBeGreaterThan(8);
  const { events, intact } = await made.workbench.call('audit.list', { limit: 100 });
  expect(intact).toBe(true);
  expect(events.filter(({ action }) => action === 'extension.answer').map(({ subject, outcome }) => `${subject} ${outcome}`)).toEqual(expect.arrayContaining(['POST /query/alert done', 'POST /evaluate failed', 'GET /info refused']));
  expect(JSON.stringify(events)).not.toContain('correct horse');
});

it('stops trying passwords after twenty wrong ones, and still knows who had signed in', async () => {
  for (let guess = 0; guess < 20; guess++) expect((await ask('/info', undefined, { secret: `guess ${guess}` })).status).toBe(401);
  expect((await ask('/info')).status).toBe(200);
  expect((await ask('/info', undefined, { user: 'Tableau' })).status).toBe(401);
});

it('keeps its password, is refused other machines without TLS, and says that a port is taken', async () => {
  await expect(made.workbench.call('extension.save', setUp({ reach: 'network' }))).rejects.toMatchObject({ code: 'AF_EXTENSION_SETUP_INVALID', message: expect.stringContaining('TLS') as string });
  await made.workbench.call('extension.save', setUp({ password: null, scripts: false }));
  expect((await ask('/evaluate', { script: 'return int(1)', data: { _arg1: [4] } })).status).toBe(404);
  expect((await ask('/query/score', { data: { value: [1] } })).status).toBe(200);
  const other = await openTestWorkbench();
  try {
    expect(await other.workbench.call('extension.save', setUp())).toMatchObject({ state: 'failed', address: null, error: { code: 'AF_HOST_PORT_TAKEN' } });
  } finally {
    await other.remove();
  }
  expect(await made.workbench.call('extension.save', setUp({ enabled: false, password: null }))).toMatchObject({ state: 'off', hasPassword: true });
  await expect(ask('/info')).rejects.toThrow();
});

it('answers under TLS with a certificate of its own, and refuses a key of another', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'anomalyforce-extension-'));
  try {
    const { ca, clientKey } = makeBrokerCertificates(folder);
    const certificate = readFileSync(join(folder, 'broker.pem'), 'utf8');
    await expect(made.workbench.call('extension.save', setUp({ certificate, privateKey: clientKey }))).rejects.toMatchObject({ code: 'AF_EXTENSION_SETUP_INVALID' });
    expect(await made.workbench.call('extension.save', setUp({ certificate, privateKey: readFileSync(join(folder, 'broker.key'), 'utf8') }))).toMatchObject({ state: 'listening', address: `https://127.0.0.1:${port}`, setup: { privateKey: null } });
    const status = await new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port, path: '/info', ca, auth: `tableau:${password}` }, (answer) => (answer.resume(), resolve(answer.statusCode))).on('error', reject).end();
    });
    expect(status).toBe(200);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

describe('the page of live detections', () => {
  const keyOf = async () => /key=([\w-]+)</.exec((await made.workbench.call('extension.trex', {})).text)![1]!;
  /** The endpoint begins anew when it is set up, so no connection is kept. */
  const get = (path: string, authorization?: string) => fetch(`http://127.0.0.1:${port}${path}`, { headers: { connection: 'close', ...(authorization !== undefined && { authorization }) } });
  const read = (key: string | null) => get('/live/detections', key === null ? undefined : `Bearer ${key}`);

  it('is there only where it is switched on, with a file for Tableau that holds its address and key', async () => {
    await made.workbench.call('extension.save', setUp());
    expect((await get('/live')).status).toBe(404);
    await expect(made.workbench.call('extension.trex', {})).rejects.toMatchObject({ code: 'AF_EXTENSION_SETUP_INVALID' });
    await made.workbench.call('extension.save', setUp({ live: true }));
    const { name, text } = await made.workbench.call('extension.trex', {});
    expect(name).toBe('anomalyforce-live.trex');
    // "Elements of the Manifest File": what is required, an author's website by https, at most 1,000 characters of text.
    for (const part of [/<manifest manifest-version="0\.1" xmlns="http:\/\/www\.tableau\.com\/xml\/extension_manifest">/, /<dashboard-extension id="com\.[\w.]+" extension-version="\d+\.\d+\.\d+">/, /<author name="[^"]+" organization="[^"]+" website="https:\/\/[^"]+"\/>/, /<name resource-id="name"\/>[^]*<resource id="name">/, /<min-api-version>1\.0</]) expect(text).toMatch(part);
    expect(text).toMatch(new RegExp(`<source-location><url>http://localhost:${port}/live\\?key=[\\w-]{32}</url></source-location>`));
  });

  it('shows detections to whoever has its key, and nothing else to anybody', async () => {
    await made.workbench.call('extension.save', setUp({ live: true }));
    const key = await keyOf();
    expect((await read(null)).status).toBe(401);
    expect((await read('wrong')).headers.get('www-authenticate')).toBeNull();
    expect(liveDetectionsSchema.parse(await (await read(key)).json())).toMatchObject({ total: 0, detections: [], unknown: [] });
    expect(await (await get('/live/detections?stream=none&series=none', `Bearer ${key}`)).json()).toMatchObject({ total: 0, unknown: ['stream', 'series'] });
    expect((await get('/info', `Bearer ${key}`)).status).toBe(401);
    const page = await get('/live');
    expect([page.status, page.headers.get('content-security-policy')]).toEqual([200, expect.stringContaining("script-src 'self'") as string]);
    for (const [, name] of (await page.text()).matchAll(/assets\/([\w.-]+)/g)) expect((await get(`/assets/${name}`)).status).toBe(200);
    for (const name of ['..%2findex.html', '%2e%2e%2f%2e%2e%2fcli%2fanomalyforce.mjs', 'none.js']) expect((await get(`/assets/${name}`)).status).toBe(404);
  });

  it('opens with the newest key alone, which stays through other changes and restarts', async () => {
    await made.workbench.call('extension.save', setUp({ live: true }));
    const before = await keyOf();
    await made.workbench.call('extension.save', setUp({ live: true, scripts: false }));
    expect(await keyOf()).toBe(before);
    await made.workbench.call('extension.renew-key', {});
    expect([(await read(before)).status, (await read(await keyOf())).status]).toEqual([401, 200]);
  });

  it('serves the library that comes with the program, or another one as it was given, and refuses what is none', async () => {
    await made.workbench.call('extension.save', setUp({ live: true }));
    const library = () => get('/tableau.extensions.js');
    const shipped = await (await library()).text();
    expect(shipped).toContain('initializeAsync');
    await expect(made.workbench.call('extension.set-library', { text: 'alert(1)' })).rejects.toMatchObject({ code: 'AF_EXTENSION_SETUP_INVALID' });
    const text = 'window.tableau = { extensions: { initializeAsync: async () => {} } };';
    expect(await made.workbench.call('extension.set-library', { text })).toMatchObject({ hasOwnLibrary: true, state: 'listening' });
    expect(await (await library()).text()).toBe(text);
    await made.workbench.call('extension.set-library', { text: null });
    expect(await (await library()).text()).toBe(shipped);
  });
});
