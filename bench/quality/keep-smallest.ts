/** Puts `value` among the rising `best` where it belongs to them. */
export function keepSmallest(best: Float64Array, value: number): void {
  let at = best.length - 1;
  if (!(value < best[at]!)) return;
  for (; at > 0 && best[at - 1]! > value; at -= 1) best[at] = best[at - 1]!;
  best[at] = value;
}
