import { expect } from '@playwright/test';
import { goTo, test } from './open-web.ts';

/* The walk-through of docs/guide: from what was found to why and to its incident, a known fault of each domain's recorded sample. `npm run docs` takes its pictures over. */

const folder = '.cache/screens/guide';
/** A fault that is labelled in the sample: words that find it, and its series. */
const faults = [
  { domain: 'finance', words: 'SIM01', series: 'SIM01' },
  { domain: 'healthcare', words: 'bed-01', series: 'bed-01' },
  { domain: 'retail', words: 'All channels repeat the same', series: 'store-01 · milk-1l' },
  { domain: 'manufacturing', words: 'no longer move together', series: 'pump-02' },
] as const;

test('walks from what was found to why and to its incident, in each domain', async ({ workbench: page }) => {
  test.slow();
  await page.setViewportSize({ width: 1280, height: 800 });
  for (const { domain, words, series } of faults) {
    await goTo(page, `#/anomalies?text=${encodeURIComponent(words)}&sort=grade`);
    const rows = page.getByRole('grid').getByRole('row');
    await rows.filter({ hasText: series }).first().click();
    const aside = page.getByRole('complementary');
    await expect(aside.getByText(/in view\.$/)).toBeVisible(); // the chart is drawn
    await page.screenshot({ path: `${folder}/${domain}-found.png` });
    await page.keyboard.press('o');
    await expect(page).toHaveURL(/#\/anomalies\/[0-9a-f]{32}$/);
    await expect(page.getByRole('region', { name: 'Records behind the anomaly' }).getByRole('row').nth(1)).toBeVisible();
    await expect(page.getByText(/in view\.$/).first()).toBeVisible();
    await page.screenshot({ path: `${folder}/${domain}-why.png` });
    await page.getByRole('region', { name: 'Incident' }).getByRole('link').first().click();
    await expect(page.getByRole('article').locator('.incident-bar').first()).toBeVisible();
    await expect(page.getByRole('region', { name: 'What moved with it' }).getByText(/read moved farther than usual/)).toBeVisible();
    await page.screenshot({ path: `${folder}/${domain}-incident.png` });
  }
});
