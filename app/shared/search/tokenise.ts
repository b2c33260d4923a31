import type { SearchFault } from './search-query.ts';

/** A piece of the text with its place; `text` is without quotes and their escapes. */
export interface Piece {
  text: string;
  at: number;
  end: number;
  quoted: boolean;
}

/** One term as it is written: `-field:value,value`, or words without a field. At least one value, which may be empty. */
export interface Token {
  at: number;
  end: number;
  negated: boolean;
  field: Piece | null;
  values: Piece[];
}

/** Cuts a query's text into terms. Never fails: a quote that is not closed reaches to the end and is among the faults. */
export function tokenise(text: string): { tokens: Token[]; faults: SearchFault[] } {
  const tokens: Token[] = [];
  const faults: SearchFault[] = [];
  let at = 0;

  /** Text from here to what ends it, or in quotes. */
  const piece = (ends: RegExp): Piece => {
    const begin = at;
    if (text[at] !== '"') {
      while (at < text.length && !ends.test(text[at]!)) at += 1;
      return { text: text.slice(begin, at), at: begin, end: at, quoted: false };
    }
    let held = '';
    for (at += 1; at < text.length && text[at] !== '"'; at += 1) {
      if (text[at] === '\\' && at + 1 < text.length) at += 1;
      held += text[at]!;
    }
    if (at >= text.length) faults.push({ at: begin, end: text.length, message: 'The quote that begins here has no end.', hint: 'Write a second " after the words, or \\" for the sign itself.' });
    else at += 1;
    return { text: held, at: begin, end: at, quoted: true };
  };

  while (at < text.length) {
    if (/\s/.test(text[at]!)) {
      at += 1;
      continue;
    }
    const begin = at;
    const negated = text[at] === '-' && /[^\s]/.test(text[at + 1] ?? ' ');
    if (negated) at += 1;
    const name = /^[\p{L}$_][\p{L}\p{N}$_-]*(\.("(\\.|[^"\\])*"|[^\s:",]*))?:/u.exec(text.slice(at));
    let field: Piece | null = null;
    if (name !== null) {
      field = { text: name[0].slice(0, -1), at, end: at + name[0].length - 1, quoted: false };
      at += name[0].length;
    }
    const values = [piece(/[\s,]/)];
    while (text[at] === ',') {
      at += 1;
      values.push(piece(/[\s,]/));
    }
    if (at < text.length && !/\s/.test(text[at]!)) {
      const from = at;
      while (at < text.length && !/\s/.test(text[at]!)) at += 1;
      faults.push({ at: from, end: at, message: 'Something stands right behind a closing quote.', hint: 'Leave a space or a comma after the quote.' });
    }
    tokens.push({ at: begin, end: at, negated, field, values });
  }
  return { tokens, faults };
}
