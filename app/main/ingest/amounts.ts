/** A number with a comma for its point, and maybe points, spaces or apostrophes between thousands. */
const commaNumber = /^-?\d{1,3}([. \u00a0\u202f'’]?\d{3})*(,\d+)?$/;
/** A number with a point, and maybe commas or apostrophes (as in Switzerland) between thousands. */
const pointNumber = /^-?\d{1,3}([,'’]?\d{3})*(\.\d+)?$/;
/** Digits in threes with commas alone, which may be thousands or a decimal comma. */
const commasInThrees = /^-?[1-9]\d{0,2}(,\d{3})+$/;
/** Signs of currencies, and the codes (ISO 4217) of those that are traded most by the BIS's survey of 2022, but for such as are words (PEN 2). */
const currency = '(?:\\p{Sc}|(?:AED|ARS|AUD|BGN|BHD|BRL|CAD|CHF|CLP|CNY|COP|CZK|DKK|EUR|GBP|HKD|HUF|IDR|ILS|INR|JPY|KRW|MXN|MYR|NOK|NZD|PHP|PLN|RON|RUB|SAR|SEK|SGD|THB|TRY|TWD|USD|ZAR)(?![A-Za-z]))';
const currencyBefore = new RegExp(`^(-?)\\s*(${currency})\\s?`, 'u');
const currencyBehind = new RegExp(`\\s?(${currency}|%)$`, 'u');
const anyCurrency = new RegExp(currency, 'u');
/** What an amount may have that a plain number has not; text with any of it is looked at. */
const mark = /[,('’%\p{Sc}]|\p{Lu}{3}|-\s*$/u;
const shapes = { '.': pointNumber, ',': commaNumber } as const;

/** What typesetters and word processors write for a minus: U+2212, an en dash, and the small and the wide hyphen. */
const minus = '[\u2212\u2013\ufe63\uff0d]';
const anyMinus = new RegExp(minus);
const negative = new RegExp(`^(\\s*(?:${currency}\\s?)?)${minus}\\s?(?=(?:${currency}\\s?)?\\.?\\d[\\d.,'’ \\u00a0\\u202f]*(?:e[+-]?\\d+)?\\s?(?:${currency}|%)?\\s*$)`, 'iu');

/** What stands between whole and fraction. */
export type Decimal = keyof typeof shapes;

/** An amount as people write it, such as `1.234,5 €` (comma), `$1,234.5`, `CHF 1'234.50`, `(4)` or `4-` (point), as the text of a number; what is none in that writing stays as it is. */
export function plainNumber(cell: string, decimal: Decimal): string {
  if (decimal === '.' && !mark.test(cell)) return cell;
  const bare = bareNumber(cell);
  if (!shapes[decimal].test(bare)) return cell;
  return decimal === '.' ? bare.replace(/[,'’]/g, '') : bare.replace(/[. \u00a0\u202f'’]/g, '').replace(',', '.');
}

/** A row's cells, of which those that are numbers with another sign for their minus have the usual one. */
export function withHyphenMinus(row: string, cells: string[]): string[] {
  return anyMinus.test(row) ? cells.map((cell) => cell.replace(negative, '$1-')) : cells;
}

/** Whether a text is a number in that writing which says so itself: with a comma for its point, or with separators of thousands or a sign beside a point. */
export function isWrittenWith(text: string, decimal: Decimal): boolean {
  const bare = bareNumber(text);
  if (!shapes[decimal].test(bare)) return false;
  return decimal === ',' ? bare.includes(',') : /[,'’]/.test(bare) || bare !== text.trim();
}

/** Whether a text is digits in threes with commas, such as `12,500`, of which nothing says what the comma is. */
export function isThousandsOrComma(text: string): boolean {
  return commasInThrees.test(bareNumber(text));
}

/** The currencies of the amounts among texts, as they are written there. */
export function currenciesOf(texts: readonly string[], decimal: Decimal): string[] {
  const found = texts.filter((text) => isWrittenWith(text, decimal)).flatMap((text) => anyCurrency.exec(text)?.[0] ?? []);
  return [...new Set(found)];
}

/** Without a currency or percent sign before or behind it; in brackets, as bookkeepers write it, or with its minus behind, as SAP does, it is negative. */
function bareNumber(text: string): string {
  const inner = text.trim();
  const negative = /^\((.*)\)$/.exec(inner);
  const bare = (negative?.[1] ?? inner).replace(currencyBefore, '$1').replace(currencyBehind, '').replace(/^(.*\d)\s?-$/, '-$1');
  return negative === null ? bare : `-${bare}`;
}
