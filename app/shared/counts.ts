const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A count with its thousands apart: "12,840". */
export function countWords(count: number): string {
  return whole.format(count);
}

/** "1 stream", "3 streams". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${whole.format(count)} ${count === 1 ? one : many}`;
}
