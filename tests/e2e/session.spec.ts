import { expect, test } from '@playwright/test';
import { startHost, stopHost, watch, type WebHostProcess } from './open-web.ts';

/* The web host's door: one link, one session; strangers and other origins stay outside; a host that dies is waited for. */

let host: WebHostProcess;
test.beforeAll(async () => {
  host = await startHost('serve');
});
test.afterAll(() => stopHost(host));

test('a link opens once; without a session a page says how to get one', async ({ browser }) => {
  const mine = await browser.newContext();
  const page = await mine.newPage();
  await page.goto(host.link);
  await expect(page.getByRole('heading', { name: 'Welcome to AnomalyForce', level: 1 })).toBeVisible();
  expect(page.url()).not.toContain('#' + host.link.split('#')[1]);
  await page.goto('about:blank');
  await page.goto(host.link);
  await expect(page.getByText('Connected')).toBeVisible();
  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(host.url);
  await expect(stranger.getByText('AF_SESSION_REQUIRED')).toBeVisible();
  await stranger.goto(host.link);
  await expect(stranger.getByText(/was used already/)).toBeVisible();
});

test('other origins reach neither HTTP nor the socket, and the policy allows no inline script', async ({ request }) => {
  const headers = { origin: 'http://evil.example' };
  expect((await request.post(`${host.url}/enter`, { headers, data: { token: 'x' } })).status()).toBe(403);
  expect((await request.get(`${host.url}/api`, { headers: { ...headers, connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==' } })).status()).toBe(403);
  expect((await request.get(`${host.url}/`, { headers: { host: 'evil.example' } })).status()).toBe(403);
  const policy = (await request.get(`${host.url}/enter`)).headers()['content-security-policy']!;
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|\*/);
  expect(policy).toMatch(/frame-src http:\/\/localhost:\d+;/);
});

test('a host that is gone is said to be gone, and the page comes back with it', async ({ browser }) => {
  const own = await startHost('serve');
  const port = new URL(own.url).port;
  const page = await (await browser.newContext()).newPage();
  const problems: string[] = [];
  watch(page, problems);
  await page.goto(own.link);
  await expect(page.getByText('Connected')).toBeVisible();
  await stopHost(own);
  await expect(page.getByText(/Reconnecting|Not connected/).first()).toBeVisible();
  const again = await startHost('serve', ['--port', port]);
  await expect(page.getByText(/AF_SESSION_REQUIRED|one-time link/i).first()).toBeVisible({ timeout: 30_000 });
  await stopHost(again);
});
