/** A line as it is drawn from left to right: its words in the order of the eye, and at which side it begins. */
export interface TextLine {
  words: readonly string[];
  isRightToLeft: boolean;
}

const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const leftToRight = /[\p{L}\p{N}]/u;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Whether some of a text is read from right to left, so that the order of the eye is another than that of its letters. */
export function isFromRightToLeft(text: string): boolean {
  return rightToLeft.test(text);
}

/**
 * Text as lines of at most `width` in the measure's unit. Line breaks stay; words that are wider are cut between graphemes. A paragraph goes from right to left where its first letter does; within a line words are put in
 * the order of the eye (UAX #9, rule L2, by words instead of characters: each word is one direction, which holds but for words of mixed scripts). Letters within a word are left to the font's shaping.
 */
export function layText(text: string, width: number, measure: (text: string) => number): TextLine[] {
  return text.split(/\r\n|[\n\r\u2028\u2029]/).flatMap((paragraph) => {
    const isRightToLeft = rightToLeft.test(/\p{L}/u.exec(paragraph)?.[0] ?? '');
    const space = measure(' ');
    const lines: string[][] = [[]];
    let used = 0;
    for (const word of paragraph.split(/[ \t]+/).flatMap((one) => cut(one, width, measure))) {
      const wide = measure(word);
      if (lines.at(-1)!.length > 0 && used + space + wide > width) {
        lines.push([]);
        used = 0;
      }
      used += (lines.at(-1)!.length > 0 ? space : 0) + wide;
      lines.at(-1)!.push(word);
    }
    return lines.map((words) => ({ words: inOrderOfTheEye(words, isRightToLeft), isRightToLeft }));
  });
}

/** The beginning of a text, at most `most` UTF-16 units of it, up to the end of a letter as the eye sees it. */
export function startOf(text: string, most: number): string {
  return text.slice(0, graphemes.segment(text).containing(most)?.index ?? text.length);
}

/** A word in pieces that fit. */
function cut(word: string, width: number, measure: (text: string) => number): string[] {
  if (measure(word) <= width) return [word];
  const pieces = [''];
  let used = 0;
  for (const { segment } of graphemes.segment(word)) {
    const wide = measure(segment);
    // A closing mark of Chinese or Japanese does not begin a line; it hangs over.
    if (used > 0 && used + wide > width && !(used <= width && /[、。，．！？：；）」』】》〉]/.test(segment))) {
      pieces.push('');
      used = 0;
    }
    pieces[pieces.length - 1] += segment;
    used += wide;
  }
  return pieces;
}

function inOrderOfTheEye(words: readonly string[], isRightToLeft: boolean): string[] {
  const base = isRightToLeft ? 1 : 0;
  const strong = words.map((word) => (rightToLeft.test(word) ? 1 : leftToRight.test(word) ? base * 2 : null));
  // Words without letters or digits go with their neighbours where those agree, else with the paragraph.
  const levels = strong.map((level, at) => {
    if (level !== null) return level;
    const before = strong.slice(0, at).findLast((one) => one !== null) ?? base;
    return before === (strong.slice(at + 1).find((one) => one !== null) ?? base) ? before : base;
  });
  const order = words.map((_word, at) => at);
  for (let level = 2; level >= 1; level--) {
    for (let at = 0; at < order.length; ) {
      let end = at;
      while (end < order.length && levels[order[end]!]! >= level) end += 1;
      if (end > at) order.splice(at, end - at, ...order.slice(at, end).reverse());
      at = Math.max(end, at + 1);
    }
  }
  return order.map((at) => words[at]!);
}
