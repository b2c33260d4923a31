import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isFromRightToLeft } from './lay-text.ts';

export interface Style {
  size: number;
  bold?: boolean;
  colour?: string;
}

/** Writes texts into a PDF in the fonts that have their letters. */
export interface Lettering {
  /** Characters that no font has, and how often they were to be drawn. */
  missing: ReadonlyMap<string, number>;
  /** A text as it can be drawn: a box for what no font has, without control characters and signs that only steer others, but for joiners, by which fonts choose letters' shapes. */
  plain(text: string): string;
  /** Points. */
  width(text: string, style: Style): number;
  /** Draws from `x` on, below `y`; its words are in the order of the eye. */
  draw(words: readonly string[], x: number, y: number, style: Style): void;
}

/** Stands for a character that no font has. */
const box = '\u25a1';
/** Fonts that are read only where a text asks for them, as they would cost each report their reading. */
const others = [
  ['asian', 'DroidSansFallback.ttf', /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\u3000-\u303f\u31c0-\u33ff\ufe30-\ufe4f\uff00-\uffef]/u],
  ...['Devanagari', 'Bengali', 'Gujarati', 'Gurmukhi', 'Kannada', 'Malayalam', 'Oriya', 'Tamil', 'Telugu', 'Thai'].map((script) => [script, `NotoSans${script}-Regular.ttf`, new RegExp(`\\p{Script_Extensions=${script}}`, 'u')] as const),
] as const;

interface FontOfPdfkit { ascender: number; font: { hasGlyphForCodePoint(point: number): boolean } }

/** Sets a document's fonts; `fonts` is the folder that holds them. DejaVu Sans comes first, and where it lacks a letter that of its script. */
export function letteringOf(doc: PDFKit.PDFDocument, fonts: string): Lettering {
  const read = (file: string) => readFileSync(join(fonts, file));
  doc.registerFont('plain', read('DejaVuSans.ttf')).registerFont('bold', read('DejaVuSans-Bold.ttf'));
  const opened = (name: string) => (doc.font(name) as unknown as { _font: FontOfPdfkit })._font;
  const { font: first, ascender } = opened('plain');
  const has = (name: string, point: number) => (name === 'plain' ? first : opened(name).font).hasGlyphForCodePoint(point);
  const registered = new Set<string>();
  const fontOf = new Map<string, string | null>();
  const missing = new Map<string, number>();

  /** The name of the font that has a character; null where none has it. */
  function find(sign: string): string | null {
    const known = fontOf.get(sign);
    if (known !== undefined) return known;
    const point = sign.codePointAt(0)!;
    const found = has('plain', point) ? 'plain' : others.find(([name, file, script]) => {
      if (!script.test(sign)) return false;
      if (!registered.has(name)) doc.registerFont(name, read(file));
      registered.add(name);
      return has(name, point);
    })?.[0] ?? null;
    fontOf.set(sign, found);
    return found;
  }

  /** A text in stretches of one font each; what goes with any stays with the letters before it. */
  function runs(text: string): { name: string; text: string }[] {
    const all: { name: string; text: string }[] = [];
    for (const sign of text) {
      const last = all.at(-1);
      const name = last !== undefined && /[\p{M}\p{Cf}\s]/u.test(sign) && has(last.name, sign.codePointAt(0)!) ? last.name : find(sign) ?? 'plain';
      if (last?.name === name) last.text += sign;
      else all.push({ name, text: sign });
    }
    return all;
  }

  const set = (name: string, { size, bold = false }: Style) => doc.font(bold && name === 'plain' ? 'bold' : name).fontSize(size);
  /** Of words and letters that were measured, in font sizes: long texts are cut by the letter. */
  const measured = new Map<string, number>();
  function width(text: string, style: Style): number {
    const key = `${style.bold === true ? 'b' : 'p'}${text}`;
    let sizes = measured.get(key);
    if (sizes === undefined) {
      sizes = runs(text).reduce((sum, run) => sum + set(run.name, { ...style, size: 1 }).widthOfString(run.text), 0);
      if (text.length <= 40) measured.set(key, sizes);
    }
    return sizes * style.size;
  }

  return {
    missing,
    plain(text) {
      let plain = '';
      for (const sign of text) {
        if (/[\n\r\t \u200c\u200d]/.test(sign)) plain += sign;
        else if (/[\p{Cc}\p{Cf}\p{Variation_Selector}]/u.test(sign)) continue;
        else if (find(sign) !== null) plain += sign;
        else {
          missing.set(sign, (missing.get(sign) ?? 0) + 1);
          plain += box;
        }
      }
      return plain;
    },
    width,
    draw(words, x, y, style) {
      const text = words.join(' ');
      if (text === '') return;
      // The space keeps the last word apart from the next line's first where the text is read out or copied. From right to left word by word, as fontkit would turn a word around together with the space behind it.
      const pieces = isFromRightToLeft(text) ? words : [`${text} `];
      doc.fillColor(style.colour ?? '#000000');
      const baseline = y + (ascender / 1000) * style.size;
      let left = x;
      for (const piece of pieces) {
        for (const run of runs(piece)) {
          set(run.name, style).text(run.text, left, baseline, { lineBreak: false, baseline: 'alphabetic' });
          left += doc.widthOfString(run.text);
        }
        left += width(' ', style);
      }
    },
  };
}
