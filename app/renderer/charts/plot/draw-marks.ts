import type uPlot from 'uplot';
import type { ChartPalette } from '../chart-palette.ts';
import type { ChartMark, ChartSpan } from './chart-marks.ts';
import { stepPieces, type ThresholdStep } from './threshold-steps.ts';

/** What hooks draw besides the lines; changed from outside, drawn with the next `redraw`. */
export interface PlotOverlay {
  marks: readonly ChartMark[];
  spans: readonly ChartSpan[];
  selected: number;
  thresholds: readonly ThresholdStep[];
  playhead: number | null;
}

type Severity = 'low' | 'medium' | 'high';

/** Spans narrower than this are widened to it, in CSS pixels, or a spike could not be seen at all. */
const narrowest = 3;
/** Conditions of the stream's flow are hatched the other way, without a severity's colour. */
const conditionStep = 8;
const hatchStep: Record<Severity, number> = { low: 10, medium: 7, high: 4 };

/**
 * Anomaly spans under the lines: tinted and hatched, denser for a higher severity, with a shape on top: circle, diamond or triangle.
 * The selected one has an outline, one that goes on an open right edge, one that was called false or expected is faint.
 */
export function drawMarks(plot: uPlot, overlay: PlotOverlay, palette: ChartPalette, bare: boolean): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const { min, max } = plot.scales['x']!;
  if (min === undefined || max === undefined || min === null || max === null) return;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const span of overlay.spans) {
    const until = Math.min(span.end, overlay.playhead ?? Infinity);
    if (until < min || span.start > Math.min(max, overlay.playhead ?? Infinity)) continue;
    const left = Math.max(bbox.left, plot.valToPos(span.start, 'x', true));
    const width = Math.max(Math.min(bbox.left + bbox.width, until === Infinity ? Infinity : plot.valToPos(until, 'x', true)) - left, narrowest * ratio);
    ctx.globalAlpha = 0.28;
    hatch(ctx, left, bbox.top, width, bbox.height, conditionStep * ratio, palette.text, ratio, true);
    ctx.fillStyle = palette.text;
    ctx.globalAlpha = 0.7;
    ctx.fillRect(left, bbox.top + bbox.height - 2 * ratio, width, 2 * ratio);
  }
  overlay.marks.forEach((mark, i) => {
    const end = overlay.playhead !== null ? Math.min(mark.end, overlay.playhead) : mark.end;
    if (mark.end < min || mark.start > max || (overlay.playhead !== null && mark.start > overlay.playhead)) return;
    const left = Math.max(bbox.left - 10, plot.valToPos(mark.start, 'x', true));
    const right = Math.min(bbox.left + bbox.width + 10, plot.valToPos(end, 'x', true));
    const width = Math.max(right - left, narrowest * ratio);
    const colour = palette.severity[mark.severity];
    const strength = mark.settled ? 0.4 : 1;
    ctx.globalAlpha = 0.14 * strength;
    ctx.fillStyle = colour;
    ctx.fillRect(left, bbox.top, width, bbox.height);
    // In the narrowest no hatch could be told from another: their shapes on top tell the severity.
    if (right - left > narrowest * ratio) {
      ctx.globalAlpha = 0.55 * strength;
      hatch(ctx, left, bbox.top, width, bbox.height, hatchStep[mark.severity] * ratio, colour, ratio);
    }
    ctx.globalAlpha = strength;
    ctx.fillRect(left, bbox.top, width, 2 * ratio);
    glyph(ctx, mark.severity, left + width / 2, bbox.top + (bare ? 6 : 8) * ratio, (bare ? 3.5 : 4.5) * ratio, colour, palette.surface, ratio);
    if (i === overlay.selected) {
      ctx.globalAlpha = 1;
      ctx.strokeStyle = palette.selected;
      ctx.lineWidth = 2 * ratio;
      ctx.strokeRect(left - ratio, bbox.top + ratio, width + 2 * ratio, bbox.height - 2 * ratio);
    }
  });
  ctx.restore();
}

/** The threshold in force at each time: a dashed line over the score, in steps where it changed. */
export function drawThresholds(plot: uPlot, thresholds: readonly ThresholdStep[], palette: ChartPalette): void {
  const { ctx, bbox } = plot;
  const { min, max } = plot.scales['x']!;
  if (min === undefined || max === undefined || min === null || max === null) return;
  ctx.save();
  ctx.strokeStyle = palette.threshold;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
  let before: number | null = null;
  for (const { from, to, threshold } of stepPieces(thresholds, min, max)) {
    const [left, right, y] = [plot.valToPos(from, 'x', true), plot.valToPos(to, 'x', true), plot.valToPos(threshold, 'y', true)];
    if (before !== null) line(ctx, left, before, left, y);
    line(ctx, Math.max(bbox.left, left), y, Math.min(bbox.left + bbox.width, right), y);
    before = y;
  }
  ctx.restore();
}

/** The playhead: a line with a handle, where the rewound view ends. */
export function drawPlayhead(plot: uPlot, time: number, palette: ChartPalette): void {
  const { ctx, bbox } = plot;
  const x = plot.valToPos(time, 'x', true);
  if (x < bbox.left || x > bbox.left + bbox.width) return;
  ctx.save();
  ctx.strokeStyle = palette.playhead;
  ctx.fillStyle = palette.playhead;
  ctx.lineWidth = 2 * devicePixelRatio;
  line(ctx, x, bbox.top, x, bbox.top + bbox.height);
  ctx.restore();
}

function line(ctx: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  ctx.lineTo(x2, y2);
  ctx.stroke();
}

function hatch(ctx: CanvasRenderingContext2D, left: number, top: number, width: number, height: number, step: number, colour: string, ratio: number, falls = false): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  ctx.strokeStyle = colour;
  ctx.lineWidth = ratio * 0.75;
  ctx.beginPath();
  // Lines start at multiples of the step from the canvas' own corner, so that they stand still while a span grows.
  for (let x = Math.floor((left - height) / step) * step; x < left + width; x += step) {
    ctx.moveTo(x, falls ? top : top + height);
    ctx.lineTo(x + height, falls ? top + height : top);
  }
  ctx.stroke();
  ctx.restore();
}

function glyph(ctx: CanvasRenderingContext2D, severity: Severity, x: number, y: number, r: number, colour: string, edge: string, ratio: number): void {
  ctx.beginPath();
  if (severity === 'low') ctx.arc(x, y, r * 0.85, 0, 2 * Math.PI);
  else {
    const corners = severity === 'medium' ? [[0, -r], [r, 0], [0, r], [-r, 0]] : [[0, -r], [r, r * 0.8], [-r, r * 0.8]];
    corners.forEach(([dx, dy], i) => (i === 0 ? ctx.moveTo(x + dx!, y + dy!) : ctx.lineTo(x + dx!, y + dy!)));
    ctx.closePath();
  }
  ctx.fillStyle = colour;
  ctx.fill();
  ctx.strokeStyle = edge;
  ctx.lineWidth = ratio;
  ctx.stroke();
}
