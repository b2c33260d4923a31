import { expect, type Page } from '@playwright/test';
import { axeFaults } from './axe.ts';
import { goTo, test } from './open-web.ts';

/* Every screen: drawn, with something on it, nothing serious for axe, at the narrowest and the widest, in each theme. */

const screens = [
  { name: 'start', hash: '#/', heading: 'Start' },
  { name: 'streams', hash: '#/streams', heading: 'Streams' },
  { name: 'connect', hash: '#/streams/new', heading: 'Connect or import' },
  { name: 'anomalies', hash: '#/anomalies', heading: /^Anomalies/ },
  { name: 'explorer', hash: '#/anomalies?view=explorer', heading: /^Anomalies/ },
  { name: 'dashboards', hash: '#/dashboards', heading: 'Dashboards' },
  { name: 'alerts', hash: '#/alerts', heading: 'Alerts' },
  { name: 'search', hash: '#/search?q=store', heading: 'Search' },
  { name: 'tableau', hash: '#/tableau', heading: 'Tableau' },
  { name: 'tableau-settings', hash: '#/settings/tableau', heading: 'Settings' },
  { name: 'evidence', hash: '#/evidence', heading: 'Evidence packs' },
  { name: 'audit', hash: '#/audit', heading: 'Audit' },
  { name: 'settings', hash: '#/settings', heading: 'Settings' },
  { name: 'storage', hash: '#/settings/storage', heading: 'Settings' },
  { name: 'accuracy', hash: '#/settings/accuracy', heading: 'Settings' },
  { name: 'about', hash: '#/settings/about', heading: 'Settings' },
  { name: 'series', hash: '#/series/1', heading: /./ },
] as const;
const folder = '.cache/screens';
// The longest file, and the last: its tests go to both workers.
test.describe.configure({ mode: 'parallel' });

/** The page of the newest incident, whose address is of this run. */
async function incidentScreen(page: Page) {
  await goTo(page, '#/anomalies?view=incidents');
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('o');
  await expect(page).toHaveTitle(/^Incident/);
  return { name: 'incident', hash: new URL(page.url()).hash, heading: /./ };
}

for (const theme of ['light', 'dark', 'high-contrast'] as const) {
  test(`each screen in the theme ${theme}: drawn, and axe finds nothing serious`, async ({ workbench: page }) => {
    test.slow();
    await goTo(page, '#/settings');
    await page.getByRole('radiogroup', { name: 'Theme' }).getByText({ light: 'Light', dark: 'Dark', 'high-contrast': 'High contrast' }[theme]).click();
    await expect(page.locator(`html[data-theme=${theme}]`)).toBeAttached();
    for (const screen of [...screens, await incidentScreen(page)]) {
      await goTo(page, screen.hash);
      await expect(page.getByRole('heading', { name: screen.heading, level: 1 }).first()).toBeVisible();
      await expect(page.locator('.waiting')).toHaveCount(0);
      await page.screenshot({ path: `${folder}/${screen.name}-${theme}.png` });
      expect(await axeFaults(page), screen.name).toEqual([]);
    }
    // The next test's pictures follow the scheme that it asks for.
    await goTo(page, '#/settings');
    await page.getByRole('radiogroup', { name: 'Theme' }).getByText('As the system').click();
    await expect(page.getByRole('radio', { name: 'As the system' })).toBeChecked();
    await expect(page.locator('html[data-theme=light]')).toBeAttached();
  });
}

for (const width of [360, 800, 2560]) {
  test(`each screen at ${width} px: nothing beyond the window's edge`, async ({ workbench: page }) => {
    await page.setViewportSize({ width, height: width === 360 ? 740 : 900 });
    for (const screen of [...screens, await incidentScreen(page)]) {
      await goTo(page, screen.hash);
      await expect(page.getByRole('heading', { name: screen.heading, level: 1 }).first()).toBeVisible();
      await expect(page.locator('.waiting')).toHaveCount(0);
      await page.screenshot({ path: `${folder}/${screen.name}-${width}.png` });
      expect(await page.evaluate(() => document.querySelector('main')!.scrollWidth - document.querySelector('main')!.clientWidth), screen.name).toBeLessThanOrEqual(0);
    }
  });
}
