import { expect, type Page } from '@playwright/test';
import { axeFaults } from './axe.ts';
import { goTo, test } from './open-web.ts';

/* One playhead: the transport bar plays, steps and loops over what is stored; a page's panels follow it; the address reopens it. */

const bar = (page: Page) => page.getByRole('group', { name: 'Replay' });
const behindStart = (page: Page) => page.getByRole('slider', { name: 'Playhead' });

test('steps over samples and anomalies by key, loops over a range, and the address reopens it', async ({ workbench: page }) => {
  await goTo(page, '#/series/1');
  await expect(bar(page)).toContainText('Whole range');
  await behindStart(page).focus();
  await page.keyboard.press('Home');
  const start = await behindStart(page).getAttribute('aria-valuetext');
  await page.keyboard.press('.');
  await expect(behindStart(page)).not.toHaveAttribute('aria-valuetext', start!);
  await page.keyboard.press(',');
  await expect(behindStart(page)).toHaveAttribute('aria-valuetext', start!);
  await page.keyboard.press('n');
  await expect(bar(page).getByText(/^Anomaly 1 of \d+: /)).toBeAttached();
  const atAnomaly = await behindStart(page).getAttribute('aria-valuetext');
  await page.keyboard.press('p');
  await expect(bar(page).getByText('No anomaly before this moment.')).toBeAttached();
  const moment = bar(page).getByRole('textbox', { name: /^Go to a moment/ });
  await expect(moment).toHaveValue(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
  await moment.fill('half past nine');
  await moment.press('Enter');
  await expect(moment).toHaveAttribute('aria-invalid', 'true');
  await moment.press('Escape');
  await expect(behindStart(page)).toHaveAttribute('aria-valuetext', atAnomaly!);
  await behindStart(page).focus();
  await page.keyboard.press('+');
  await expect(page).toHaveURL(/[?&]t=.*speed=2/);
  const address = page.url();
  await goTo(page, '#/streams');
  await page.goto('about:blank');
  await page.goto(address);
  await expect(behindStart(page)).toHaveAttribute('aria-valuetext', atAnomaly!);
  await expect(bar(page).getByRole('button', { name: /2×/ })).toBeVisible();
  await page.keyboard.press('l');
  await expect(bar(page).getByRole('button', { name: 'Loop' })).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Space');
  await expect(bar(page).getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.keyboard.press('Shift+R');
  await page.keyboard.press('Space');
  await expect(bar(page).getByRole('button', { name: 'Play' })).toBeVisible();
  expect(await axeFaults(page, { within: '.transport-bar' })).toEqual([]);
});

test('one bar plays all panels of a dashboard while they are linked, and each stream alone while they are not', async ({ workbench: page }) => {
  await goTo(page, '#/dashboards');
  await page.getByRole('button', { name: 'New dashboard' }).first().click();
  await page.getByRole('button', { name: /Begin with/ }).click();
  await page.getByRole('option', { name: /^Overview/ }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('One playhead');
  await page.getByRole('button', { name: 'Make it' }).click();
  await expect(bar(page)).toHaveCount(1);
  const link = bar(page).getByRole('button', { name: /linked/i });
  await expect(link).toHaveAttribute('aria-pressed', 'false'); // recordings of other days
  await link.click();
  await expect(link).toHaveAttribute('aria-pressed', 'true');
  await expect(page).toHaveURL(/link=on/);
  const charts = page.locator('.time-chart-frame');
  await expect(page.locator('.time-chart-summary').filter({ hasText: 'in view' })).toHaveCount(await charts.count()); // all are drawn: the pointer does not move again
  await charts.first().hover();
  await expect(page.locator('.dash-panel .time-chart-crosshair:not([hidden])')).toHaveCount(await charts.count());
  await behindStart(page).focus();
  await page.keyboard.press('Home');
  await expect(bar(page)).toContainText(/1 ms of \d/);
  expect(await axeFaults(page, { within: '.transport-bar' })).toEqual([]);
});

test('is folded on a narrow screen: two rows, the rest behind one button, each target large enough', async ({ workbench: page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await goTo(page, '#/series/1');
  const more = bar(page).getByRole('button', { name: 'More of the replay' });
  await expect(more).toHaveAttribute('aria-expanded', 'false');
  await expect(bar(page).getByRole('button', { name: 'Next anomaly' })).toBeHidden();
  const folded = (await bar(page).boundingBox())!;
  expect(folded.height).toBeLessThan(100);
  await more.click();
  await expect(bar(page).getByRole('button', { name: 'Next anomaly' })).toBeVisible();
  await expect(bar(page).getByRole('button', { name: 'Loop' })).toBeVisible();
  for (const target of await bar(page).locator('button, input:not([aria-hidden])').filter({ visible: true }).all()) {
    const { x, width, height } = (await target.boundingBox())!;
    expect(Math.min(width, height), await target.evaluate((one) => one.outerHTML)).toBeGreaterThanOrEqual(24);
    expect(x + width).toBeLessThanOrEqual(360);
  }
  expect(await axeFaults(page, { within: '.transport-bar' })).toEqual([]);
});

test('a stream is taken in on while its view is paused in the past', async ({ workbench: page, host }) => {
  const rows = Array.from({ length: 3000 }, (_, i) => `${new Date(Date.UTC(2026, 0, 5) + i * 1000).toISOString()},mill,${(20 + Math.sin(i / 9)).toFixed(3)}`);
  await goTo(page, '#/streams/new');
  await page.getByText('A saved file').click();
  await page.locator('input[type=file]').setInputFiles({ name: 'mill.csv', mimeType: 'text/csv', buffer: Buffer.from(['time,machine,load', ...rows, ''].join('\n')) });
  await expect(page.getByText('mill').first()).toBeVisible();
  await page.getByRole('button', { name: /Pace/ }).click();
  await page.getByRole('option', { name: /^10×/ }).click();
  await page.getByRole('button', { name: /^Start/ }).click();
  await page.getByRole('link', { name: 'mill', exact: true }).click();
  await expect(bar(page)).toContainText('Live');
  await behindStart(page).focus();
  await page.keyboard.press('Home');
  await expect(behindStart(page)).toHaveAttribute('aria-valuetext', /behind live/);
  const [moment, behind] = (await behindStart(page).getAttribute('aria-valuetext'))!.split(/, (?=[^,]*$)/);

  // What is stored is read where no playhead is: on the stream's page, in a tab of its own.
  const beside = await page.context().newPage();
  await beside.goto(`${host.url}${await page.locator('.series-title a').getAttribute('href')}`);
  const records = beside.locator('.tile').filter({ hasText: 'Records: Since the stream was made' }).locator('dd');
  const count = async () => Number((await records.innerText()).replaceAll(',', ''));
  await expect.poll(count).toBeGreaterThan(0);
  const before = await count();
  await expect.poll(count).toBeGreaterThan(before);
  await beside.close();

  await expect(behindStart(page)).not.toHaveAttribute('aria-valuetext', `${moment}, ${behind}`); // further behind …
  expect(await behindStart(page).getAttribute('aria-valuetext')).toContain(moment); // … and still there
  await bar(page).getByRole('button', { name: 'Jump to live' }).click();
  await expect(bar(page)).toContainText('Live');
});
