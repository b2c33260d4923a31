import { expect, type Page } from '@playwright/test';
import { busyOnceItAsks, heldCalls } from './hold.ts';
import { behind, goTo, test } from './open-web.ts';

/* What an analyst does while an answer is on its way, or before the page has drawn what was done last, is neither lost nor undone by it. */

/** Opens the page of the first incident. */
async function openIncident(page: Page): Promise<void> {
  await goTo(page, '#/anomalies?view=incidents');
  await page.getByRole('grid', { name: 'Incidents' }).getByRole('row').first().waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('o');
  await expect(page).toHaveTitle(/^Incident/);
}

/** A press of the pointer that moved and ended before the page could draw the move. */
async function dropAtOnce(page: Page, css: string, to: { x: number; y: number }): Promise<void> {
  await page.evaluate(([selector, { x, y }]) => {
    for (const type of ['pointermove', 'pointerup']) document.querySelector(selector)!.dispatchEvent(new PointerEvent(type, { clientX: x, clientY: y, pointerId: 1, isPrimary: true, bubbles: true }));
  }, [css, to] as const);
  await page.mouse.up();
}

test('the history of an incident has an act that was done while it was being read', async ({ workbench: page, host }) => {
  const hearAll = await busyOnceItAsks(page, 'incidents.history');
  await openIncident(page);
  await expect(page.getByText('Reading what was done…')).toBeVisible();
  const incidentId = decodeURIComponent(new URL(page.url()).hash.split('/')[2]!.split('?')[0]!);
  const workbench = await behind(page, host);
  await workbench.call('incidents.set-owner', { incidentId, owner: 'Night shift' });
  workbench.close();
  await hearAll();
  await expect(page.getByRole('region', { name: 'History' }).getByRole('listitem').last()).toContainText('Given to Night shift');
});

test('what is written about an incident while the one before is on its way stays', async ({ workbench: page }) => {
  const calls = await heldCalls(page);
  await openIncident(page);
  for (const [method, label, before, next] of [['incidents.comment', 'Note', 'The first note', 'The second, begun'], ['incidents.set-tag', 'Tag', 'valve', 'valve-4'], ['incidents.set-owner', 'Owner', 'Day shift', 'Day shift of']] as const) {
    const field = page.getByLabel(label, { exact: true });
    await field.fill(before);
    calls.hold(method);
    await field.press(label === 'Note' ? 'Control+Enter' : 'Enter');
    await field.fill(next);
    calls.letGo();
    await expect(page.getByRole('region', { name: 'History' })).toContainText({ Note: 'Wrote a note', Tag: 'valve', Owner: 'Given to Day shift' }[label]);
    await expect(field).toHaveValue(next);
  }
});

test('whoever goes elsewhere while a stream is being made is not led away from there', async ({ workbench: page }) => {
  const calls = await heldCalls(page);
  await goTo(page, '#/streams/new');
  await page.getByText('A saved file').click();
  await page.locator('input[type=file]').setInputFiles({ name: 'late.csv', mimeType: 'text/csv', buffer: Buffer.from(`time,load\n${Array.from({ length: 400 }, (_, i) => `${Date.UTC(2026, 0, 5) + i * 1000},${i % 7}`).join('\n')}\n`) });
  await expect(page.getByRole('region', { name: /300 records read/ })).toBeVisible();
  calls.hold('streams.create');
  await page.getByRole('button', { name: /^Start/ }).click();
  await goTo(page, '#/audit');
  calls.letGo();
  await expect(page.getByText('late is started')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Audit', level: 1 })).toBeVisible();
  await page.getByRole('button', { name: 'Open the stream' }).click();
  await expect(page.getByRole('heading', { name: 'late', level: 1 })).toBeVisible();
});

test('fields that are changed while the file of a certificate is read stay', async ({ workbench: page }) => {
  await goTo(page, '#/streams/new');
  await page.getByText('A Kafka topic').click();
  await page.getByText('Encrypt with TLS').click();
  await page.evaluate(() => {
    const { text } = Blob.prototype;
    Blob.prototype.text = function late() { return new Promise((resolve) => { (window as { read?: () => void }).read = () => resolve(text.call(this)); }); };
  });
  await page.locator('.pem-field input[type=file]').first().setInputFiles({ name: 'ca.pem', mimeType: 'text/plain', buffer: Buffer.from('-----BEGIN CERTIFICATE-----') });
  await page.getByLabel('Brokers').fill('broker.example.org:9093');
  await page.evaluate(() => (window as { read?: () => void }).read!());
  await expect(page.getByRole('textbox', { name: 'CA certificate' })).toHaveValue(/BEGIN CERTIFICATE/);
  await expect(page.getByLabel('Brokers')).toHaveValue('broker.example.org:9093');
});

test('incidents are listed once it is known which belong together', async ({ workbench: page }) => {
  const calls = await heldCalls(page);
  calls.hold('incidents.watch-links');
  await goTo(page, '#/anomalies?view=incidents');
  await expect(page.getByText('Reading the incidents…')).toBeVisible();
  await page.evaluate(() => new Promise(requestAnimationFrame));
  await expect(page.getByRole('grid', { name: 'Incidents' })).toHaveCount(0);
  calls.letGo();
  await expect(page.getByRole('grid', { name: 'Incidents' }).getByRole('row').first()).toBeVisible();
});

test('a panel and a stretch of time go where the pointer let go, and keys to the panel they are for, however late it is drawn', async ({ workbench: page }) => {
  await goTo(page, '#/dashboards');
  await page.getByRole('button', { name: 'New dashboard' }).first().click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Drawn late');
  await page.getByRole('button', { name: 'Make it' }).click();
  const streams = page.getByRole('region', { name: 'Streams', exact: true });
  await page.getByRole('button', { name: 'Move or resize Streams' }).focus();
  const loaded = page.waitForEvent('load');
  await page.evaluate(() => {
    for (const shiftKey of [false, true]) document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', shiftKey, bubbles: true, cancelable: true }));
    setTimeout(() => location.reload()); // what is not saved yet is saved as the page is left
  });
  await loaded;
  await expect(streams).toHaveCSS('grid-row', '1 / span 5');

  const corner = (await streams.locator('.dash-corner').boundingBox())!;
  await page.mouse.move(corner.x + 7, corner.y + 7);
  await page.mouse.down();
  await dropAtOnce(page, '.dash-corner', { x: corner.x + 7, y: corner.y + 130 });
  await expect(streams).toHaveCSS('grid-row', '1 / span 7');

  await goTo(page, '#/anomalies?view=explorer');
  const lanes = page.getByRole('application', { name: /lanes of anomalies over time/ });
  await expect(lanes).toHaveAccessibleDescription(/\d+ anomalies in \d+ lanes/);
  const box = (await lanes.locator('canvas').boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.1, box.y + 60);
  await page.mouse.down();
  await dropAtOnce(page, '.swim-lanes canvas', { x: box.x + box.width * 0.4, y: box.y + 60 });
  await expect(page).toHaveURL(/from=.*to=/);
});
