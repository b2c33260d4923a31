import { pathToFileURL } from 'node:url';
import { expect } from '@playwright/test';
import { axeFaults } from './axe.ts';
import { goTo, pressBoth, test } from './open-web.ts';

/* What an analyst does, by keyboard where it can be: look, judge, take back, replay, import, fail and recover. */

const csv = (rows: number, broken: readonly number[] = []) => ['time,machine,load', ...Array.from({ length: rows }, (_, i) => (broken.includes(i) ? 'not,a,number' : `${new Date(Date.UTC(2026, 0, 5) + i * 1000).toISOString()},press-${i % 2},${(20 + Math.sin(i / 9) + (i > rows - 60 && i < rows - 20 ? 60 : 0)).toFixed(3)}`)), ''].join('\n');

test('walks the anomalies by keys, judges one, sees it in its history and takes it back', async ({ workbench: page }) => {
  await pressBoth(page, 'g', 'i');
  await expect(page.getByRole('heading', { name: /^Anomalies/ })).toBeVisible();
  await expect(page.getByRole('row').first()).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('3');
  await expect(page.getByRole('row').nth(1)).toContainText('False alarm');
  await page.keyboard.press('o');
  await expect(page).toHaveURL(/#\/anomalies\/[0-9a-f]{32}$/);
  await expect(page.getByRole('region', { name: 'Records behind the anomaly' }).getByRole('row').nth(1)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Judgements' })).toBeVisible();
  await page.keyboard.press('0');
  await expect(page.getByText('Verdict taken back')).toBeVisible();
});

test('saves a report of an anomaly by a key: a document of its own that loads nothing, with its judgement and its records', async ({ workbench: page }) => {
  await goTo(page, '#/anomalies');
  await expect(page.getByRole('row').first()).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('o');
  await expect(page.getByRole('region', { name: 'Records behind the anomaly' })).toBeVisible();
  await page.keyboard.press('1');
  await expect(page.getByRole('heading', { name: 'Judgements' })).toBeVisible();
  const title = await page.getByRole('heading', { level: 1 }).last().innerText();
  await page.getByRole('checkbox', { name: 'With its records' }).press('Space');
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('p')]);
  expect(download.suggestedFilename()).toMatch(/^[a-z0-9-]+-\d{4}-\d\d-\d\d-\d{4}\.html$/);
  const path = '.cache/screens/report.html';
  await download.saveAs(path);
  const report = await page.context().newPage();
  const asked: string[] = [];
  report.on('request', (request) => asked.push(request.url()));
  await report.goto(pathToFileURL(path).href);
  await expect(report.getByRole('heading', { level: 1 })).toHaveText(title);
  await expect(report.getByText('True problem').first()).toBeVisible();
  await expect(report.locator('figure svg path').first()).toHaveAttribute('d', /^M.*L/);
  await expect(report.getByRole('heading', { name: 'Records behind it' })).toBeVisible();
  expect(await report.locator('tr.in-it').count()).toBeGreaterThan(0);
  expect(asked).toHaveLength(1);
  expect(await axeFaults(report)).toEqual([]);
  await report.screenshot({ path: '.cache/screens/report.png', fullPage: true });
  await report.setViewportSize({ width: 360, height: 800 });
  expect(await report.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await report.close();
  await page.keyboard.press('0');
  await expect(page.getByText('Verdict taken back').first()).toBeVisible();
});

test('filters and sorts in the address, which can be shared', async ({ workbench: page }) => {
  await goTo(page, '#/anomalies?severity=high&sort=score');
  await expect(page.getByRole('row').first()).toContainText('High');
  await expect(page.locator('.grid-row .pill-low')).toHaveCount(0);
  await page.getByRole('searchbox').fill('no such series anywhere');
  await expect(page.getByText('No anomaly matches')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await expect(page.getByRole('row').first()).toBeVisible();
});

test('plays a saved stream back by keys and goes back to its whole range', async ({ workbench: page }) => {
  await goTo(page, '#/series/1');
  const bar = page.getByRole('slider').first();
  await expect(bar).toBeVisible();
  await bar.focus();
  await page.keyboard.press('Home');
  const replay = page.getByRole('group', { name: 'Replay' });
  await expect(replay).toContainText(/1 ms of \d/);
  await replay.getByRole('button', { name: 'Play' }).click();
  await expect(replay).toContainText(/[2-9](\.\d)? s of \d/);
  await replay.getByRole('button', { name: 'Pause' }).click();
  await replay.getByRole('button', { name: 'Show all' }).click();
  await expect(replay).toContainText('Whole range');
});

test('imports a file by the wizard, shows what could not be read, and finds the fault', async ({ workbench: page }) => {
  await goTo(page, '#/streams/new');
  await page.getByText('A saved file').click();
  await page.locator('input[type=file]').setInputFiles({ name: 'presses.csv', mimeType: 'text/csv', buffer: Buffer.from(csv(2400, [100, 900])) });
  await expect(page.getByText('press-1').first()).toBeVisible();
  await page.getByRole('button', { name: /^Start/ }).click();
  await expect(page).toHaveURL(/#\/streams\/[0-9a-f-]{36}/);
  await expect(page.getByText('Read to its end').first()).toBeVisible();
  await page.getByRole('tab', { name: /Quarantine/ }).click();
  await expect(page.getByText('not,a,number').first()).toBeVisible();
  await goTo(page, '#/anomalies?text=press-1');
  await expect(page.getByRole('row').first()).toContainText('press-1');
});

test('tries two detectors on what is stored, side by side, and a budget, on a phone too', async ({ workbench: page }) => {
  await goTo(page, '#/streams');
  await page.getByText('Stock and sales of two stores').first().click();
  await page.getByRole('tab', { name: 'Backtest' }).click();
  await expect(page.getByText('Nothing was tried yet')).toBeVisible();
  await page.getByRole('button', { name: 'Suggest one' }).click();
  await expect(page.getByText(/a planted change raises the alarm above \d+ % of the untouched stretches/)).toBeVisible();
  await expect(page.getByRole('table', { name: 'How far planted changes stand out' }).getByRole('row')).toHaveCount(6);
  await page.getByRole('button', { name: 'Run the backtest' }).click();
  await expect(page.getByRole('heading', { name: 'Would have fired' })).toBeVisible();
  const trials = page.getByRole('table', { name: 'Trials side by side' });
  await expect(trials.getByRole('columnheader')).toHaveText(['Forecast and residual, 50 %', 'Known states, 50 %']);
  // What is stored was told by the first: it would be told again.
  const told = await page.locator('.tile', { hasText: 'Anomalies' }).getByRole('link').innerText();
  await expect(trials.getByRole('row', { name: /^Alerts it would have told/ }).getByRole('cell').first()).toHaveText(told);
  await expect(page.getByRole('grid', { name: 'Alerts it would have told' }).getByRole('row').nth(1)).toContainText(/store-0\d/);
  expect(await axeFaults(page)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await page.evaluate(() => document.querySelector('main')!.scrollWidth - document.querySelector('main')!.clientWidth)).toBeLessThanOrEqual(0);
  await page.screenshot({ path: '.cache/screens/backtest-360.png' });
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.getByRole('tab', { name: 'Set-up and captures' }).click();
  await page.getByLabel('Try another on the stored history').fill('1');
  await page.getByRole('button', { name: 'Try' }).click();
  await expect(page.getByText('Asked for: at most 1 alert a day.')).toBeVisible();
  expect(await axeFaults(page)).toEqual([]);
});

test('explores anomalies as lanes over time, by keys and by pointer, and a link opens the same again', async ({ workbench: page }) => {
  await goTo(page, '#/anomalies?view=explorer');
  const lanes = page.getByRole('application', { name: /lanes of anomalies over time/ });
  const total = page.getByRole('heading', { level: 1 }).locator('.number');
  await expect(lanes).toBeVisible();
  const told = page.locator('.swim-lanes-told');
  await expect(lanes).toHaveAccessibleDescription(/\d+ anomalies in \d+ lanes/);
  const count = async () => Number(/^\d+$/.exec(await total.innerText()) ?? NaN); // not a number while the list is being read
  await expect(total).toHaveText(/^\d+$/);
  const all = await count();
  await lanes.focus();
  await page.keyboard.press('ArrowRight');
  await expect(told).toHaveText(/severity/);
  const first = await told.innerText();
  await page.keyboard.press('ArrowDown');
  await expect(told).not.toHaveText(first);
  await expect(told).toHaveText(/: (\d+ anomal|one that began before).*severity/);
  await expect.poll(count).toBeLessThan(all);
  const [series] = (await told.innerText()).split(',');
  for (const name of [`Hear ${series}`, 'Table of the lanes']) await expect(page.locator('.swim-lanes').getByRole('button', { name })).toBeVisible();
  await expect(page.getByRole('complementary', { name: 'The selected anomaly' }).getByRole('heading').first()).toContainText(series!);
  const link = page.url();
  const found = await total.innerText();
  await goTo(page, '#/');
  await page.goto(link);
  await expect(page.getByRole('button', { name: 'All cells' })).toBeVisible();
  await expect(total).toHaveText(found);
  await page.getByRole('button', { name: 'All cells' }).click();
  await expect(total).toHaveText(String(all));
  // A stretch drawn by the pointer becomes the range.
  const box = (await lanes.locator('canvas').boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.1, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.4, box.y + 60, { steps: 4 });
  await page.mouse.up();
  await expect(page).toHaveURL(/from=.*to=/);
  await expect.poll(count).toBeLessThan(all);
  await page.getByRole('button', { name: 'Whole range' }).click();
  await expect(total).toHaveText(String(all));
  await page.getByRole('button', { name: /Lanes$/ }).click();
  await page.getByRole('option', { name: 'A lane for each stream' }).click();
  await expect(page.locator('.swim-lanes-names li', { hasText: 'Sensors of two pumps' })).toBeVisible();
});

test('a pointer at rest that the page moves from under takes nothing from the keys', async ({ workbench: page }) => {
  await goTo(page, '#/series/1');
  const chart = page.getByRole('application', { name: /^Chart of/ });
  await expect(page.locator('.time-chart-summary')).toContainText(/[1-9]\d* anomal/);
  const box = (await chart.boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.9, box.y + box.height - 3);
  await chart.evaluate((frame) => frame.addEventListener('pointerleave', () => { frame.dataset.left = 'yes'; }));
  await chart.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('n'); // the words below make the chart lower
  await expect(chart).toHaveAttribute('data-left', 'yes');
  await page.keyboard.press('w');
  await expect(page.getByRole('region', { name: 'Why, or why not' }).getByRole('heading')).toContainText('Why here?');
});

test('says why nothing was told at a quiet moment, and why something was, by keys and by pointer', async ({ workbench: page }) => {
  await goTo(page, '#/series/1');
  const chart = page.getByRole('application', { name: /^Chart of/ });
  await expect(page.locator('.time-chart-summary')).toContainText(/[1-9]\d* anomal/);
  await chart.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('w');
  const panel = page.getByRole('region', { name: 'Why, or why not' });
  await expect(panel).toContainText(/still learning .*: this is sample 1 of the \d+/);
  await page.keyboard.press('n');
  await page.keyboard.press('w');
  await expect(panel.getByRole('heading')).toContainText('Why here?');
  await expect(panel.getByRole('link', { name: 'Open the anomaly' })).toBeVisible();
  const link = page.url();
  await goTo(page, '#/');
  await page.goto(link);
  await expect(panel.getByRole('heading')).toContainText('Why here?');
  expect(await axeFaults(page, { within: '.moment-panel' })).toEqual([]);
  await page.screenshot({ path: '.cache/screens/moment.png' });
  await panel.getByRole('button', { name: 'Close' }).click();
  await expect(panel).toHaveCount(0);
  // A press beside all anomalies asks for that moment.
  const box = (await chart.boundingBox())!;
  for (let part = 0.3; part < 0.9; part += 0.05) {
    await page.mouse.click(box.x + box.width * part, box.y + 60);
    if (!await page.evaluate(() => location.hash.includes('at='))) continue; // on an anomaly, which is chosen then
    await expect(panel).toHaveAttribute('aria-busy', 'false');
    if ((await panel.getByRole('heading').innerText()).startsWith('Why not here?')) break;
  }
  await expect(panel).toContainText(/below the threshold of 0\.\d+: not odd enough to be told/);
  await expect(panel).toContainText(/sensitivity/);
  const moment = (await panel.getByRole('heading').innerText()).replace('Why not here?', '').trim();
  await expect(page.locator('.chart-legend')).toContainText(moment);
  await page.mouse.move(2, 2);
  await expect(page.locator('.chart-legend')).toContainText(moment);
});

test('takes in a file that is dropped anywhere', async ({ workbench: page }) => {
  await goTo(page, '#/audit');
  await expect(page.getByRole('heading', { name: 'Audit' })).toBeVisible();
  const dropped = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], 'dropped.csv', { type: 'text/csv' }));
    return transfer;
  }, csv(300));
  for (const type of ['dragenter', 'dragover', 'drop']) await page.dispatchEvent('body', type, { dataTransfer: dropped });
  await expect(page).toHaveURL(/#\/streams\/new/);
  await expect(page.getByText('dropped.csv').first()).toBeVisible();
  await expect(page.getByText('press-1').first()).toBeVisible();
});

test('says what is wrong with a broker that does not answer, and keeps what was entered', async ({ workbench: page }) => {
  await goTo(page, '#/streams/new');
  await page.getByText('A Kafka topic').click();
  await page.getByLabel(/Brokers/).fill('127.0.0.1:1');
  await page.getByLabel(/^Topic/).first().fill('pumps');
  await page.getByRole('button', { name: 'Read a sample' }).click();
  await expect(page.getByText("The broker at 127.0.0.1:1 can't be reached.").first()).toBeVisible({ timeout: 30_000 });
  await expect(page.getByLabel(/Brokers/)).toHaveValue('127.0.0.1:1');
});

test('finds commands by the palette and lists the shortcuts', async ({ workbench: page }) => {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('audit');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Audit', level: 1 })).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toContainText('Next');
});
