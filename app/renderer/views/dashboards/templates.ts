import type { DashboardContent, Panel } from '../../../shared/domain/dashboard.ts';
import type { Series } from '../../../shared/domain/series.ts';
import type { Stream } from '../../../shared/domain/stream.ts';
import { settle } from './grid.ts';

type Domain = Stream['domain'];

/** A panel of a template: of the stream's n-th series, and of the first channel whose name fits. */
interface Item {
  kind: string;
  at: [x: number, y: number, w: number, h: number];
  series?: number;
  channel?: RegExp;
  title?: string;
  options?: Panel['options'];
}

const note = (text: string): Item['options'] => ({ text });

/** What an analyst of a domain looks at first. Channels are found by what they are usually called. */
const items: Record<Exclude<Domain, 'other'>, readonly Item[]> = {
  finance: [
    { kind: 'value', at: [0, 0, 3, 4], series: 0, channel: /^(last|mid|price|close)/i }, { kind: 'value', at: [3, 0, 3, 4], series: 1, channel: /^(last|mid|price|close)/i }, { kind: 'value', at: [6, 0, 3, 4], series: 2, channel: /^(last|mid|price|close)/i },
    { kind: 'text', at: [9, 0, 3, 4], title: 'What to watch', options: note('**Quotes.** Crashes and rebounds, floods of tiny quotes, feeds that go stale, spreads that open.') },
    { kind: 'time-chart', at: [0, 4, 6, 8], series: 0 }, { kind: 'time-chart', at: [6, 4, 6, 8], series: 1 },
    { kind: 'expected', at: [0, 12, 6, 5], series: 0, channel: /vol|size|qty/i }, { kind: 'lanes', at: [6, 12, 6, 5] },
    { kind: 'table', at: [0, 17, 8, 5] }, { kind: 'incidents', at: [8, 17, 4, 5] },
  ],
  healthcare: [
    { kind: 'table', at: [0, 0, 8, 5], title: 'Patients' }, { kind: 'incidents', at: [8, 0, 4, 5], options: { state: 'open' }, title: 'Not resolved' },
    { kind: 'value', at: [0, 5, 2, 4], series: 0, channel: /^(hr|heart)/i }, { kind: 'value', at: [2, 5, 2, 4], series: 0, channel: /spo2|sat/i }, { kind: 'value', at: [4, 5, 2, 4], series: 1, channel: /^(hr|heart)/i }, { kind: 'value', at: [6, 5, 2, 4], series: 1, channel: /spo2|sat/i }, { kind: 'value', at: [8, 5, 2, 4], series: 2, channel: /^(hr|heart)/i }, { kind: 'value', at: [10, 5, 2, 4], series: 2, channel: /spo2|sat/i },
    { kind: 'time-chart', at: [0, 9, 4, 8], series: 0 }, { kind: 'time-chart', at: [4, 9, 4, 8], series: 1 }, { kind: 'time-chart', at: [8, 9, 4, 8], series: 2 },
    { kind: 'lanes', at: [0, 17, 8, 4] }, { kind: 'text', at: [8, 17, 4, 4], title: 'What to watch', options: note('**Vital signs.** Slow drifts count as much as peaks. This is no medical device: it supports a look, it does not replace one.') },
  ],
  retail: [
    { kind: 'calendar', at: [0, 0, 8, 5], title: 'When stock and sales went wrong', options: { days: '14' } }, { kind: 'text', at: [8, 0, 4, 5], title: 'What to watch', options: note('**Stock and sales.** Phantom stock (no sales while there is stock), shrinkage, promotions, days without a delivery.') },
    { kind: 'table', at: [0, 5, 8, 6] }, { kind: 'incidents', at: [8, 5, 4, 6] },
    { kind: 'time-chart', at: [0, 11, 6, 8], series: 0 }, { kind: 'time-chart', at: [6, 11, 6, 8], series: 1 },
    { kind: 'expected', at: [0, 19, 6, 5], series: 0, channel: /sold|sales/i }, { kind: 'lanes', at: [6, 19, 6, 5] },
    { kind: 'forecast', at: [0, 24, 6, 5], series: 0, channel: /sold|sales/i },
  ],
  manufacturing: [
    { kind: 'value', at: [0, 0, 3, 4], series: 0, channel: /vib/i }, { kind: 'value', at: [3, 0, 3, 4], series: 0, channel: /temp/i }, { kind: 'value', at: [6, 0, 3, 4], series: 1, channel: /vib/i }, { kind: 'value', at: [9, 0, 3, 4], series: 1, channel: /temp/i },
    { kind: 'time-chart', at: [0, 4, 8, 10], series: 0 }, { kind: 'incidents', at: [8, 4, 4, 10] },
    { kind: 'expected', at: [0, 14, 6, 5], series: 0, channel: /vib/i }, { kind: 'expected', at: [6, 14, 6, 5], series: 0, channel: /temp/i },
    { kind: 'lanes', at: [0, 19, 8, 5] }, { kind: 'text', at: [8, 19, 4, 5], title: 'What to watch', options: note('**Machines.** Vibration that grows over days comes before heat; a sensor that stands still is a fault too.') },
  ],
};

/** What a new dashboard may begin as. */
export const templates = [
  { id: 'overview', label: 'Overview', hint: 'Anomalies, streams and a chart of each of the first streams.' },
  { id: 'finance', label: 'Finance', hint: 'Prices, volumes and their expected bands of one stream of quotes.' },
  { id: 'healthcare', label: 'Healthcare', hint: 'The latest of each patient, vital signs and what is not resolved.' },
  { id: 'retail', label: 'Retail', hint: 'When things went wrong, stock and sales by item.' },
  { id: 'manufacturing', label: 'Manufacturing', hint: 'Vibration and temperature of machines beside their bands.' },
  { id: 'empty', label: 'Empty', hint: 'You add the panels.' },
] as const;
export type TemplateId = (typeof templates)[number]['id'];

/** A dashboard from a template: of a stream and its series, or over all streams. Panels of series that are not there are left out. */
export function fromTemplate(id: TemplateId, name: string, stream: Stream | null, series: readonly Series[]): DashboardContent {
  if (id === 'empty') return { name, panels: [] };
  if (id === 'overview') return { name, panels: overview(series) };
  if (stream === null) return { name, panels: [] };
  const own = series.filter(({ streamId }) => streamId === stream.id);
  const panels = items[id].flatMap((item, k): Panel[] => {
    const one = item.series === undefined ? null : own[item.series];
    if (one === undefined) return [];
    const channel = item.channel === undefined || one === null ? undefined : one.channels.find((each) => item.channel!.test(each));
    const title = item.title ?? (item.kind === 'value' && one !== null ? `${one.name} · ${channel ?? one.channels[0] ?? ''}` : '');
    return [panelOf(`${item.kind}-${k + 1}`, item.kind, item.at, { title, streamId: item.kind === 'text' ? null : stream.id, seriesId: one?.id ?? null, options: { ...item.options, ...(channel !== undefined && { channel }) } })];
  });
  return { name, panels: settle(panels) };
}

/** The first series of each stream, in the order of the list. */
export function firstOfEachStream(series: readonly Series[]): Series[] {
  const found = new Map<string, Series>();
  for (const one of series) if (!found.has(one.streamId)) found.set(one.streamId, one);
  return [...found.values()];
}

/** Charts that an overview begins with. */
const firstCharts = 4;

function overview(series: readonly Series[]): Panel[] {
  const charts = firstOfEachStream(series).slice(0, firstCharts);
  return settle([
    panelOf('anomalies', 'anomalies', [0, 0, 3, 10], {}),
    panelOf('streams', 'streams', [0, 10, 3, 6], {}),
    ...charts.map((one, k) => panelOf(`chart-${k + 1}`, 'time-chart', [k % 2 === 0 ? 3 : 8, k < 2 ? 0 : 8, k % 2 === 0 ? 5 : 4, 8], { streamId: one.streamId, seriesId: one.id })),
  ]);
}

function panelOf(id: string, kind: string, [x, y, w, h]: Item['at'], rest: Partial<Panel>): Panel {
  return { id, kind, title: '', place: { x, y, w, h }, options: {}, streamId: null, seriesId: null, wanted: null, ...rest };
}
