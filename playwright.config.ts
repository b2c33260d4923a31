import { defineConfig } from '@playwright/test';
import { chromium } from './scripts/setup/desktop-tools.mjs';

/* `e2e`: the web host in real Chromium. `desktop`: the program in real Electron. Two files at once, each with a workbench of its own. No retries: what is waited for may take its time on a machine
 * with little left, since a limit tells of a hang, not of speed. */
export default defineConfig({
  workers: 2,
  timeout: 240_000,
  expect: { timeout: 30_000 },
  outputDir: '.cache/playwright',
  // A trace has each step's document, not a film beside it: to film took a third of all of the suite's work.
  use: { trace: { mode: 'retain-on-failure', screenshots: false }, screenshot: 'only-on-failure' },
  projects: [
    { name: 'e2e', testDir: 'tests/e2e', use: { browserName: 'chromium', launchOptions: { executablePath: process.env.ANOMALYFORCE_CHROMIUM ?? chromium(), args: ['--no-sandbox'] } } },
    { name: 'desktop', testDir: 'tests/desktop' },
  ],
});
