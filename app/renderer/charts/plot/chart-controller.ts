import type { Series } from '../../../shared/domain/series.ts';
import type { TimeRange } from '../../../shared/domain/time.ts';
import type { ChannelGroup } from '../channel-groups.ts';
import type { ChartFeed, FeedState } from './chart-feed.ts';
import { onThemeChange, readPalette } from '../chart-palette.ts';
import type { ThresholdStep } from './threshold-steps.ts';
import type { ChartMark, ChartSpan } from './chart-marks.ts';
import type { PlotOverlay } from './draw-marks.ts';
import { dropFromFrame, onNextFrame } from './frame-loop.ts';
import { columnsPerSeen, hasRoom, withRoom } from './look-ahead.ts';
import { axisWidth, createPlot, rightRoom, timeAxisHeight } from './plot.ts';
import type { Plot } from './plot.ts';
import type { Answer } from './plot-protocol.ts';
import type { TimeRangeStore } from '../time-range.ts';
import type { Zone } from '../words.ts';

export interface ChartSetup {
  series: Series;
  groups: ChannelGroup[];
  /** A small multiple: one plot without axes. */
  bare: boolean;
  zone: Zone;
}

/** What the words around a chart are made of. */
export interface ChartView {
  feed: FeedState;
  points: Answer | null;
  range: TimeRange | null;
  /** True while finer rows are being read than those that are drawn. */
  coarse: boolean;
}

/** Keeps the canvases of one chart drawn: asks the feed at most once per frame, and does nothing while the chart is out of sight. */
export interface ChartController {
  view(): ChartView;
  subscribe(listener: () => void): () => void;
  setMarks(marks: readonly ChartMark[], selected: number, thresholds: readonly ThresholdStep[], spans?: readonly ChartSpan[]): void;
  /** Counters are drawn by their growth, as they are from the beginning, or by what they stand at; a small multiple draws that only. */
  setGrowth(isWanted: boolean): void;
  /** Points of the range in view on so many columns, for the table. */
  rows(columns: number): Promise<Answer | null>;
  /** The moment under a place of the screen; null outside the plots or before anything is known. */
  timeAt(clientX: number): number | null;
  /** Width of the area that lines are drawn in, CSS pixels. */
  plotWidth(): number;
  destroy(): void;
}

const scoreHeight = 58;
const lowestPlot = 72;
const tellMs = 120;

/** Draws into `host`, which it fills; `crosshair` is moved along the cursor. */
export function createChartController(host: HTMLElement, crosshair: HTMLElement, setup: ChartSetup, feed: ChartFeed, timeline: TimeRangeStore): ChartController {
  const { series, groups, bare, zone } = setup;
  const listeners = new Set<() => void>();
  const overlay: PlotOverlay = { marks: [], spans: [], selected: -1, thresholds: [], playhead: null };
  let refining = false;
  let growth = bare ? undefined : true;
  let view: ChartView = { feed: { state: 'reading' }, points: null, range: null, coarse: false };
  let plots: Plot[] = [];
  let fresh: Answer | null | undefined;
  let asking = false;
  let asked: TimeRange | null = null;
  let visible = false;
  let stale = true;
  let dirty = true;
  let size = { width: 0, height: 0 };
  let drawnAs = timeline.get();
  let gone = false;

  let telling: ReturnType<typeof setTimeout> | undefined;
  const tell = () => {
    clearTimeout(telling);
    telling = undefined;
    for (const listener of [...listeners]) listener();
  };
  /** Words beside a chart that moves are renewed some times a second: in each frame they would cost more than its lines. */
  const moveOn = (part: Partial<ChartView>) => {
    view = { ...view, ...part };
    telling ??= setTimeout(tell, tellMs);
  };
  const again = () => { if (visible && !gone) onNextFrame(frame); };
  const handle = feed.open(series, {
    onExtent: (extent) => { if (extent !== null) timeline.reach(extent); },
    onRows: () => { stale = true; again(); },
    onState(state) {
      view = { ...view, feed: state };
      tell();
    },
  });

  function frame(): void {
    if (!visible || gone || size.width < 20) return;
    const state = timeline.get();
    const range = timeline.range();
    if (range === null) return;
    if (plots.length === 0) build();
    const moved = view.range === null || view.range.from !== range.from || view.range.to !== range.to;
    if ((moved && !hasRoom(range, asked, state.extent)) || state.until !== drawnAs.until) stale = true;
    drawnAs = state;
    overlay.playhead = state.until;
    if (moved || dirty || fresh !== undefined) {
      const points = fresh === undefined ? null : fresh ?? nothing(series.channels.length);
      for (const plot of plots) plot.draw(points ?? (dirty ? view.points : null), range);
      dirty = false;
      const answer = fresh;
      fresh = undefined;
      moveOn({ range, ...(answer === undefined ? {} : { points: answer, coarse: refining }) });
    }
    moveCrosshair(range, state.cursor);
    if (stale && !asking) void ask(range, state.until ?? Infinity);
  }

  async function ask(range: TimeRange, until: number): Promise<void> {
    stale = false;
    asking = true;
    const wide = withRoom(range);
    asked = wide;
    const answer = await handle.ask(wide.from, wide.to, Math.max(16, Math.ceil(plotWidth() * columnsPerSeen)), until, growth);
    asking = false;
    if (gone) return;
    fresh = answer;
    refining = answer?.coarse === true && handle.refine(wide.from, wide.to, answer.isMean);
    again();
  }

  function build(): void {
    const palette = readPalette(host);
    const heights = heightsOf(size.height, bare ? 1 : groups.length, bare);
    let lines = 0;
    plots = heights.map((height, i) => {
      const place = document.createElement('div');
      place.className = 'time-chart-plot';
      host.append(place);
      const isScore = !bare && i === heights.length - 1;
      const group = isScore ? { channels: [], unit: '' } : groups[i]!;
      const first = lines;
      lines += group.channels.length;
      return createPlot(place, { ...group, place: first, timeAxis: !bare && isScore, bare }, overlay, palette, zone, size.width, height);
    });
    dirty = true;
  }
  function clear(): void {
    for (const plot of plots) plot.destroy();
    plots = [];
    host.replaceChildren();
  }
  function rebuild(): void {
    clear();
    again();
  }
  function moveCrosshair(range: TimeRange, cursor: number | null): void {
    const inside = cursor !== null && cursor >= range.from && cursor <= range.to;
    crosshair.hidden = !inside;
    if (inside) crosshair.style.transform = `translateX(${leftRoom() + ((cursor - range.from) / (range.to - range.from)) * plotWidth()}px)`;
  }
  const leftRoom = () => (bare ? 0 : axisWidth);
  const plotWidth = () => Math.max(1, size.width - leftRoom() - (bare ? 0 : rightRoom));

  const resized = new ResizeObserver(([entry]) => {
    const { width, height } = entry!.contentRect;
    if (Math.round(width) === size.width && Math.round(height) === size.height) return;
    size = { width: Math.round(width), height: Math.round(height) };
    const heights = heightsOf(size.height, bare ? 1 : groups.length, bare);
    plots.forEach((plot, i) => plot.resize(size.width, heights[i]!));
    stale = true;
    dirty = true;
    again();
  });
  resized.observe(host);
  const seen = new IntersectionObserver(([entry]) => {
    visible = entry!.isIntersecting;
    again();
  });
  seen.observe(host);
  const stopTheme = onThemeChange(rebuild);
  const stopTimeline = timeline.subscribe(again);
  // A window dragged to another screen, or zoomed, has another pixel density: canvases are made anew.
  let density = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
  const onDensity = () => {
    density = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    density.addEventListener('change', onDensity, { once: true });
    rebuild();
  };
  density.addEventListener('change', onDensity, { once: true });

  return {
    view: () => view,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    setMarks(marks, selected, thresholds, spans = []) {
      Object.assign(overlay, { marks, selected, thresholds, spans });
      dirty = true;
      again();
    },
    setGrowth(isWanted) {
      if (bare || isWanted === growth) return;
      growth = isWanted;
      stale = true;
      again();
    },
    async rows(columns) {
      const range = timeline.range();
      return range === null ? null : handle.ask(range.from, range.to, columns, timeline.get().until ?? Infinity, growth);
    },
    timeAt(clientX) {
      const range = timeline.range();
      if (range === null) return null;
      const share = (clientX - host.getBoundingClientRect().left - leftRoom()) / plotWidth();
      return range.from + Math.min(1, Math.max(0, share)) * (range.to - range.from);
    },
    plotWidth,
    destroy() {
      gone = true;
      clearTimeout(telling);
      dropFromFrame(frame);
      resized.disconnect();
      seen.disconnect();
      stopTheme();
      stopTimeline();
      density.removeEventListener('change', onDensity);
      handle.close();
      clear();
    },
  };
}

/** Heights of the plots from top to bottom; the last one of a full chart is the score strip with the time axis. */
function heightsOf(total: number, groups: number, bare: boolean): number[] {
  if (bare) return [Math.max(24, total)];
  const score = scoreHeight + timeAxisHeight;
  return [...Array.from({ length: groups }, () => Math.max(lowestPlot, Math.floor((total - score) / groups))), score];
}

function nothing(channels: number): Answer {
  const none = () => Array.from({ length: channels }, () => new Float32Array(0));
  return { times: new Float64Array(0), values: Array.from({ length: channels }, () => new Float64Array(0)), expected: none(), low: none(), high: none(), score: new Float32Array(0), rowCount: 0, whole: true, coarse: false, counters: [], isGrowth: false, isMean: false };
}
