import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { SeriesStretch } from '../../../shared/domain/series.ts';

/** Units of a picture, drawn to whatever width there is. */
export const pictureSize = { width: 1000, height: 120 };
/** An anomaly is at least so wide, so that one of a single sample is seen. */
const leastMark = 3;
const edge = 4;

/** A channel of a stretch as SVG paths; null where it has no value. Missing samples break the line and the band. */
export function drawStretch({ times, min, max, low, high, channels }: SeriesStretch, channel: number, anomalies: readonly Pick<Anomaly, 'start' | 'end' | 'severity'>[]): { line: string; band: string; marks: { x: number; width: number; severity: Anomaly['severity'] }[]; from: number; to: number; lowest: number; highest: number } | null {
  const count = channels.length;
  const at = (columns: Float64Array | Float32Array, row: number) => columns[row * count + channel]!;
  let lowest = Infinity;
  let highest = -Infinity;
  for (let row = 0; row < times.length; row += 1) {
    for (const value of [at(min, row), at(max, row)]) {
      if (!Number.isFinite(value)) continue;
      lowest = Math.min(lowest, value);
      highest = Math.max(highest, value);
    }
  }
  if (lowest > highest) return null;
  const from = times[0]!;
  const to = times.at(-1)!;
  const x = (time: number) => (to === from ? pictureSize.width / 2 : ((time - from) / (to - from)) * pictureSize.width);
  const spread = highest - lowest || 1;
  const y = (value: number) => Math.min(pictureSize.height, Math.max(0, edge + (1 - (value - lowest) / spread) * (pictureSize.height - 2 * edge)));
  const point = (time: number, value: number) => `${x(time).toFixed(1)} ${y(value).toFixed(1)}`;

  let line = '';
  let band = '';
  let isBroken = true;
  let run: number[] = [];
  const endRun = () => {
    if (run.length > 1) band += `M${run.map((row) => point(times[row]!, at(high, row))).join('L')}L${run.reverse().map((row) => point(times[row]!, at(low, row))).join('L')}Z`;
    run = [];
  };
  for (let row = 0; row < times.length; row += 1) {
    const [least, most] = [at(min, row), at(max, row)];
    if (Number.isFinite(least)) {
      line += `${isBroken ? 'M' : 'L'}${point(times[row]!, least)}`;
      // a single sample between gaps is drawn as a dot by the line's round cap
      line += most === least ? (isBroken ? `L${point(times[row]!, least)}` : '') : `L${point(times[row]!, most)}`;
      isBroken = false;
    } else isBroken = true;
    if (Number.isFinite(at(low, row)) && Number.isFinite(at(high, row))) run.push(row);
    else endRun();
  }
  endRun();
  const marks = anomalies.filter(({ start, end }) => end >= from && start <= to).map(({ start, end, severity }) => {
    const [left, right] = [x(Math.max(start, from)), x(Math.min(end, to))];
    return { x: Math.min(left, pictureSize.width - leastMark), width: Math.max(leastMark, right - left), severity };
  });
  return { line, band, marks, from, to, lowest, highest };
}
