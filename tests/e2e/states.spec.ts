import { expect, test, type Page } from '@playwright/test';
import { build, preview, type PreviewServer } from 'vite';
import { axeFaults, colourRules } from './axe.ts';

/* Screens in states that a real workbench is rarely in: empty, waiting, failing, full on a phone, a dialog open. Both themes in one look; the workbench is the stand-in. */

const lists = ['#/', '#/streams', '#/anomalies', '#/anomalies?view=incidents', '#/dashboards'];
const root = 'tests/stand-ins';
let server: PreviewServer;
let address: string;

test.beforeAll(async () => {
  await build({ root, configFile: `${root}/vite.config.ts`, logLevel: 'error' });
  server = await preview({ root, configFile: `${root}/vite.config.ts`, logLevel: 'error', preview: { port: 0, host: '127.0.0.1' } });
  address = server.resolvedUrls!.local[0]!;
});
test.afterAll(() => server.close());

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** What axe finds wrong now: all rules as the screen stands, then colours in the dark theme. */
async function faults(page: Page, name: string): Promise<string[]> {
  const light = await axeFaults(page, { tags, unless: ({ id, html }) => id === 'scrollable-region-focusable' && html.includes('palette-list') }); // scrolled from its field, which keeps the focus
  await page.evaluate(() => { document.documentElement.dataset['theme'] = 'dark'; });
  const dark = await axeFaults(page, { rules: colourRules });
  await page.evaluate(() => { document.documentElement.dataset['theme'] = 'light'; });
  return [...light.map((fault) => `${name}, light: ${fault}`), ...dark.map((fault) => `${name}, dark: ${fault}`)];
}
async function openAt(page: Page, query: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.goto(`${address}?${query}`);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await expect(page.locator('main')).toBeVisible();
}
async function look(page: Page, state: string, hashes: readonly string[], ready: (page: Page) => Promise<void>): Promise<void> {
  const found: string[] = [];
  for (const hash of hashes) {
    await page.evaluate((to) => { location.hash = to; }, hash);
    await ready(page);
    await page.screenshot({ path: `.cache/screens/state-${state}-${hash.replace(/\W+/g, '-')}.png` });
    found.push(...await faults(page, `${state} ${hash}`));
  }
  expect(found).toEqual([]);
}
const drawn = async (page: Page) => { await expect(page.locator('main h1, main h2').first()).toBeVisible(); await expect(page.locator('.waiting')).toHaveCount(0); };

test('nothing there yet, nothing answered yet, and nothing can be read', async ({ page }) => {
  await openAt(page, 'empty');
  await look(page, 'empty', lists, drawn);
  await openAt(page, 'answers=never');
  await look(page, 'waiting', ['#/anomalies', '#/series/1'], (at) => expect(at.locator('main .waiting').first()).toBeVisible());
  await openAt(page, 'answers=fail');
  await look(page, 'failing', ['#/anomalies', '#/series/1', '#/incidents/x'], (at) => expect(at.locator('main [role=alert]').first()).toBeVisible());
});

test('full on a phone, and with a dialog open', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openAt(page, 'connection=reconnecting');
  await look(page, 'phone', ['#/streams', '#/anomalies?view=explorer', '#/series/1'], drawn);
  await page.setViewportSize({ width: 1280, height: 800 });
  const found: string[] = [];
  for (const keys of [['?'], ['Control+k']]) {
    for (const key of keys) await page.keyboard.press(key);
    await expect(page.getByRole('dialog')).toBeVisible();
    found.push(...await faults(page, `dialog by ${keys.join(' ')}`));
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  expect(found).toEqual([]);
  await page.emulateMedia({ forcedColors: 'active' });
  for (const hash of ['#/anomalies?view=explorer', '#/series/1']) {
    await page.evaluate((to) => { location.hash = to; }, hash);
    await drawn(page);
    await page.screenshot({ path: `.cache/screens/state-forced-${hash.replace(/\W+/g, '-')}.png` });
  }
});

test('linked incidents have an address of their own, which opens them again', async ({ page }) => {
  await openAt(page, 'full');
  await page.evaluate(() => { location.hash = '#/anomalies?view=incidents'; });
  const list = page.getByRole('grid', { name: 'Incidents' });
  await list.getByRole('link', { name: /1 linked/ }).click();
  await expect(list.getByRole('row')).toHaveCount(2);
  await page.reload();
  await expect(list.getByRole('row')).toHaveCount(2);
  await page.screenshot({ path: '.cache/screens/state-linked.png' });
  expect(await faults(page, 'linked')).toEqual([]);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.screenshot({ path: '.cache/screens/state-linked-360.png' });
  await page.getByRole('button', { name: 'All incidents' }).click();
  await expect(list.getByRole('row').first()).toBeVisible();
  expect(new URL(page.url()).hash).not.toContain('group');
});
