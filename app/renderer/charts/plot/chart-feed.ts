import type { Workbench } from '../../../shared/api/workbench.ts';
import type { Series, SeriesId, SeriesStretch } from '../../../shared/domain/series.ts';
import type { TimeRange } from '../../../shared/domain/time.ts';
import type { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import type { Answer, Ask, FromPlotWorker, ToPlotWorker } from './plot-protocol.ts';

/** How the reading of a series stands. */
export type FeedState = { state: 'reading' } | { state: 'ready' } | { state: 'failed'; error: WorkbenchError };

export interface FeedListener {
  /** The stored extent as it becomes known and grows; null while the series has no samples. */
  onExtent(extent: TimeRange | null): void;
  /** New rows are there to be drawn. */
  onRows(): void;
  onState(state: FeedState): void;
}

/** One panel's hold on a series. */
export interface FeedHandle {
  /** Points for a range on so many columns, none after `until`; null where there is nothing. Asks of one turn travel together. */
  ask(from: number, to: number, columns: number, until: number, growth?: boolean): Promise<Answer | null>;
  /** Reads the range in finer rows where the overview is too coarse for it, in single ones where `isMean` and they are not too many; `onRows` tells when they are there. True while they are on their way; false where nothing finer is to be had. */
  refine(from: number, to: number, isMean?: boolean): boolean;
  close(): void;
}

export interface ChartFeed {
  /** Reads what is stored of a series and follows its live tail; several panels of one series share it. */
  open(series: Series, listener: FeedListener): FeedHandle;
}

/** The part of a `Worker` that is used. */
export interface PlotWorker {
  postMessage(message: ToPlotWorker, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent<FromPlotWorker>) => void) | null;
}

interface Source {
  series: Series;
  listeners: Set<FeedListener>;
  extent: TimeRange | null;
  state: FeedState;
  /** Tail rows that wait for the stored ones; null once those are there. */
  waiting: SeriesStretch[] | null;
  detail: { covers: TimeRange; follows: boolean; waiting: SeriesStretch[] | null; reading: AbortController | null; points: number; exact: boolean } | null;
  /** True where the overview holds every sample, so that nothing finer is to be had. */
  exact: boolean;
  closed: boolean;
  /** Ends the subscription with the last series of its group. */
  leave: () => void;
}

/** Rows of the overview, which is read first: two for each pixel of a wide screen. */
const overviewRows = 4000;
/** Rows of a detail, which reaches a screen's width beyond what is seen at both sides. */
const detailRows = 16_000;
/** Values of a detail that is read for the growth of each row, and its rows at most. */
const mostSingle = 400_000;
const mostSingleRows = 100_000;
/** A detail that is itself too coarse is read again once no more than this share of it is seen. */
const finerShare = 0.15;
/** Tail rows that may wait for a slow read; the oldest are dropped past that (the read that is under way brings them). */
const mostWaiting = 2000;

/** Feeds panels: history by `series.stretch`, the live tail by `series.watch`, rows kept and thinned out in `worker`. */
export function createChartFeed(workbench: Pick<Workbench, 'call' | 'subscribe'>, worker: PlotWorker): ChartFeed {
  const sources = new Map<SeriesId, Source>();
  const tickets = new Map<number, ((answer: Answer | null) => void)[]>();
  let ticket = 0;
  let asked: { ask: Ask; settle: (answer: Answer | null) => void }[] = [];
  let opened: Source[] = [];

  worker.onmessage = (event) => {
    const settles = tickets.get(event.data.ticket) ?? [];
    tickets.delete(event.data.ticket);
    settles.forEach((settle, i) => settle(event.data.answers[i] ?? null));
  };

  function post(key: string, stretch: SeriesStretch, covers: TimeRange | null, seam: boolean): void {
    worker.postMessage({ type: 'rows', key, covers, seam, channels: stretch.channels.length, samplesPerRow: stretch.resolution === 'samples' ? 1 : stretch.sampleCount / stretch.times.length, rows: { times: stretch.times, min: stretch.min, max: stretch.max, expected: stretch.expected, low: stretch.low, high: stretch.high, score: stretch.score } });
  }
  function tell(source: Source, what: (listener: FeedListener) => void): void {
    if (!source.closed) for (const listener of [...source.listeners]) what(listener);
  }
  function setState(source: Source, state: FeedState): void {
    source.state = state;
    tell(source, (listener) => listener.onState(state));
  }
  function reach(source: Source, stretch: SeriesStretch): void {
    if (stretch.times.length === 0) return;
    const from = stretch.times[0]!;
    const to = stretch.times[stretch.times.length - 1]!;
    source.extent = source.extent === null ? { from, to } : { from: Math.min(source.extent.from, from), to: Math.max(source.extent.to, to) };
    tell(source, (listener) => listener.onExtent(source.extent));
  }

  /** All that is stored of a series, which is known to reach to `end` and may have grown since: a stream that is read fast, or a page that heard of nothing for a while. What is read has to end well before where it was looked for. */
  async function readToEnd(seriesId: SeriesId, from: number, end: number, more: number): Promise<SeriesStretch> {
    const stretch = await workbench.call('series.stretch', { seriesId, from, to: end + more, points: overviewRows });
    return (stretch.times.at(-1) ?? -Infinity) < end + more / 2 ? stretch : readToEnd(seriesId, from, end, more * 4);
  }

  async function readOverview(source: Source): Promise<void> {
    const { id, firstTime, lastTime } = source.series;
    source.waiting = [];
    setState(source, { state: 'reading' });
    try {
      if (firstTime !== null && lastTime !== null) {
        const stretch = await readToEnd(id, firstTime, Math.max(source.extent?.to ?? lastTime, lastTime), Math.max(1000, (lastTime - firstTime) * 0.1));
        if (source.closed) return;
        source.exact = stretch.resolution === 'samples';
        post(overviewKey(id), stretch, { from: -Infinity, to: Infinity }, false);
        reach(source, stretch);
      } else {
        post(overviewKey(id), emptyStretch(source.series), { from: -Infinity, to: Infinity }, false);
        tell(source, (listener) => listener.onExtent(null));
      }
      for (const tail of source.waiting ?? []) post(overviewKey(id), tail, null, true);
      source.waiting = null;
      setState(source, { state: 'ready' });
      tell(source, (listener) => listener.onRows());
    } catch (error) {
      if (!source.closed) setState(source, { state: 'failed', error: error as WorkbenchError });
    }
  }

  function takeTail(source: Source, stretch: SeriesStretch): void {
    if (source.closed || stretch.times.length === 0) return;
    reach(source, stretch);
    const keep = (waiting: SeriesStretch[]) => { waiting.push(stretch); if (waiting.length > mostWaiting) waiting.shift(); };
    if (source.waiting !== null) keep(source.waiting); else post(overviewKey(source.series.id), stretch, null, false);
    if (source.detail?.follows) {
      if (source.detail.waiting !== null) keep(source.detail.waiting); else post(detailKey(source.series.id), stretch, null, false);
    }
    tell(source, (listener) => listener.onRows());
  }

  /** Finer rows have the gap too: they are read when they are next looked at. */
  function readAgain(source: Source): void {
    source.detail?.reading?.abort();
    if (source.detail !== null) worker.postMessage({ type: 'drop', key: detailKey(source.series.id) });
    source.detail = null;
    void readOverview(source);
  }

  /** One subscription for the series that were opened in one turn; it ends when the last of them is closed. */
  function watch(group: Source[]): void {
    const byId = new Map(group.map((source) => [source.series.id, source]));
    let first = true;
    const stop = workbench.subscribe('series.watch', { seriesIds: [...byId.keys()] }, {
      onSnapshot() {
        // A second snapshot means that changes were lost: what is stored is read again.
        if (!first) for (const source of group) if (!source.closed) readAgain(source);
        first = false;
      },
      onChange(stretches) {
        for (const stretch of stretches) {
          const source = byId.get(stretch.seriesId);
          if (source !== undefined) takeTail(source, stretch);
        }
      },
      onError(error) {
        for (const source of group) if (!source.closed) setState(source, { state: 'failed', error });
      },
    });
    for (const source of group) {
      source.leave = () => { if (group.every((one) => one.closed)) stop(); };
      void readOverview(source);
    }
  }

  async function readDetail(source: Source, wanted: TimeRange, points: number): Promise<void> {
    source.detail?.reading?.abort();
    const reading = new AbortController();
    const follows = source.extent === null || wanted.to >= source.extent.to;
    const detail = { covers: { from: wanted.from, to: follows ? Infinity : wanted.to }, follows, waiting: [] as SeriesStretch[] | null, reading: reading as AbortController | null, points, exact: false };
    source.detail = detail;
    try {
      const stretch = await workbench.call('series.stretch', { seriesId: source.series.id, from: wanted.from, to: wanted.to, points }, { signal: reading.signal });
      if (source.closed || source.detail !== detail) return;
      post(detailKey(source.series.id), stretch, detail.covers, false);
      for (const tail of detail.waiting ?? []) post(detailKey(source.series.id), tail, null, true);
      detail.waiting = null;
      detail.reading = null;
      detail.exact = stretch.resolution === 'samples';
      tell(source, (listener) => listener.onRows());
    } catch {
      // The overview is still drawn, and the next look asks again.
      if (source.detail === detail) source.detail = null;
    }
  }

  return {
    open(series, listener) {
      let source = sources.get(series.id);
      if (source === undefined) {
        source = { series, listeners: new Set(), extent: null, state: { state: 'reading' }, waiting: [], detail: null, exact: true, closed: false, leave: () => {} };
        sources.set(series.id, source);
        opened.push(source);
        if (opened.length === 1) {
          queueMicrotask(() => {
            const group = opened.filter((one) => !one.closed);
            opened = [];
            for (let at = 0; at < group.length; at += 200) watch(group.slice(at, at + 200));
          });
        }
      }
      const held = source;
      held.listeners.add(listener);
      listener.onState(held.state);
      if (held.extent !== null) listener.onExtent(held.extent);
      return {
        ask: (from, to, columns, until, growth) => new Promise((settle) => {
          asked.push({ ask: { keys: [detailKey(series.id), overviewKey(series.id)], from, to, columns, until, growth }, settle });
          if (asked.length > 1) return;
          queueMicrotask(() => {
            ticket++;
            tickets.set(ticket, asked.map((one) => one.settle));
            worker.postMessage({ type: 'ask', ticket, asks: asked.map((one) => one.ask) });
            asked = [];
          });
        }),
        refine(from, to, isMean = false) {
          const { detail, extent } = held;
          if (held.exact || extent === null || held.waiting !== null) return false;
          const within = { from: Math.max(from, extent.from), to: Math.min(to, extent.to) };
          if (within.to <= within.from) return false;
          const points = isMean ? Math.max(detailRows, Math.min(mostSingleRows, Math.floor(mostSingle / series.channels.length))) : detailRows;
          if (detail !== null && detail.covers.from <= within.from && detail.covers.to >= within.to) {
            const covered = Math.min(detail.covers.to, extent.to) - Math.max(detail.covers.from, extent.from);
            if (detail.reading !== null || detail.exact || (points <= detail.points && to - from > covered * finerShare)) return detail.reading !== null;
          }
          const margin = to - from;
          void readDetail(held, { from: from - margin, to: to + margin }, points);
          return true;
        },
        close() {
          held.listeners.delete(listener);
          if (held.listeners.size > 0) return;
          held.closed = true;
          held.detail?.reading?.abort();
          held.leave();
          sources.delete(series.id);
          worker.postMessage({ type: 'drop', key: overviewKey(series.id) });
          worker.postMessage({ type: 'drop', key: detailKey(series.id) });
        },
      };
    },
  };
}

const overviewKey = (id: SeriesId) => `${id}`;
const detailKey = (id: SeriesId) => `${id} detail`;

function emptyStretch(series: Series): SeriesStretch {
  const none = () => new Float32Array(0);
  return { seriesId: series.id, channels: series.channels, resolution: 'samples', times: new Float64Array(0), min: new Float64Array(0), max: new Float64Array(0), expected: none(), low: none(), high: none(), score: none(), sampleCount: 0 };
}
