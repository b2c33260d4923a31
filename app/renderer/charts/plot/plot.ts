import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { TimeRange } from '../../../shared/domain/time.ts';
import { drawMarks, drawPlayhead, drawThresholds } from './draw-marks.ts';
import type { PlotOverlay } from './draw-marks.ts';
import type { ChartPalette } from '../chart-palette.ts';
import { lineDashes } from '../chart-palette.ts';
import type { DrawPoints } from './decimate.ts';
import { axisLabels } from '../ticks.ts';
import { tickLabels } from '../words.ts';
import type { Zone } from '../words.ts';

/** Width of the value axis, CSS pixels; the same in all plots of a chart so that their moments lie under each other. */
export const axisWidth = 58;
/** Room at the right for half of the widest label of the time axis (12:34:56.789), CSS pixels. */
export const rightRoom = 36;
/** Height of the time axis with its two lines, CSS pixels. */
export const timeAxisHeight = 38;

export interface PlotContent {
  /** Channels drawn, as indexes into the series' channels; empty for the score strip. */
  channels: number[];
  /** Place of its first channel among all lines of the chart: each has a colour of its own, and those of one plot a dash of their own. */
  place: number;
  /** Written beside the value axis. */
  unit: string;
  /** The time axis is drawn under the last plot of a chart only. */
  timeAxis: boolean;
  /** A small multiple: no axes, no room around. */
  bare: boolean;
}

/** One canvas of a chart. Nothing is drawn before `draw`. */
export interface Plot {
  /** Draws points (the ones before where null) over a range. */
  draw(points: DrawPoints | null, range: TimeRange): void;
  resize(width: number, height: number): void;
  redraw(): void;
  destroy(): void;
}

/** Makes a plot inside `host`. `overlay` is read at each drawing. */
export function createPlot(host: HTMLElement, content: PlotContent, overlay: PlotOverlay, palette: ChartPalette, zone: Zone, width: number, height: number): Plot {
  const isScore = content.channels.length === 0;
  const { series, bands } = isScore ? scoreSeries(palette) : channelSeries(content, palette);
  const plot = new uPlot({
    width, height, series, bands, ms: 1,
    padding: content.bare ? [2, 0, 2, 0] : [6, rightRoom, content.timeAxis ? 0 : 4, 0],
    legend: { show: false },
    cursor: { show: false },
    ...(zone === 'utc' ? { tzDate: (time: number) => uPlot.tzDate(new Date(time), 'Etc/UTC') } : {}),
    scales: { x: { time: true, auto: false }, y: isScore ? { range: [0, 1] } : { range: valueRange } },
    axes: axesOf(content, isScore, palette, zone),
    hooks: {
      drawAxes: [(self) => drawMarks(self, overlay, palette, content.bare)],
      draw: [(self) => {
        if (isScore) drawThresholds(self, overlay.thresholds, palette);
        if (overlay.playhead !== null) drawPlayhead(self, overlay.playhead, palette);
      }],
    },
  }, series.map(() => []) as unknown as uPlot.AlignedData, host);
  // uPlot's own elements are decoration: the chart around them has the name, the keys and the table.
  plot.root.setAttribute('aria-hidden', 'true');
  return {
    draw(points, range) {
      plot.batch(() => {
        if (points !== null) plot.setData((isScore ? [points.times, drawable(points.score)] : channelColumns(content, points)) as uPlot.AlignedData, false);
        plot.setScale('x', { min: range.from, max: range.to });
      });
    },
    resize: (w, h) => plot.setSize({ width: w, height: h }),
    redraw: () => plot.redraw(false),
    destroy: () => plot.destroy(),
  };
}

/** The value axis hugs what is in view, with a twentieth of room; a constant gets some room around it. */
function valueRange(_: uPlot, low: number | null, high: number | null): [number, number] {
  if (low === null || high === null || !Number.isFinite(low) || !Number.isFinite(high)) return [0, 1];
  const room = high > low ? (high - low) * 0.05 : Math.abs(high) * 0.05 || 1;
  return [low - room, high + room];
}

function scoreSeries(palette: ChartPalette): { series: uPlot.Series[]; bands: uPlot.Band[] } {
  return { series: [{}, { stroke: palette.score, width: 1.25, points: { show: false } }], bands: [] };
}

/** Bands and expected values of all channels first, the values on top of them. A small multiple draws no expected values. */
function channelSeries(content: PlotContent, palette: ChartPalette): { series: uPlot.Series[]; bands: uPlot.Band[] } {
  const series: uPlot.Series[] = [{}];
  const bands: uPlot.Band[] = [];
  for (let i = 0; i < content.channels.length; i++) {
    bands.push({ series: [series.length + 1, series.length], fill: palette.band });
    series.push({ width: 0, points: { show: false } }, { width: 0, points: { show: false } });
    if (!content.bare) series.push({ stroke: palette.expected, width: 1, dash: [3, 3], points: { show: false } });
  }
  for (let i = 0; i < content.channels.length; i++) {
    const dash = lineDashes[i % lineDashes.length]!;
    series.push({
      stroke: palette.lines[(content.place + i) % palette.lines.length]!, width: content.bare ? 1 : 1.5,
      // Drawing without a dash is faster than with an empty one.
      ...(dash.length > 0 ? { dash } : {}),
      points: content.bare ? { show: false } : { size: 4, show: (self, _, first, last) => (last - first) * 16 < self.bbox.width / devicePixelRatio },
    });
  }
  return { series, bands };
}

function channelColumns(content: PlotContent, points: DrawPoints): unknown[] {
  const columns: unknown[] = [points.times];
  for (const channel of content.channels) {
    columns.push(drawable(points.low[channel]!), drawable(points.high[channel]!));
    if (!content.bare) columns.push(drawable(points.expected[channel]!));
  }
  for (const channel of content.channels) columns.push(drawable(points.values[channel]!));
  return columns;
}

/** uPlot breaks a line at null only; NaN would be drawn through. */
function drawable(values: Float64Array | Float32Array): (number | null)[] {
  const out = new Array<number | null>(values.length);
  for (let i = 0; i < values.length; i++) out[i] = values[i] === values[i] ? values[i]! : null;
  return out;
}

function axesOf(content: PlotContent, isScore: boolean, palette: ChartPalette, zone: Zone): uPlot.Axis[] {
  if (content.bare) return [{ show: false }, { show: false }];
  const line = { stroke: palette.grid, width: 1 };
  const time: uPlot.Axis = {
    show: true, stroke: palette.text, font: palette.font, grid: line, ticks: { ...line, show: content.timeAxis, size: 4 }, space: 90,
    size: content.timeAxis ? timeAxisHeight : 0,
    values: (_, ticks, __, ___, step) => (content.timeAxis ? tickLabels(ticks, step, zone) : ticks.map(() => '')),
  };
  const value: uPlot.Axis = {
    stroke: palette.text, font: palette.font, grid: line, ticks: { ...line, size: 4 }, size: axisWidth, space: 28,
    ...(isScore ? { splits: () => [0, 0.5, 1] } : {}),
    values: (_, ticks, __, ___, step) => axisLabels(ticks, isScore ? 0.1 : step),
  };
  return [time, value];
}
