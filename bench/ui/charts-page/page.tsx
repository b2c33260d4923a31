import { createRoot } from 'react-dom/client';
import { createChartFeed } from '../../../app/renderer/charts/plot/chart-feed.ts';
import { marksOf } from '../../../app/renderer/charts/plot/chart-marks.ts';
import { SmallChart } from '../../../app/renderer/charts/small-chart.tsx';
import { TimeChart } from '../../../app/renderer/charts/time-chart.tsx';
import { createTimeRange } from '../../../app/renderer/charts/time-range.ts';
import { WorkbenchProvider } from '../../../app/renderer/workbench/provider.tsx';
import type { Workbench } from '../../../app/shared/api/workbench.ts';
import type { Anomaly } from '../../../app/shared/domain/anomaly.ts';
import type { Series, SeriesId, SeriesStretch } from '../../../app/shared/domain/series.ts';
import type { StreamId } from '../../../app/shared/domain/stream.ts';

const thresholds = [{ time: 0, threshold: 0.7 }];

// ?series=50&samples=1000000&live=20 : so many charts, each with so many samples held in the worker, each growing so many times a second.
const wanted = new URLSearchParams(location.search);
const seriesCount = Number(wanted.get('series') ?? 50);
const samples = Number(wanted.get('samples') ?? 1_000_000);
const live = Number(wanted.get('live') ?? 0);
const stepMs = 1000;
const firstTime = Date.UTC(2026, 0, 1);

function makeStretch(id: number, from: number, count: number): SeriesStretch {
  const times = new Float64Array(count);
  const min = new Float64Array(count);
  const [expected, low, high, score] = [0, 1, 2, 3].map(() => new Float32Array(count)) as [Float32Array, Float32Array, Float32Array, Float32Array];
  for (let i = 0; i < count; i++) {
    const row = from + i;
    const rhythm = Math.sin(row / 8640 + id) * 20 + Math.sin(row / 130) * 3;
    // A cheap repeatable scatter: the same row gives the same value whenever it is asked for.
    const scatter = ((Math.imul(row + id * 7919, 2654435761) >>> 16) % 1000) / 500 - 1;
    const odd = row % 50_021 < 300;
    times[i] = firstTime + row * stepMs;
    expected[i] = 50 + rhythm;
    low[i] = expected[i]! - 4;
    high[i] = expected[i]! + 4;
    min[i] = row % 77_777 < 900 ? NaN : 50 + rhythm + scatter * 2 + (odd ? 18 : 0);
    score[i] = row < 2000 ? NaN : odd ? 0.93 : 0.2 + Math.abs(scatter) * 0.2;
  }
  return { seriesId: id as SeriesId, channels: ['flow'], resolution: 'samples', times, min, max: min.slice(), expected, low, high, score, sampleCount: count };
}

const workbench = {
  connection: { state: 'open', onChange: () => () => {} },
  call: (_: string, input: { seriesId: number }) => Promise.resolve(makeStretch(input.seriesId, 0, samples)),
  subscribe(method: string, input: { seriesIds: number[] }, listener: { onSnapshot(s: unknown): void; onChange(c: SeriesStretch[]): void }) {
    if (method !== 'series.watch') return () => {};
    listener.onSnapshot([]);
    let row = samples;
    const timer = live === 0 ? undefined : setInterval(() => { listener.onChange(input.seriesIds.map((id) => makeStretch(id, row, 1))); row++; }, 1000 / live);
    return () => clearInterval(timer);
  },
} as unknown as Workbench;

const all: Series[] = Array.from({ length: seriesCount }, (_, i) => ({
  id: (i + 1) as SeriesId, streamId: 'bench' as StreamId, name: `pump ${i + 1}`, dimensions: {}, channels: ['flow'], sampleCount: samples, firstTime, lastTime: firstTime + samples * stepMs,
}));
const worker = new Worker(new URL('../../../app/renderer/charts/plot/decimate.worker.ts', import.meta.url), { type: 'module' });
const feed = createChartFeed(workbench, worker);
const timeline = createTimeRange();
const marks = marksOf(Array.from({ length: Math.floor(samples / 50_021) }, (_, i) => ({
  id: String(i), start: firstTime + i * 50_021_000, end: firstTime + (i * 50_021 + 300) * 1000, severity: (['low', 'medium', 'high'] as const)[i % 3], shape: 'shift', explanation: 'Flow is 18 l/s above what was expected.', open: false, verdict: null,
}) as unknown as Anomaly));
const units = new Map([['flow', 'l/s']]);

Object.assign(window, { timeline });
createRoot(document.getElementById('root')!).render(<WorkbenchProvider workbench={workbench}>{
  seriesCount === 1
    ? <div className="one"><TimeChart series={all[0]!} units={units} feed={feed} timeline={timeline} marks={marks} selectedId="3" onSelect={() => {}} onOpen={() => {}} thresholds={thresholds} zone="utc" /></div>
    : <div className="grid">{all.map((series) => <SmallChart key={series.id} series={series} units={units} feed={feed} timeline={timeline} marks={marks} zone="utc" href={`#/series/${series.id}`} />)}</div>
}</WorkbenchProvider>);
