import { expect } from '@playwright/test';
import { build } from 'esbuild';
import { axeFaults } from './axe.ts';
import { goTo, pressBoth, test } from './open-web.ts';

/* Charts without eyes: words, keys, a table and a tune say what the lines say. */

test('a series is read by keys, as words and as a table, and heard', async ({ workbench: page }) => {
  await goTo(page, '#/series/1');
  const chart = page.getByRole('application', { name: /^Chart of/ });
  await expect(chart).toHaveAccessibleDescription(/about .*(rising|falling|no trend), last .*anomal.* in view.*Home End/);
  const spoken = page.locator('.time-chart > [aria-live]');
  await chart.focus();
  await page.keyboard.press('Home');
  await expect(spoken).toContainText(/:\d\d.*(score|warming up)/);
  await page.keyboard.press('PageDown');
  await expect(spoken).toContainText(/^Anomaly 1 of \d+, (low|medium|high) /);
  for (let zooms = 0; zooms < 4; zooms += 1) await page.keyboard.press('+');
  await page.keyboard.press('Shift+S');
  await expect(page.getByRole('button', { name: /^Stop / })).toBeVisible();
  await page.keyboard.press('Shift+S');
  await expect(spoken).toHaveText('Stopped.');
  // What is said gives way to the next within a moment: all of it is noted.
  await spoken.evaluate((line) => {
    const told: string[] = (window as { told?: string[] }).told = [];
    new MutationObserver(() => told.push(line.textContent)).observe(line, { childList: true, characterData: true, subtree: true });
  });
  await page.keyboard.press('Shift+S');
  await expect(spoken).toHaveText('Played to the end.');
  const told = (await page.evaluate(() => (window as { told?: string[] }).told!)).join('\n');
  expect(told).toMatch(/in \d seconds: the higher the value the higher the tone, a click at each anomaly/);
  expect(told).toMatch(/^Anomaly \d+ of \d+: (low|medium|high) [a-z ]+\.$/m);
  await page.getByRole('button', { name: /^Table of/ }).press('Enter');
  const table = page.getByRole('region', { name: /^Table of/ });
  await expect(table.getByText('Every sample in view')).toBeVisible();
  await expect(table.locator('tr')).toHaveCount(101); // a page and its head
  await expect(table.locator('td:nth-child(2)').filter({ hasText: /^(low|medium|high) / }).first()).toBeAttached();
  await page.getByRole('button', { name: 'Next rows' }).press('Enter');
  await expect(page.getByText(/^Rows 101 to \d+ of \d+$/)).toBeVisible();
  await page.screenshot({ path: '.cache/screens/unseen-series.png' });
  const [stretch] = /^.*?\)/.exec(await page.locator('.time-chart-summary').innerText())!;
  await page.getByRole('link', { name: 'Open', exact: true }).press('Enter');
  await expect(page).toHaveURL(/#\/anomalies\/[0-9a-f]{32}\?from=/);
  await expect(page.locator('.anomaly-chart .time-chart-summary')).toContainText(stretch);
  const own = page.url().replace(/\?.*/, '');
  await chart.focus();
  let hasSaved = false;
  page.on('download', () => { hasSaved = true; });
  for (const key of ['p', 'p', 'p', 'n', 'p']) await page.keyboard.press(key); // along this series' anomalies, and beyond the first nowhere: to no other page, and to no report
  await page.keyboard.press('Home');
  await expect(spoken).toContainText(/:\d\d/);
  expect([page.url().replace(/\?.*/, ''), hasSaved]).toEqual([own, false]);
  await pressBoth(page, 'g', 'p');
  await expect(page).toHaveURL(/#\/evidence$/);
});

test('the tune of a chart is heard where its values are, silent in a gap, and clicks at an anomaly', async ({ page }) => {
  const { outputFiles } = await build({ stdin: { contents: `export { melodyOf } from './melody.ts'; export { playMelody } from './play-melody.ts';`, resolveDir: 'app/renderer/charts/sound', loader: 'ts' }, bundle: true, write: false, format: 'iife', globalName: 'sound' });
  await page.evaluate(`${outputFiles[0]!.text}; window.sound = sound`);
  const heard = await page.evaluate(async () => {
    const { melodyOf, playMelody } = (window as never as { sound: { melodyOf: (...of: unknown[]) => never; playMelody: (...of: unknown[]) => void } }).sound;
    const values = Float64Array.from({ length: 800 }, (_, i) => (i >= 200 && i < 400 ? NaN : i < 200 ? 0 : 1));
    const none = [new Float32Array(800)];
    const points = { times: Float64Array.from({ length: 800 }, (_, i) => i), values: [values], expected: none, low: none, high: none, score: none[0], rowCount: 800, whole: true };
    const rate = 8000;
    const context = new OfflineAudioContext(2, 8 * rate, rate);
    playMelody(context, melodyOf(points, 0, { from: 0, to: 799 }, [{ id: 'a', start: 600, end: 600, severity: 'high', open: false, words: '', settled: false }]), 1);
    const rendered = await context.startRendering();
    /** Strength of a frequency about a second, in the left and right ear: Goertzel's correlation. */
    const strength = (hz: number, second: number) => [0, 1].map((ear) => {
      const samples = rendered.getChannelData(ear).subarray(Math.round(second * rate), Math.round((second + 0.05) * rate));
      let [re, im] = [0, 0];
      samples.forEach((sample, i) => { re += sample * Math.cos((2 * Math.PI * hz * i) / rate); im += sample * Math.sin((2 * Math.PI * hz * i) / rate); });
      return Math.hypot(re, im) / samples.length;
    });
    return { low: strength(220, 0.5), gap: strength(220, 3), high: strength(880, 7), click: strength(1760, 5.97), before: strength(1760, 5.5) };
  });
  expect(heard.low[0]).toBeGreaterThan(0.2);
  expect(Math.max(...heard.gap)).toBeLessThan(0.01);
  expect(heard.high[1]).toBeGreaterThan(0.2);
  expect([heard.low[0]! > 2 * heard.low[1]!, heard.high[1]! > 2 * heard.high[0]!]).toEqual([true, true]);
  expect(heard.click[1]).toBeGreaterThan(10 * heard.before[1]!);
});

test('small charts and panels have the same keys, and nothing moves for who asked for stillness', async ({ workbench: page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await goTo(page, '#/series/1');
  await page.locator('.series-title a').press('Enter');
  await expect(page.locator('.small-chart').first()).toBeVisible();
  const small = page.getByRole('application').first();
  await small.focus();
  await expect(small).toHaveAccessibleDescription(/about .* in view/);
  await page.keyboard.press('Home');
  await expect(page.locator('.small-chart > [aria-live]').first()).toContainText(/:\d\d/);
  await page.getByRole('button', { name: /^Table of/ }).first().press('Enter');
  await expect(page.getByRole('region', { name: /^Table of/ })).toBeVisible();
  await page.screenshot({ path: '.cache/screens/unseen-grid.png' });
  await goTo(page, '#/anomalies?view=explorer');
  const lanes = page.getByRole('application', { name: /lanes/ });
  await expect(lanes).toHaveAccessibleDescription(/\d+ anomalies in \d+ lanes\. The worst is of/);
  await page.screenshot({ path: '.cache/screens/unseen-explorer.png' });
  await lanes.press('Shift+S');
  await expect(page.locator('.swim-lanes > [aria-live]')).toContainText(/All lanes from the left to the right in \d+ seconds/);
  await expect(page.locator('.swim-lanes-heard')).toBeVisible();
  await lanes.press('Shift+S');
  await expect(page.locator('.swim-lanes-heard')).toHaveCount(0);
  await page.getByRole('button', { name: 'Table of the lanes' }).press('Enter');
  await expect(page.getByRole('region', { name: 'Table of the lanes' }).getByRole('cell', { name: /^(low|medium|high)$/ }).first()).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await page.evaluate(() => document.getAnimations().filter((one) => Number(one.effect?.getTiming().duration) > 1 || one.effect?.getTiming().iterations === Infinity).length)).toBe(0);
});

/** A meter by 15 minutes, in tenths, that grows by 1 to 3 with the day; by 12 for some hours of its last day. */
function meter(rows: number): string {
  let total = 488_610;
  const lines = Array.from({ length: rows }, (_, i) => `${new Date(Date.UTC(2026, 0, 5) + i * 900_000).toISOString()},${((total += i > rows - 60 && i < rows - 44 ? 120 : 20 + Math.round(8 * Math.sin((i * Math.PI) / 48) + 2 * Math.sin(i * i))) / 10).toFixed(1)}`);
  return `time,kWh\n${lines.join('\n')}\n`;
}

test('a meter is drawn, told and heard by its growth, and by what it stands at for who switches', async ({ workbench: page }) => {
  await goTo(page, '#/streams/new');
  await page.getByText('A saved file').click();
  await page.locator('input[type=file]').setInputFiles({ name: 'meter.csv', mimeType: 'text/csv', buffer: Buffer.from(meter(1400)) });
  await expect(page.getByRole('region', { name: /300 records read/ })).toBeVisible();
  await page.getByRole('button', { name: /^Start/ }).click();
  await expect(page.getByText('Read to its end').first()).toBeVisible();
  await page.locator('a[href*="#/series/"]').first().click();
  const chart = page.getByRole('application', { name: /^Chart of/ });
  const legend = page.locator('.chart-legend dt').first();
  await expect(chart).toHaveAccessibleDescription(/: growth of kWh 1\S* to 12, about .*[1-9]\d* anomal/);
  await expect(legend).toHaveText('growth of kWh');
  await page.getByRole('button', { name: 'All', exact: true }).press('Enter');
  await chart.focus();
  await page.keyboard.press('n');
  await page.keyboard.press('ArrowRight');
  const spoken = page.locator('.time-chart > [aria-live]');
  await expect(spoken).toContainText(/: growth of kWh 12, expected \S+ \(\S+ to \S+\), above the band/);
  await page.getByRole('button', { name: /^Table of/ }).press('Enter');
  const heads = page.getByRole('region', { name: /^Table of/ }).locator('th');
  await expect(heads.filter({ hasText: 'growth of kWh' })).toBeVisible();
  for (const [name, width, colorScheme] of [['1440', 1440, 'light'], ['1440-dark', 1440, 'dark'], ['360', 360, 'light'], ['360-dark', 360, 'dark']] as const) {
    await page.setViewportSize({ width, height: width === 360 ? 740 : 900 });
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `.cache/screens/growth-${name}.png` });
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  expect(await axeFaults(page)).toEqual([]);
  const growth = page.getByRole('button', { name: /^Growth in/ });
  await expect(growth).toHaveAttribute('aria-pressed', 'true');
  await growth.press('Enter');
  await expect(growth).toHaveAttribute('aria-pressed', 'false');
  await expect(legend).toHaveText('kWh');
  await expect(chart).toHaveAccessibleDescription(/: kWh 48,86\S* to \S+, about .*rising/);
  await expect(heads.filter({ hasText: /^kWh$/ })).toBeVisible();
  await page.screenshot({ path: '.cache/screens/growth-standing.png' });
  await growth.press('Enter');
  await chart.press('Shift+S');
  await expect(legend).toHaveText('growth of kWh');
  await goTo(page, '#/series/1');
  await expect(chart).toHaveAccessibleDescription(/in view/);
  await expect(growth).toHaveCount(0);
});
