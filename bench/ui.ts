/**
 * The screens in a real Chromium: `npm run bench ui [-- charts|explorer|start [--series 50] [--samples 1000000] [--anomalies 1000000]]`; all three unless one is named. Charts: frames while
 * panning and zooming. Explorer: a store of a thousand series with so many anomalies, read through the web host; times until its lanes are drawn, and frames while they are moved over.
 * Start: from asking for the page to the workspace's streams in sight. Without a graphics card all drawing is done by the processor, which the workbench shares.
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { chromium as installed } from '../scripts/setup/desktop-tools.mjs';
import { note } from './support/report.ts';
import { measureCharts } from './ui/charts.ts';
import { measureExplorer } from './ui/explorer.ts';
import { measureStart } from './ui/start.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { series: { type: 'string', default: '50' }, samples: { type: 'string', default: '1000000' }, anomalies: { type: 'string', default: '1000000' } } });
const parts = {
  charts: (browser: import('@playwright/test').Browser) => measureCharts(browser, Number(values.series), Number(values.samples)),
  explorer: (browser: import('@playwright/test').Browser) => measureExplorer(browser, Number(values.anomalies)),
  start: measureStart,
};
const wanted = positionals.length > 0 ? positionals : Object.keys(parts);
const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length > 0) throw new Error(`There is no part called ${unknown.join(', ')}. There are: ${Object.keys(parts).join(', ')}.`);

const executablePath = existsSync('/usr/bin/chromium') ? '/usr/bin/chromium' : installed();
const browser = await chromium.launch(executablePath === undefined ? {} : { executablePath, args: ['--no-sandbox'] });
try {
  for (const name of wanted) note(`ui ${name}`, await parts[name as keyof typeof parts](browser));
} finally {
  await browser.close();
}
