import { inflateSync } from 'node:zlib';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { chartPaths } from '../../shared/charts/chart-paths.ts';
import { chartBox, type ReportBlock, type ReportDocument } from './report-document.ts';
import { writeHtml } from './write-html.ts';
import { writePdf } from './write-pdf.ts';

const fonts = join(import.meta.dirname, '..', '..', '..', 'resources', 'fonts');
const rows = 200;
const of = (add: number) => Float64Array.from({ length: rows }, (_, row) => Math.sin(row / 9) + add);
const paths = chartPaths({ seriesId: 1 as never, channels: ['load'], resolution: 'samples', times: Float64Array.from({ length: rows }, (_, row) => row), min: of(0), max: of(0), expected: Float32Array.from(of(0.1)), low: Float32Array.from(of(-1)), high: Float32Array.from(of(1)), score: new Float32Array(rows), sampleCount: rows }, 0, { from: 0, to: rows }, chartBox);
const chart: ReportBlock = { kind: 'chart', title: 'Pump 1, load', unit: 'kW', words: 'w', paths, marks: [{ x: 300, width: 80, severity: 'high' }], edges: { high: '2', low: '-2', from: '2026-03-05 12:00:00', to: '2026-03-05 13:00:00' } };
const report = (blocks: readonly ReportBlock[]): ReportDocument => ({ title: 'Spike in <b>Pump</b> & "1"', severity: 'high', lead: 'Load reached 9; between 3 and 5 was expected.', blocks, foot: 'Written by AnomalyForce 0.1.0, 2026-03-05 13:00:00 UTC.' });
const pdf = (blocks: readonly ReportBlock[]) => writePdf(report(blocks), fonts, () => Promise.resolve());

/** The drawing of all pages. */
function drawn(bytes: Uint8Array): string {
  const whole = Buffer.from(bytes).toString('latin1');
  return [...whole.matchAll(/\/FlateDecode\s*>>\s*stream\n([\s\S]*?)\nendstream/g)].map(([, stream]) => inflateSync(Buffer.from(stream!, 'latin1')).toString('latin1')).filter((text) => text.includes(' Tf')).join('\n');
}
const pagesOf = (bytes: Uint8Array) => (Buffer.from(bytes).toString('latin1').match(/\/Type \/Page\n/g) ?? []).length;

it('is a PDF with the font in it, in which the chart is drawn by lines', async () => {
  const { bytes, words } = await pdf([{ kind: 'heading', text: 'What happened' }, chart]);
  const text = Buffer.from(bytes).toString('latin1');
  expect(text.slice(0, 5)).toBe('%PDF-');
  expect(text).toMatch(/\/FontFile2/);
  expect(text).toMatch(/\/Lang \(en\)/);
  expect([words, pagesOf(bytes)]).toEqual([[], 1]);
  expect((drawn(bytes).match(/ l$/gm) ?? []).length).toBeGreaterThan(rows);
});

it('says which characters its font does not have, and leaves none out in silence', async () => {
  const latin = await pdf([{ kind: 'note', head: 'Kim', text: 'Привет, κόσμε, שלום עולם, مرحبا, Łódź 😀' }]);
  expect(latin.words).toEqual([]);
  const { words } = await pdf([{ kind: 'note', head: 'Kim', text: '泵 3 号 泵 🫀\u200d' }]);
  expect(words).toEqual(['4 characters stand as boxes, since the font of this PDF does not have them: U+6CF5, U+53F7, U+1FAC0. The same report as HTML shows them.']);
});

it('goes over as many pages as it needs: long notes, words without a space, long tables', async () => {
  const notes = await pdf([{ kind: 'note', head: 'Kim', text: `${'a word and '.repeat(1_500)}\n${'x'.repeat(5_000)}` }]);
  expect(pagesOf(notes.bytes)).toBeGreaterThan(3);
  const table = await pdf([{ kind: 'table', head: ['Series', 'Comment'], rows: Array.from({ length: 120 }, (_, row) => [`pump ${row}`, 'z'.repeat(4_000)]) }]);
  expect(pagesOf(table.bytes)).toBeGreaterThan(10);
  expect(table.words).toEqual(['120 long cells of tables end in “…”. The same report as HTML has them whole.']);
  const tall = await pdf([{ kind: 'table', head: ['Said'], rows: [['a\n'.repeat(150)], ['short']] }]);
  expect(tall.words).toEqual([expect.stringMatching(/^1 long cell /)]);
  expect(pagesOf(tall.bytes)).toBeLessThanOrEqual(3);
  expect(pagesOf((await pdf([])).bytes)).toBe(1);
});

it('says the same as HTML, in which texts stay texts', () => {
  const html = writeHtml(report([chart, { kind: 'note', head: 'Kim', text: 'one\n<script>alert(1)</script>' }, { kind: 'table', head: ['a'], rows: [['</td><img>']] }, { kind: 'facts', rows: [['<i>', '"&']] }]));
  expect(html).toContain('one\n&lt;script&gt;');
  expect(html).not.toMatch(/<script|<img|<i>|<b>/);
});
