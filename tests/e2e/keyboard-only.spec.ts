import { expect, type Locator, type Page } from '@playwright/test';
import { pressBoth, test } from './open-web.ts';

/* The analyst's whole way without a mouse: import, find, judge, report. At each stop of the Tab key the focus is seen. */

const csv = ['time,machine,load', ...Array.from({ length: 1500 }, (_, i) => `${new Date(Date.UTC(2026, 0, 7) + i * 1000).toISOString()},lathe-${i % 2},${(20 + Math.sin(i / 9) + (i > 1400 && i < 1450 ? 60 : 0)).toFixed(3)}`), ''].join('\n');
/** More stops than any screen here has. */
const mostStops = 80;

/** Whether the focused element, or the part of its control that stands for it (as a switch's track), is outlined. */
const focusIsSeen = (page: Page) => page.evaluate(() => {
  const at = document.activeElement as HTMLElement;
  const parts = [at, at.closest('label'), ...(at.closest('label')?.querySelectorAll('*') ?? [])];
  return parts.some((part) => {
    if (part === null) return false;
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(part);
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1 && !/, 0\)|transparent/.test(outlineColor);
  });
});

/** Goes on by Tab until `target` has the focus; each stop on the way has to be seen, and a trap would use the stops up. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let stop = 0; stop < mostStops; stop += 1) {
    await page.keyboard.press('Tab');
    const where = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200) ?? 'nothing');
    if (!where.startsWith('<body')) expect(await focusIsSeen(page), where).toBe(true);
    if (await target.evaluate((element) => element === document.activeElement || element.contains(document.activeElement))) return;
  }
  throw new Error('Tab never came there.');
}

test('imports a file, finds its anomaly, judges it and saves a report, without a mouse', async ({ workbench: page }) => {
  await page.keyboard.press('Control+o');
  await expect(page.getByRole('heading', { name: 'Connect or import' })).toBeVisible();
  await tabTo(page, page.getByRole('radiogroup', { name: 'Records come from' }));
  await page.keyboard.press('ArrowRight');
  await tabTo(page, page.getByRole('button', { name: 'Choose a file' }));
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')]);
  await chooser.setFiles({ name: 'lathes.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await expect(page.getByText('lathe-1').first()).toBeVisible();
  await tabTo(page, page.getByRole('button', { name: /^Start/ }));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/streams\/[0-9a-f-]{36}/);
  await expect(page.getByText('Read to its end').first()).toBeVisible();
  await pressBoth(page, 'g', 'i');
  await expect(page.getByRole('heading', { name: /^Anomalies/, level: 1 })).toBeVisible();
  await tabTo(page, page.locator('main').getByRole('searchbox'));
  await page.keyboard.type('lathe-1');
  await expect(page).toHaveURL(/text=lathe-1/);
  await expect(page.getByRole('row').first()).toContainText('lathe-1');
  await expect(page.getByRole('row').filter({ hasNotText: 'lathe-1' })).toHaveCount(0); // none of the list before
  await tabTo(page, page.getByRole('grid'));
  await page.keyboard.press('j');
  await page.keyboard.press('o');
  await expect(page).toHaveURL(/#\/anomalies\/[0-9a-f]{32}/);
  const chart = page.getByRole('application', { name: /^Chart of/ });
  await expect(page.locator('.time-chart-summary').first()).toContainText(/in view/); // its samples are read
  await tabTo(page, chart);
  await page.keyboard.press('Home');
  await expect(page.locator('.time-chart > [aria-live]')).toContainText(/load \d/);
  await page.keyboard.press('Tab');
  expect(await chart.evaluate((element) => element === document.activeElement)).toBe(false);
  await page.keyboard.press('1');
  await expect(page.getByRole('button', { name: /^True problem/ }).first()).toHaveAttribute('aria-pressed', 'true');
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('p')]);
  expect(download.suggestedFilename()).toMatch(/^lathe-1.*\.html$/);
});
