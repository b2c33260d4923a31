import { writeFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { axeFaults } from './axe.ts';
import { goTo, test } from './open-web.ts';

/** A saved stream that takes half a minute to read on a fast machine, so that it goes on until it is cancelled. */
function readings(count: number): string {
  const begin = Date.UTC(2026, 2, 5, 14);
  return `time,load\n${Array.from({ length: count }, (_, i) => `${begin + i * 1000},${(5 + (i % 7) / 10).toFixed(3)}`).join('\n')}\n`;
}

test('a long import is listed in the status line on every page, can be cancelled there by keyboard, and is cleared away', async ({ workbench: page }) => {
  await goTo(page, '#/streams/new');
  await page.getByText('A saved file').click();
  const file = test.info().outputPath('load.csv'); // by its path: to give the browser 30 MB themselves takes it half a minute
  writeFileSync(file, readings(1_500_000));
  await page.locator('input[type=file]').setInputFiles(file);
  await expect(page.getByRole('region', { name: /300 records read/ })).toBeVisible();
  await page.getByRole('button', { name: /^Start/ }).click();
  await page.getByRole('button', { name: '1 work under way' }).waitFor();
  await goTo(page, '#/anomalies');
  await page.getByRole('button', { name: '1 work under way' }).press('Enter');
  const list = page.getByRole('dialog', { name: 'Long works' });
  const bar = list.getByRole('progressbar', { name: 'Import of load' });
  await expect(bar).toHaveAttribute('aria-valuetext', /records · \d+ % · .*\/s · .* left/);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `.cache/screens/work-${colorScheme}.png` });
  }
  await list.getByRole('button', { name: 'Cancel: Import of load' }).press('Enter');
  await expect(list.getByRole('listitem').filter({ hasText: 'Import of load' })).toContainText('Cancelled');
  await expect(page.getByRole('status').filter({ hasText: 'Import of load: cancelled.' })).toBeAttached();
  expect(await axeFaults(page, { without: ['region'] })).toEqual([]); // a popover is in no landmark
  await page.setViewportSize({ width: 360, height: 740 });
  await page.screenshot({ path: '.cache/screens/work-360.png' });
  await list.getByRole('button', { name: 'Clear finished' }).press('Enter');
  await expect(page.getByRole('button', { name: /work ended|works ended|under way/ })).toHaveCount(0);
  await page.setViewportSize({ width: 1440, height: 900 });
  await goTo(page, '#/streams');
  await expect(page.getByRole('row').filter({ hasText: 'load' }).first()).toContainText('Stopped');
});
