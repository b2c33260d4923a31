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
const chart: ReportBlock = { kind: 'chart', title: 'Pump 1, load', unit: 'kW', words: 'Pump 1, load from 12:00 to 13:00', paths, marks: [{ x: 300, width: 80, severity: 'high' }], edges: { high: '2', low: '-2', from: '2026-03-05 12:00:00', to: '2026-03-05 13:00:00' } };
const report = (blocks: readonly ReportBlock[]): ReportDocument => ({ title: 'Spike in <b>Pump</b> & "1"', severity: 'high', lead: 'Load reached 9; between 3 and 5 was expected.', blocks, foot: 'Written by AnomalyForce 0.1.0, 2026-03-05 13:00:00 UTC.' });
const pdf = (blocks: readonly ReportBlock[]) => writePdf(report(blocks), fonts, () => Promise.resolve());

/** The drawing of all pages. */
function drawn(bytes: Uint8Array): string {
  const whole = Buffer.from(bytes).toString('latin1');
  return [...whole.matchAll(/\/FlateDecode\s*>>\s*stream\n([\s\S]*?)\nendstream/g)].map(([, stream]) => inflateSync(Buffer.from(stream!, 'latin1')).toString('latin1')).filter((text) => text.includes(' Tf')).join('\n');
}
interface Tagged { type: string; lang?: string; alt?: string; actual?: string; scope?: string; inside: Tagged[]; marks: number }
/** The tree that screen readers follow, from the file's objects. */
function treeOf(bytes: Uint8Array): Tagged {
  const whole = Buffer.from(bytes).toString('latin1');
  const objects = new Map([...whole.matchAll(/^(\d+) 0 obj\n([\s\S]*?)\nendobj/gm)].map(([, id, body]) => [id!, body!]));
  const said = (body: string, key: string) => {
    const text = new RegExp(`/${key} \\(((?:\\\\[\\s\\S]|[^\\\\)])*)\\)`).exec(body)?.[1]?.replaceAll(/\\(n|r|t|b|f|[\s\S])/g, (_all, sign: string) => ({ n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' })[sign] ?? sign);
    return text?.startsWith('\u00fe\u00ff') === true ? Buffer.from(text.slice(2), 'latin1').swap16().toString('utf16le') : text;
  };
  const read = (id: string): Tagged => {
    const body = objects.get(id)!;
    const kids = /\/K \[([\s\S]*?)\]/.exec(body)?.[1] ?? '';
    const within = [...kids.matchAll(/(\d+) 0 R/g)].map(([, kid]) => kid!).filter((kid) => /\/S \//.test(objects.get(kid)!));
    const [alt, actual, lang, scope] = [said(body, 'Alt'), said(body, 'ActualText'), said(body, 'Lang'), /\/Scope \/(\w+)/.exec(body)?.[1]];
    return { type: /\/S \/(\w+)/.exec(body)![1]!, ...(alt !== undefined && { alt }), ...(actual !== undefined && { actual }), ...(lang !== undefined && { lang }), ...(scope !== undefined && { scope }), inside: within.map(read), marks: [...kids.replaceAll(/\d+ 0 R/g, '').matchAll(/\d+/g)].length };
  };
  return read(/\/StructTreeRoot[\s\S]*?\/K \[(\d+) 0 R\]/.exec([...objects.values()].find((body) => body.includes('/Type /StructTreeRoot'))!)![1]!);
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

it('is tagged for screen readers: headings, lists, tables with heads, pictures in words, and texts as they are meant', async () => {
  const blocks: ReportBlock[] = [{ kind: 'facts', rows: [['State', 'open']] }, { kind: 'heading', text: 'What happened' }, chart, { kind: 'table', head: ['Series', 'Shape'], rows: Array.from({ length: 120 }, (_, row) => [`pump ${row}`, 'spike']) }, { kind: 'note', head: 'Kim', text: 'שלום pump 🫀' }];
  const { bytes } = await pdf(blocks);
  const text = Buffer.from(bytes).toString('latin1');
  for (const part of [/\/Marked true/, /\/DisplayDocTitle true/, /\/Tabs \/S/, /<pdfuaid:part>1</]) expect(text).toMatch(part);
  const { type, inside } = treeOf(bytes);
  expect([type, ...inside.map((one) => one.type)]).toEqual(['Document', 'P', 'H1', 'P', 'L', 'H2', 'P', 'Figure', 'Table', 'P', 'P', 'H2', 'P']);
  expect(inside[3]!.inside.map((item) => item.inside.map((part) => part.type))).toEqual([['Lbl', 'LBody']]);
  expect(inside[6]).toMatchObject({ alt: 'Pump 1, load from 12:00 to 13:00', marks: 1 });
  const rows = inside[7]!.inside;
  expect([rows.length, rows[0]!.inside.map(({ scope }) => scope), rows[120]!.inside.map((cell) => `${cell.type} ${cell.scope}`)]).toEqual([121, ['Column', 'Column'], ['TH Row', 'TD undefined']]);
  expect(inside[9]!.actual).toBe('שלום pump 🫀');
  // What is no content, such as the page's foot, is marked as that: nothing is drawn outside of both.
  const outside = drawn(bytes).replaceAll(/\/\w+ (?:<<[^>]*>> )?B[DM]C[\s\S]*?\nEMC/g, '');
  expect(outside).not.toMatch(/ T[jJ]$| [lS]$|^S$/m);
});

it('takes the fonts that its letters ask for, says which characters none has, and leaves none out in silence', async () => {
  const fontsIn = (bytes: Uint8Array) => [...new Set([...Buffer.from(bytes).toString('latin1').matchAll(/\/FontName \/[A-Z]+\+([\w-]+)/g)].map(([, name]) => name))].sort();
  const note = (text: string) => pdf([{ kind: 'note', head: 'Kim', text }]);
  const west = await note('Привет, κόσμε, שלום עולם, مرحبا, Łódź 😀');
  expect([west.words, fontsIn(west.bytes)]).toEqual([[], ['DejaVuSans', 'DejaVuSans-Bold']]);
  const east = await note('泵3号阀门，夜勤中に閉じた。밸브가 닫혀, क्षेत्र श्रीमती, வால்வு, วาล์ว');
  expect([east.words, fontsIn(east.bytes)]).toEqual([[], ['DejaVuSans', 'DejaVuSans-Bold', 'DroidSansFallback', 'NotoSansDevanagari-Regular', 'NotoSansTamil-Regular', 'NotoSansThai-Regular']]);
  const { words } = await note('泵 🫀\u200d 🫀 ꦲ');
  expect(words).toEqual(['3 characters stand as boxes, since no font of this PDF has them: U+1FAC0, U+A9B2. The same report as HTML shows them.']);
});

it('says of which language a text is where its script tells, in HTML, too', async () => {
  const blocks: ReportBlock[] = [{ kind: 'note', head: 'Kim', text: '夜勤中に閉じた' }, { kind: 'note', head: 'Ana', text: 'closed at night' }, { kind: 'table', head: ['Series'], rows: [['밸브']] }];
  const { inside } = treeOf((await pdf(blocks)).bytes);
  expect(inside.slice(3, 7).map(({ lang }) => lang)).toEqual([undefined, 'ja', undefined, undefined]);
  expect(inside.at(-1)!.inside.map((row) => row.inside.map(({ lang }) => lang))).toEqual([[undefined], ['ko']]);
  const html = writeHtml(report(blocks));
  expect(html).toContain('dir="auto" lang="ja">夜勤');
  expect(html).toContain('<th scope="row" dir="auto" lang="ko">');
  expect(html).toContain('dir="auto">closed');
});

it('keeps the signs by which letters are joined or held apart, of which their shapes depend', async () => {
  const shapes = async (text: string) => drawn((await pdf([{ kind: 'note', head: '', text }])).bytes);
  for (const [joined, apart] of [['میخواهم', 'می\u200cخواهم'], ['क्ष', 'क्\u200dष'], ['ന്', 'ന്\u200d'], ['র্য', 'র\u200d্য']]) expect(await shapes(apart!)).not.toBe(await shapes(joined!));
  const { bytes, words } = await pdf([{ kind: 'note', head: '', text: 'ന്\u200d' }]);
  expect([words, treeOf(bytes).inside.at(-1)!.actual]).toEqual([[], 'ന്\u200d']);
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
