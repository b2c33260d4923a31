/**
 * A backtest over stored history beside reading the same rows in live: `npm run bench backtest [-- --rows 1000000 --series 200]`. Readings of a CSV file go through
 * the whole pipeline into a store of its own; then two sensitivities are tried over what is stored.
 */
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createSeededRandom } from '../app/main/seeded-random.ts';
import type { Backtest } from '../app/shared/domain/backtest.ts';
import { openTestWorkbench, untilHealth } from '../tests/fixtures/open-test-workbench.ts';
import { machine, note } from './support/report.ts';

const { values } = parseArgs({ options: { rows: { type: 'string', default: '1000000' }, series: { type: 'string', default: '200' } } });
const rows = Number(values.rows);
const seriesCount = Number(values.series);

const opened = await openTestWorkbench();
try {
  const { workbench, dataFolder } = opened;
  const path = join(dataFolder, 'history.csv');
  await writeHistory(path);
  const source = { kind: 'file', location: { at: 'path', path }, format: 'csv' } as const;
  const { decoding, mapping } = await workbench.call('streams.preview', { source });
  const [detector] = await workbench.call('detectors.list', {});
  const begun = performance.now();
  const stream = await workbench.call('streams.create', { name: 'history', source, decoding, mapping: mapping!, detector: { name: detector!.name }, pace: 'fast' });
  await untilHealth(workbench, stream.id, ({ state }) => state === 'finished');
  const liveSeconds = (performance.now() - begun) / 1000;
  const before = process.cpuUsage();
  const done = new Promise<Backtest>((resolve, reject) => {
    workbench.subscribe('backtests.watch', { streamId: stream.id }, { onSnapshot: () => undefined, onChange: (backtest) => backtest.state !== 'running' && resolve(backtest), onError: reject });
  });
  await workbench.call('backtests.start', { streamId: stream.id, trials: [{ detector: detector!.name, sensitivity: 0.5 }, { detector: detector!.name, sensitivity: 0.75 }] });
  const backtest = await done;
  const { user, system } = process.cpuUsage(before);
  const cpuSeconds = (user + system) / 1e6;
  if (backtest.state !== 'done' || backtest.doneCount !== rows) throw new Error(`the backtest is ${backtest.state} after ${backtest.doneCount} rows: ${backtest.error?.message ?? ''}`);
  note('backtest', {
    machine: machine(),
    load: `${rows.toLocaleString('en')} rows of ${seriesCount} series, one channel; two sensitivities of one detector`,
    'read live into the store (samples/min)': Math.round((rows / liveSeconds) * 60),
    'backtest (samples/min)': Math.round((rows / backtest.seconds) * 60),
    'backtest (samples a minute of processor time)': Math.round((rows / cpuSeconds) * 60),
    'backtest / live': (liveSeconds / backtest.seconds).toFixed(2),
    alerts: backtest.runs.map(({ firingCount }) => firingCount).join(' and '),
  });
} finally {
  await opened.remove();
}

async function writeHistory(path: string): Promise<void> {
  const random = createSeededRandom('bench');
  const out = createWriteStream(path);
  out.write('time,machine,temperature\n');
  const start = Date.UTC(2026, 0, 5);
  for (let from = 0; from < rows; from += 10_000) {
    let text = '';
    for (let row = from; row < Math.min(rows, from + 10_000); row += 1) {
      const series = row % seriesCount;
      const tick = Math.floor(row / seriesCount);
      text += `${start + tick * 1000},m-${series},${(60 + series / 10 + 3 * Math.sin(tick / 200 + series) + 0.4 * random.normal()).toFixed(3)}\n`;
    }
    if (!out.write(text)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}
