import { expect, test, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { goTo } from '../e2e/open-web.ts';
import { openDesktop, type Desktop } from './open-desktop.ts';

/* The investigation in a real Electron, a test for each of its points; the web host's suites look closer. Each leaves a picture in both themes. */

let desktop: Desktop;
let page: Page;
const passphrase = 'harbour violin copper';

async function picture(name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `.cache/screens/desktop-${name}-${colorScheme}.png` });
  }
}

/** What a press saves, as the page's own file: no dialog asks where to. */
async function savedBy(press: () => Promise<void>, ending: string): Promise<Buffer> {
  const path = join(desktop.dataFolder, `saved.${ending}`);
  const saved = desktop.app.evaluate(({ session }, to) => new Promise<string>((resolve) => {
    session.defaultSession.once('will-download', (_event, item) => {
      item.setSavePath(to);
      item.once('done', (_done, state) => resolve(`${state} ${item.getFilename()}`));
    });
  }), path);
  await press();
  expect(await saved).toMatch(new RegExp(`^completed .*\\.${ending}$`));
  return readFileSync(path);
}

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  desktop = await openDesktop({ args: ['--samples'] });
  page = desktop.page;
  await goTo(page, '#/streams');
  await expect(page.getByRole('row').filter({ hasText: 'Read to its end' })).toHaveCount(4, { timeout: 180_000 });
});
test.afterAll(async () => {
  await desktop.close();
});

test('the explorer: a chosen cell leads list, chart and words, and its address opens it again', async () => {
  await goTo(page, '#/anomalies?view=explorer');
  const lanes = page.getByRole('application', { name: /lanes of anomalies over time/ });
  await lanes.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('.swim-lanes-told')).toHaveText(/: (\d+ anomal|one that began before).*severity/);
  await expect(page.getByRole('complementary', { name: 'The selected anomaly' }).getByRole('heading').first()).toBeVisible();
  await picture('explorer');
  const address = await page.evaluate(() => location.hash);
  await goTo(page, '#/');
  await goTo(page, address);
  await expect(page.getByRole('button', { name: 'All cells' })).toBeVisible();
});

test('why, and why not, with one playhead over the panels', async () => {
  await goTo(page, '#/series/1');
  const chart = page.getByRole('application', { name: /^Chart of/ });
  await expect(page.locator('.time-chart-summary')).toContainText(/[1-9]\d* anomal/);
  await chart.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('w');
  const panel = page.getByRole('region', { name: 'Why, or why not' });
  await expect(panel).toContainText(/still learning/);
  await page.keyboard.press('n');
  await page.keyboard.press('w');
  await expect(panel.getByRole('heading')).toContainText('Why here?');
  await picture('why');
  const playhead = page.getByRole('slider', { name: 'Playhead' });
  await playhead.focus();
  await page.keyboard.press('Home');
  const begin = await playhead.getAttribute('aria-valuetext');
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect(playhead).not.toHaveAttribute('aria-valuetext', begin!);
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
});

test('an incident: what moved with it, its notebook, its report as PDF', async () => {
  await goTo(page, '#/anomalies?view=incidents&state=open');
  await expect(page.getByRole('grid', { name: 'Incidents' }).getByRole('row').first()).toBeVisible();
  // Two keys in one turn: the second is about what the first one chose.
  await page.evaluate(() => { for (const key of ['j', 'o']) document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })); });
  // Whatever the newest incident is: of some nothing moves but what is told.
  await expect(page.getByRole('region', { name: 'What moved with it' }).getByRole('button', { name: 'Look again' })).toBeEnabled();
  const notebook = page.getByRole('region', { name: 'Notebook' });
  await notebook.getByLabel('Note', { exact: true }).fill('The valve stuck.');
  await notebook.getByRole('button', { name: 'Add the note' }).click();
  await expect(notebook.getByRole('list', { name: 'Notes' })).toContainText('The valve stuck.');
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('e');
  await expect(page.getByRole('article').getByText('Acknowledged').first()).toBeVisible();
  await picture('incident');
  const report = await savedBy(async () => {
    await page.getByRole('button', { name: 'Save as…' }).click();
    await page.getByRole('menuitem', { name: 'Report as PDF' }).click();
  }, 'pdf');
  expect(report.subarray(0, 5).toString()).toBe('%PDF-');
});

test('an evidence pack: saved, opened, replayed to the same', async () => {
  await goTo(page, '#/anomalies');
  await expect(page.getByRole('grid', { name: 'Anomalies' }).getByRole('row').first()).toBeVisible();
  await page.keyboard.press('j');
  await page.getByRole('button', { name: 'Save an evidence pack' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save an evidence pack' });
  await dialog.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await dialog.getByLabel('Passphrase again').fill(passphrase);
  const pack = await savedBy(() => page.keyboard.press('Enter'), 'afpack');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await goTo(page, '#/evidence');
  await page.locator('input[type=file]').setInputFiles({ name: 'case.afpack', mimeType: 'application/octet-stream', buffer: pack });
  await page.getByLabel('Passphrase of the pack').fill(passphrase);
  await page.keyboard.press('Enter');
  await expect(page.getByText('Intact: it is what was signed')).toBeVisible();
  await page.getByRole('button', { name: 'Replay' }).click();
  await expect(page.getByText('Yes: the same anomalies came out')).toBeVisible();
  await picture('evidence');
});

test('a dashboard from a template, its layout undone by key', async () => {
  await goTo(page, '#/dashboards');
  await page.getByRole('button', { name: 'New dashboard' }).first().click();
  await page.getByRole('button', { name: /Begin with/ }).click();
  await page.getByRole('option', { name: /^Manufacturing/ }).click();
  await page.getByRole('button', { name: 'Make it' }).click();
  const panels = page.locator('.dash-panel');
  await expect(panels.first()).toBeVisible();
  await expect(page.locator('.dash-kind-time-chart').first().getByRole('application').first()).toBeVisible();
  const count = await panels.count();
  await picture('dashboard');
  await panels.first().getByRole('button', { name: /^More for / }).click();
  await page.getByRole('menuitem', { name: /^Remove/ }).click();
  await expect(panels).toHaveCount(count - 1);
  await page.keyboard.press('Control+z');
  await expect(panels).toHaveCount(count);
});

test('an alert rule is tried on what was told before it is kept', async () => {
  await goTo(page, '#/alerts');
  await page.getByRole('button', { name: 'Add an outlet' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('On call');
  await dialog.getByLabel('Address').fill('http://127.0.0.1:9/hook');
  await dialog.getByRole('button', { name: 'Make one' }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Add a rule' }).click();
  await dialog.getByLabel('Name', { exact: true }).fill('All of it');
  await dialog.getByText('Low', { exact: true }).click();
  await dialog.getByRole('button', { name: 'Try on the last 7 days' }).click();
  await expect(dialog.getByText(/^Would have told [1-9]\d* times? in the last 7 days/)).toBeVisible();
  await picture('alert-rule');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(/^From severity low: to On call\.$/)).toBeVisible();
});

test('search: a query, what it finds, and the palette over everything', async () => {
  await goTo(page, '#/search?q=kind%3Aanomaly+severity%3Ahigh');
  await expect(page.getByRole('region', { name: /^Anomalies/ }).getByRole('link').first()).toContainText('High');
  await picture('search');
  await page.keyboard.press('Control+k');
  await page.getByRole('searchbox').fill('pumps');
  await page.getByRole('menuitem', { name: /Sensors of two pumps/ }).first().click();
  await expect(page).toHaveURL(/#\/(streams|series|search)/);
});

test('a long work is listed with its rate and the time left, and can be cancelled', async () => {
  await goTo(page, '#/streams/new');
  await page.getByText('A saved file').click();
  const rows = Array.from({ length: 1_500_000 }, (_, i) => `${1_772_719_200_000 + i * 1000},${(5 + (i % 7) / 10).toFixed(3)}`);
  await page.locator('input[type=file]').setInputFiles({ name: 'load.csv', mimeType: 'text/csv', buffer: Buffer.from(`time,load\n${rows.join('\n')}\n`) });
  await expect(page.getByRole('region', { name: /300 records read/ })).toBeVisible();
  await page.getByRole('button', { name: /^Start/ }).click();
  await page.getByRole('button', { name: '1 work under way' }).click();
  const list = page.getByRole('dialog', { name: 'Long works' });
  await expect(list.getByRole('progressbar', { name: 'Import of load' })).toHaveAttribute('aria-valuetext', /records · \d+ % · .*\/s · .* left/);
  await picture('work');
  await list.getByRole('button', { name: /^Cancel/ }).first().click();
  await expect(list.getByText(/Cancelled/).first()).toBeVisible();
});

test('wrote no error and violated no content policy', () => {
  expect(desktop.problems).toEqual([]);
});
