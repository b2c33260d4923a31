import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jwtVerify } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeBrokerCertificates } from '../../../tests/fixtures/broker-certificates.ts';
import { makeStore } from '../../../tests/fixtures/store-fixture.ts';
import { standInPicture, startTableauStandIn, type TableauStandIn, type TableauStandInOptions } from '../../../tests/stand-ins/tableau-rest-server.ts';
import { tableauConnectionDraftSchema, type TableauSignIn } from '../../shared/domain/tableau.ts';
import { systemClock } from '../clock.ts';
import { createTableauService, type TableauService } from './tableau-service.ts';

let made: ReturnType<typeof makeStore>;
let service: TableauService;
let clockAheadMs = 0;
const closing: (() => Promise<unknown>)[] = [];
beforeEach(() => {
  made = makeStore();
  clockAheadMs = 0;
  service = createTableauService(made.store, { ...systemClock, now: () => systemClock.now() + clockAheadMs }, 'none');
});
afterEach(async () => {
  await service.close();
  for (const close of closing.splice(0)) await close();
  made.remove();
});

async function standIn(options: TableauStandInOptions = {}): Promise<TableauStandIn> {
  const server = await startTableauStandIn(options);
  closing.push(() => server.close());
  return server;
}
const app: TableauSignIn = { kind: 'connected-app', clientId: 'client', secretId: 'secret-id', secret: 'a secret of the connected app', user: 'ana' };
const draft = (address: string, signIn: TableauSignIn = app, site = 'lab') => tableauConnectionDraftSchema.parse({ name: 'Lab', address: `${address}/#/site/lab`, site, signIn });
const states = async (...args: Parameters<TableauService['check']>) => Object.fromEntries((await service.check(...args)).map(({ step, state }) => [step, state]));

describe('a connection to Tableau', () => {
  it('lists views page by page with a token of the connected app, as the reference wants each question', async () => {
    const server = await standIn({ viewCount: 2003 });
    const { id } = service.save(null, draft(server.address));
    expect(await service.views(id, 'book1 SHEET 200', 2)).toEqual({ total: 1, views: [{ id: 'view-2001', workbookId: 'book-1', name: 'Sheet 2001', workbook: 'Book1', path: '/t/lab/views/Book1/Sheet2001', updatedAt: Date.UTC(2026, 2, 5, 14) }] });
    expect((await service.views(id, '', 2)).total).toBe(2003);
    expect(await service.picture(id, 'view-0')).toEqual(Buffer.from(standInPicture));
    expect(await service.picture(id, 'view-1')).toBeNull();
    await service.views(id, '', 1);
    expect(server.asked.filter((path) => path.endsWith('/views'))).toHaveLength(3);
    expect(server.signedIn).toMatchObject([{ user: 'ana', scopes: ['tableau:content:read', 'tableau:views:download'] }]);
    await service.close();
    expect({ faults: server.faults, sessions: server.openSessions() }).toEqual({ faults: [], sessions: 0 });
  });
  it('signs in with a personal access token, asks anew when its list is old, and after a failure', async () => {
    const server = await standIn({ viewFaults: [503] });
    const { id } = service.save(null, draft(server.address, { kind: 'token', name: 'desk', secret: 'pat-secret' }));
    await expect(service.views(id, '', 1)).rejects.toMatchObject({ code: 'AF_TABLEAU_UNREACHABLE', retryable: true });
    expect((await service.views(id, '', 10)).total).toBe(3);
    clockAheadMs = 6 * 60_000;
    await service.views(id, '', 10);
    expect(server.asked.filter((path) => path.endsWith('/views'))).toHaveLength(3);
  });
  it('keeps its secret to itself, and for the address, site and app that it was given for', async () => {
    const server = await standIn();
    const { id } = service.save(null, draft(server.address));
    expect(JSON.stringify(service.list())).not.toContain('a secret of');
    const renamed = service.save(id, { ...draft(server.address, { ...app, secret: null } as TableauSignIn), name: 'Renamed' });
    expect(renamed).toMatchObject({ id, name: 'Renamed', signIn: { secret: null } });
    expect((await service.views(id, '', 1)).total).toBe(3);
    for (const other of [draft('http://localhost:9'), draft(server.address, app, 'other'), draft(server.address, { ...app, clientId: 'another' })]) {
      expect(() => service.save(id, { ...other, signIn: { ...other.signIn, secret: null } as TableauSignIn })).toThrowError(expect.objectContaining({ code: 'AF_TABLEAU_SECRET_REQUIRED' }) as Error);
    }
    service.remove(id);
    expect(service.list()).toEqual([]);
  });
  it('gives tokens for views of five minutes, of one use, for one user and to look at views alone', async () => {
    const { id } = service.save(null, draft('https://tableau.example'));
    const [one, two] = [await service.embedToken(id), await service.embedToken(id)];
    const key = new TextEncoder().encode('a secret of the connected app');
    const { payload, protectedHeader } = await jwtVerify(one.token, key, { issuer: 'client', audience: 'tableau', subject: 'ana' });
    expect(protectedHeader).toEqual({ alg: 'HS256', typ: 'JWT', kid: 'secret-id', iss: 'client' });
    expect(payload.scp).toEqual(['tableau:views:embed']);
    expect(payload.exp! - payload.iat!).toBeLessThanOrEqual(300);
    expect(payload.jti).not.toBe((await jwtVerify(two.token, key)).payload.jti);
    const view = service.save(null, draft('https://tableau.example', { kind: 'view' }));
    await expect(service.embedToken(view.id)).rejects.toMatchObject({ code: 'AF_TABLEAU_NO_SIGN_IN' });
    await expect(service.views(view.id, '', 1)).rejects.toMatchObject({ code: 'AF_TABLEAU_NO_SIGN_IN' });
  });
  it('takes an address with a path for its server, and refuses one without TLS, but for this machine', () => {
    expect(draft('https://Tableau.Example:8443').address).toBe('https://tableau.example:8443');
    for (const address of ['http://tableau.example', 'https://ana:secret@tableau.example', 'tableau.example', 'file:///etc/passwd', 'http://localhost.example']) expect(tableauConnectionDraftSchema.safeParse({ ...draft('https://x'), address }).success, address).toBe(false);
  });
});

describe('a test of a connection', () => {
  it('passes every step that can be tried, and leaves no session open', async () => {
    const server = await standIn();
    expect(await states(null, draft(server.address))).toEqual({ address: 'passed', tls: 'warned', server: 'passed', clock: 'passed', 'sign-in': 'passed', views: 'passed', 'allow-list': 'warned' });
    expect(server.openSessions()).toBe(0);
    expect(await states(null, draft(server.address, { kind: 'view' }))).toMatchObject({ clock: 'passed', 'sign-in': 'skipped', views: 'skipped' });
  });
  it.each<[string, TableauStandInOptions, Partial<Extract<TableauSignIn, { kind: 'connected-app' }>>, RegExp]>([
    ['an app that is not there', {}, { clientId: 'none' }, /app is not known/],
    ['a secret id that is not there', {}, { secretId: 'none' }, /secret id/],
    ['a wrong secret', {}, { secret: 'wrong' }, /check the secret/],
    ['a user that is not there', {}, { user: 'Ana' }, /user is not known/],
    ['another site', { site: 'other' }, {}, /site is not accepted/],
  ])('says that the sign-in fails for %s', async (_name, options, change, words) => {
    const server = await standIn(options);
    const steps = await service.check(null, draft(server.address, { ...app, ...change } as TableauSignIn));
    expect(steps.map(({ state }) => state)).toEqual(['passed', 'warned', 'passed', 'passed', 'failed', 'skipped', 'skipped']);
    expect(steps[4]!.words).toMatch(words);
    expect(steps[4]!.hint).not.toBe('');
  });
  it('says that a token lacks the scope to list views, and which address the app’s domain allow-list has to hold', async () => {
    const server = await standIn({ unknownScopes: ['tableau:content:read'] });
    expect((await service.check(null, draft(server.address)))[5]).toMatchObject({ step: 'views', state: 'failed', words: expect.stringContaining('tableau:content:read') as string, hint: expect.stringContaining('2022.3') as string });
    expect(server.openSessions()).toBe(0);
    const { hint } = (await service.check(null, draft((await standIn()).address)))[6]!;
    expect(hint).toContain(`add ${String(await service.frameOrigin())} to`);
  });
  it('says that clocks differ, and that the token was refused for it', async () => {
    const server = await standIn({ skewMs: 12 * 60_000 });
    const steps = await service.check(null, draft(server.address));
    expect(steps[3]).toMatchObject({ state: 'failed', words: expect.stringMatching(/7\d\d seconds ahead of/) as string });
    expect(steps[4]!.state).toBe('failed');
  });
  it('says that nothing answers, that a certificate is not trusted, that it is not Tableau, and that it leads elsewhere', async () => {
    expect(await service.check(null, draft('http://127.0.0.1:1'))).toMatchObject([{ step: 'address', state: 'failed' }, { state: 'skipped' }, {}, {}, {}, {}, {}]);
    const folder = mkdtempSync(join(tmpdir(), 'anomalyforce-tableau-'));
    closing.push(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })));
    makeBrokerCertificates(folder);
    const tls = await standIn({ tls: { key: readFileSync(join(folder, 'broker.key'), 'utf8'), cert: readFileSync(join(folder, 'broker.pem'), 'utf8') } });
    expect(await service.check(null, draft(tls.address))).toMatchObject([{ step: 'address', state: 'passed' }, { step: 'tls', state: 'failed' }, { state: 'skipped' }, {}, {}, {}, {}]);
    for (const [status, headers, body] of [[200, {}, '<html>'], [404, {}, ''], [302, { location: 'https://elsewhere.example/' }, '']] as const) {
      const other = createServer((_request, response) => response.writeHead(status, headers).end(body)).listen(0, '127.0.0.1');
      await once(other, 'listening');
      closing.push(() => (other.closeAllConnections(), other.close(), once(other, 'close')));
      expect(await states(null, draft(`http://127.0.0.1:${(other.address() as AddressInfo).port}`)), String(status)).toMatchObject({ address: 'passed', server: 'failed', clock: 'skipped' });
    }
  });
});
