import { expect } from '@playwright/test';
import { axeFaults } from './axe.ts';
import { heldCalls } from './hold.ts';
import { goTo, test } from './open-web.ts';

/** Quotes of one instrument, ten a second, of which several share a millisecond; a jump of the price in the middle. */
function ticks(count: number): string {
  const begin = Date.UTC(2026, 2, 5, 14);
  const rows = Array.from({ length: count }, (_, i) => `${begin + Math.floor(i / 2) * 200},${(1.1 + Math.sin(i / 900) / 1000 + (i % 7) / 1e5 + (i > count / 2 ? 0.02 : 0)).toFixed(5)}`);
  return `time,bid\n${rows.join('\n')}\n`;
}

test('sums up ticks in bars: figures of a field and how many records, in both themes and on a phone', async ({ workbench: page }) => {
  await goTo(page, '#/streams/new');
  await page.getByText('A saved file').click();
  await page.locator('input[type=file]').setInputFiles({ name: 'quotes.csv', mimeType: 'text/csv', buffer: Buffer.from(ticks(6000)) });
  await page.getByRole('button', { name: /One sample is/ }).click();
  await page.getByRole('option', { name: /Bars of 1 second/ }).click();
  await page.getByRole('button', { name: 'Another figure of it' }).click();
  await page.getByRole('button', { name: /Figure of bid/ }).nth(1).click();
  await page.getByRole('option', { name: /^range/ }).click();
  await page.getByLabel('Name of the channel bid, range').fill('bid range');
  await page.getByRole('button', { name: /Role of \$count/ }).click();
  await page.getByRole('option', { name: /^Channel/ }).click();
  await expect(page.getByText('These are the records; the samples are made of them bar by bar.')).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await axeFaults(page)).toEqual([]);
    await page.screenshot({ path: `.cache/screens/bars-${colorScheme}.png`, fullPage: true });
  }
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await page.evaluate(() => document.querySelector('main')!.scrollWidth - document.querySelector('main')!.clientWidth)).toBeLessThanOrEqual(0);
  await page.screenshot({ path: '.cache/screens/bars-360.png' });
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('button', { name: /^Start/ }).click();
  await expect(page.getByText('Read to its end').first()).toBeVisible();
  await expect(page.locator('.tile', { hasText: 'Anomalies' }).getByRole('link')).toBeVisible();
  await page.locator('.tile', { hasText: 'Anomalies' }).getByRole('link').click();
  await page.getByRole('grid', { name: 'Anomalies' }).getByRole('row').first().click();
  await expect(page.getByText('bid range').first()).toBeVisible();
  await page.screenshot({ path: '.cache/screens/bars-anomaly.png' });
});

test('what is chosen while a sample is being read again stays', async ({ workbench: page }) => {
  const calls = await heldCalls(page);
  await goTo(page, '#/streams/new');
  await page.getByText('A saved file').click();
  await page.locator('input[type=file]').setInputFiles({ name: 'quotes.csv', mimeType: 'text/csv', buffer: Buffer.from(ticks(600)) });
  await expect(page.getByText('300 records read')).toBeVisible();
  calls.hold('streams.preview');
  const name = page.getByLabel('Name of the channel bid');
  await name.fill('asked');
  await expect(page.getByText('Reading again…')).toBeVisible();
  await name.fill('written meanwhile');
  calls.letGo();
  await expect(page.getByRole('columnheader', { name: /written meanwhile/ })).toBeVisible();
  await expect(name).toHaveValue('written meanwhile');
});
