import { crc32, deflateSync } from 'node:zlib';
import { sampleSheets, type SampleSheet } from '../../shared/domain/sample-sheets.ts';

const width = 320;
const height = 240;
const edge = 10;
/** White paper and the colours of the stand-in's lines. */
const palette = [0xff, 0xff, 0xff, 0x00, 0x60, 0xa8, 0xa3, 0x44, 0x7e, 0xc4, 0xcc, 0xd6];
const [paper, firstLine, lines, rule] = [0, 1, 2, 3];

/** The picture of a stand-in's view, as Tableau has one of each: its sheets under each other, PNG of 320 × 240. */
export function samplePicture(path: string): Uint8Array {
  const sheets = sampleSheets(path);
  const dots = new Uint8Array(width * height).fill(paper);
  const each = Math.floor(height / sheets.length);
  sheets.forEach((sheet, place) => drawSheet(dots, sheet, place * each, each));
  return encodePng(dots);
}

function drawSheet(dots: Uint8Array, { fields, rows }: SampleSheet, top: number, high: number): void {
  const keys = [...new Set(rows.map(({ key }) => key))];
  const [times, values] = [rangeOf(rows.map(({ time }) => time)), rangeOf(rows.map(({ value }) => value))];
  const at = (value: number, { least, most }: Range, size: number) => Math.round(edge + ((value - least) / (most - least || 1)) * (size - 1 - 2 * edge));
  const upright = (x: number, from: number, to: number, colour: number) => { for (let y = from; y <= to; y += 1) dots[(top + y) * width + x] = colour; };
  for (let x = edge; x < width - edge; x += 1) upright(x, high - edge, high - edge, rule);
  keys.forEach((key, line) => {
    const own = rows.filter((row) => row.key === key);
    const colour = firstLine + (line % lines);
    if (fields.time === null) {
      // A bar each, from nothing on.
      const [from, wide] = [edge + Math.round((line * (width - 2 * edge)) / keys.length) + 12, Math.round((width - 2 * edge) / keys.length) - 24];
      const tall = Math.round(((own[0]?.value ?? 0) / values.most) * (high - 2 * edge));
      for (let x = from; x < from + wide; x += 1) upright(x, high - edge - tall, high - edge, colour);
      return;
    }
    // Down each column from where the line was to where it goes.
    let before: { x: number; y: number } | null = null;
    for (const { time, value } of own) {
      const [x, y] = [at(time, times, width), high - 1 - at(value, values, high)];
      const from: { x: number; y: number } = before ?? { x, y };
      const yAt = (column: number) => Math.round(from.y + (y - from.y) * (x === from.x ? 1 : (column - from.x) / (x - from.x)));
      for (let column = from.x; column <= x; column += 1) {
        const [a, b] = [column === from.x ? from.y : yAt(column - 1), yAt(column)];
        upright(column, Math.min(a, b), Math.max(a, b), colour);
      }
      before = { x, y };
    }
  });
}

interface Range { least: number; most: number }

function rangeOf(all: readonly number[]): Range {
  return all.reduce(({ least, most }, one) => ({ least: Math.min(least, one), most: Math.max(most, one) }), { least: Infinity, most: -Infinity });
}

/** One byte a dot, a place in the palette. Source: the PNG specification (W3C), chunks IHDR, PLTE, IDAT, IEND. */
function encodePng(dots: Uint8Array): Uint8Array {
  const lined = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) lined.set(dots.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', header), chunk('PLTE', Buffer.from(palette)), chunk('IDAT', deflateSync(lined)), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(name: string, body: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
