import { expect, test } from '@playwright/test';
import { jwtVerify } from 'jose';
import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { byteTransport } from '../../app/shared/api/byte-transport.ts';
import { createClient } from '../../app/shared/api/client.ts';
import type { Workbench } from '../../app/shared/api/workbench.ts';
import { contractCases } from '../contract/contract-cases.ts';
import { connectByApp } from '../e2e/connect-by-app.ts';
import { goTo, pressBoth } from '../e2e/open-web.ts';
import { startTableauStandIn, type WebRequest } from '../stand-ins/tableau-rest-server.ts';
import { openDesktop, type Desktop } from './open-desktop.ts';

/* The program in a real Electron: the analyst's first minute, what the page may not do, a workbench that dies, a passphrase, the contract. */

test.describe('the desktop program', () => {
  let desktop: Desktop;
  test.beforeAll(async () => {
    desktop = await openDesktop({ args: ['--samples'] });
  });
  test.afterAll(async () => {
    await desktop.close();
  });

  test('opens the sample workspace, and its anomalies can be judged by keys', async () => {
    const { page } = desktop;
    await expect(page.getByRole('heading', { name: 'Start', level: 1 })).toBeVisible();
    await expect(page.getByText('Sensors of two pumps').first()).toBeVisible();
    await pressBoth(page, 'g', 'i');
    await expect(page.getByRole('row').first()).toBeVisible({ timeout: 60_000 });
    await page.keyboard.press('j');
    await page.keyboard.press('3');
    await expect(page.getByRole('row').filter({ hasText: 'False alarm' }).first()).toBeVisible();
  });

  test('gives the page no Node, no Electron and a world of its own', async () => {
    const { page, app } = desktop;
    expect(await page.evaluate(() => [typeof (globalThis as { require?: unknown }).require, typeof (globalThis as { process?: unknown }).process, Object.keys(window.anomalyforce!).sort().join()])).toEqual(['undefined', 'undefined', 'connect,lead,onTold,send']);
    const preferences = await app.evaluate(({ BrowserWindow }) => (BrowserWindow.getAllWindows()[0]!.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences());
    expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true });
  });

  test('refuses navigation, new windows, attached views and permissions', async () => {
    const { page, app } = desktop;
    const address = page.url();
    await page.evaluate(() => { location.href = 'https://example.invalid/'; });
    await page.evaluate(() => { location.href = 'file:///etc/passwd'; });
    await app.evaluate(({ shell }) => { shell.openExternal = (url) => { (globalThis as { led?: string }).led = url; return Promise.resolve(); }; });
    expect(await page.evaluate(() => window.open('https://example.invalid/') === null)).toBe(true);
    const led = () => app.evaluate(() => (globalThis as { led?: string }).led ?? null);
    const lead = (url: string) => page.evaluate((to) => window.anomalyforce!.lead(to), url);
    for (const url of ['file:///etc/passwd', 'http://example.invalid/', 'http://localhost.example.invalid/', 'http://localhost@example.invalid/', 'https://ana:secret@example.invalid/', 'app://workbench/']) expect(await lead(url), url).toBe('refused');
    expect(await led()).toBeNull();
    for (const url of ['https://tableau.invalid/views/a/b', 'http://localhost:8000/views/a/b']) {
      expect(await lead(url)).toBe('led');
      expect(await led()).toBe(url);
    }
    expect(page.url()).toBe(address);
    expect(app.windows()).toHaveLength(1);
    const denied = await page.evaluate(async () => {
      const state = (name: string) => navigator.permissions.query({ name: name as PermissionName }).then(({ state }) => `${name} ${state}`);
      return [await Notification.requestPermission(), ...(await Promise.all(['geolocation', 'camera', 'microphone', 'midi', 'notifications'].map(state)))];
    });
    expect(denied).toEqual(['denied', 'geolocation denied', 'camera denied', 'microphone denied', 'midi denied', 'notifications denied']);
  });

  test('shows a view of Tableau’s stand-in in a frame of another origin, which has nothing of the program', async () => {
    const { page } = desktop;
    await goTo(page, '#/tableau/stand-in/%2Fwards');
    await expect(page.frameLocator('iframe').getByText('Stand-in, not Tableau')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Detect' })).toBeEnabled();
    const frame = page.frames().find((one) => one.url().startsWith('http://localhost:'))!;
    expect(await frame.evaluate(() => ['anomalyforce', 'require', 'process'].filter((name) => name in globalThis))).toEqual([]);
    expect(await frame.evaluate(() => { try { return top!.document.title; } catch (error) { return (error as Error).name; } })).toBe('SecurityError');
  });

  test('opens a view by Tableau’s own library as a browser does: a signed sign-in, a frame of that server alone, which has nothing of the program', async () => {
    const { page } = desktop;
    const seen: WebRequest[] = [];
    const tableau = await startTableauStandIn({ web: (request) => {
      seen.push(request);
      return { status: 200, body: request.method === 'GET' ? '<!doctype html><h1>in place of a view</h1>' : '', headers: { 'access-control-allow-origin': String(request.headers.origin ?? ''), 'access-control-allow-credentials': 'true', 'access-control-allow-headers': 'content-type' } };
    } });
    try {
      await connectByApp(page, tableau.address);
      await goTo(page, '#/tableau');
      await page.getByRole('link', { name: /^Sheet 0/ }).click();
      await expect(page.frameLocator('iframe[title="Book0 / Sheet0"]').frameLocator('iframe').getByRole('heading', { name: 'in place of a view' })).toBeVisible();
      const { jwt } = JSON.parse(seen.find(({ method }) => method === 'POST')!.body) as { jwt: string };
      expect((await jwtVerify(jwt, new TextEncoder().encode('a secret of the connected app'), { algorithms: ['HS256'], audience: 'tableau', issuer: 'client', subject: 'ana' })).payload.scp).toEqual(['tableau:views:embed']);
      expect(seen.find(({ method }) => method === 'GET')!.url.pathname).toBe('/t/lab/views/Book0/Sheet0');
      const inner = page.frames().find((one) => one.url().startsWith(tableau.address))!;
      expect(await inner.evaluate(() => ['anomalyforce', 'require', 'process'].filter((name) => name in globalThis))).toEqual([]);
      expect(tableau.faults).toEqual([]);
    } finally {
      await goTo(page, '#/');
      await tableau.close();
    }
  });

  test('opens a panel of a dashboard in a window of its own, locked down like the first', async () => {
    const { page, app } = desktop;
    await goTo(page, '#/dashboards');
    await page.getByRole('button', { name: 'New dashboard' }).first().click();
    await page.getByRole('button', { name: 'Make it' }).click();
    const opened = app.waitForEvent('window');
    await page.getByRole('button', { name: 'More for Streams', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Open in a window of its own' }).click();
    const panel = await opened;
    await expect(panel.getByRole('heading', { name: 'Streams', level: 1 })).toBeVisible();
    await expect(panel.getByRole('link', { name: /Sensors of two pumps/ })).toBeVisible();
    const preferences = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((one) => (one.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences()));
    expect(preferences).toHaveLength(2);
    for (const one of preferences) expect(one).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true });
    expect(await panel.evaluate(() => [typeof (globalThis as { require?: unknown }).require, window.opener === null])).toEqual(['undefined', true]);
    await panel.close();
    await expect.poll(() => app.windows().length).toBe(1);
  });

  test('saves what the page made, and nothing else', async () => {
    const { page, app, dataFolder } = desktop;
    await app.evaluate(({ session }, folder) => {
      session.defaultSession.on('will-download', (_event, item) => { item.setSavePath(`${folder}/${item.getFilename()}`); });
    }, dataFolder);
    const save = (name: string, own: boolean) => page.evaluate(([file, isOwn]) => {
      const link = document.createElement('a');
      link.href = isOwn ? URL.createObjectURL(new Blob(['a,b'], { type: 'text/csv' })) : 'app://workbench/icon.svg';
      link.download = file as string;
      link.click();
    }, [name, own] as const);
    await save('refused.svg', false);
    await save('anomalies.csv', true);
    await expect.poll(() => existsSync(join(dataFolder, 'anomalies.csv'))).toBe(true);
    expect(existsSync(join(dataFolder, 'refused.svg'))).toBe(false);
  });

  test('serves no file outside the page\'s folder, and nothing is evaluated', async () => {
    const { page } = desktop;
    const answers = await page.evaluate(() => Promise.all(['app://workbench/../package.json', 'app://workbench/..%2f..%2fpackage.json', 'app://workbench/%00', 'app://elsewhere/index.html'].map((url) => fetch(url).then((answer) => answer.status, () => 'refused'))));
    expect(answers.every((answer) => answer === 404 || answer === 'refused')).toBe(true);
    expect(await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.ran = true';
      const style = document.createElement('style');
      style.textContent = 'body { outline: 9px solid red }';
      document.head.append(script, style);
      return [(window as { ran?: boolean }).ran ?? 'refused', getComputedStyle(document.body).outlineWidth === '9px' ? 'styled' : 'refused'];
    })).toEqual(['refused', 'refused']);
    desktop.problems.length = 0; // these refusals were asked for
  });

  test('tells of an incident by the desktop, and a click opens the anomaly', async () => {
    const { page, app } = desktop;
    // No desktop here shows notifications: each is held as the program listens for its click, and clicked by hand.
    await app.evaluate(({ Notification }) => {
      const { EventEmitter } = process.mainModule!.require('node:events') as typeof import('node:events');
      const told: Electron.Notification[] = [];
      const on = EventEmitter.prototype.on;
      EventEmitter.prototype.on = function hold(name, listener) {
        if (name === 'click' && this instanceof Notification) told.push(this);
        return on.call(this, name, listener);
      };
      (globalThis as { told?: Electron.Notification[] }).told = told;
    });
    await goTo(page, '#/settings/notifications');
    await page.getByRole('radiogroup', { name: 'From severity' }).getByText('Low').click();
    await goTo(page, '#/streams/new');
    const rows = Array.from({ length: 900 }, (_, i) => `${new Date(Date.UTC(2026, 0, 5) + i * 1000).toISOString()},press-1,${(20 + Math.sin(i / 9) + (i === 700 ? 60 : 0)).toFixed(3)}`);
    await page.getByText('A saved file').click();
    await page.locator('input[type=file]').setInputFiles({ name: 'press.csv', mimeType: 'text/csv', buffer: Buffer.from(['time,machine,load', ...rows, ''].join('\n')) });
    await expect(page.getByText('press-1').first()).toBeVisible(); // the sample is read
    await page.getByRole('button', { name: /Pace/ }).click();
    await page.getByRole('option', { name: /1000×/ }).click();
    await page.getByRole('button', { name: /^Start/ }).click();
    await expect(page).toHaveURL(/#\/streams\/[0-9a-f-]{36}/);
    const click = () => app.evaluate(() => {
      const told = (globalThis as { told?: Electron.Notification[] }).told!.find((one) => one.title.includes('press-1'));
      told?.emit('click');
      return told?.body;
    });
    await expect.poll(click, { timeout: 30_000 }).toContain('load reached');
    await expect(page).toHaveURL(/#\/anomalies\/[0-9a-f]{32}$/);
    await expect(page.getByRole('heading', { name: /press-1/ })).toBeVisible();
    // What main says of a press on a notification, and of one on its button, which macOS alone has.
    const pressed = (title: string, act: string | null) => app.evaluate(({ BrowserWindow }, told) => BrowserWindow.getAllWindows()[0]!.webContents.send('told', told), { title, body: '', anomalyId: page.url().slice(-32), streamId: null, act });
    await pressed('By hand', null);
    await page.getByRole('alertdialog').filter({ hasText: 'By hand' }).getByRole('button', { name: 'True problem' }).click();
    await expect(page.getByText('True problem: By hand')).toBeVisible();
    await pressed('By button', 'false');
    await expect(page.getByText('False alarm: By button')).toBeVisible();
    await pressed('Quiet by button', 'quiet');
    await expect(page.getByText('No messages here for 1 h')).toBeVisible();
    expect((await page.evaluate(() => location.hash)).slice(0, 12)).toBe('#/anomalies/');
  });

  test('comes back by itself when the workbench process dies', async () => {
    const { page, app } = desktop;
    await goTo(page, '#/streams');
    await expect(page.getByRole('row').filter({ hasText: 'Sensors of two pumps' })).toBeVisible();
    execFileSync('pkill', ['-KILL', '-P', String(app.process().pid), '-f', 'workbench-entry']);
    // It is away for less than a look at the page may take; that it was is told by the chain of audit events, which is asked of the new process.
    await expect(async () => {
      await goTo(page, '#/settings/about');
      await goTo(page, '#/audit');
      await expect(page.getByRole('row').filter({ hasText: 'workbench.start' })).toHaveCount(2, { timeout: 12_000 }); // it is read again every 10 s
    }).toPass({ timeout: 90_000 });
    await goTo(page, '#/streams');
    await expect(page.getByText('Connected')).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole('row').filter({ hasText: 'Sensors of two pumps' })).toBeVisible();
  });

  test('wrote no error and violated no content policy', () => {
    expect(desktop.problems.filter((text) => !text.includes('example.invalid') && !text.includes('Not allowed to load local resource') && !text.includes('app://') && !text.includes('unsafe-eval'))).toEqual([]);
  });
});

test('sets a passphrase that was written twice, asks for it, says when it is wrong, and opens with the right one', async () => {
  const first = await openDesktop({ passphrase: null });
  await expect(first.page.getByRole('heading', { name: 'Choose a passphrase' })).toBeVisible();
  const set = async (passphrase: string, again: string) => {
    await first.page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await first.page.getByLabel('Passphrase again').fill(again);
    await first.page.getByRole('button', { name: 'Set the passphrase' }).click();
  };
  await set('short', 'short');
  await expect(first.page.getByRole('alert')).toContainText('at least 12 characters');
  await set('the right passphrase', 'the rigth passphrase');
  await expect(first.page.getByRole('alert')).toContainText('not the same');
  for (const colorScheme of ['light', 'dark'] as const) {
    await first.page.emulateMedia({ colorScheme });
    await first.page.reload();
    await first.page.screenshot({ path: `.cache/screens/passphrase-${colorScheme}.png` });
  }
  const begun = first.app.waitForEvent('window');
  await set('the right passphrase', 'the right passphrase');
  await expect((await begun).getByRole('heading', { name: 'Welcome to AnomalyForce', level: 1 })).toBeVisible();
  await first.quit();
  const again = await openDesktop({ dataFolder: first.dataFolder, passphrase: null });
  try {
    await again.page.getByLabel('Passphrase', { exact: true }).fill('a wrong passphrase');
    await again.page.getByRole('button', { name: 'Unlock' }).click();
    await expect(again.page.getByRole('alert')).toContainText('does not open this data folder');
    const opened = again.app.waitForEvent('window');
    await again.page.getByLabel('Passphrase', { exact: true }).fill('the right passphrase');
    await again.page.getByRole('button', { name: 'Unlock' }).click();
    await expect((await opened).getByRole('heading', { name: 'Welcome to AnomalyForce', level: 1 })).toBeVisible();
  } finally {
    await again.close();
    rmSync(first.dataFolder, { recursive: true, force: true });
  }
});

test.describe('over Electron\'s MessagePort, the contract', () => {
  let desktop: Desktop;
  let workbench: Workbench;
  test.beforeAll(async () => {
    desktop = await openDesktop();
    const { page } = desktop;
    await expect(page.getByRole('heading', { name: 'Welcome to AnomalyForce', level: 1 })).toBeVisible();
    // A page of the program's own that leaves the port to the test.
    await page.goto('app://workbench/passphrase.html');
    let take: (bytes: Uint8Array) => void = () => undefined;
    await page.exposeFunction('takeFrame', (text: string) => take(new Uint8Array(Buffer.from(text, 'base64'))));
    await page.evaluate(() => {
      const text = (bytes: Uint8Array) => { let out = ''; for (let at = 0; at < bytes.length; at += 8192) out += String.fromCharCode(...bytes.subarray(at, at + 8192)); return btoa(out); };
      return window.anomalyforce!.connect((bytes) => { void (globalThis as unknown as { takeFrame(text: string): void }).takeFrame(text(bytes)); }, () => undefined);
    });
    workbench = createClient(byteTransport({
      send: (bytes) => void page.evaluate((text) => window.anomalyforce!.send(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))), Buffer.from(bytes).toString('base64')),
      onBytes: (listener) => { take = listener; },
      onClose: () => undefined,
      close: () => undefined,
    }));
  });
  test.afterAll(() => desktop.close());
  for (const { name, run } of contractCases) test(name, () => run(workbench));
});
