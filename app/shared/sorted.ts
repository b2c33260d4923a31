/** The first place of ascending `values` that holds at least `least`; their length where none does. */
export function lowerBound(values: ArrayLike<number>, least: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The middle of the steps from each of `times` to the next; NaN of less than two. */
export function medianStep(times: Float64Array): number {
  return medianOf(times.slice(1).map((time, row) => time - times[row]!));
}

/** The middle of the values, or the mean of the two middle ones; NaN of none. */
export function medianOf(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}
