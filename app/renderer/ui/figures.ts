const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });

/** A rate per second: "4,980/s", "0.5/s". */
export function rateWords(perSecond: number): string {
  return `${perSecond >= 10 ? whole.format(perSecond) : short.format(perSecond)}/s`;
}

/** Bytes in the largest fitting binary unit: "1.25 MiB". */
export function bytesWords(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let size = bytes;
  let at = 0;
  while (size >= 1024 && at < units.length - 1) {
    size /= 1024;
    at += 1;
  }
  return `${short.format(size)} ${units[at]}`;
}

/** A part 0…1 as percent: "42 %". */
export function percentWords(part: number): string {
  return `${whole.format(part * 100)} %`;
}
