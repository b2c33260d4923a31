/** A number with a comma for its point, and maybe points or spaces between thousands. */
const commaNumber = /^-?\d{1,3}([. \u00a0]?\d{3})*(,\d+)?$/;
/** A number with a point, and maybe commas between thousands. */
const pointNumber = /^-?\d{1,3}(,?\d{3})*(\.\d+)?$/;
/** Digits in threes with commas alone, which may be thousands or a decimal comma. */
const commasInThrees = /^-?[1-9]\d{0,2}(,\d{3})+$/;
const sign = /[\p{Sc}%]/u;
const shapes = { '.': pointNumber, ',': commaNumber } as const;

/** What stands between whole and fraction. */
export type Decimal = keyof typeof shapes;

/** An amount as people write it, such as `1.234,5 €` (comma), `$1,234.5` or `(4)` (point), as the text of a number; what is none in that writing stays as it is. */
export function plainNumber(cell: string, decimal: Decimal): string {
  if (decimal === '.' && !cell.includes(',') && !sign.test(cell) && !cell.includes('(')) return cell;
  const bare = withoutSign(cell);
  if (!shapes[decimal].test(bare)) return cell;
  return decimal === '.' ? bare.replaceAll(',', '') : bare.replace(/[. \u00a0]/g, '').replace(',', '.');
}

/** Whether a text is a number in that writing which says so itself: with a comma for its point, or with separators of thousands or a sign beside a point. */
export function isWrittenWith(text: string, decimal: Decimal): boolean {
  const bare = withoutSign(text);
  if (!shapes[decimal].test(bare)) return false;
  return decimal === ',' ? bare.includes(',') : bare.includes(',') || bare !== text.trim();
}

/** Whether a text is digits in threes with commas, such as `12,500`, of which nothing says what the comma is. */
export function isThousandsOrComma(text: string): boolean {
  return commasInThrees.test(withoutSign(text));
}

/** Without a currency or percent sign before or behind it; in brackets, as bookkeepers write it, it is negative. */
function withoutSign(text: string): string {
  const inner = text.trim();
  const negative = /^\((.*)\)$/.exec(inner);
  const bare = (negative?.[1] ?? inner).replace(/^(-?)\s*[\p{Sc}]\s?/u, '$1').replace(/\s?[\p{Sc}%]$/u, '');
  return negative === null ? bare : `-${bare}`;
}
