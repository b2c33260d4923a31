import type { Page } from '@playwright/test';
import { quantile } from '../support/report.ts';

/** Times between animation frames (ms) of a page while `act` goes on in it or from outside, for `seconds`. */
export async function framesDuring(page: Page, seconds: number, act: () => Promise<void>): Promise<number[]> {
  const frames = page.evaluate(async (ms) => {
    const deltas: number[] = [];
    let last = await new Promise<number>(requestAnimationFrame);
    const start = last;
    while (last - start < ms) {
      const now = await new Promise<number>(requestAnimationFrame);
      deltas.push(now - last);
      last = now;
    }
    return deltas;
  }, seconds * 1000);
  await act();
  return frames;
}

/** In words: frames a second, and quantiles of the times between them. */
export function frameWords(deltas: readonly number[]): string {
  const at = (q: number) => `${quantile(deltas, q).toFixed(1)} ms`;
  const seconds = deltas.reduce((sum, delta) => sum + delta, 0) / 1000;
  return `${(deltas.length / seconds).toFixed(1)} frames/s; between frames p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, longest ${at(1)}`;
}
