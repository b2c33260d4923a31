import { expect, type Page } from '@playwright/test';
import { jwtVerify } from 'jose';
import { startTableauStandIn, type WebRequest } from '../stand-ins/tableau-rest-server.ts';
import { standInId, standInViews } from '../../app/shared/domain/sample-views.ts';
import { tableauConnectionIdSchema } from '../../app/shared/domain/tableau.ts';
import { axeFaults } from './axe.ts';
import { connectByApp } from './connect-by-app.ts';
import { behind, goTo, test } from './open-web.ts';

/** The stand-in's 1,680 dots take axe seconds: its page is looked at in one test, the others leave it out. */
const frameAside = { besides: 'iframe' };

/** The page in both themes, wide and as a phone has it. */
async function photograph(page: Page, name: string): Promise<void> {
  for (const [width, height] of [[1440, 900], [390, 844]] as const) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `.cache/screens/${name}-${colorScheme}-${width}.png` });
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
}

/** A page in place of Tableau's that tries whatever it can to get at the workbench around it, and writes down what it could. */
const hostile = (workbench: string) => `<!doctype html><title>hostile</title><h1>in place of a view</h1><script>
  const got = [];
  const tries = [
    () => top.document.title, () => parent.document.title, () => top.localStorage.length, () => { top.location.href = 'about:blank'; throw 'sent'; },
    () => { for (const w of [top, parent]) { w.postMessage({ id: 1, ask: 'sheets', input: {} }, '*'); w.postMessage('anomalyforce-view-port', '*', [new MessageChannel().port2]); } throw 'sent'; },
  ];
  for (const one of tries) try { got.push(String(one())); } catch {}
  const socket = new WebSocket(${JSON.stringify(workbench.replace('http', 'ws'))} + '/api');
  const settled = new Promise((resolve) => { socket.onopen = () => { got.push('socket'); resolve(); }; socket.onerror = resolve; });
  const asked = fetch(${JSON.stringify(workbench)} + '/', { credentials: 'include' }).then((r) => r.text()).then(() => got.push('page'), () => undefined);
  Promise.all([settled, asked]).then(() => { document.title = 'got ' + JSON.stringify(got); });
</script>`;

test('opens a view by Tableau’s own library: a sign-in with a token of one use, a frame of that server alone, and nothing within it reaches the workbench', async ({ workbench: page, problems, host }) => {
  test.slow(); // half a minute of it is the view's own patience
  const seen: WebRequest[] = [];
  const tableau = await startTableauStandIn({ web: (request) => {
    seen.push(request);
    return { status: 200, body: request.method === 'GET' ? hostile(host.url) : '', headers: { 'access-control-allow-origin': String(request.headers.origin ?? ''), 'access-control-allow-credentials': 'true', 'access-control-allow-headers': 'content-type' } };
  } });
  try {
    await connectByApp(page, tableau.address);
    await goTo(page, '#/tableau');
    await page.getByRole('link', { name: /^Sheet 0/ }).click();
    const frame = page.frameLocator('iframe[title="Book0 / Sheet0"]').frameLocator('iframe');
    await expect(frame.getByRole('heading', { name: 'in place of a view' })).toBeVisible();

    const signIn = seen.find(({ method }) => method === 'POST')!;
    const given = JSON.parse(signIn.body) as { siteName: string; jwt: string };
    const { payload, protectedHeader } = await jwtVerify(given.jwt, new TextEncoder().encode('a secret of the connected app'), { algorithms: ['HS256'], audience: 'tableau', issuer: 'client', subject: 'ana', requiredClaims: ['exp', 'jti'] });
    expect(protectedHeader).toEqual({ alg: 'HS256', typ: 'JWT', kid: 'secret-id', iss: 'client' });
    expect([given.siteName, payload.scp]).toEqual(['lab', ['tableau:views:embed']]);
    expect(payload.exp! - Date.now() / 1000).toBeLessThanOrEqual(600);
    const own = (await page.request.get(host.url)).headers()['content-security-policy']!;
    expect(own).toContain(`frame-src ${signIn.headers.origin};`);
    const opened = seen.find(({ method }) => method === 'GET')!.url;
    expect(opened.pathname).toBe('/t/lab/views/Book0/Sheet0');
    expect(Object.fromEntries(opened.searchParams)).toMatchObject({ ':embed': 'y', ':toolbar': 'bottom', ':hideEditButton': 'y' });
    expect(opened.href).not.toContain(given.jwt);

    await expect(page.getByText(/messages of the view were refused/)).toBeVisible();
    await expect(page.getByText(/Last: (a message to the workbench|another window asked|.*policy)/)).toBeVisible();
    const inner = page.frames().find((one) => one.url().startsWith(tableau.address))!;
    await expect.poll(() => inner.title()).toBe('got []');
    expect(page.url()).toContain('#/tableau/');
    await page.screenshot({ path: '.cache/screens/tableau-hostile.png' });
    expect(tableau.faults).toEqual([]);

    // Tableau's own library takes a new token without asking for the view's page again, nor loading it.
    const pages = () => seen.filter(({ method }) => method === 'GET').length;
    const before = pages();
    const isolated = inner.parentFrame()!;
    const fresh = await behind(page, host).then((workbench) => workbench.call('tableau.embed-token', { connectionId: tableauConnectionIdSchema.parse(/#\/tableau\/([^/]+)/.exec(page.url())![1]) }).finally(() => workbench.close()));
    expect(fresh.token).not.toBe(given.jwt);
    await isolated.evaluate((token) => (document.querySelector('tableau-viz') as HTMLElement & { setAuthToken(token: string): void }).setAuthToken(token), fresh.token);

    // A view that stays silent although its server answers says so after half a minute, and can be looked at in Tableau itself.
    await expect(page.getByText('Tableau answers, but the view does not come')).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText(`has to hold ${signIn.headers.origin}.`)).toBeVisible();
    await expect(page.getByRole('link', { name: 'Open in Tableau' })).toHaveAttribute('href', `${tableau.address}/t/lab/views/Book0/Sheet0`);
    expect([pages(), await inner.title()]).toEqual([before, 'got []']);
    expect(await axeFaults(page, frameAside)).toEqual([]);
    await photograph(page, 'tableau-no-show');
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('link', { name: 'Open in Tableau' }).click({ trial: true });
    await page.setViewportSize({ width: 1440, height: 900 });
    const address = page.url();
    const [, connectionId, path] = /#\/tableau\/([^/]+)\/([^?]+)/.exec(address)!.map(decodeURIComponent);
    const view = { connectionId: tableauConnectionIdSchema.parse(connectionId), path: path! };
    const workbench = await behind(page, host);
    await workbench.call('tableau.keep-view', { ...view, snapshot: { sheet: 'Sheet 0', columns: [{ name: 'Ward', type: 'string' }, { name: 'Beds', type: 'float' }], rows: [['Ward 7', 41.5]], total: 1 } });
    await expect.poll(async () => (await workbench.call('tableau.view', view)).picture).not.toBeNull();
    workbench.close();
    await tableau.close();
    await goTo(page, '#/tableau');
    await page.goto(address);
    await expect(page.getByText('Tableau does not answer')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Try again' }).first()).toBeVisible();
    await expect(page.getByRole('img', { name: 'Book0 / Sheet0, as it was' })).toBeVisible();
    await expect(page.getByText(/Picture, taken (.* ago|just now)/)).toBeVisible();
    await expect(page.getByText(/Sheet 0: data, read .*, 1 row/)).toBeVisible();
    await expect(page.getByRole('cell', { name: '41.5' })).toBeVisible();
    await expect.poll(() => page.getByRole('img', { name: 'Book0 / Sheet0, as it was' }).evaluate((picture: HTMLImageElement) => picture.naturalWidth)).toBe(320);
    await photograph(page, 'tableau-offline');
  } finally {
    await tableau.close();
    problems.length = 0; // what the hostile page was refused is written by the browser
  }
});

test('a sign-in on another host is kept out until the analyst lets that host in', async ({ workbench: page, problems }) => {
  const provider = await startTableauStandIn({ web: () => ({ status: 200, body: '<!doctype html><title>provider</title><h1>Sign in with your organisation</h1>', headers: {} }) });
  const tableau = await startTableauStandIn({ web: () => ({ status: 302, body: '', headers: { location: `${provider.address}/login` } }) });
  try {
    await goTo(page, '#/settings/tableau');
    await page.getByRole('button', { name: 'Connect to Tableau' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Address', { exact: true }).fill(`${tableau.address}/#/site/clinic/home`);
    await dialog.getByRole('radio', { name: 'In the view' }).check({ force: true });
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toBeHidden();
    await goTo(page, '#/tableau');
    await page.getByRole('button', { name: /Connection/ }).click();
    await page.getByRole('option', { name: /^clinic at/ }).click();
    await page.getByLabel('Address of the view').fill(`${tableau.address}/#/site/clinic/views/Book0/Sheet0`);
    await page.getByRole('button', { name: 'Open the view' }).click();
    await expect(page.getByText('The sign-in is on another host')).toBeVisible();
    await page.screenshot({ path: '.cache/screens/tableau-sign-in-elsewhere.png' });
    await page.getByRole('button', { name: `Let ${new URL(provider.address).host} in` }).click();
    await expect(page.frameLocator('iframe[title="Book0 / Sheet0"]').frameLocator('iframe').getByRole('heading', { name: 'Sign in with your organisation' })).toBeVisible();
  } finally {
    await tableau.close();
    await provider.close();
    problems.length = 0; // what was kept out is written by the browser
  }
});

test('shows the stand-in, marked as such, and says why a view is not shown and what to do', async ({ workbench: page }) => {
  test.slow(); // many pictures
  await goTo(page, '#/');
  const sample = page.getByRole('listitem').filter({ hasText: 'A view as of Tableau' });
  await sample.scrollIntoViewIfNeeded();
  await photograph(page, 'start-view');
  await sample.getByRole('link', { name: 'Open the view' }).click();
  const frame = page.frameLocator('iframe[title="Bed occupancy by ward"]');
  await expect(frame.getByText('Stand-in, not Tableau')).toBeVisible();
  await frame.getByRole('img', { name: /^Beds, 1680 marks/ }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(frame.getByText(/Ward 7, 2026-01-05 00:00/)).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await axeFaults(page)).toEqual([]);
    await page.screenshot({ path: `.cache/screens/tableau-view-${colorScheme}.png` });
  }
  await goTo(page, '#/tableau/stand-in/%2Fsilent');
  await expect(page.getByText('Opening the view…')).toBeVisible();
  await page.screenshot({ path: '.cache/screens/tableau-loading.png' });
  for (const [path, words, way] of [['sign-in', 'Tableau did not accept the sign-in', 'Test the connection'], ['denied', 'This user may not see the view', 'Choose another view'], ['version', 'The library and this Tableau do not go together', 'Choose another view']] as const) {
    await goTo(page, `#/tableau/stand-in/%2F${path}`);
    await expect(page.getByText(words)).toBeVisible();
    await expect(page.getByRole('link', { name: way })).toBeVisible();
    expect(await axeFaults(page, frameAside)).toEqual([]);
    await photograph(page, `tableau-${path}`);
  }
  await page.getByRole('link', { name: 'Choose another view' }).click();
  await page.setViewportSize({ width: 360, height: 740 });
  await page.getByRole('button', { name: /Connection/ }).click();
  await page.getByRole('option', { name: /^Stand-in/ }).click();
  await expect(page.getByRole('region', { name: 'Views found' }).getByRole('link')).toHaveText([/^Bed occupancy by ward/, /^Beds by hour, by day/]);
  await expect.poll(() => page.locator('.tableau-picture img').evaluateAll((pictures: HTMLImageElement[]) => pictures.filter(({ naturalWidth }) => naturalWidth === 320).length)).toBe(standInViews.length);
  await photograph(page, 'tableau-choose');
  await page.getByRole('region', { name: 'To try what can go wrong' }).getByRole('link', { name: /^Two sheets of one name/ }).click();
  await expect(page.frameLocator('iframe').getByRole('heading', { name: /^Beds/ })).toHaveCount(2);
  await page.getByRole('button', { name: 'Detect', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'Which fields of Beds (1.) are watched' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await page.evaluate(() => document.querySelector('main')!.scrollWidth - document.querySelector('main')!.clientWidth)).toBeLessThanOrEqual(0);
  await page.screenshot({ path: '.cache/screens/tableau-view-360.png' });
});

test('detects on a view: fields suggested, marks annotated once, verdicts from the list and from the marks’ menu, the same after loading again', async ({ workbench: page }) => {
  await goTo(page, '#/tableau/stand-in/%2Fwards');
  const frame = page.frameLocator('iframe[title="Bed occupancy by ward"]');
  await page.getByRole('button', { name: 'Detect', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('checkbox', { name: 'Ward' })).toBeChecked();
  await expect(dialog.getByRole('checkbox', { name: 'AVG(Beds in use)' })).toBeChecked();
  await expect(dialog.getByRole('button', { name: /Time/ })).toContainText('HOUR(Taken at)');
  expect(await axeFaults(page, frameAside)).toEqual([]);
  await page.screenshot({ path: '.cache/screens/tableau-mapping.png' });
  await dialog.getByRole('button', { name: 'Detect' }).click();
  const findings = page.locator('.findings > li');
  await expect(page.getByText(/1,680 rows of 2 series judged/)).toBeVisible();
  const count = await findings.count();
  expect(count).toBeGreaterThan(0);
  const notes = frame.getByRole('listitem');
  await expect(notes).toHaveCount(count);
  await page.mouse.move(0, 0);
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await axeFaults(page, frameAside)).toEqual([]);
    await page.screenshot({ path: `.cache/screens/tableau-findings-${colorScheme}.png` });
  }
  const last = findings.first();
  const strip = page.getByRole('region', { name: 'Spans over time' });
  const spans = strip.locator('.span');
  await expect(spans).toHaveCount(count);
  await last.getByRole('button', { name: 'False alarm' }).click();
  await expect(notes).toHaveCount(count - 1);
  await expect(spans).toHaveCount(count - 1);
  await spans.first().focus();
  await page.keyboard.press('End');
  const name = (await strip.locator('.span:focus').getAttribute('aria-label'))!;
  await expect(strip.locator('.span-told')).toContainText(name);
  await page.keyboard.press('Enter');
  await expect(strip.locator('.span[data-chosen="true"]')).toHaveAttribute('aria-label', name);
  await expect(page.locator('.findings > li[data-chosen="true"]')).toHaveCount(1);
  await strip.getByRole('button', { name: 'Table of the spans' }).click();
  await expect(strip.getByRole('row')).toHaveCount(count);
  await strip.getByRole('button', { name: 'Table of the spans' }).click();
  await last.getByRole('button', { name: 'Show in the view' }).click();
  // Each verdict from the mark's own menu, and the way to the list.
  for (const name of ['Expected', 'New normal', 'False alarm', 'True problem'] as const) {
    await frame.getByRole('button', { name, exact: true }).click();
    await expect(last.getByRole('button', { name, exact: true })).toHaveAttribute('aria-pressed', 'true');
    await expect(notes).toHaveCount(name === 'False alarm' ? count - 1 : count);
  }
  await page.locator('.findings > li').last().getByRole('button', { name: 'Show in the view' }).click();
  await frame.getByRole('button', { name: 'Open in AnomalyForce' }).click();
  await expect(page.locator('.findings > li').last()).toHaveAttribute('data-chosen', 'true');
  await last.getByRole('button', { name: 'Show in the view' }).click();
  await page.reload();
  await expect(last.getByRole('button', { name: 'True problem' })).toHaveAttribute('aria-pressed', 'true');
  await expect(notes).toHaveCount(count);
  await expect(spans).toHaveCount(count);
  await expect(page.getByText(/Last judged/)).toBeVisible();
  await page.setViewportSize({ width: 360, height: 740 });
  await page.screenshot({ path: '.cache/screens/tableau-findings-360.png', fullPage: true });
  expect(await page.evaluate(() => document.querySelector('main')!.scrollWidth - document.querySelector('main')!.clientWidth)).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 1440, height: 900 });
  await goesWithItsStream(page);
});

/** The view's data as a stream, to which the view is tied then: both in step. */
async function goesWithItsStream(page: Page): Promise<void> {
  const frame = page.frameLocator('iframe[title="Bed occupancy by ward"]');
  await page.getByRole('button', { name: 'Save as a stream' }).click();
  await expect(page.getByRole('region', { name: /300 records read/ })).toBeVisible();
  await page.getByRole('button', { name: /^Start/ }).click();
  await expect(page.getByText('Read to its end').first()).toBeVisible();
  await goTo(page, '#/tableau/stand-in/%2Fwards');
  await page.getByRole('button', { name: 'Fields' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /Stream/ }).click();
  await page.getByRole('option', { name: /\(fits\)$/ }).click();
  await dialog.getByRole('button', { name: 'Detect' }).click();
  await expect(page.getByRole('button', { name: 'Detect again' })).toBeVisible(); // it has ended: the list is as it stays
  const tied = page.locator('.findings > li').filter({ hasText: /Found by|Also an anomaly of/ }).first();
  await tied.getByRole('button', { name: 'Expected', exact: true }).click();
  await tied.getByRole('link', { name: 'open it' }).first().click();
  await expect(page.getByRole('button', { name: 'Expected', exact: true }).first()).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('definition').filter({ hasText: 'Stand-in, not Tableau' }).getByRole('link').click();
  await expect(page.locator('.findings > li[data-chosen="true"]')).toHaveCount(1);
  const card = page.getByRole('region', { name: 'What is odd here' });
  await expect(card.getByText(/1,680 rows of 2 series judged/)).toBeVisible();
  await frame.getByLabel('to', { exact: true }).fill('2026-02-08T22:00');
  await frame.getByLabel('to', { exact: true }).blur();
  await page.getByText('In step', { exact: true }).click(); // before the data is at rest: it is judged again all the same
  await expect(card.getByText(/1,678 rows of 2 series judged/)).toBeVisible();
  await card.getByRole('button', { name: /Series/ }).click();
  await page.getByRole('option', { name: 'Ward 8' }).click();
  await expect(frame.getByRole('img', { name: /^Beds, 839 marks/ })).toBeVisible();
  await frame.getByLabel('from').fill('2026-02-02T00:00');
  await frame.getByLabel('to', { exact: true }).fill('2026-02-05T00:00');
  await frame.getByLabel('to', { exact: true }).blur();
  await expect(card.getByText(/Feb 2, 2026.* to Feb 5, 2026/)).toBeVisible();
  await expect(card.getByText(/Last judged/)).toBeVisible();
  expect(await axeFaults(page, frameAside)).toEqual([]);
  await page.screenshot({ path: '.cache/screens/tableau-step.png' });
  await card.getByRole('link', { name: 'Open Ward 8' }).click();
  await expect(page.getByRole('region', { name: 'Chart of Ward 8' })).toBeVisible();
  expect(page.url()).toContain('from=2026-02-02');

  // Another sheet of a dashboard has fields of its own, and marks of days: what is between them is annotated at their day.
  await goTo(page, '#/tableau/stand-in/%2Fdashboard');
  await card.getByRole('button', { name: /Sheet/ }).click();
  await page.getByRole('option', { name: /^Beds by day/ }).click();
  await card.getByRole('button', { name: 'Detect', exact: true }).click();
  await expect(dialog.getByRole('checkbox', { name: 'Unit' })).toBeChecked();
  await dialog.getByRole('button', { name: /Stream/ }).click();
  await page.getByRole('option', { name: /\(fits\)$/ }).click();
  await dialog.getByRole('button', { name: 'Detect' }).click();
  const dashboard = page.frameLocator('iframe[title^="Beds by hour"]');
  await expect(dashboard.getByRole('listitem').filter({ hasText: /^\w+: \d+ anomal(y|ies) within this day, worst/ })).not.toHaveCount(0);
  await page.screenshot({ path: '.cache/screens/tableau-sheets.png' });
  await card.getByRole('button', { name: /Sheet/ }).click();
  await page.getByRole('option', { name: /^Beds by day/ }).getByText('watched', { exact: true }).waitFor();
  await page.getByRole('option', { name: /^Beds\b(?! by| on)/ }).click();
  await expect(card.getByText('Not watched yet')).toBeVisible();
}

test('goes on with detection while another page is shown, and says there that it has ended', async ({ workbench: page }) => {
  await goTo(page, '#/tableau/stand-in/%2Fmarkup');
  await page.getByRole('button', { name: 'Detect', exact: true }).click();
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Detect', exact: true })).toBeEnabled(); // its fields are suggested
  // Left as it begins: it is over before a test could click elsewhere.
  await page.evaluate(() => {
    [...document.querySelectorAll<HTMLButtonElement>('[role=dialog] button')].find((one) => one.textContent === 'Detect')!.click();
    location.hash = '#/streams';
  });
  const toast = page.getByRole('alertdialog').filter({ hasText: 'has ended' });
  await expect(toast).toContainText(/Detection on .* has ended.*\d+ findings?\./s);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `.cache/screens/tableau-left-${colorScheme}.png` });
  }
  await page.setViewportSize({ width: 360, height: 740 });
  await page.screenshot({ path: '.cache/screens/tableau-left-360.png' });
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(page.locator('iframe')).toHaveCount(0);
  await toast.getByRole('button', { name: 'Open the view' }).click();
  await expect(page.getByText(/judged: [1-9]\d* findings?/)).toBeVisible();
});

test('stands as a panel in a dashboard, and is not loaded again when panels are moved or maximised', async ({ workbench: page, host }) => {
  await goTo(page, '#/dashboards');
  await page.getByRole('button', { name: 'New dashboard' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Make it' }).click();
  await page.getByRole('button', { name: 'Add a panel' }).first().click();
  await page.getByRole('button', { name: /^Tableau view/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /Connection/ }).click();
  await page.getByRole('option', { name: /^Stand-in/ }).click();
  const chosen = dialog.getByRole('button', { name: /^Bed occupancy by ward/ });
  await expect.poll(() => chosen.getByRole('presentation').evaluate((picture: HTMLImageElement) => picture.naturalWidth)).toBe(320);
  await chosen.click();
  await expect(chosen).toHaveAttribute('aria-pressed', 'true');
  expect(await axeFaults(page, frameAside)).toEqual([]);
  await page.screenshot({ path: '.cache/screens/tableau-panel-choice.png' });
  await dialog.getByRole('button', { name: 'Done' }).click();
  const panel = page.getByRole('region', { name: 'Tableau view' });
  const frame = page.frameLocator('iframe[title="Bed occupancy by ward"]');
  await frame.getByRole('heading', { name: /^Beds/ }).evaluate((heading) => { heading.ownerDocument.title = 'the same page'; });
  const title = () => frame.locator('html').evaluate((html) => html.ownerDocument.title);
  await page.getByRole('button', { name: 'Move or resize Tableau view' }).focus();
  for (const key of ['ArrowUp', 'ArrowUp', 'ArrowRight', 'ArrowUp']) await page.keyboard.press(key);
  expect(await title()).toBe('the same page');
  await page.getByRole('button', { name: 'More for Streams' }).click();
  await page.getByRole('menuitem', { name: 'Maximise' }).click();
  await expect(panel).toBeHidden();
  await page.getByRole('button', { name: 'All panels' }).click();
  await expect(panel).toBeVisible();
  expect(await title()).toBe('the same page');
  expect(await axeFaults(page, frameAside)).toEqual([]);
  await panel.scrollIntoViewIfNeeded();
  await page.screenshot({ path: '.cache/screens/tableau-panel.png' });
  // A mark's menu leads from the panel to what was found there.
  const workbench = await behind(page, host);
  const view = { connectionId: standInId, path: '/wards' };
  const { sheets: [kept] } = await workbench.call('tableau.view', view);
  if (kept === undefined) {
    await panel.getByRole('link', { name: 'Open the view' }).click();
    await page.getByRole('button', { name: 'Detect', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Detect' }).click();
    await expect(page.locator('.findings > li').first()).toBeVisible();
    await page.goBack();
  }
  workbench.close();
  await panel.locator('.span').first().focus();
  await frame.locator('circle.dot').nth(2 * 612).dispatchEvent('click'); // the spike of Ward 7
  // The frame goes with the press: a pointer's click would wait for an answer out of it.
  await frame.getByRole('button', { name: 'Open in AnomalyForce' }).evaluate((button: HTMLButtonElement) => { setTimeout(() => button.click()); });
  await expect(page).toHaveURL(/#\/(anomalies\/|tableau\/.*finding=)/);
});
