import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { goTo, test } from './open-web.ts';

/* Incidents and the settings' way back, by keyboard. */

/** Leaves out the library's announcer, which names a busy button by an id for some seconds after it may have gone. */
async function expectAxeFindsNothing(page: Page, within = 'body'): Promise<void> {
  expect((await new AxeBuilder({ page }).include(within).exclude('[data-live-announcer]').analyze()).violations).toEqual([]);
}

test('acknowledges and resolves an incident by keys, and shows it with its anomalies', async ({ workbench: page }) => {
  await goTo(page, '#/anomalies?view=incidents&state=open');
  const list = page.getByRole('grid', { name: 'Incidents' });
  await expect(list.getByRole('row').first()).toContainText('Open');
  await page.keyboard.press('j');
  const aside = page.getByRole('complementary', { name: 'The selected incident' });
  const title = await aside.getByRole('heading', { level: 2 }).innerText();
  await expect(aside.getByRole('listitem').first()).toBeVisible();
  const open = Number(await list.getAttribute('aria-rowcount'));
  await page.keyboard.press('e');
  await expect(list).toHaveAttribute('aria-rowcount', String(open - 1));
  await goTo(page, '#/anomalies?view=incidents&state=acknowledged');
  await expect(list.getByRole('row')).toHaveCount(1);
  await expect(list).toContainText(title);
  await page.keyboard.press('j');
  await page.keyboard.press('r');
  await expect(page.getByText('No incident matches')).toBeVisible();
  await goTo(page, '#/anomalies?view=incidents&state=resolved');
  await expect(list.getByRole('row').first()).toContainText(title);
});

test('tells an incident on a page of its own, hands it over, comments on it, judges its anomalies, and opens it again', async ({ workbench: page }) => {
  await goTo(page, '#/anomalies?view=incidents&state=open');
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  await page.keyboard.press('j');
  const link = page.getByRole('link', { name: 'All about it' });
  const address = (await link.getAttribute('href'))!;
  await page.keyboard.press('o');
  await expect(page).toHaveTitle(/^Incident/);
  expect(new URL(page.url()).hash).toBe(address);
  const article = page.getByRole('article');
  await expect(article.getByText(/^It lasted /)).toBeVisible();
  await expect(article.locator('.incident-bar').first()).toBeVisible();
  const moved = page.getByRole('region', { name: 'What moved with it' });
  await expect(moved.getByText(/read moved farther than usual/)).toBeVisible();
  await expect(page.getByRole('region', { name: 'Earlier ones like it' }).getByText(/began like it|alike/).first()).toBeVisible();
  await page.getByLabel('Owner').fill('Night shift');
  await page.getByLabel('Owner').press('Enter');
  const history = page.getByRole('region', { name: 'History' });
  await expect(history.getByRole('listitem')).toContainText(['Given to Night shift']);
  const notebook = page.getByRole('region', { name: 'Notebook' });
  await notebook.getByLabel('Note', { exact: true }).fill('Valve 3 was <b>stuck</b>.\nSecond line.');
  await notebook.getByRole('button', { name: 'Add the note' }).click();
  await expect(notebook.getByLabel('Note', { exact: true })).toHaveValue('');
  await notebook.getByRole('button', { name: 'Edit the note' }).press('Enter');
  await expect(notebook.getByLabel('The note')).toBeFocused();
  await notebook.getByLabel('The note').fill('Valve 4 was stuck.');
  await notebook.getByRole('button', { name: 'Save the note' }).click();
  await notebook.getByText('Before', { exact: true }).click();
  await expect(notebook.getByText('Valve 3 was <b>stuck</b>. Second line.')).toBeVisible();
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('e');
  await expect(article.getByText('Acknowledged').first()).toBeVisible();
  await page.keyboard.press('r');
  await expect(article.getByText(/within as long as it lasted/)).toBeVisible();
  await article.getByRole('button', { name: 'Open again' }).click();
  await expect(history.getByRole('listitem')).toContainText(['Given to Night shift', 'Wrote a note', 'Changed a note', 'Acknowledged', 'Resolved', 'Opened again']);
  await article.getByRole('button', { name: /Verdict on / }).first().click();
  await page.getByRole('option', { name: 'Expected' }).click();
  await page.reload();
  expect(page.url()).toContain(address);
  await expect(page.getByLabel('Owner')).toHaveValue('Night shift');
  await expect(article.getByRole('button', { name: /Verdict on / }).first()).toContainText('Expected');
  await article.getByRole('region', { name: 'Anomalies of the incident' }).getByRole('link').first().click();
  await page.getByRole('region', { name: 'Incident' }).getByRole('link').first().click();
  await expect(page.getByLabel('Owner')).toHaveValue('Night shift');
  await goTo(page, '#/incidents/none-such');
  await expect(page.getByText('This incident is not there')).toBeVisible();
});

test('walks from the list through its anomalies and back to the same filter and row', async ({ workbench: page }) => {
  await goTo(page, '#/anomalies?severity=medium&sort=score');
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('o');
  await expect(page.getByText(/^1 of \d+ in the list$/)).toBeVisible();
  await page.keyboard.press(']');
  await expect(page.getByText(/^2 of \d+ in the list$/)).toBeVisible();
  await page.keyboard.press('u');
  await expect(page).toHaveURL(/#\/anomalies\?severity=medium&sort=score$/);
  await expect(page.locator('.grid-row-current')).toHaveAttribute('aria-rowindex', '2');
});

test('puts a setting back that was changed', async ({ workbench: page }) => {
  await goTo(page, '#/settings');
  const times = page.getByRole('radiogroup', { name: 'Times' });
  await times.getByText('UTC', { exact: true }).click();
  await expect(times.getByRole('radio', { name: 'UTC', exact: true })).toBeChecked();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(times.getByRole('radio', { name: /Local/ })).toBeChecked();
});

test('splits anomalies off an incident and merges it into another one by keys, each with its way back and its record', async ({ workbench: page }) => {
  await goTo(page, '#/anomalies?view=incidents');
  await page.getByRole('row').filter({ hasText: /(?:[2-9]|\d\d) anomalies in/ }).first().getByRole('button').click();
  const link = page.getByRole('link', { name: 'All about it' });
  const address = (await link.getAttribute('href'))!;
  await link.click();
  const article = page.getByRole('article');
  const title = await article.getByRole('heading', { level: 1 }).innerText();
  const size = article.getByRole('heading', { name: /anomal(?:y|ies) (?:in|any more)/ });
  const before = await size.innerText();
  const history = page.getByRole('region', { name: 'History' });
  const group = page.getByRole('group', { name: 'The chosen anomalies' });
  await expect(group.getByRole('button', { name: 'Move to…' })).toBeDisabled();
  await group.getByLabel('All').focus();
  await page.keyboard.press('Space');
  await expect(group.getByRole('button', { name: 'Split off' })).toBeDisabled();
  await page.keyboard.press('Space');
  await article.getByLabel(/^Choose /).first().focus();
  await page.keyboard.press('Space');
  await expect(group.getByText(/^1 of \d+ chosen$/)).toBeVisible();
  await expectAxeFindsNothing(page);
  await group.getByRole('button', { name: 'Split off' }).press('Enter');
  await expect(history.getByRole('listitem').last()).toContainText(/^Gave 1 anomaly to .*by /);
  await expect(size).not.toHaveText(before);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(history.getByRole('listitem').last()).toContainText(/^Took 1 anomaly from /);
  await expect(size).toHaveText(before);

  await article.getByRole('button', { name: 'Merge into…' }).press('Enter');
  const search = page.getByRole('searchbox', { name: 'Search incidents of the stream' });
  await expect(search).toBeFocused();
  await expect(page.getByRole('menuitem').first()).toBeVisible();
  await expectAxeFindsNothing(page, '.dialog');
  await search.fill('none such');
  await expect(page.getByText(/is called that/)).toBeVisible();
  await search.fill('');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(article.getByText('Nothing joins this one any more')).toBeVisible();
  await expect(history.getByRole('listitem').last()).toContainText(/^Merged, with \d+ anomalies, into /);
  await article.getByRole('link', { name: 'another incident' }).click();
  await expect(history.getByRole('link', { name: title })).toHaveAttribute('href', address);
  await page.getByRole('button', { name: 'Undo' }).click();
  await goTo(page, address);
  await expect(size).toHaveText(before);
  await expect(article.getByRole('button', { name: 'Merge into…' })).toBeEnabled();
});

test('pins a chart of an anomaly to its incident and tags it; the list narrows to the tag', async ({ workbench: page }) => {
  await goTo(page, '#/anomalies?sort=score');
  await page.getByRole('row').nth(1).getByRole('link').or(page.getByRole('row').nth(1).getByRole('button')).first().waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('o');
  await page.getByRole('button', { name: 'Pin to incident' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Pin to incident' });
  await expect(dialog.getByLabel('Caption')).toBeFocused();
  await page.keyboard.type('Here it begins.');
  await expectAxeFindsNothing(page, '.dialog');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Open the incident' }).click();
  const notebook = page.getByRole('region', { name: 'Notebook' });
  const pin = notebook.getByRole('figure');
  await expect(pin).toContainText('Here it begins.');
  await expect(pin.locator('.spark-line')).toHaveAttribute('d', /^M/);
  await notebook.getByLabel('Tag', { exact: true }).fill('Two words');
  await expect(notebook.getByText(/A tag is one word/)).toBeVisible();
  await notebook.getByLabel('Tag', { exact: true }).fill('Valve-3');
  await page.keyboard.press('Enter');
  await notebook.getByLabel('Note', { exact: true }).fill('The valve stuck.\nשלום, and so on.');
  await notebook.getByRole('button', { name: 'Add the note' }).click();
  await expect(notebook.getByRole('list', { name: 'Notes' })).toContainText('The valve stuck.');
  await expectAxeFindsNothing(page);
  await notebook.scrollIntoViewIfNeeded();
  for (const colours of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: colours });
    await page.screenshot({ path: `.cache/screens/notebook-${colours}.png` });
  }
  await page.setViewportSize({ width: 360, height: 780 });
  await pin.scrollIntoViewIfNeeded();
  await page.screenshot({ path: '.cache/screens/notebook-narrow.png' });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await page.setViewportSize({ width: 1280, height: 800 });
  const title = await page.getByRole('heading', { level: 1 }).innerText();
  const saved = async (what: string) => {
    await page.getByRole('button', { name: 'Save as…' }).press('Enter');
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: what }).press('Enter')]);
    const path = `.cache/screens/${what.toLowerCase().replaceAll(' ', '-')}.${download.suggestedFilename().split('.').at(-1)}`;
    await download.saveAs(path);
    return readFileSync(path);
  };
  expect((await saved('Report as PDF')).subarray(0, 5).toString()).toBe('%PDF-');
  expect((await saved('Anomalies as CSV')).toString()).toMatch(/^anomaly_id,/);
  const report = await page.context().newPage();
  await report.setContent((await saved('Report as HTML')).toString());
  await expect(report.getByText('שלום, and so on.')).toBeVisible();
  await expect(report.locator('figure path[stroke="#123f75"]').first()).toHaveAttribute('d', /^M/);
  await expectAxeFindsNothing(report);
  await report.screenshot({ path: '.cache/screens/report.png', fullPage: true });
  await report.close();
  await notebook.getByRole('link', { name: 'valve-3' }).click();
  await expect(page.getByRole('grid', { name: 'Incidents' }).getByRole('row')).toHaveCount(1);
  await expect(page.getByRole('grid', { name: 'Incidents' })).toContainText(title);
});
