import type { TimeRange } from '../../../shared/domain/time.ts';
import type { ChartMark } from '../plot/chart-marks.ts';
import type { DrawPoints } from '../plot/decimate.ts';

/** A pitch from `at` on, seconds from the start; null is silence. `pan` is −1 (left, the start) … 1 (right, the end). */
export interface Tone { at: number; hz: number | null; pan: number }
/** An anomaly begins, `at` seconds from the start; `words` are said then. */
export interface Click { at: number; pan: number; words: string }
export interface Melody { seconds: number; tones: Tone[]; clicks: Click[] }

/** Two octaves, A3 to A5: within what small speakers play and ears tell apart well. */
export const lowestHz = 220;
export const highestHz = 880;
/** Longest play, seconds. */
export const mostSeconds = 8;
/** Length of one pitch, seconds: shorter ones are no longer heard as notes of their own. */
const toneSeconds = 0.05;

/** The pitch of a value within the band in view, Hz: equal steps of the value are equal musical steps. The middle where the band has no height; null for a missing value. */
export function frequencyOf(value: number, low: number, high: number): number | null {
  if (!Number.isFinite(value)) return null;
  const share = high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) : 0.5;
  return lowestHz * (highestHz / lowestHz) ** share;
}

/**
 * Channel `k` of a range as a tune of at most eight seconds. Where several points share a pitch's time the one farthest from the middle of the band is heard, so that no
 * spike is lost; a gap in the points is silence until values come again. Each anomaly that touches the range clicks where it begins, at most once per pitch. Null without values.
 */
export function melodyOf(points: DrawPoints, k: number, range: TimeRange, marks: readonly ChartMark[]): Melody | null {
  const inView = Array.from(points.times.keys()).filter((i) => points.times[i]! >= range.from && points.times[i]! <= range.to);
  const values = points.values[k]!;
  let [low, high] = [Infinity, -Infinity];
  for (const i of inView) if (Number.isFinite(values[i])) [low, high] = [Math.min(low, values[i]!), Math.max(high, values[i]!)];
  if (low > high) return null;
  const steps = Math.min(Math.round(mostSeconds / toneSeconds), Math.max(20, inView.length));
  const seconds = steps * toneSeconds;
  const share = (time: number) => Math.min(1, Math.max(0, (time - range.from) / (range.to - range.from)));
  const middle = (low + high) / 2;
  const tones: Tone[] = [];
  let hz: number | null = null;
  let next = 0;
  for (let step = 0; step < steps; step += 1) {
    let farthest = NaN;
    let last = NaN;
    let isEmpty = true;
    for (; next < inView.length && (step === steps - 1 || share(points.times[inView[next]!]!) * steps < step + 1); next += 1) {
      last = values[inView[next]!]!;
      isEmpty = false;
      if (Number.isFinite(last) && !(Math.abs(last - middle) <= Math.abs(farthest - middle))) farthest = last;
    }
    const heard: number | null = isEmpty ? hz : frequencyOf(farthest, low, high);
    tones.push({ at: step * toneSeconds, hz: heard, pan: steps > 1 ? (2 * step) / (steps - 1) - 1 : 0 });
    // What goes on until the next point: the pitch, or the silence that the last point began.
    hz = isEmpty ? hz : Number.isFinite(last) ? frequencyOf(last, low, high) : null;
  }
  const clicks: Click[] = [];
  for (const mark of marks) {
    if (mark.end < range.from || mark.start > range.to) continue;
    const at = share(mark.start) * (seconds - toneSeconds);
    if (clicks.length === 0 || at - clicks.at(-1)!.at >= toneSeconds) clicks.push({ at, pan: 2 * share(mark.start) - 1, words: mark.words.split(':')[0]! });
  }
  return { seconds, tones, clicks };
}

/** A stretch of time in which anomalies are: how many or how bad, and what is said of it where it clicks. */
export interface CellSound { value: number; click: string | null }

/**
 * Stretches of equal length, in order of time, as a tune of at most eight seconds: the greater the value the higher the pitch, from nothing on; null is silence. Where several stretches share a pitch's time the
 * greatest is heard, and the first that clicks. Null where there is nothing at all.
 */
export function melodyOfCells(cells: readonly (CellSound | null)[]): Melody | null {
  const highest = cells.reduce((found, cell) => Math.max(found, cell?.value ?? -Infinity), -Infinity);
  if (highest === -Infinity) return null;
  const steps = Math.min(Math.round(mostSeconds / toneSeconds), Math.max(20, cells.length));
  const tones: Tone[] = [];
  const clicks: Click[] = [];
  for (let step = 0; step < steps; step += 1) {
    const from = Math.floor((step * cells.length) / steps);
    const heard = cells.slice(from, Math.max(from + 1, Math.floor(((step + 1) * cells.length) / steps))).filter((cell) => cell !== null);
    const [at, pan] = [step * toneSeconds, (2 * step) / (steps - 1) - 1];
    tones.push({ at, hz: heard.length === 0 ? null : frequencyOf(Math.max(...heard.map(({ value }) => value)), 0, highest), pan });
    const words = heard.find(({ click }) => click !== null)?.click;
    // A stretch that is heard over several pitches clicks once.
    if (words && words !== clicks.at(-1)?.words) clicks.push({ at, pan, words });
  }
  return { seconds: steps * toneSeconds, tones, clicks };
}

/** What is said as cells are heard: what the pitch means, how many clicks there will be and where the first and the last are. */
export function cellsWords(what: string, higher: string, { seconds, clicks }: Melody): string {
  const first = clicks[0]?.words;
  const last = clicks.at(-1)?.words;
  const where = clicks.length === 0 ? 'none of high severity' : clicks.length === 1 ? `a click at high severity: ${first}` : `a click at each of ${clicks.length} stretches of high severity, from ${first} to ${last}`;
  return `${what} in ${seconds.toFixed(0)} seconds: ${higher} the higher the tone, ${where}.`;
}
