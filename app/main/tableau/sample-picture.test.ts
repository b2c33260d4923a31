import { inflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { standInViews } from '../../shared/domain/sample-views.ts';
import { samplePicture } from './sample-picture.ts';

/** How many dots of each colour of the palette are in each third of the picture, from above. */
function coloursOf(png: Uint8Array): number[][] {
  const bytes = Buffer.from(png);
  const at = bytes.indexOf('IDAT');
  const dots = inflateSync(bytes.subarray(at + 4, at + 4 + bytes.readUInt32BE(at - 4)));
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20), dots.length]).toEqual([320, 240, 321 * 240]);
  return [0, 1, 2].map((third) => {
    const counts = [0, 0, 0, 0];
    for (let y = third * 80; y < (third + 1) * 80; y += 1) for (let x = 0; x < 320; x += 1) counts[dots[y * 321 + 1 + x]!]! += 1;
    return counts;
  });
}

it('each view of the stand-in has a picture of its sheets, with a line in a colour for each series', () => {
  for (const { path } of standInViews) expect(coloursOf(samplePicture(path)).reduce((sum, third) => sum + third[1]!, 0), path).toBeGreaterThan(300);
  const [, middle, below] = coloursOf(samplePicture('/dashboard'));
  expect(middle![2], 'the second series by day').toBeGreaterThan(200);
  expect(below![1], 'a bar').toBeGreaterThan(3_000);
});
