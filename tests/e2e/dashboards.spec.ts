import { expect, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { axeFaults } from './axe.ts';
import { goTo, test, watch } from './open-web.ts';

/* Dashboards: made from a template, arranged by keys and pointer, undone, kept, taken to a file and back, looked at in another window and on a phone. */

/** Makes a dashboard from a template and gives its address after the `#`. */
async function make(page: Page, template: string, name: string): Promise<string> {
  await goTo(page, '#/dashboards');
  await page.getByRole('button', { name: 'New dashboard' }).first().click();
  await page.getByRole('button', { name: /Begin with/ }).click();
  await page.getByRole('option', { name: new RegExp(`^${template}`) }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('button', { name: 'Make it' }).click();
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  return new URL(page.url()).hash;
}
const saved = (page: Page) => expect(page.getByRole('status').filter({ hasText: /^Saved$/ })).toBeVisible();

test('arranges panels by keys with spoken results, undoes it, and keeps it', async ({ workbench: page }) => {
  await make(page, 'Overview', 'By keys');
  const panels = page.locator('.dash-panel');
  await expect(panels).toHaveCount(6);
  const streams = page.getByRole('region', { name: 'Streams', exact: true });
  const handle = page.getByRole('button', { name: 'Move or resize Streams' });
  await handle.focus();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByText('Streams: column 1, row 1, 3 wide and 6 high.')).toBeAttached();
  await expect(streams).toHaveCSS('grid-row', '1 / span 6');
  await expect(handle).toBeFocused();
  await page.keyboard.press('Shift+ArrowRight');
  await expect(page.getByText('Streams: column 1, row 1, 4 wide and 6 high.')).toBeAttached();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByText(/^Streams can't go further/)).toBeAttached();
  await page.keyboard.press('Control+z');
  await expect(streams).toHaveCSS('grid-column', '1 / span 3');
  await page.keyboard.press('Control+Shift+Z');
  await expect(streams).toHaveCSS('grid-column', '1 / span 4');
  await saved(page);
  await page.reload();
  await expect(streams).toHaveCSS('grid-column', '1 / span 4');
  await page.keyboard.press('Control+k');
  await page.getByRole('searchbox').fill('Dashboard: add a panel');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Text/ }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill('Notes');
  await page.getByLabel('Text (Markdown)').fill('# Night\n[out](https://example.invalid/) ![far](https://example.invalid/a.png) <b>plain</b>');
  await page.getByLabel('Text (Markdown)').press('Control+z'); // is the field's own
  await page.getByLabel('Text (Markdown)').fill('# Night\n[out](https://example.invalid/) ![far](https://example.invalid/a.png) <b>plain</b>');
  await page.getByRole('button', { name: 'Done' }).click();
  const notes = page.getByRole('region', { name: 'Notes' });
  await expect(notes).toContainText('out (https://example.invalid/) [far] <b>plain</b>');
  await expect(notes.locator('img, .text-panel a')).toHaveCount(0);
  await notes.getByRole('button', { name: /^More for/ }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await expect(notes).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(notes).toBeVisible();
});

test('moves and resizes a panel by pointer', async ({ workbench: page }) => {
  await make(page, 'Overview', 'By pointer');
  const streams = page.getByRole('region', { name: 'Streams', exact: true });
  const head = await streams.getByRole('heading').boundingBox();
  const chart = await page.locator('.dash-kind-time-chart').first().boundingBox();
  await page.mouse.move(head!.x + 20, head!.y + 8);
  await page.mouse.down();
  await page.mouse.move(chart!.x + 60, chart!.y + 12, { steps: 5 });
  await page.mouse.up();
  await expect(streams).toHaveCSS('grid-row', '1 / span 6');
  const corner = await streams.locator('.dash-corner').boundingBox();
  await page.mouse.move(corner!.x + 7, corner!.y + 7);
  await page.mouse.down();
  await page.mouse.move(corner!.x + 7, corner!.y + 130, { steps: 5 });
  await page.mouse.up();
  await expect(streams).toHaveCSS('grid-row', '1 / span 8');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(streams).toHaveCSS('grid-row', '1 / span 6');
});

test('has every kind of panel drawn from the samples, with nothing serious for axe, on a screen and on a phone', async ({ workbench: page }) => {
  for (const template of ['Retail', 'Healthcare']) { // which have all kinds between them
    await make(page, template, `${template} at work`);
    await expect(page.locator('.dash-panel .waiting')).toHaveCount(0);
    await expect(page.locator('.dash-panel-body .empty').filter({ hasText: /not there|could not|not know/ })).toHaveCount(0);
    expect(await axeFaults(page)).toEqual([]);
  }
  await expect(page.locator('.value-number output').first()).toContainText(/\d/);
  await page.setViewportSize({ width: 360, height: 740 });
  await expect(page.locator('.dash-stack > .dash-panel').first()).toBeVisible();
  await expect(page.getByRole('button', { name: /^Move or resize/ })).toHaveCount(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  expect(await axeFaults(page)).toEqual([]);
});

test('is renamed, duplicated, taken to a file and back, and comes back when it was deleted', async ({ workbench: page }) => {
  await make(page, 'Retail', 'Round trip');
  await expect(page.locator('.dash-panel').first()).toBeVisible();
  const count = await page.locator('.dash-panel').count();
  await goTo(page, '#/dashboards');
  const act = async (name: string, what: string) => {
    await page.getByRole('button', { name: `More for ${name}`, exact: true }).click();
    await page.getByRole('menuitem', { name: what }).click();
  };
  await act('Round trip', 'Rename');
  await page.getByRole('textbox', { name: 'Name' }).fill('Round trip 2');
  await page.getByRole('button', { name: 'Rename' }).click();
  await act('Round trip 2', 'Duplicate');
  await expect(page.getByRole('row', { name: /Round trip 2 \(copy\)/ })).toBeVisible();
  const download = page.waitForEvent('download');
  await act('Round trip 2', 'Export as a file');
  const file = await download;
  expect(file.suggestedFilename()).toBe('Round trip 2.dashboard.json');
  const body = await readFile(await file.path(), 'utf8');
  await act('Round trip 2', 'Delete');
  await expect(page.getByRole('row', { name: 'Round trip 2', exact: false })).toHaveCount(1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('row', { name: /Round trip 2/ })).toHaveCount(2);
  await page.locator('input[type=file]').first().setInputFiles({ name: 'a.dashboard.json', mimeType: 'application/json', buffer: Buffer.from(body.replace('Round trip 2', 'From a file').replaceAll(/"stream": "[^"]*"/g, (found, at: number) => (at > body.length / 2 ? '"stream": "Elsewhere"' : found))) });
  await expect(page.getByText(/is imported; \d of what it shows is not here/)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'From a file', level: 1 })).toBeVisible();
  await expect(page.locator('.dash-panel')).toHaveCount(count);
  await expect(page.getByText(/^Not found here: /).first()).toBeVisible();
  await goTo(page, '#/dashboards');
  await page.locator('input[type=file]').first().setInputFiles({ name: 'b.json', mimeType: 'application/json', buffer: Buffer.from('{"format":"other"}') });
  await expect(page.getByText('The file holds JSON, but no dashboard of this program.')).toBeVisible();
});

test('opens a panel in a window of its own, which follows what is saved, as the dashboard follows another window', async ({ workbench: page, problems }) => {
  const address = await make(page, 'Overview', 'Two screens');
  await saved(page);
  const opened = page.context().waitForEvent('page');
  await page.getByRole('button', { name: 'More for Streams', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Open in a window of its own' }).click();
  const other = await opened;
  watch(other, problems);
  await expect(other.getByRole('heading', { name: 'Streams', level: 1 })).toBeVisible();
  await expect(other.getByRole('navigation')).toHaveCount(0);
  await page.getByRole('button', { name: 'More for Streams', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill('All my streams');
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(other.getByRole('heading', { name: 'All my streams', level: 1 })).toBeVisible();
  await other.goto(`${new URL(page.url()).origin}/${address}`);
  await other.getByRole('button', { name: 'More for All my streams' }).click();
  await other.getByRole('menuitem', { name: 'Remove' }).click();
  await expect(page.getByRole('region', { name: 'All my streams' })).toHaveCount(0);
  await other.close();
});

test('looks ahead of the newest sample with a band, and shows lanes and calendar of the chosen range', async ({ workbench: page }) => {
  await make(page, 'Retail', 'Ahead');
  const [lanes, calendar] = [page.locator('.dash-kind-lanes'), page.locator('.dash-kind-calendar')];
  await expect(lanes.getByText(/^\d+ lanes, the worst first$/)).toBeVisible();
  await expect(calendar.getByRole('rowheader').first()).toBeVisible();
  const days = await calendar.getByRole('rowheader').count();
  const chart = page.locator('.dash-kind-time-chart').first().getByRole('application').first();
  await chart.focus();
  await expect(chart).toHaveAccessibleDescription(/in view/); // its samples are read
  for (let press = 0; press < 3; press++) await page.keyboard.press('+');
  await expect(lanes.getByText(/, the worst first, in the chosen range$|None of the chosen range/)).toBeVisible();
  await expect.poll(() => calendar.getByRole('rowheader').count()).toBeLessThan(days);
  await calendar.getByRole('button', { name: 'Hear the calendar' }).press('Enter');
  await expect(calendar.getByText(/The hours of .* from the first to the last|Nothing to hear/)).toBeAttached();
  const panel = page.locator('.dash-kind-forecast');
  await panel.scrollIntoViewIfNeeded();
  await expect(panel.getByText(/^In .+, band .+; in .+, band .+\. \d+ steps, .+, ahead of /)).toBeVisible();
  await expect(panel.getByText(/erred least from \d+ moments before/)).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await panel.screenshot({ path: `.cache/screens/forecast-${colorScheme}.png` });
    expect(await axeFaults(page)).toEqual([]);
  }
  await panel.getByRole('application').focus();
  await page.keyboard.press('End');
  await expect(panel.getByText(/expected .+ to /).first()).toBeAttached();
  await panel.getByRole('button', { name: /^Table of/ }).press('Enter');
  await expect(panel.getByRole('table')).toBeVisible();
  await page.setViewportSize({ width: 360, height: 740 });
  await panel.scrollIntoViewIfNeeded();
  await page.screenshot({ path: '.cache/screens/forecast-360.png' });
  expect(await page.evaluate(() => document.querySelector('main')!.scrollWidth - document.querySelector('main')!.clientWidth)).toBeLessThanOrEqual(0);
});
