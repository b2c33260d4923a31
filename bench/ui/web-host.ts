import type { Browser, BrowserContext } from '@playwright/test';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const program = join(import.meta.dirname, '..', '..', 'dist', 'cli', 'anomalyforce.mjs');

/** A web host as an analyst starts it, and a browser's context with its session. */
export interface OpenedHost {
  url: string;
  context: BrowserContext;
  close(): Promise<void>;
}

/** Starts `anomalyforce <options>` and opens its link. */
export async function openHost(browser: Browser, options: readonly string[], env: Record<string, string> = {}): Promise<OpenedHost> {
  const host = spawn(process.execPath, [program, '--json', ...options], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...env } });
  for await (const line of createInterface({ input: host.stdout })) {
    const { link, url } = JSON.parse(line) as { link?: string; url?: string };
    if (link === undefined) continue;
    const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
    const page = await context.newPage();
    await page.goto(link);
    await page.getByText('Connected').waitFor();
    await page.close();
    return {
      url: url!, context,
      async close() {
        await context.close();
        host.kill('SIGTERM');
        if (host.exitCode === null) await once(host, 'exit');
      },
    };
  }
  throw new Error('the host ended before it printed its link');
}
