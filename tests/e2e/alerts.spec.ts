import { expect } from '@playwright/test';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { axeFaults } from './axe.ts';
import { goTo, pressBoth, test } from './open-web.ts';

const folder = '.cache/screens';

test('an outlet is written, tested, kept and removed, and a phone reaches its page', async ({ workbench: page }) => {
  let status = 401;
  const titles: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      titles.push((JSON.parse(body) as { data: { title: string } }).data.title);
      response.writeHead(status).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await pressBoth(page, 'g', 'a');
    await expect(page.getByText('Nothing leaves this workbench yet')).toBeVisible();
    await page.getByRole('button', { name: 'Add an outlet' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog.getByText('An outlet needs a name.')).toBeVisible();
    await dialog.getByLabel('Name').fill('On call');
    await dialog.getByLabel('Address').fill(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`);
    await dialog.getByRole('button', { name: 'Make one' }).click();
    await dialog.getByRole('button', { name: 'Send a test' }).click();
    await expect(dialog.getByText(/answered 401/)).toBeVisible();
    await expect(dialog.getByText(/Trying again will not help/)).toBeVisible();
    status = 204;
    await dialog.getByRole('button', { name: 'Send a test' }).click();
    await expect(dialog.getByText('The test was taken')).toBeVisible();
    expect(titles).toEqual(['A trial message of AnomalyForce', 'A trial message of AnomalyForce']);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `${folder}/alerts-dialog-${colorScheme}.png` });
      expect(await axeFaults(page)).toEqual([]);
    }
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(page.locator('main').getByRole('listitem').filter({ hasText: 'On call' })).toContainText('not used yet');
    await page.screenshot({ path: `${folder}/alerts-one.png` });
    expect(await axeFaults(page)).toEqual([]);

    await page.setViewportSize({ width: 360, height: 740 });
    await goTo(page, '#/streams');
    await page.getByRole('navigation').getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Alerts' }).click();
    await expect(page.getByRole('heading', { name: 'Alerts', level: 1 })).toBeVisible();
    await page.screenshot({ path: `${folder}/alerts-one-360.png` });
    expect(await page.evaluate(() => [...document.querySelectorAll('.navigation-title')].filter((title) => title.scrollWidth > title.clientWidth + 1).map((title) => title.textContent))).toEqual([]);
    await page.getByRole('button', { name: 'Remove On call' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
    await expect(page.getByText('Nothing leaves this workbench yet')).toBeVisible();
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

test('a rule is tried on what was told, kept, snoozed, and a silence says what it mutes', async ({ workbench: page }) => {
  await goTo(page, '#/alerts');
  await page.getByRole('button', { name: 'Add an outlet' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Chat', { exact: true }).first().click();
  await dialog.getByLabel('Name').fill('Team');
  await dialog.getByLabel('Webhook address').fill('http://127.0.0.1:9/hook');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Add a rule' }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('A rule needs a name.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Add a rule' }).click();
  await dialog.getByText('Low', { exact: true }).click();
  await dialog.getByText('Hold', { exact: true }).click();
  await dialog.getByLabel('Quiet: from').fill('25:00');
  await dialog.getByRole('button', { name: 'Try on the last 7 days' }).click();
  await expect(dialog.getByText(/Choose days, and times as 22:00/)).toBeVisible();
  await expect(dialog.getByText('A rule needs a name.')).toBeHidden();
  await dialog.getByText('None', { exact: true }).click();
  await dialog.getByRole('button', { name: 'Try on the last 7 days' }).click();
  await expect(dialog.getByText(/^Would have told [1-9]\d* times? in the last 7 days/)).toBeVisible(); // the samples were read
  expect(await dialog.evaluate((shown) => [...shown.parentElement!.querySelectorAll('*'), shown.parentElement!].filter((one) => one.scrollHeight > one.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(one).overflowY)).length)).toBe(1); // one scroll bar
  const trial = dialog.getByRole('list', { name: 'What the rule would have done' });
  await expect(trial.getByRole('link').first()).toHaveAttribute('href', /^#\/(streams|anomalies)\//);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `${folder}/alerts-rule-${colorScheme}.png` });
    expect(await axeFaults(page)).toEqual([]);
  }
  await dialog.getByLabel('Name', { exact: true }).fill('Night');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(/^From severity low: to Team\.$/)).toBeVisible();
  await page.getByRole('button', { name: 'Snooze 1 h' }).click();
  await expect(page.getByText('snoozed')).toBeVisible();
  await page.getByRole('button', { name: 'Add a silence' }).click();
  await dialog.getByLabel('Name').fill('Service');
  await expect(dialog.getByText(/it would have muted (\d+) of \1 notifications\./)).toBeVisible();
  await dialog.getByLabel('Begins').fill('2001-01-01 00:00');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText(/over already/)).toBeVisible();
  await page.screenshot({ path: `${folder}/alerts-silence.png` });
  await dialog.getByLabel('Begins').fill('');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('mutes', { exact: true })).toBeVisible();
  await page.screenshot({ path: `${folder}/alerts-full.png`, fullPage: true });
  expect(await axeFaults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Change Service' }).click();
  await dialog.getByLabel('Ends').fill('2001-01-01 00:00');
  await dialog.getByLabel('Note').fill('The pump is oiled');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText(/Write a moment after its beginning/)).toBeVisible();
  expect(await axeFaults(page)).toEqual([]);
  await page.screenshot({ path: `${folder}/alerts-silence-change.png` });
  await dialog.getByLabel('Ends').fill('2099-01-01 00:00');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The pump is oiled')).toBeVisible();
  await page.getByRole('button', { name: 'End now Service' }).click();
  await expect(page.getByText('over', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: /^Send a test/ }).click();
  const deliveries = page.getByRole('grid', { name: 'Deliveries' });
  await expect(deliveries.getByRole('row').filter({ hasText: 'A trial message' })).toContainText('test');
  await goTo(page, '#/streams');
  await page.keyboard.press('Control+k');
  await page.getByRole('searchbox', { name: 'Search commands' }).fill('silence');
  await page.getByRole('menuitem', { name: /Silences/ }).click();
  await expect(page.getByRole('heading', { name: 'Silences' })).toBeInViewport();
  await page.setViewportSize({ width: 360, height: 740 });
  await page.screenshot({ path: `${folder}/alerts-full-360.png` });
  expect(await page.evaluate(() => document.querySelector('main')!.scrollWidth - document.querySelector('main')!.clientWidth)).toBeLessThanOrEqual(0);
  await page.getByRole('button', { name: 'Remove Service' }).click();
  await page.getByRole('button', { name: 'Remove Team' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('Nothing leaves this workbench yet')).toBeVisible();
});
