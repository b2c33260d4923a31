import { expect } from '@playwright/test';
import { axeFaults } from './axe.ts';
import { goTo, test } from './open-web.ts';

/* A query written with its completions, its faults, what it finds by keys, kept under a name, and found again in the palette. */

test('finds by a query that is completed by keys, says what is wrong with one, and keeps it', async ({ workbench: page }) => {
  await goTo(page, '#/anomalies');
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  await goTo(page, '#/');
  await page.keyboard.press('/');
  const field = page.getByRole('combobox', { name: 'Search query' });
  await expect(field).toBeFocused();

  await field.pressSequentially('sev');
  await expect(page.getByRole('option')).toHaveText([/^severity:/]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(field).toHaveValue('severity:');
  await page.getByRole('option', { name: 'high' }).waitFor();
  // While a list of completions is open React Aria hides the rest, with its heading and landmarks, from screen readers; Tab, which would lead there, closes the list first.
  expect(await axeFaults(page, { without: ['aria-hidden-focus', 'page-has-heading-one', 'region'] })).toEqual([]);
  await field.pressSequentially('h');
  await expect(page.getByRole('option')).toHaveText(['high']);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(field).toHaveValue('severity:high ');
  await field.pressSequentially('channel:');
  await page.keyboard.press('Escape');
  await expect(field).toHaveValue('severity:high channel:');
  await field.pressSequentially('x y:');
  await expect(page.locator('.query-fault')).toContainText('There is no field “y”.');
  await expect(page.locator('mark')).toHaveText('y');
  await expect(field).toHaveAccessibleDescription(/There is no field/);
  expect(await axeFaults(page)).toEqual([]);
  await field.fill('score:red speed:>3');
  await expect(page.locator('.query-fault mark')).toHaveText(['red', 'speed']);

  await field.fill('kind:anomaly severity:high');
  await expect(page).toHaveURL(/#\/search\?q=kind%3Aanomaly\+severity%3Ahigh$/);
  const anomalies = page.getByRole('region', { name: /^Anomalies/ });
  await expect(anomalies.getByRole('link').first()).toContainText('High');
  await page.keyboard.press('Enter');
  await expect(anomalies.getByRole('link').first()).toBeFocused();
  await page.keyboard.press('j');
  await expect(anomalies.getByRole('link').nth(1)).toBeFocused();

  await page.getByRole('button', { name: 'Save this search' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Severe ones');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Severe ones', exact: true })).toBeVisible();
  await field.fill('nothing such as this');
  await expect(page.getByRole('strong').filter({ hasText: 'Nothing found' })).toBeVisible();
  await page.reload();
  await expect(field).toHaveValue('nothing such as this');
  await page.getByRole('button', { name: 'The query language', exact: true }).click();
  expect(await axeFaults(page)).toEqual([]);
  await page.getByRole('dialog').getByRole('button', { name: 'kind:incident' }).click();
  await expect(page.getByRole('region', { name: /^Incidents/ }).getByRole('link').first()).toBeVisible();

  await page.keyboard.press('Control+k');
  await page.getByRole('searchbox').fill('severe');
  await page.keyboard.press('Escape'); // closes, though something is written
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await page.getByRole('searchbox').fill('severe');
  await page.getByRole('menuitem', { name: /Saved search: *Severe ones/ }).click();
  await expect(field).toHaveValue('kind:anomaly severity:high');
  await page.keyboard.press('Control+k');
  await page.getByRole('searchbox').fill('kind:series pump');
  await expect(page.getByRole('menu').getByText(/^Series \d+/)).toBeVisible();
  // React Aria names the row that is on half a second after the last letter, so that a screen reader reads what is typed first.
  await expect.poll(() => page.locator('.palette-input').evaluate((input) => document.getElementById(input.getAttribute('aria-activedescendant') ?? '')?.textContent)).toMatch(/^Search everything/);
  expect(await axeFaults(page)).toEqual([]);
  await page.getByRole('menuitem').nth(1).click();
  await expect(page).toHaveURL(/#\/series\/\d+/);
});
