import { expect, test as base, type Page } from '@playwright/test';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';
import { createClient } from '../../app/shared/api/client.ts';
import { webSocketTransport } from '../../app/shared/api/web-socket-transport.ts';
import type { Workbench } from '../../app/shared/api/workbench.ts';

const root = join(import.meta.dirname, '..', '..');

/** The web host as an analyst starts it, on data of its own that is gone afterwards. */
export interface WebHostProcess {
  link: string;
  url: string;
  process: ChildProcess;
}

/** Starts `anomalyforce <command>` and resolves when it has printed its link. */
export async function startHost(command: 'start' | 'serve', args: string[] = []): Promise<WebHostProcess> {
  const process_ = spawn(process.execPath, [join(root, 'dist', 'cli', 'anomalyforce.mjs'), '--json', '--throwaway', command, ...(command === 'start' ? ['--no-browser'] : args.includes('--port') ? [] : ['--port', '0']), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: process_.stdout! });
  for await (const line of lines) {
    const told = JSON.parse(line) as { link?: string; url?: string };
    if (told.link !== undefined) return { link: told.link, url: told.url!, process: process_ };
  }
  throw new Error('the host ended before it printed its link');
}

/** Ends it as Ctrl+C does. */
export async function stopHost({ process: child }: WebHostProcess): Promise<void> {
  child.kill('SIGTERM');
  if (child.exitCode === null) await once(child, 'exit');
}

/** A page with a session, which must write no error and violate no content policy; `problems` can be emptied where one was asked for. */
export const test = base.extend<{ problems: string[]; workbench: Page }, { host: WebHostProcess }>({
  host: [async ({}, hand) => {
    const host = await startHost('start');
    await hand(host);
    await stopHost(host);
  }, { scope: 'worker' }],
  problems: async ({}, hand) => {
    const problems: string[] = [];
    await hand(problems);
    if (problems.length > 0) throw new Error(`The page wrote:\n${problems.join('\n')}`);
  },
  workbench: async ({ browser, host, problems, baseURL: _ }, hand) => {
    const context = await browser.newContext({ storageState: await session(browser, host), viewport: { width: 1440, height: 900 }, timezoneId: 'UTC' });
    const page = await context.newPage();
    watch(page, problems);
    await page.goto(host.url);
    await page.getByText('Connected').waitFor();
    await hand(page);
    await tidy(page, host);
    await context.close();
  },
});

/** Goes to a screen by its address after the `#`, without loading the page again. Resolves when the page has heard of it: what is looked for then is not found on the screen before. */
export async function goTo(page: Page, hash: string): Promise<void> {
  await page.evaluate((to) => {
    const before = location.href;
    location.hash = to;
    return location.href === before ? undefined : new Promise<void>((resolve) => { window.addEventListener('hashchange', () => resolve(), { once: true }); });
  }, hash);
}

/** Presses the two keys of `g i` and the like as fast as a hand does: the second does not wait until the page is done with the first. */
export async function pressBoth(page: Page, first: string, second: string): Promise<void> {
  await Promise.all([page.keyboard.press(first), page.keyboard.press(second)]);
}

/** Notes what a page writes as errors or warnings; a violated content policy is one. */
export function watch(page: Page, problems: string[]): void {
  page.on('console', (message) => { if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text()); });
  page.on('pageerror', (error) => problems.push(error.stack ?? String(error)));
}

/** The workbench behind a page, spoken to over its own session: for what no screen of a test can bring about. */
export async function behind(page: Page, host: Pick<WebHostProcess, 'url'>): Promise<Workbench> {
  const cookie = (await page.context().cookies(host.url)).map(({ name, value }) => `${name}=${value}`).join('; ');
  const socket = new WebSocket(`${host.url.replace('http', 'ws')}/api`, { headers: { cookie, origin: host.url } });
  socket.binaryType = 'arraybuffer';
  await once(socket, 'open');
  return createClient(webSocketTransport(socket as never));
}

/** Ends the streams that a test left going, and forgets its connections to Tableau: the next one, of whatever file, finds works and playheads at rest, and no connection. */
async function tidy(page: Page, host: WebHostProcess): Promise<void> {
  const workbench = await behind(page, host);
  const going = (await workbench.call('streams.list', {})).filter(({ health: { state } }) => state !== 'finished' && state !== 'idle' && state !== 'failed');
  for (const { stream } of going) await workbench.call('streams.stop', { streamId: stream.id });
  for (const { id } of await workbench.call('tableau.connections', {})) await workbench.call('tableau.remove', { connectionId: id });
  workbench.close();
}

const sessions = new Map<string, Awaited<ReturnType<import('@playwright/test').BrowserContext['storageState']>>>();
/** The link works once: its session serves all pages of this host, from when the samples are read to their ends: no test is to meet them on the way by chance. */
async function session(browser: import('@playwright/test').Browser, host: WebHostProcess) {
  const known = sessions.get(host.url);
  if (known !== undefined) return known;
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(host.link);
  await page.getByText('Connected').waitFor(); // the link's page leads on by itself
  await page.goto(new URL('#/streams', host.url).href);
  await expect(page.getByRole('row').filter({ hasText: 'Read to its end' })).toHaveCount(4, { timeout: 180_000 });
  const state = await context.storageState();
  sessions.set(host.url, state);
  await context.close();
  return state;
}
