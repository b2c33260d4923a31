import { expect } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { axeFaults } from './axe.ts';
import { goTo, test } from './open-web.ts';

/** A short saved stream with one spike. */
function readings(): string {
  const begin = Date.UTC(2026, 0, 5);
  return `time,load\n${Array.from({ length: 700 }, (_, row) => `${new Date(begin + row * 60_000).toISOString()},${row === 600 ? 90 : 5 + (row % 7) / 10}`).join('\n')}\n`;
}
const passphrase = 'harbour violin copper';

test('saves an evidence pack of an anomaly, opens it, replays it, and says of a wrong passphrase, another format and a changed file what is wrong', async ({ workbench: page }) => {
  await goTo(page, '#/streams/new');
  await page.getByText('A saved file').click();
  await page.locator('input[type=file]').setInputFiles({ name: 'spike.csv', mimeType: 'text/csv', buffer: Buffer.from(readings()) });
  await expect(page.getByRole('region', { name: /300 records read/ })).toBeVisible();
  await page.getByRole('button', { name: /^Start/ }).click();
  await expect(page.getByText('Read to its end').first()).toBeVisible();
  await page.locator('.tile', { hasText: 'Anomalies' }).getByRole('link').click();
  await page.getByRole('grid', { name: 'Anomalies' }).getByRole('row').first().click();
  await page.getByRole('button', { name: 'Save an evidence pack' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save an evidence pack' });
  await dialog.getByLabel('Passphrase', { exact: true }).fill('short');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('Give at least 12 characters.')).toBeVisible();
  await dialog.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await dialog.getByLabel('Passphrase again').fill(passphrase);
  await page.screenshot({ path: '.cache/screens/evidence-save.png' });
  const downloading = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/\.afpack$/);
  const bytes = await readFile(await download.path());
  await expect(dialog.getByText(/is saved, .*iB/)).toBeVisible();
  await page.screenshot({ path: '.cache/screens/evidence-saved.png' });
  await dialog.getByRole('button', { name: 'Done' }).click();

  await goTo(page, '#/evidence');
  await expect(page.getByText('No pack is open')).toBeVisible();
  const open = async (name: string, buffer: Buffer, word: string) => {
    await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
    await page.getByLabel('Passphrase of the pack').fill(word);
    await page.keyboard.press('Enter');
  };
  const otherFormat = Buffer.from(bytes);
  otherFormat[6] = 0x39;
  await open('later.afpack', otherFormat, passphrase);
  await expect(page.getByText(/this program knows 1/)).toBeVisible();
  await open('spike.afpack', bytes, 'another passphrase');
  await expect(page.getByText('AF_PACK_PASSPHRASE_WRONG')).toBeVisible();
  await page.screenshot({ path: '.cache/screens/evidence-wrong.png' });
  await page.getByLabel('Passphrase of the pack').fill(passphrase);
  await page.keyboard.press('Enter');
  await expect(page.getByText('Intact: it is what was signed')).toBeVisible();
  await page.getByRole('button', { name: 'Replay' }).click();
  await goTo(page, '#/streams'); // it goes on, and is there on coming back
  await goTo(page, '#/evidence');
  await expect(page.getByText('Yes: the same anomalies came out')).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `.cache/screens/evidence-${colorScheme}.png` });
    expect(await axeFaults(page)).toEqual([]);
  }
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await page.evaluate(() => document.querySelector('main')!.scrollWidth - document.querySelector('main')!.clientWidth)).toBeLessThanOrEqual(0);
  await page.getByText('What the series showed').scrollIntoViewIfNeeded();
  await page.screenshot({ path: '.cache/screens/evidence-360.png' });
  await page.setViewportSize({ width: 1440, height: 900 });

  // Another window says that it does not hold this pack; once it is closed, nothing of it is listed.
  const other = await page.context().newPage();
  await other.goto(page.url());
  for (const [window, words] of [[page, 'Open the pack'], [other, 'Choose its file']] as const) {
    await window.getByRole('button', { name: /works? (ended|failed or stopped)/ }).click();
    await expect(window.getByRole('dialog', { name: 'Long works' }).getByRole('listitem').filter({ hasText: 'Replay of' })).toContainText(words);
  }
  for (const [name, colorScheme, width] of [['light', 'light', 1440], ['dark', 'dark', 1440], ['360', 'light', 360]] as const) {
    await other.emulateMedia({ colorScheme });
    await other.setViewportSize({ width, height: 740 });
    await other.screenshot({ path: `.cache/screens/evidence-other-window-${name}.png` });
  }
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Close the pack' }).click();
  await expect(other.getByRole('listitem').filter({ hasText: 'Replay of' })).toHaveCount(0);
  await other.close();

  const changed = Buffer.from(bytes);
  changed[Math.floor(bytes.length / 2)]! ^= 1;
  await open('changed.afpack', changed, passphrase);
  await expect(page.getByRole('alert').getByText(/^(Changed|Not signed)/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Replay' })).toHaveCount(0);
  await page.screenshot({ path: '.cache/screens/evidence-changed.png' });
});
