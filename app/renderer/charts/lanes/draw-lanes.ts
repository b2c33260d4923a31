import type { Lanes } from '../../../shared/domain/lanes.ts';
import { severityOf } from '../../../shared/domain/severity.ts';
import { readPalette } from '../chart-palette.ts';
import type { LanePlace, LaneRow } from './lane-rows.ts';
import { timeTicks } from '../ticks.ts';
import { tickLabels, type Zone } from '../words.ts';

export const rowHeight = 22;
export const axisHeight = 24;
const tickSpace = 110;
/** Cells narrower than this, CSS pixels, show no pattern: their height alone says how bad. */
const narrowestPattern = 4;

export interface LaneDrawing {
  rows: readonly LaneRow[];
  lanes: Lanes;
  top: number;
  first: number;
  last: number;
  size: { width: number; height: number };
  place: LanePlace | null;
  zone: Zone;
}

/** Draws the lanes in sight, their time axis on top. A cell's height is its grade, its filling its severity: low is hollow, medium striped, high full. */
export function drawLanes(canvas: HTMLCanvasElement, { rows, lanes: { from, to, bucketMs }, top: scrolled, first, last, size: { width, height }, place, zone }: LaneDrawing): void {
  const scale = devicePixelRatio;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d')!;
  const palette = readPalette(canvas);
  context.scale(scale, scale);
  context.fillStyle = palette.surface;
  context.fillRect(0, 0, width, height);
  const perBucket = (width * bucketMs) / (to - from);
  for (let at = first; at < last; at += 1) {
    const y = axisHeight + at * rowHeight - scrolled;
    context.fillStyle = palette.grid;
    context.fillRect(0, y + rowHeight - 1, width, 1);
    for (const { bucket, grade } of rows[at]!.cells) {
      const tall = Math.max(4, Math.round((0.25 + 0.75 * grade) * (rowHeight - 4)));
      const x = bucket * perBucket;
      const severity = severityOf(grade);
      const [top, wide] = [y + rowHeight - 1 - tall, Math.max(1.5, perBucket - 0.5)];
      context.fillStyle = palette.severity[severity];
      context.globalAlpha = 0.45 + 0.55 * grade;
      if (severity === 'high' || wide < narrowestPattern) context.fillRect(x, top, wide, tall);
      else if (severity === 'medium') for (let stripe = 0; stripe < tall; stripe += 4) context.fillRect(x, top + stripe, wide, Math.min(2.5, tall - stripe));
      else {
        context.strokeStyle = palette.severity[severity];
        context.lineWidth = 1.5;
        context.strokeRect(x + 0.75, top + 0.75, wide - 1.5, tall - 1.5);
      }
    }
    context.globalAlpha = 1;
  }
  if (place !== null) {
    context.strokeStyle = palette.selected;
    context.lineWidth = 2;
    context.strokeRect(place.bucket * perBucket - 1, axisHeight + place.row * rowHeight - scrolled + 1, Math.max(4, perBucket) + 1, rowHeight - 3);
  }
  context.fillStyle = palette.surface;
  context.fillRect(0, 0, width, axisHeight);
  context.fillStyle = palette.text;
  context.font = palette.font;
  context.textBaseline = 'middle';
  const { ticks, stepMs } = timeTicks({ from, to }, (tickSpace / width) * (to - from));
  tickLabels(ticks, stepMs, zone).forEach((label, at) => {
    const x = ((ticks[at]! - from) / bucketMs) * perBucket;
    context.fillRect(x, axisHeight - 5, 1, 5);
    context.fillText(label.replace('\n', ' '), x + 3, axisHeight / 2);
  });
  context.fillRect(0, axisHeight - 1, width, 1);
}
