/**
 * Frame times of the charts in a real Chromium: `node bench/chart-panning.ts [series] [samples]`, then pans and zooms for some seconds and prints
 * the time between animation frames. Without a graphics card all of it, canvases included, is drawn by the processor.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import type { Page } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { createServer } from 'vite';

const series = Number(process.argv[2] ?? 50);
const samples = Number(process.argv[3] ?? 1_000_000);
const picture = process.argv[4];
const seconds = 6;

const server = await createServer({ root: fileURLToPath(new URL('..', import.meta.url)), configFile: false, plugins: [react()], logLevel: 'error', server: { port: 0, host: '127.0.0.1' } });
await server.listen();
const address = server.resolvedUrls!.local[0]!;
const browser = await chromium.launch(existsSync('/usr/bin/chromium') ? { executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] } : {});
try {
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  page.on('pageerror', (error) => console.error(error));
  page.on('console', (message) => { if (message.type() === 'error') console.error(message.text()); });
  for (const live of [0, 10]) {
    await page.goto(`${address}bench/charts/index.html?series=${series}&samples=${samples}&live=${live}`);
    await page.waitForFunction(() => document.querySelectorAll('.uplot').length > 0, undefined, { timeout: 300_000 });
    await page.waitForFunction(() => [...document.querySelectorAll('output')].slice(0, 5).every((one) => /\d/.test(one.textContent)), undefined, { timeout: 300_000 });
    if (picture !== undefined) await page.screenshot({ path: picture });
    const drawn = await page.evaluate(() => [...document.querySelectorAll('.time-chart-plot')].filter((one) => one.getBoundingClientRect().top < innerHeight).length);
    console.log(`${series} series of ${samples} samples, ${drawn} plots in view at 1920 × 1080, ${live === 0 ? 'standing still' : `growing ${live} times a second`}`);
    for (const kind of ['nothing', 'pan over a tenth', 'pan over all', 'zoom'] as const) console.log(`  ${kind.padEnd(18)}${await measure(page, kind)}`);
  }
} finally {
  await browser.close();
  await server.close();
}

async function measure(page: Page, kind: 'nothing' | 'pan over a tenth' | 'pan over all' | 'zoom'): Promise<string> {
  const deltas = await page.evaluate(async ({ kind, seconds }) => {
    const { timeline } = window as unknown as { timeline: import('../app/renderer/charts/time-range.ts').TimeRangeStore };
    const { from, to } = timeline.get().extent!;
    const all = to - from;
    const deltas: number[] = [];
    let last = await new Promise<number>(requestAnimationFrame);
    const start = last;
    while (last - start < seconds * 1000) {
      const phase = ((last - start) / (seconds * 1000));
      const swing = (1 - Math.cos(phase * 4 * Math.PI)) / 2;
      if (kind === 'pan over a tenth') timeline.look({ kind: 'fixed', from: from + swing * all * 0.9, to: from + swing * all * 0.9 + all / 10 }, true);
      if (kind === 'pan over all') timeline.look({ kind: 'fixed', from: from - all / 2 + swing * all, to: from + all / 2 + swing * all }, true);
      if (kind === 'zoom') { const half = (all / 2) * 10 ** (-4 * swing); timeline.look({ kind: 'fixed', from: from + all / 2 - half, to: from + all / 2 + half }, true); }
      const now = await new Promise<number>(requestAnimationFrame);
      deltas.push(now - last);
      last = now;
    }
    return deltas;
  }, { kind, seconds });
  deltas.sort((a, b) => a - b);
  const at = (share: number) => deltas[Math.min(deltas.length - 1, Math.floor(share * deltas.length))]!.toFixed(1);
  return `${(deltas.length / seconds).toFixed(1)} frames/s; between frames p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`;
}
