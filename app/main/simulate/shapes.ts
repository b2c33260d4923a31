import type { SeededRandom } from '../seeded-random.ts';

/**
 * How far an event has unfolded: rises smoothly from 0 to 1 over `rise`, stays, and falls back over `fall`.
 * `progress`, `rise` and `fall` are ratios of the event's span; 0 outside it.
 */
export function plateau(progress: number, rise: number, fall: number): number {
  if (progress <= 0 || progress >= 1) return 0;
  if (progress < rise) return smoothStep(progress / rise);
  if (progress > 1 - fall) return smoothStep((1 - progress) / fall);
  return 1;
}

/** 0 to 1 with flat ends (3x² − 2x³). */
export function smoothStep(x: number): number {
  const clipped = clamp(x, 0, 1);
  return clipped * clipped * (3 - 2 * clipped);
}

/** `value` held within [low, high]. */
export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

/** `value` rounded to a number of decimals. */
export function round(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  return Math.round(value * scale) / scale;
}

/** UTC time as ISO 8601 with milliseconds, from EpochMillis. */
export function isoTime(epochMillis: number): string {
  return new Date(epochMillis).toISOString();
}

/**
 * A mean-reverting wander around 0 (Ornstein–Uhlenbeck process, exact discretisation: Gillespie, Phys. Rev. E 54, 1996),
 * begun in its stationary distribution.
 */
export class Wander {
  private readonly random: SeededRandom;
  private readonly tauSeconds: number;
  private readonly sd: number;
  private value: number;

  /** @param tauSeconds time constant of the return to 0 @param sd stationary standard deviation */
  constructor(random: SeededRandom, tauSeconds: number, sd: number) {
    this.random = random;
    this.tauSeconds = tauSeconds;
    this.sd = sd;
    this.value = random.normal(0, sd);
  }

  /** Moves on by `seconds` and returns the new value. */
  next(seconds: number): number {
    const kept = Math.exp(-seconds / this.tauSeconds);
    this.value = kept * this.value + this.sd * Math.sqrt(1 - kept * kept) * this.random.normal();
    return this.value;
  }
}
