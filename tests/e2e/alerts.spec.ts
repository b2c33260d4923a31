import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { goTo, test } from './open-web.ts';

const faultsOf = async (page: Page) => (await new AxeBuilder({ page }).exclude('[data-live-announcer]').analyze()).violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`);
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
    await page.keyboard.press('g');
    await page.keyboard.press('a');
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
      expect(await faultsOf(page)).toEqual([]);
    }
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(page.locator('main').getByRole('listitem').filter({ hasText: 'On call' })).toContainText('not used yet');
    await page.screenshot({ path: `${folder}/alerts-one.png` });
    expect(await faultsOf(page)).toEqual([]);

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
