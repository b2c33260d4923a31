import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { build, preview } from 'vite';
import { frameWords } from './frames.ts';

const seconds = 6;
const kinds = ['nothing', 'pan over a tenth', 'pan over all', 'zoom', 'play at 1000×'] as const;

/** Times between frames while charts of so many series and samples pan and zoom, standing still and growing. */
export async function measureCharts(browser: Browser, series: number, samples: number): Promise<Record<string, string>> {
  const outDir = await mkdtemp(join(tmpdir(), 'charts-page-'));
  const own = { root: fileURLToPath(new URL('../..', import.meta.url)), configFile: false, logLevel: 'error' } as const;
  // As it is shipped: React's development build would cost more than the charts.
  await build({ ...own, plugins: [react()], worker: { format: 'es' }, build: { outDir, emptyOutDir: true, rollupOptions: { input: fileURLToPath(new URL('charts-page/index.html', import.meta.url)) } } });
  const server = await preview({ ...own, build: { outDir }, preview: { port: 0, host: '127.0.0.1' } });
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  try {
    page.on('pageerror', (error) => console.error(error));
    page.on('console', (message) => { if (message.type() === 'error') console.error(message.text()); });
    const figures: Record<string, string> = {};
    for (const live of [0, 10]) {
      await page.goto(`${server.resolvedUrls!.local[0]!}bench/ui/charts-page/index.html?series=${series}&samples=${samples}&live=${live}`);
      await page.waitForFunction(() => document.querySelectorAll('.uplot').length > 0, undefined, { timeout: 300_000 });
      await page.waitForFunction(() => [...document.querySelectorAll('output')].slice(0, 5).every((one) => /\d/.test(one.textContent)), undefined, { timeout: 300_000 });
      const drawn = await page.evaluate(() => [...document.querySelectorAll('.time-chart-plot')].filter((one) => one.getBoundingClientRect().top < innerHeight).length);
      figures.drawn = `${series} series of ${samples} samples, ${drawn} plots in view at 1920 × 1080`;
      for (const kind of kinds) figures[`${kind}, ${live === 0 ? 'standing still' : `growing ${live} times a second`}`] = frameWords(await measure(page, kind));
    }
    return figures;
  } finally {
    await page.close();
    await server.close();
    await rm(outDir, { recursive: true, force: true });
  }
}

async function measure(page: Page, kind: (typeof kinds)[number]): Promise<number[]> {
  return page.evaluate(async ({ kind, seconds }) => {
    const { timeline } = window as unknown as { timeline: import('../../app/renderer/charts/time-range.ts').TimeRangeStore };
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
      if (kind === 'play at 1000×') timeline.setUntil(from + all / 2 + (last - start) * 1000);
      if (kind === 'zoom') { const half = (all / 2) * 10 ** (-4 * swing); timeline.look({ kind: 'fixed', from: from + all / 2 - half, to: from + all / 2 + half }, true); }
      const now = await new Promise<number>(requestAnimationFrame);
      deltas.push(now - last);
      last = now;
    }
    timeline.setUntil(null);
    return deltas;
  }, { kind, seconds });
}
