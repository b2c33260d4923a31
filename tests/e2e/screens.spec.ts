import { expect, type Page } from '@playwright/test';
import { axeFaults, colourRules } from './axe.ts';
import { goTo, test } from './open-web.ts';

/* Every screen: drawn, with something on it, nothing wrong for axe, in each theme, at the narrowest and the widest. */

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

/** Goes to each screen, and to that of the newest incident, and looks at it once it is drawn. */
async function onEach(page: Page, look: (name: string) => Promise<void>): Promise<void> {
  for (const screen of [...screens, await incidentScreen(page)]) {
    await goTo(page, screen.hash);
    await expect(page.getByRole('heading', { name: screen.heading, level: 1 }).first()).toBeVisible();
    await expect(page.locator('.waiting')).toHaveCount(0);
    await look(screen.name);
  }
}

test('each screen is drawn, and axe finds nothing wrong: by all rules, and by those of colours in each theme', async ({ workbench: page }) => {
  test.slow();
  await onEach(page, async (name) => {
    for (const [theme, asked] of [['light', {}], ['dark', { colorScheme: 'dark' }], ['high-contrast', { contrast: 'more' }]] as const) {
      await page.emulateMedia({ colorScheme: 'light', contrast: 'no-preference', ...asked });
      await expect(page.locator(`html[data-theme=${theme}]`)).toBeAttached();
      await page.screenshot({ path: `${folder}/${name}-${theme}.png` });
      expect(await axeFaults(page, theme === 'light' ? {} : { rules: colourRules }), `${name}, ${theme}`).toEqual([]);
    }
  });
});

test('a theme that is chosen is shown whatever the system asks for', async ({ workbench: page }) => {
  await goTo(page, '#/settings');
  const themes = page.getByRole('radiogroup', { name: 'Theme' });
  for (const [name, theme] of [['Dark', 'dark'], ['High contrast', 'high-contrast'], ['Light', 'light']] as const) {
    await page.emulateMedia({ colorScheme: theme === 'light' ? 'dark' : 'light' });
    await themes.getByText(name).click();
    await expect(page.locator(`html[data-theme=${theme}]`)).toBeAttached();
  }
  await themes.getByText('As the system').click(); // dark, as it asks for now
  await expect(page.locator('html[data-theme=dark]')).toBeAttached();
  await expect(page.getByRole('radio', { name: 'As the system' })).toBeChecked();
});

for (const width of [360, 800, 2560]) {
  test(`each screen at ${width} px: nothing beyond the window's edge`, async ({ workbench: page }) => {
    await page.setViewportSize({ width, height: width === 360 ? 740 : 900 });
    await onEach(page, async (name) => {
      await page.screenshot({ path: `${folder}/${name}-${width}.png` });
      expect(await page.evaluate(() => document.querySelector('main')!.scrollWidth - document.querySelector('main')!.clientWidth), name).toBeLessThanOrEqual(0);
    });
  });
}
