import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeStore, streamId } from '../../../../tests/fixtures/store-fixture.ts';
import { alertRuleDraftSchema } from '../../../shared/domain/alert-rule.ts';
import { outletDraftSchema } from '../../../shared/domain/outlet.ts';
import { systemClock, type Clock } from '../../clock.ts';
import { signWebhook } from '../../notify/send-webhook.ts';
import { createAlertDesk } from './alert-desk.ts';
import { tellAll } from './route-notifications.ts';
import { createOutletDesk, pauseAfter, type OutletDesk } from './outlet-desk.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
let made: ReturnType<typeof makeStore>;
let now: number;
let ends: (() => Promise<unknown>)[];
/** Time goes by where somebody waits for it, and only then. */
const clock: Clock = { ...systemClock, now: () => now, after(ms, callback) {
  const turn = setImmediate(() => { now += ms; callback(); });
  return () => clearImmediate(turn);
} };
beforeEach(() => { made = makeStore(); now = 1_700_000_000_000; ends = []; });
afterEach(async () => {
  for (const end of ends.reverse()) await end();
  made.remove();
});

function open(): OutletDesk {
  const desk = createOutletDesk({ store: made.store, clock, failed: (error) => { throw error as Error; } });
  ends.push(() => desk.close());
  return desk;
}
const tell = (id: string, severity: 'low' | 'high' = 'high') => made.store.write((db) => tellAll(db, [{ id, at: now, severity, title: `Spike ${id}`, body: 'Load is high.', target: { kind: 'stream', streamId }, read: false }], [], now));
const settled = (desk: OutletDesk) => new Promise<void>((resolve) => desk.topic.onChange(([one]) => { if (one!.state !== 'queued') resolve(); }));
const hook = (url: string, more: object = {}) => outletDraftSchema.parse({ name: 'Hook', target: { kind: 'webhook', url, secret }, ...more });

interface Posted { headers: IncomingHttpHeaders; body: string }
async function receiver(answer: (nth: number, ...rest: Parameters<RequestListener>) => void): Promise<{ url: string; posted: Posted[] }> {
  const posted: Posted[] = [];
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => answer(posted.push({ headers: request.headers, body }), request, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); }));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, posted };
}

it('repeats under the same key after a refusal and after an answer that was lost, each signed, until it is taken', async () => {
  const { url, posted } = await receiver((nth, request, response) => {
    if (nth === 2) request.socket.destroy();
    else response.writeHead(nth === 1 ? 503 : 204).end();
  });
  const desk = open();
  desk.save(null, hook(url));
  const done = settled(desk);
  tell('n');
  desk.wake();
  await done;
  expect(posted).toHaveLength(3);
  expect(new Set(posted.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  for (const { headers, body } of posted) expect(headers['webhook-signature']).toBe(signWebhook(secret, headers['webhook-id'] as string, Number(headers['webhook-timestamp']), body));
  expect(desk.deliveries()).toMatchObject([{ state: 'sent', attempts: 3, lastError: null }]);
});

it('sends what was committed before the workbench ended, once, and only what the outlet wants', async () => {
  const { url, posted } = await receiver((_, __, response) => response.writeHead(200).end());
  const before = open();
  before.save(null, hook(url, { minimumSeverity: 'high' }));
  await before.close();
  tell('mild', 'low');
  tell('n');
  tell('n');
  const after = open();
  await settled(after);
  await after.close();
  expect(posted.map(({ body }) => (JSON.parse(body) as { data: { title: string } }).data.title)).toEqual(['Spike n']);
});

it('follows no redirect, and says what the receiver answered', async () => {
  const { url, posted } = await receiver((_, __, response) => response.writeHead(302, { location: '/elsewhere' }).end());
  await expect(open().test(null, hook(url))).rejects.toMatchObject({ code: 'AF_OUTLET_REFUSED', message: expect.stringMatching(/answered 302/) as string });
  expect(posted).toHaveLength(1);
});

it('takes a removed outlet out of the rules, and those that name no other with it', () => {
  const desk = open();
  const [one, other] = [desk.save(null, hook('https://a.example.org/')), desk.save(null, hook('https://b.example.org/'))];
  const alerts = createAlertDesk({ store: made.store, clock });
  for (const outletIds of [[one.id], [one.id, other.id]]) alerts.saveRule(null, alertRuleDraftSchema.parse({ name: 'Rule', outletIds }));
  desk.remove(one.id);
  expect(alerts.rules().map(({ outletIds }) => outletIds)).toEqual([[other.id]]);
  expect(() => alerts.saveRule(null, alertRuleDraftSchema.parse({ name: 'Rule', outletIds: [one.id] }))).toThrowError(expect.objectContaining({ code: 'AF_NOT_FOUND' }) as Error);
});

it('gives a secret to no other receiver, and to no screen', () => {
  const desk = open();
  const { id, target } = desk.save(null, hook('https://a.example.org/x'));
  expect(target.secret).toBeNull();
  const blank = (url: string) => hook(url, { target: { kind: 'webhook', url } });
  expect(desk.save(id, blank('https://a.example.org/y')).id).toBe(id);
  expect(() => desk.save(id, blank('https://b.example.org/y'))).toThrowError(expect.objectContaining({ code: 'AF_OUTLET_SECRET_REQUIRED' }) as Error);
});

it.each([[401, 'dead'], [404, 'dead'], [410, 'dead'], [408, 'queued'], [409, 'queued'], [425, 'queued'], [429, 'queued'], [503, 'queued']] as const)('after an answer %i it is %s', async (status, state) => {
  const { url } = await receiver((_, __, response) => response.writeHead(status).end());
  const desk = open();
  desk.save(null, hook(url));
  const first = new Promise((resolve) => desk.topic.onChange(([one]) => { if (one!.attempts > 0) resolve(one); }));
  tell('n');
  desk.wake();
  expect(await first).toMatchObject({ state, attempts: 1, lastError: expect.stringMatching(`answered ${status}`) as string });
});

it('posts to a chat, whose address stays inside, as text that can mention nobody', async () => {
  const { url, posted } = await receiver((_, __, response) => response.writeHead(200).end());
  const desk = open();
  const { id, target } = desk.save(null, outletDraftSchema.parse({ name: 'Chat', target: { kind: 'chat', secret: url } }));
  expect(target).toEqual({ kind: 'chat', app: 'slack', secret: null, host: new URL(url).host });
  const done = settled(desk);
  tell('<!channel> & *all*');
  desk.wake();
  await done;
  expect(JSON.parse(posted[0]!.body)).toMatchObject({ mrkdwn: false, text: expect.stringMatching(/^Spike &lt;!channel&gt; &amp; \*all\*\nLoad is high\.\n/) as string });
  await desk.test(id, outletDraftSchema.parse({ name: 'Chat', target: { kind: 'chat', app: 'teams' } }));
  expect(JSON.parse(posted[1]!.body)).toMatchObject({ type: 'message', attachments: [{ content: { type: 'AdaptiveCard', body: [{ inlines: [{ type: 'TextRun', text: 'A trial message of AnomalyForce' }] }, {}, {}] } }] });
});

it('mails over SMTP', async () => {
  let mail = '';
  const server = new SMTPServer({ authOptional: true, disabledCommands: ['STARTTLS'], onData(stream, _, done) {
    stream.on('data', (piece: Buffer) => (mail += piece.toString()));
    stream.on('end', () => done());
  } });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => new Promise<void>((resolve) => server.close(resolve)));
  const desk = open();
  desk.save(null, outletDraftSchema.parse({ name: 'Mail', target: { kind: 'email', host: '127.0.0.1', port: (server.server.address() as AddressInfo).port, security: 'none', from: 'a@example.org', to: ['b@example.org'] } }));
  const done = settled(desk);
  tell('n');
  desk.wake();
  await done;
  expect(mail).toMatch(/^Subject: Spike n\r$/m);
  expect(mail).toContain(`Message-ID: <${desk.deliveries()[0]!.id}@anomalyforce.invalid>`);
  expect(mail).toContain('Load is high.');
});

it.each(['http://example.org/', 'https://u:p@example.org/', 'http://127.0.0.1.example.org/', 'ftp://example.org/'])('refuses the address %s', (url) => {
  expect(outletDraftSchema.safeParse({ name: 'x', target: { kind: 'webhook', url } }).success).toBe(false);
});

it('waits longer from try to try, up to an hour', () => {
  for (const attempts of [1, 2, 5, 30]) {
    const whole = Math.min(3_600_000, 5_000 * 2 ** (attempts - 1));
    expect(pauseAfter('x', attempts)).toBeGreaterThanOrEqual(whole / 2);
    expect(pauseAfter('x', attempts)).toBeLessThan(whole);
  }
});

it('lists the tests of an outlet that is kept among its deliveries, marked, and none of a draft', async () => {
  const { url } = await receiver((nth, _, response) => response.writeHead(nth === 2 ? 401 : 204).end());
  const desk = open();
  await desk.test(null, hook(url));
  expect(desk.deliveries()).toEqual([]);
  const { id } = desk.save(null, hook(url));
  await expect(desk.test(id, hook(url))).rejects.toThrow('401');
  await desk.test(id, hook(url));
  expect(desk.deliveries()).toMatchObject([{ trial: true, state: 'sent', lastError: null }, { trial: true, state: 'dead', lastError: expect.stringContaining('401') as string }]);
});
