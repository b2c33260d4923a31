import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { freePort } from '../fixtures/free-port.ts';
import { startTableauStandIn } from '../stand-ins/tableau-rest-server.ts';
import { goTo, test } from './open-web.ts';

const faultsOf = async (page: Page) => (await new AxeBuilder({ page }).exclude('[data-live-announcer]').analyze()).violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`);

test('connects to Tableau: tries step by step, keeps the secret, and finds views with their pictures, and publishes', async ({ workbench: page }) => {
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
      expect(await faultsOf(page)).toEqual([]);
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
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await expect(card.getByText('Published', { exact: true })).toBeVisible();
    expect(tableau.published.get('AnomalyForce anomalies')?.times).toBe(1);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await faultsOf(page)).toEqual([]);
      await card.screenshot({ path: `.cache/screens/publications-${colorScheme}.png` });
    }
    const saved = page.waitForEvent('download');
    await card.getByRole('button', { name: 'Describe' }).click();
    expect((await saved).suggestedFilename()).toBe('AnomalyForce anomalies.md');
    await page.getByRole('button', { name: 'Views' }).click();
    await expect(page.getByRole('link', { name: /^Sheet 0/ })).toHaveAttribute('href', `${tableau.address}/t/lab/views/Book0/Sheet0`);
    await page.getByRole('searchbox', { name: 'Search views' }).fill('book1 39');
    await expect(page.getByText('1 view', { exact: true })).toBeVisible();
    expect(await faultsOf(page)).toEqual([]);
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

test('answers calculated fields of Tableau once it is switched on with a password', async ({ workbench: page }) => {
  const port = await freePort();
  await goTo(page, '#/settings/tableau');
  const card = page.getByRole('region', { name: 'Scores in calculated fields' });
  await card.getByText('Answer Tableau’s calculated fields').click();
  await card.getByLabel('Port').fill(String(port));
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
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await faultsOf(page)).toEqual([]);
    await card.screenshot({ path: `.cache/screens/extension-${colorScheme}.png` });
  }
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await page.evaluate(() => document.querySelector('main')!.scrollWidth - document.querySelector('main')!.clientWidth)).toBeLessThanOrEqual(0);
  await card.getByText('Answer Tableau’s calculated fields').click();
  await card.getByRole('button', { name: 'Save' }).click();
  await expect(card.getByText('Off', { exact: true })).toBeVisible();
});
