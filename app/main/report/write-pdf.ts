import PdfDocument from 'pdfkit';
import type { Anomaly } from '../../shared/domain/anomaly.ts';
import { languageOf } from './language-of.ts';
import { isFromRightToLeft, layText, startOf, type TextLine } from './lay-text.ts';
import { letteringOf, type Lettering, type Style } from './lettering.ts';
import { chartBox, type ReportBlock, type ReportChart, type ReportDocument } from './report-document.ts';
import { tagsOf, type Tags, type TagWords } from './tag-pdf.ts';

/** A4 in points, and what stays free at its edges. */
const page = { width: 595.28, height: 841.89, margin: 42 };
const inner = page.width - 2 * page.margin;
const bottom = page.height - page.margin - 14;
const ink = '#1a1d21';
const muted = '#565d68';
const rule = '#c9ced6';
const shades: Record<Anomaly['severity'], string> = { low: '#cfe0f3', medium: '#f6dfa0', high: '#f6c9a0' };
/** Code points that are named at the end. */
const mostNamed = 20;
const longestCell = 400;
/** Says that the file keeps to PDF/UA-1 (ISO 14289-1, 5), as veraPDF finds. pdfkit's own `subset` writes a CIDSet beside it, in which the parts of composed letters are missing. */
const accessible = '<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>';
/** Of text in tables, in font sizes. */
const lineHeight = 1.35;

interface Pen {
  doc: PDFKit.PDFDocument;
  tags: Tags;
  letters: Lettering;
  y: number;
  /** Cells of tables that were too long for one. */
  cutCells: number;
}

/**
 * A report as PDF, A4, tagged for screen readers, with the fonts in it that its letters ask for (`lettering.ts`). Characters that none of them has stand as boxes, and its last lines, and `words`, say so. `fonts` is the folder that holds them.
 * Pauses between blocks; throws `signal.reason` there.
 */
export async function writePdf({ title, severity, lead, blocks, foot }: ReportDocument, fonts: string, pause: () => Promise<void>): Promise<{ bytes: Uint8Array; words: string[] }> {
  // No first font: pdfkit would read one anew at each change to it where it was opened under two names.
  const doc = new PdfDocument({ size: 'A4', margin: 0, bufferPages: true, pdfVersion: '1.7', tagged: true, lang: 'en', displayTitle: true, info: { Title: title, Producer: 'AnomalyForce', Creator: 'AnomalyForce' }, font: '' });
  doc.appendXML(accessible);
  const pieces: Buffer[] = [];
  doc.on('data', (piece: Buffer) => pieces.push(piece));
  const ended = new Promise<void>((resolve, reject) => doc.on('end', resolve).on('error', reject));
  const letters = letteringOf(doc, fonts);
  const pen: Pen = { doc, tags: tagsOf(doc), letters, y: page.margin, cutCells: 0 };
  put(pen, 'P', `${severity} severity`, { size: 9, bold: true, colour: { high: '#a3151b', medium: '#8a4b00', low: '#1f5a96' }[severity] });
  put(pen, 'H1', title, { size: 17, bold: true });
  put(pen, 'P', lead, { size: 11 });
  for (const block of blocks) {
    putBlock(pen, block);
    await pause();
  }
  const words = [...missingWords(letters.missing), ...(pen.cutCells === 0 ? [] : [`${pen.cutCells.toLocaleString('en-US')} long ${pen.cutCells === 1 ? 'cell of a table ends' : 'cells of tables end'} in “…”. The same report as HTML has ${pen.cutCells === 1 ? 'it' : 'them'} whole.`])];
  if (words.length > 0) {
    putBlock(pen, { kind: 'heading', text: 'What this file cannot show' });
    for (const sentence of words) put(pen, 'P', sentence, { size: 9 });
  }
  const { count } = doc.bufferedPageRange();
  for (let at = 0; at < count; at++) {
    doc.switchToPage(at);
    pen.tags.artifact('Pagination', () => {
      doc.font('plain').fontSize(8).fillColor(muted).text(letters.plain(foot), page.margin, page.height - page.margin, { lineBreak: false });
      const number = `${at + 1} of ${count}`;
      doc.text(number, page.width - page.margin - doc.widthOfString(number), page.height - page.margin, { lineBreak: false });
    });
  }
  doc.end();
  await ended;
  return { bytes: new Uint8Array(Buffer.concat(pieces)), words };
}

/** What was left out of a text's characters, in sentences. */
function missingWords(missing: ReadonlyMap<string, number>): string[] {
  if (missing.size === 0) return [];
  const total = [...missing.values()].reduce((sum, one) => sum + one, 0);
  const named = [...missing.keys()].slice(0, mostNamed).map((sign) => `U+${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`).join(', ');
  return [`${total.toLocaleString('en-US')} ${total === 1 ? 'character stands as a box' : 'characters stand as boxes'}, since no font of this PDF has ${missing.size === 1 ? 'it' : 'them'}: ${named}${missing.size > mostNamed ? ` and ${missing.size - mostNamed} others` : ''}. The same report as HTML shows ${total === 1 ? 'it' : 'them'}.`];
}

function putBlock(pen: Pen, block: ReportBlock): void {
  const { doc, tags } = pen;
  switch (block.kind) {
    case 'heading':
      room(pen, 70);
      pen.y += 12;
      doc.outline.addItem(block.text);
      put(pen, 'H2', block.text, { size: 12, bold: true });
      line(pen, pen.y - 2);
      pen.y += 4;
      break;
    case 'text':
      put(pen, 'P', block.text, { size: 9, colour: block.muted === true ? muted : ink });
      break;
    case 'note':
      put(pen, 'P', block.head, { size: 8, colour: muted });
      put(pen, 'P', block.text, { size: 9.5 }, page.margin + 10, inner - 10);
      pen.y += 5;
      break;
    case 'facts':
      tags.within('L', {}, () => {
        for (const [name, value] of block.rows) putRow(pen, 'LI', layRow(pen, [{ text: name, width: 130, colour: muted, tag: 'Lbl' }, { text: value, width: inner - 130, tag: 'LBody' }], 9));
      });
      break;
    case 'table': return putTable(pen, block.head, block.rows);
    case 'chart': return putChart(pen, block);
  }
}

/** What screen readers are to read where the drawing is not the text as it is meant (joiners are drawn as spaces without width), and in which language where its script tells. */
function spokenWords(text: string, drawnAs: string): TagWords {
  const lang = languageOf(text);
  return { ...((drawnAs !== text || isFromRightToLeft(text) || /[\u200c\u200d]/.test(text)) && { actual: text }), ...(lang !== null && { lang }) };
}

/** Writes lines from `y` on, over pages where they need more than one. */
function put(pen: Pen, tag: string, text: string, { size, bold = false, colour = ink }: Style, x = page.margin, width = inner): void {
  const { tags, letters } = pen;
  const style = { size, bold, colour };
  const plain = letters.plain(text);
  tags.within(tag, spokenWords(text, plain), () => {
    for (const line of layText(plain, width, (part) => letters.width(part, style))) {
      room(pen, size * 1.4);
      tags.content(() => putLine(letters, line, x, pen.y, width, style));
      pen.y += size * 1.4;
    }
  });
  pen.y += 2;
}

function putLine(letters: Lettering, { words, isRightToLeft }: TextLine, x: number, y: number, width: number, style: Style): void {
  letters.draw(words, isRightToLeft ? x + width - letters.width(words.join(' '), style) : x, y, style);
}

/** Begins a page where less than `height` is left. */
function room(pen: Pen, height: number): void {
  if (pen.y + height <= bottom) return;
  pen.doc.addPage();
  pen.y = page.margin;
}

function line({ doc, tags }: Pen, y: number): void {
  tags.artifact('Layout', () => doc.moveTo(page.margin, y).lineTo(page.width - page.margin, y).lineWidth(0.5).strokeColor(rule).stroke());
}

interface Cell { text: string; width: number; colour?: string; bold?: boolean; tag: string; words?: TagWords }
interface LaidRow { cells: (Cell & { lines: ReturnType<typeof layText>; words: TagWords })[]; size: number; height: number }

/** Lays cells out side by side, in the height of the tallest. A row fits on a page below a head: what is longer is cut, and counted. */
function layRow(pen: Pen, cells: readonly Cell[], size: number): LaidRow {
  const { letters } = pen;
  const mostLines = Math.floor((bottom - page.margin) / (size * lineHeight)) - 6;
  const laid = cells.map((cell) => {
    const whole = letters.plain(cell.text);
    const words = { ...cell.words, ...spokenWords(cell.text, whole) };
    const lines = layText(whole.length > longestCell ? `${startOf(whole, longestCell)}…` : whole, cell.width - 6, (part) => letters.width(part, { size, bold: cell.bold }));
    if (whole.length > longestCell || lines.length > mostLines) pen.cutCells += 1;
    return { ...cell, words, lines: lines.length > mostLines ? [...lines.slice(0, mostLines - 1), ...layText('…', cell.width, () => 0)] : lines };
  });
  return { cells: laid, size, height: Math.max(...laid.map(({ lines }) => lines.length)) * size * lineHeight + 3 };
}

/** Draws a row where the pen is; all of it on one page. */
function putRow(pen: Pen, tag: string, row: LaidRow): void {
  const { tags } = pen;
  room(pen, row.height);
  tags.within(tag, {}, () => {
    putCells(pen, row, (cell, draw) => tags.within(cell.tag, cell.words, () => tags.content(draw)));
  });
  pen.y += row.height;
}

/** Draws the cells of a row side by side; `put` of each runs its drawing. */
function putCells({ letters, y }: Pen, { cells, size }: LaidRow, put: (cell: LaidRow['cells'][number], draw: () => void) => void): void {
  let x = page.margin;
  for (const cell of cells) {
    const { lines, width, colour = ink, bold = false } = cell;
    put(cell, () => { for (const [row, line] of lines.entries()) putLine(letters, line, x, y + row * size * lineHeight, width - 6, { size, bold, colour }); });
    x += width;
  }
}

/** Points that a text's longest word asks for, so that short words are not cut. */
function longestWord(text: string): number {
  return 10 + 5.2 * Math.min(20, Math.max(...text.split(/\s/).map(({ length }) => length)));
}

/** Columns as wide as their texts want, in proportion; the head again on each page. */
function putTable(pen: Pen, head: readonly string[], rows: readonly (readonly string[])[]): void {
  const { tags } = pen;
  const size = head.length > 6 ? 6.8 : 8;
  const wanted = head.map((name, at) => Math.min(200, Math.max(longestWord(name), ...rows.map((row) => Math.max(longestWord(row[at]!), Math.min(row[at]!.length, 45) * 4)))));
  const sum = wanted.reduce((total, one) => total + one, 0);
  const widths = wanted.map((one) => (one / sum) * inner);
  const headRow = layRow(pen, head.map((text, at) => ({ text, width: widths[at]!, colour: muted, bold: true, tag: 'TH', words: { scope: 'Column' } })), size);
  const headAgain = () => {
    tags.artifact('Pagination', () => putCells(pen, headRow, (_, draw) => draw()));
    pen.y += headRow.height;
    line(pen, pen.y - 2);
  };
  tags.within('Table', {}, () => {
    putRow(pen, 'TR', headRow);
    line(pen, pen.y - 2);
    for (const row of rows) {
      const laid = layRow(pen, row.map((text, at) => ({ text, width: widths[at]!, ...(at === 0 ? { tag: 'TH', words: { scope: 'Row' } } : { tag: 'TD' }) })), size);
      if (pen.y + laid.height > bottom) {
        room(pen, bottom);
        headAgain();
      }
      putRow(pen, 'TR', laid);
      line(pen, pen.y - 2);
      pen.y += 1;
    }
  });
  pen.y += 4;
}

function putChart(pen: Pen, { title, unit, words, paths, marks, edges }: ReportChart): void {
  const { doc, tags } = pen;
  const scale = inner / chartBox.width;
  const height = chartBox.height * scale;
  room(pen, height + 36);
  put(pen, 'P', unit === '' ? title : `${title} (${unit})`, { size: 9, bold: true });
  tags.within('Figure', { alt: words, bbox: [page.margin, pen.y, page.width - page.margin, pen.y + height + 12] }, () => tags.content(() => {
    doc.save().translate(page.margin, pen.y).scale(scale);
    for (const { x, width, severity } of marks) doc.rect(x, 0, width, chartBox.height).fillOpacity(0.7).fill(shades[severity]);
    if (paths.band !== '') doc.path(paths.band).fillOpacity(0.8).fill('#d9dde3');
    doc.fillOpacity(1);
    if (paths.expected !== '') doc.path(paths.expected).lineWidth(1).dash(4, { space: 3 }).strokeColor(muted).stroke().undash();
    if (paths.values !== '') doc.path(paths.values).lineWidth(1.4).lineJoin('round').strokeColor('#123f75').stroke();
    doc.rect(0, 0, chartBox.width, chartBox.height).lineWidth(1).strokeColor(rule).stroke().restore();
    doc.font('plain').fontSize(7).fillColor('#3f4650');
    doc.text(edges.high, page.margin + 3, pen.y + 3, { lineBreak: false }).text(edges.low, page.margin + 3, pen.y + height - 11, { lineBreak: false });
    doc.text(edges.from, page.margin, pen.y + height + 3, { lineBreak: false }).text(edges.to, page.width - page.margin - doc.widthOfString(edges.to), pen.y + height + 3, { lineBreak: false });
  }));
  pen.y += height + 18;
}
