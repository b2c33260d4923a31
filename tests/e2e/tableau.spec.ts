import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Page } from '@playwright/test';
import { freePorts } from '../../scripts/setup/free-ports.mjs';
import { startTableauStandIn } from '../stand-ins/tableau-rest-server.ts';
import type {} from '../../app/renderer/live/tableau-extension.ts';
import { axeFaults } from './axe.ts';
import { goTo, test } from './open-web.ts';

/** What was copied is on the clipboard a moment after the press. */
const expectCopied = (page: Page, text: string) => expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(text);

/** The guide to a workbook: a formula for the clipboard, in the names that Tableau shows; all of it as a file. */
async function buildsAWorkbook(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Build a workbook' }).click();
  const guide = page.getByRole('dialog', { name: 'A workbook on AnomalyForce anomalies' });
  const copies = async (formula: string) => {
    await guide.getByRole('listitem').filter({ hasText: 'Days long' }).getByRole('button', { name: 'Copy the formula' }).click();
    await expectCopied(page, formula);
  };
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await copies("MAX(DATEDIFF('second', [start], [end]), 60) / 86400");
  await guide.getByText('Detected At').click();
  await copies("MAX(DATEDIFF('second', [Start], [End]), 60) / 86400");
  const last = guide.getByRole('region', { name: 'Timeline' }).getByRole('listitem').last();
  await expect(last).toContainText('[Anomaly Id] to Detail');
  await expect(last).toHaveCSS('list-style-type', 'decimal');
  await guide.getByText(/^The \d+ fields/).click();
  for (const [width, height] of [[390, 844], [1440, 900]] as const) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await axeFaults(page)).toEqual([]);
      await page.screenshot({ path: `.cache/screens/guide-${colorScheme}-${width}.png` });
    }
  }
  const saved = page.waitForEvent('download');
  await guide.getByRole('button', { name: 'Save as a file' }).click();
  expect((await saved).suggestedFilename()).toBe('AnomalyForce anomalies.md');
  await guide.getByRole('button', { name: 'Close' }).click();
}

test('connects to Tableau: tries step by step, keeps the secret, and finds views with their pictures, and publishes', async ({ workbench: page }) => {
  test.slow(); // many pictures
  const tableau = await startTableauStandIn({ viewCount: 40 });
  try {
    await goTo(page, '#/settings/tableau');
    await expect(page.getByText('No connection yet')).toBeVisible();
    await page.getByRole('button', { name: 'Connect to Tableau' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Address').fill(`${tableau.address}/#/site/lab/home`);
    await expect(dialog.getByLabel('Site')).toHaveValue('lab');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog.getByText('Copy the client id from the connected app.')).toBeVisible();
    await dialog.getByLabel('Client id').fill('client');
    await dialog.getByLabel('Secret id').fill('secret-id');
    await dialog.getByLabel('Secret value').fill('a secret of the connected app');
    await dialog.getByLabel('Tableau user').fill('nobody');
    await dialog.getByRole('button', { name: 'Test connection' }).click();
    await expect(dialog.getByText('The connection does not work yet.')).toBeVisible();
    await expect(dialog.getByText('the user is not known on that site')).toBeVisible();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await axeFaults(page)).toEqual([]);
      await page.screenshot({ path: `.cache/screens/tableau-check-${colorScheme}.png` });
    }
    await dialog.getByLabel('Tableau user').fill('ana');
    await dialog.getByRole('button', { name: 'Test connection' }).click();
    await expect(dialog.getByText('The user may see 40 views.')).toBeVisible();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('connected app as ana')).toBeVisible();
    const card = page.getByRole('region', { name: 'Published data sources' });
    await card.getByRole('button', { name: 'Publish…' }).click();
    await expect(page.getByRole('dialog').getByLabel('Name in Tableau')).toHaveValue('AnomalyForce anomalies');
    await page.getByRole('dialog').getByText('All, also later ones').click();
    await page.getByRole('dialog').getByLabel('Days').fill('365');
    await page.screenshot({ path: '.cache/screens/publication-dialog.png' });
    expect(await axeFaults(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await expect(card.getByText('Published', { exact: true })).toBeVisible();
    expect(tableau.published.get('AnomalyForce anomalies')?.times).toBe(1);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await axeFaults(page)).toEqual([]);
      await card.screenshot({ path: `.cache/screens/publications-${colorScheme}.png` });
    }
    await buildsAWorkbook(page);
    await page.getByRole('button', { name: 'Views' }).click();
    await expect(page.getByRole('link', { name: /^Sheet 0/ })).toHaveAttribute('href', `${tableau.address}/t/lab/views/Book0/Sheet0`);
    await page.getByRole('searchbox', { name: 'Search views' }).fill('book1 39');
    await expect(page.getByText('1 view', { exact: true })).toBeVisible();
    await expect.poll(() => page.getByRole('link', { name: /^Sheet 39/ }).locator('img').evaluate((picture: HTMLImageElement) => picture.naturalWidth)).toBe(320);
    expect(await axeFaults(page)).toEqual([]);
    await page.setViewportSize({ width: 360, height: 740 });
    await page.screenshot({ path: '.cache/screens/tableau-views-360.png' });
    await page.getByRole('button', { name: 'Close' }).click();
    expect(await page.evaluate(() => document.querySelector('main')!.scrollWidth - document.querySelector('main')!.clientWidth)).toBeLessThanOrEqual(0);
    await card.screenshot({ path: '.cache/screens/publications-360.png' });
    await page.getByRole('button', { name: 'Change or test' }).click();
    await expect(page.getByRole('dialog').getByLabel('Secret value')).toHaveValue('');
    await page.screenshot({ path: '.cache/screens/tableau-change-360.png' });
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Remove lab at/ }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
    await expect(page.getByText('No connection yet')).toBeVisible();
    expect(tableau.faults).toEqual([]);
  } finally {
    await tableau.close();
  }
});

/** Tableau's Extensions API as its reference documents what the page uses: one parameter, which the dashboard changes. A double, no part of Tableau's library. */
const extensionsDouble = `
  const heard = [];
  const parameter = { name: 'Stream', currentValue: { formattedValue: 'All' }, addEventListener: (type, handler) => { heard.push(handler); return () => true; } };
  window.tableau = { extensions: { initializeAsync: async () => parent.postMessage('initialised', '*'), dashboardContent: { dashboard: { getParametersAsync: async () => [parameter] } } } };
  window.addEventListener('message', ({ data }) => { parameter.currentValue = { formattedValue: data }; for (const handler of heard) handler(); });
`;

/** A dashboard's zone as wide as a screen, and as a small one, in both themes. */
async function photographLive(outside: Page, name: string): Promise<void> {
  for (const [width, height] of [[1440, 900], [390, 844]] as const) {
    await outside.setViewportSize({ width, height });
    for (const colorScheme of ['light', 'dark'] as const) {
      await outside.emulateMedia({ colorScheme });
      expect(await axeFaults(outside.mainFrame().childFrames()[0]!)).toEqual([]);
      await outside.screenshot({ path: `.cache/screens/live-${name}-${colorScheme}-${width}.png` });
    }
  }
}

/** Opens the page in a frame of a page of another origin, as a dashboard does, and narrows it by the dashboard's parameter. */
async function liveInDashboard(page: Page, address: string, giveDouble: () => Promise<void>): Promise<void> {
  const dashboard = createServer((request, response) => response.setHeader('content-type', 'text/html').end(`<!doctype html><title>Dashboard</title><style>body{margin:0}iframe{display:block;width:100vw;height:100vh;border:0}</style><iframe src="${new URL(request.url!, 'http://dashboard').searchParams.has('old') ? address.replace(/key=.*/, 'key=old') : address}"></iframe>`)).listen(0, '127.0.0.1');
  await once(dashboard, 'listening');
  const context = await page.context().browser()!.newContext({ viewport: { width: 520, height: 740 } });
  try {
    const outside = await context.newPage();
    await outside.goto(`http://127.0.0.1:${(dashboard.address() as AddressInfo).port}/`);
    const frame = outside.frameLocator('iframe');
    await expect(frame.getByRole('status')).toContainText(/\d+ anomalies, \d+ going on/);
    // Tableau's own library, as it came, is there and speaks to nobody here.
    await expect.poll(() => frame.locator('html').evaluate(() => typeof window.tableau?.extensions?.initializeAsync)).toBe('function');
    await expect(frame.getByText(/did not load/)).toHaveCount(0);
    await giveDouble();
    await outside.reload();
    await expect(frame.getByRole('status')).toContainText(/\d+ anomalies, \d+ going on/);
    await expect.poll(() => frame.locator('html').evaluate(() => typeof window.tableau?.extensions?.initializeAsync)).toBe('function'); // it hears of parameters
    const all = await frame.getByRole('listitem').count();
    await outside.evaluate(() => document.querySelector('iframe')!.contentWindow!.postMessage('Sensors of two pumps', '*'));
    await expect(frame.getByRole('status')).toContainText('those of stream Sensors of two pumps');
    await expect.poll(() => frame.getByRole('listitem').count()).toBeLessThan(all);
    await photographLive(outside, 'list');
    await outside.evaluate(() => document.querySelector('iframe')!.contentWindow!.postMessage('no such stream', '*'));
    await expect(frame.getByText(/There is no stream called .no such stream./)).toBeVisible();
    await photographLive(outside, 'empty');
    await outside.evaluate(() => document.querySelector('iframe')!.contentWindow!.postMessage('All', '*'));
    await expect.poll(() => frame.getByRole('listitem').count()).toBe(all);
    await context.route('**/live/detections**', (route) => route.abort());
    await expect(frame.getByText(/AnomalyForce does not answer\. What follows is of/)).toBeVisible();
    await photographLive(outside, 'away');
    await context.unroute('**/live/detections**');
    await expect(frame.getByText(/As of .*, read anew/)).toBeVisible();
    await outside.goto(`${outside.url()}?old`);
    await expect(frame.getByText(/The key of this page no longer holds/)).toBeVisible();
    await photographLive(outside, 'old-key');
  } finally {
    await context.close();
    dashboard.closeAllConnections();
    dashboard.close();
  }
}

test('answers calculated fields of Tableau once it is switched on with a password, and shows live detections inside a dashboard', async ({ workbench: page }) => {
  test.slow(); // many pictures
  const [port] = await freePorts(1);
  await goTo(page, '#/settings/tableau');
  const card = page.getByRole('region', { name: 'Scores in calculated fields' });
  await card.getByText('Answer Tableau’s calculated fields').click();
  await card.getByRole('textbox', { name: 'Port' }).fill(String(port));
  await card.getByRole('button', { name: 'Save' }).click();
  await expect(card.getByText(/Set a password/)).toBeVisible();
  await card.getByLabel('Password').fill('correct horse battery');
  await card.getByRole('button', { name: 'Save' }).click();
  await expect(card.getByText(`Listening at http://127.0.0.1:${port}`)).toBeVisible();
  const authorization = `Basic ${Buffer.from('tableau:correct horse battery').toString('base64')}`;
  const answer = await fetch(`http://127.0.0.1:${port}/evaluate`, { method: 'POST', headers: { authorization }, body: JSON.stringify({ script: 'anomalyforce.score(value=_arg1)', data: { _arg1: Array.from({ length: 200 }, (_, i) => i % 7) } }) });
  expect((await answer.json() as unknown[]).slice(150).every((score) => typeof score === 'number')).toBe(true);
  await expect(card.getByText('1 question answered, 0 refused')).toBeVisible();
  await card.getByText('How to use it in Tableau').click();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await card.getByRole('button', { name: 'Copy', exact: true }).first().click();
  await expectCopied(page, 'SCRIPT_REAL("anomalyforce.score(value=_arg1)", SUM([Sales]))');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await axeFaults(page)).toEqual([]);
    await card.screenshot({ path: `.cache/screens/extension-${colorScheme}.png` });
  }
  await card.getByText('Live detections in a dashboard').click();
  await card.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(card.getByText(/which comes with the program/)).toBeVisible();
  const file = page.waitForEvent('download');
  await card.getByRole('button', { name: 'Save the extension’s file' }).click();
  const [, address] = /<url>([^<]+)</.exec(readFileSync(await (await file).path(), 'utf8'))!;
  await liveInDashboard(page, address!.replaceAll('&amp;', '&'), async () => {
    const chooser = page.waitForEvent('filechooser');
    await card.getByRole('button', { name: 'Use another library' }).click();
    await (await chooser).setFiles({ name: 'tableau.extensions.1.latest.js', mimeType: 'text/javascript', buffer: Buffer.from(extensionsDouble) });
    await expect(card.getByRole('button', { name: 'Use the program’s library' })).toBeVisible();
  });
  await card.screenshot({ path: '.cache/screens/extension-live.png' });
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await page.evaluate(() => document.querySelector('main')!.scrollWidth - document.querySelector('main')!.clientWidth)).toBeLessThanOrEqual(0);
  await card.getByText('Answer Tableau’s calculated fields').click();
  await card.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(card.getByText('Off', { exact: true })).toBeVisible();
});
