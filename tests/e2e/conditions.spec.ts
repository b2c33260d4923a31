import { expect } from '@playwright/test';
import { axeFaults } from './axe.ts';
import { goTo, test } from './open-web.ts';

/** Two pumps, a sample a second each; every fourth row lies a minute back for a while, and the second pump stops half way. */
function pumps(seconds: number): string {
  const begin = Date.UTC(2026, 2, 5, 14);
  const row = (second: number, pump: number, late: boolean) => `${begin + (second - (late ? 60 : 0)) * 1000},${pump},${(5 + Math.sin(second / 60) + (second % 7) / 20).toFixed(3)}`;
  const rows = Array.from({ length: seconds }, (_, second) => [row(second, 1, second > seconds / 4 && second < seconds / 2 && second % 4 === 0), ...(second < seconds / 2 ? [row(second, 2, false)] : [])]);
  return `time,pump,flow\n${rows.flat().join('\n')}\n`;
}

test('tells a series that fell silent and a burst of late records as conditions of its stream', async ({ workbench: page }) => {
  await goTo(page, '#/streams/new');
  await page.getByText('A saved file').click();
  await page.locator('input[type=file]').setInputFiles({ name: 'pumps.csv', mimeType: 'text/csv', buffer: Buffer.from(pumps(8000)) });
  await page.getByRole('button', { name: /Role of pump/ }).click();
  await page.getByRole('option', { name: /^Key/ }).click();
  await page.getByRole('button', { name: /^Start/ }).click();
  await expect(page.getByText('Read to its end').first()).toBeVisible();
  await page.getByRole('tab', { name: 'Conditions (2)' }).click();
  await expect(page.getByRole('grid', { name: 'Conditions' }).getByRole('row')).toContainText([/Condition/, /Silent.*Nothing came of 2 for/, /Late.*of [\d,]+ records came behind the newest/]);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await axeFaults(page)).toEqual([]);
    await page.screenshot({ path: `.cache/screens/conditions-${colorScheme}.png` });
  }
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await page.evaluate(() => document.querySelector('main')!.scrollWidth - document.querySelector('main')!.clientWidth)).toBeLessThanOrEqual(0);
  await page.screenshot({ path: '.cache/screens/conditions-360.png' });
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('link', { name: 'See the series' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('2');
  await expect(page.getByRole('button', { name: 'Anomaly before' })).toBeVisible();
  await page.screenshot({ path: '.cache/screens/conditions-chart.png' });
});
