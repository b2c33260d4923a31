import type { Browser } from '@playwright/test';
import { median } from '../support/report.ts';
import { openHost } from './web-host.ts';

const turns = 7;

/** From asking for the page to the sample workspace's streams in sight, in a browser that has nothing in its cache. */
export async function measureStart(browser: Browser): Promise<Record<string, string>> {
  const host = await openHost(browser, ['--throwaway', 'start', '--no-browser']);
  try {
    const state = await host.context.storageState();
    const painted: number[] = [];
    const useful: number[] = [];
    for (let turn = 0; turn < turns; turn += 1) {
      const context = await browser.newContext({ storageState: state, viewport: { width: 1440, height: 900 } });
      const page = await context.newPage();
      await page.goto(host.url, { waitUntil: 'commit' });
      useful.push(await page.evaluate(async () => {
        while (document.querySelectorAll('main a[href^="#/streams/"], main a[href^="#/series/"]').length < 4) await new Promise(requestAnimationFrame);
        return performance.now();
      }));
      painted.push(await page.evaluate(async () => {
        for (;;) {
          const [paint] = performance.getEntriesByName('first-contentful-paint');
          if (paint !== undefined) return paint.startTime;
          await new Promise(requestAnimationFrame);
        }
      }));
      await context.close();
    }
    const words = (figures: readonly number[]) => `${median(figures).toFixed(0)} ms (${Math.min(...figures).toFixed(0)} to ${Math.max(...figures).toFixed(0)}, ${turns} turns)`;
    return { 'first contentful paint': words(painted), 'streams in sight': words(useful) };
  } finally {
    await host.close();
  }
}
