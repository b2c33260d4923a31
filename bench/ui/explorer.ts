import type { Browser, Page } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSeededRandom } from '../../app/main/seeded-random.ts';
import { openDataKey } from '../../app/main/store/data-key.ts';
import { openStore } from '../../app/main/store/database.ts';
import { passphraseSecretStore } from '../../app/main/store/passphrase-secret-store.ts';
import { putAnomaly } from '../../app/main/store/tables/anomaly-table.ts';
import { addSeries } from '../../app/main/store/tables/series-table.ts';
import { putStream } from '../../app/main/store/tables/stream-table.ts';
import { severityOf } from '../../app/shared/domain/severity.ts';
import type { Anomaly } from '../../app/shared/domain/anomaly.ts';
import type { StreamId } from '../../app/shared/domain/stream.ts';
import { frameWords, framesDuring } from './frames.ts';
import { openHost } from './web-host.ts';

const passphrase = 'only for a benchmark';
const seriesCount = 1000;
const dayMs = 86_400_000;
const begin = Date.UTC(2026, 0, 1);
const atOnce = 20_000;
const seconds = 6;

/** How long the explorer takes to draw a thousand series' anomalies of a year, a month, an hour, and its frames while it is moved over. */
export async function measureExplorer(browser: Browser, anomalies: number): Promise<Record<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'anomalyforce-explorer-'));
  try {
    const bytes = await fill(folder, anomalies);
    const host = await openHost(browser, ['serve', '--port', '0'], { ANOMALYFORCE_DATA: folder, ANOMALYFORCE_PASSPHRASE: passphrase });
    try {
      const page = await host.context.newPage();
      await page.goto(host.url);
      await page.getByText('Connected').waitFor();
      const figures: Record<string, string> = { store: `${seriesCount} series, ${anomalies} anomalies over a year, ${(bytes / 2 ** 30).toFixed(1)} GiB` };
      const ranges = { 'the whole year': '', 'a month': rangeOf(40, 30), 'a day': rangeOf(41, 1), 'an hour': rangeOf(41, 1 / 24) };
      for (const [name, range] of Object.entries(ranges)) figures[`${name}, until its lanes are drawn`] = `${(await untilDrawn(page, range)).toFixed(0)} ms`;
      await untilDrawn(page, '');
      const lanes = page.getByRole('application', { name: 'lanes of anomalies' });
      const box = (await lanes.locator('canvas').boundingBox())!;
      figures.scrolling = frameWords(await framesDuring(page, seconds, () => lanes.evaluate(async (frame, ms) => {
        const start = performance.now();
        for (let now = start; now - start < ms; now = await new Promise<number>(requestAnimationFrame)) frame.scrollTop = ((1 - Math.cos(((now - start) / ms) * 4 * Math.PI)) / 2) * (frame.scrollHeight - frame.clientHeight);
      }, seconds * 1000)));
      figures['pointer over cells'] = frameWords(await framesDuring(page, seconds, () => move(page, box, false)));
      await page.mouse.move(box.x + 20, box.y + 60);
      figures['drawing a range'] = frameWords(await framesDuring(page, seconds, async () => {
        await page.mouse.down();
        await move(page, box, true);
      }));
      await page.mouse.move(box.x + 20, box.y + 60);
      await page.mouse.up();
      await lanes.focus();
      figures['choosing cells by keys'] = frameWords(await framesDuring(page, seconds, async () => {
        for (const end = Date.now() + seconds * 900; Date.now() < end;) await page.keyboard.press('ArrowRight', { delay: 50 });
      }));
      return figures;
    } finally {
      await host.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function rangeOf(day: number, days: number): string {
  return `&from=${new Date(begin + day * dayMs).toISOString()}&to=${new Date(begin + (day + days) * dayMs - 1).toISOString()}`;
}

/** From the change of the address to the lanes of that range in sight, ms. */
async function untilDrawn(page: Page, range: string): Promise<number> {
  await page.evaluate(() => { location.hash = '#/audit'; });
  await page.getByRole('heading', { name: 'Audit' }).waitFor();
  return page.evaluate(async (hash) => {
    const start = performance.now();
    location.hash = hash;
    while (document.querySelector('.swim-lanes-names li') === null) await new Promise(requestAnimationFrame);
    return performance.now() - start;
  }, `#/anomalies?view=explorer${range}`);
}

async function move(page: Page, box: { x: number; y: number; width: number; height: number }, drawn: boolean): Promise<void> {
  const end = Date.now() + seconds * 900;
  for (let step = 0; Date.now() < end; step += 1) {
    const phase = (step % 200) / 200;
    await page.mouse.move(box.x + 30 + phase * (box.width - 60), box.y + 40 + (drawn ? 0 : ((step * 7) % (box.height - 80))));
  }
}

/** Writes a workspace as the workbench would have kept it; answers the store's size in bytes. */
async function fill(folder: string, anomalies: number): Promise<number> {
  const { key } = await openDataKey(folder, passphraseSecretStore(passphrase));
  const store = openStore(folder, key);
  const streamId = 'explorer' as StreamId;
  const random = createSeededRandom(1);
  const ids = store.write((db) => {
    putStream(db, {
      id: streamId, createdAt: begin, running: false, name: 'Machines', domain: 'manufacturing', source: { kind: 'file', location: { at: 'path', path: '/machines.csv' }, format: 'csv' },
      decoding: { format: 'json' }, mapping: { time: { field: 't', unit: 'ms' }, keys: ['machine'], channels: [{ field: 'load', name: 'load', unit: '' }], label: null },
      detector: { name: 'forecast-residual', sensitivity: 0.5 }, pace: 'fast',
    });
    return Array.from({ length: seriesCount }, (_, index) => addSeries(db, { streamId, index, key: `["machine ${index}"]`, name: `machine ${index}`, dimensions: { machine: `machine ${index}`, hall: `hall ${index % 20}` }, channels: ['load'] }));
  });
  for (let from = 0; from < anomalies; from += atOnce) store.write((db) => {
    for (let at = from; at < Math.min(anomalies, from + atOnce); at += 1) putAnomaly(db, anomalyOf(at));
  });
  const bytes = store.bytes();
  store.close();
  return bytes;

  function anomalyOf(at: number): Anomaly {
    const start = Math.floor(begin + random.uniform() * 365 * dayMs);
    const grade = random.uniform();
    const series = at % seriesCount;
    return {
      id: at.toString(16).padStart(32, '0') as Anomaly['id'], streamId, seriesId: ids[series]!, seriesName: `machine ${series}`, start, end: start + Math.floor(random.uniform() * 600_000), peakTime: start, open: false,
      score: 0.95, threshold: 0.9, grade, confidence: 0.9, severity: severityOf(grade), shape: 'spike', evidence: [{ channel: 'load', observed: 9, expected: 4, low: 3, high: 5, share: 1 }],
      explanation: 'Load reached 9; between 3 and 5 was expected.', detector: 'forecast-residual', modelVersion: 'forecast-residual-2', partition: 0, firstOffset: String(at), lastOffset: String(at + 3), sampleCount: 4,
      detectedAt: start, incidentId: null, verdict: null, workState: 'to-investigate',
    };
  }
}
