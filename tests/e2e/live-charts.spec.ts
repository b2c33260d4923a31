import { expect } from '@playwright/test';
import { goTo, test } from './open-web.ts';

/* A stream whose records come while it is looked at: what is stored is read once, and what comes is drawn. */

const csv = ['time,machine,load', ...Array.from({ length: 3000 }, (_, i) => `${new Date(Date.UTC(2026, 0, 5) + i * 1000).toISOString()},press-${i % 2},${i % 4 < 2 ? 19 : 21}`), ''].join('\n');

test('reads a growing stream once, however often its health changes, and draws what comes', async ({ workbench: page }) => {
  const sent: string[] = [];
  page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => { sent.push(/series\.(stretch|watch)/.exec(payload.toString())?.[0] ?? ''); }));
  await page.reload();
  await page.getByText('Connected').waitFor();
  await goTo(page, '#/streams/new');
  await page.getByText('A saved file').click();
  await page.locator('input[type=file]').setInputFiles({ name: 'growing.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await expect(page.getByText('press-1').first()).toBeVisible();
  // No faster: a page that can't follow reads what is stored again, as it should.
  await page.getByRole('button', { name: /Pace/ }).click();
  await page.getByRole('option', { name: /^As it happened/ }).click();
  await page.getByRole('button', { name: /^Start/ }).click();
  const chart = page.getByRole('application', { name: /^press-1/ });
  for (const one of [page.getByRole('application', { name: /^press-0/ }), chart]) await expect(one).toHaveAccessibleName(/press-\d: \d/);
  const asked = () => ['series.stretch', 'series.watch'].map((name) => sent.filter((one) => one === name).length);
  const before = asked();
  const now = await chart.getAttribute('aria-label');
  await expect(chart).not.toHaveAccessibleName(now!);
  await page.waitForTimeout(12_000); // the list of series is read again every 10 s
  expect(asked()).toEqual(before);
  await page.getByRole('link', { name: 'press-1' }).click();
  await expect(page.getByRole('region', { name: 'Chart of press-1' })).toContainText(/load 1\d(\.\d+)? to 2\d/);
  const whole = asked();
  await page.waitForTimeout(3000);
  expect(asked()).toEqual(whole);
});
