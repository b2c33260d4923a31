import { expect, type Locator, type Page } from '@playwright/test';
import { axeFaults } from './axe.ts';
import { goTo, test } from './open-web.ts';

/* Dialogs and panels in a window of 360 px: nothing is wider than it, and no message covers a dialog's head; what is said where there is little room. */

const folder = '.cache/screens';

async function look(page: Page, name: string, shown: Locator): Promise<void> {
  await expect(shown).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `${folder}/narrow-${name}-${colorScheme}.png` });
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  // What is wider than its place is cut or scrolls sideways.
  expect(await shown.evaluate((box) => [...box.querySelectorAll<HTMLElement>('*')].filter((one) => one.getBoundingClientRect().right > box.getBoundingClientRect().right + 1 && getComputedStyle(one).position !== 'absolute').map((one) => one.outerHTML.slice(0, 120)))).toEqual([]);
  expect(await axeFaults(page)).toEqual([]);
}

test('the dialogs of alerts fit in a narrow window', async ({ workbench: page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await goTo(page, '#/alerts');
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Add an outlet' }).click();
  for (const kind of ['Webhook', 'Chat', 'E-mail', 'Topic']) {
    await dialog.getByText(kind, { exact: true }).first().click();
    await look(page, `outlet-${kind.toLowerCase()}`, dialog);
  }
  await dialog.getByText('Chat', { exact: true }).first().click();
  await dialog.getByLabel('Name').fill('Team');
  await dialog.getByLabel('Webhook address').fill('http://127.0.0.1:9/hook');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Add a rule' }).click();
  const told = (await page.getByRole('alertdialog').filter({ hasText: 'is saved' }).boundingBox())!;
  await expect.poll(async () => (await page.locator('.dialog').boundingBox())!.y).toBeGreaterThanOrEqual(told.y + told.height); // no message covers its head
  await look(page, 'rule', dialog);
  await dialog.getByText('Hold', { exact: true }).click();
  await dialog.getByText('Low', { exact: true }).click();
  await dialog.getByRole('button', { name: 'Try on the last 7 days' }).click();
  await expect(dialog.getByText(/^Would have told/)).toBeVisible();
  await look(page, 'rule-tried', dialog);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Add a silence' }).click();
  await look(page, 'silence', dialog);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Remove Team' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('Nothing leaves this workbench yet')).toBeVisible();
});

test('the panels fit in a narrow window', async ({ workbench: page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await goTo(page, '#/dashboards');
  await page.getByRole('button', { name: 'New dashboard' }).first().click();
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: /Begin with/ }).click();
  await page.getByRole('option', { name: /^Manufacturing/ }).click();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Narrow');
  await page.getByRole('button', { name: 'Make it' }).click();
  await expect(page.getByRole('heading', { name: 'Narrow', level: 1 })).toBeVisible();
  await expect(page.locator('.dash-panel .waiting')).toHaveCount(0);
  for (const [name, css] of [['expected', '.expected-panel'], ['value', '.value-panel']] as const) {
    const panel = page.locator('.dash-panel').filter({ has: page.locator(css) }).first();
    await panel.scrollIntoViewIfNeeded();
    await look(page, name, panel);
  }
  await expect(page.locator('.value-panel .pill').first()).toHaveText(/^(was|no band)/); // read to its end
  await goTo(page, '#/dashboards');
  await page.getByRole('button', { name: 'More for Narrow', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
});

test('what is no moment is said in words, and figures of nine digits fit beside the axis', async ({ workbench: page }) => {
  const begin = Date.UTC(2026, 0, 5);
  const rows = Array.from({ length: 400 }, (_, row) => `${new Date(begin + row * 60_000).toISOString()},${123_456_789 + 40_000_000 * Math.sin(row / 20)},${123_456_789 + (row % 5)}`);
  await goTo(page, '#/streams/new');
  await page.getByText('A saved file').click();
  await page.locator('input[type=file]').setInputFiles({ name: 'turnover.csv', mimeType: 'text/csv', buffer: Buffer.from(`time,turnover,counter\n${rows.join('\n')}\n`) });
  await expect(page.getByRole('region', { name: /300 records read/ })).toBeVisible();
  await page.getByRole('button', { name: /^Start/ }).click();
  await expect(page.getByText('Read to its end').first()).toBeVisible();
  await page.locator('a[href*="#/series/"]').first().click();
  const field = page.getByLabel(/^Go to a moment/);
  await field.fill('tomorrow');
  await expect(page.getByText('Not a moment. Write a moment as 2026-03-05 14:30.')).toBeVisible();
  for (const [name, width, colorScheme] of [['1440', 1440, 'light'], ['1440-dark', 1440, 'dark'], ['360', 360, 'light'], ['360-dark', 360, 'dark']] as const) {
    await page.setViewportSize({ width, height: width === 360 ? 740 : 900 });
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `${folder}/no-moment-${name}.png` });
  }
  expect(await axeFaults(page)).toEqual([]);
  await field.fill('2020-01-01 00:00');
  await field.press('Enter');
  await expect(page.getByText('Nothing is stored before: it begins here.')).toBeVisible();
  await page.evaluate(() => { location.hash = `${location.hash.split('?')[0]}?at=yesterday`; });
  await expect(page.getByText('“yesterday” is no moment.')).toBeVisible();
  for (const [name, width, colorScheme] of [['360', 360, 'dark'], ['1440', 1440, 'light']] as const) {
    await page.setViewportSize({ width, height: width === 360 ? 740 : 900 });
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `${folder}/no-moment-asked-${name}.png` });
  }
  expect(await axeFaults(page)).toEqual([]);
});
