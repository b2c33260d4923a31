/**
 * A seeded source of chance: the only one in the program (with `clock.ts` for time), so that a run can be repeated.
 *
 * Generator: xoshiro128** 1.1 (Blackman & Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47(4), 2021; period 2^128 − 1).
 * Seeding: FNV-1a 64 (Fowler, Noll & Vo) over the UTF-8 bytes of the seed and the derivation path, spread to 128 bits by splitmix64, as Vigna advises.
 * Not for cryptography. The same seed gives the same numbers wherever V8 runs (its Math.log and Math.exp are ports of fdlibm).
 */
export interface SeededRandom {
  /** An unsigned 32-bit integer. */
  nextUint32(): number;
  /** Uniform in [low, high), by default [0, 1); 53 random bits. */
  uniform(low?: number, high?: number): number;
  /** Uniform integer in [low, high], both ends included. Bias below 2^-20 for ranges under 2^33. */
  integer(low: number, high: number): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  /** One element, each as likely. Throws RangeError on an empty array. */
  pick<T>(choices: readonly T[]): T;
  /** Normal with mean and standard deviation, by Marsaglia's polar method (SIAM Review 6(3), 1964). */
  normal(mean?: number, sd?: number): number;
  /** Exponential with the given mean (not rate). */
  exponential(mean: number): number;
  /** Gamma with shape > 0 and scale, by Marsaglia & Tsang (ACM TOMS 26(3), 2000). */
  gamma(shape: number, scale: number): number;
  /** Poisson count with mean ≥ 0: Knuth's product method on chunks of mean ≤ 16, so its cost grows with the mean. */
  poisson(mean: number): number;
  /** Negative binomial count as a gamma-mixed Poisson: variance = mean + mean² / dispersion. */
  negativeBinomial(mean: number, dispersion: number): number;
  /** An independent source for `name`. Depends on seed and path alone, not on how many numbers were drawn, so a new name never moves the others. */
  derive(name: string): SeededRandom;
}

/** The source for a seed. Strings and numbers are equal when they print alike: 7 and '7' give the same numbers. */
export function createSeededRandom(seed: number | string): SeededRandom {
  return new Xoshiro128(String(seed));
}

class Xoshiro128 implements SeededRandom {
  private readonly path: string;
  private readonly state: Uint32Array;
  private spareNormal: number | undefined;

  constructor(path: string) {
    this.path = path;
    this.state = expandSeed(fnv1a64(path));
  }

  nextUint32(): number {
    const s = this.state;
    const s1 = s[1]!;
    const result = Math.imul(rotateLeft(Math.imul(s1, 5), 7), 9) >>> 0;
    const shifted = s1 << 9;
    s[2]! ^= s[0]!;
    s[3]! ^= s1;
    s[1]! ^= s[2]!;
    s[0]! ^= s[3]!;
    s[2]! ^= shifted;
    s[3] = rotateLeft(s[3]!, 11);
    return result;
  }

  uniform(low = 0, high = 1): number {
    const unit = ((this.nextUint32() >>> 5) * 67108864 + (this.nextUint32() >>> 6)) / 9007199254740992;
    return low + unit * (high - low);
  }

  integer(low: number, high: number): number {
    return low + Math.floor(this.uniform() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.uniform() < probability;
  }

  pick<T>(choices: readonly T[]): T {
    if (choices.length === 0) throw new RangeError('pick from an empty array');
    return choices[this.integer(0, choices.length - 1)] as T;
  }

  normal(mean = 0, sd = 1): number {
    if (this.spareNormal !== undefined) {
      const spare = this.spareNormal;
      this.spareNormal = undefined;
      return mean + sd * spare;
    }
    for (;;) {
      const u = this.uniform(-1, 1);
      const v = this.uniform(-1, 1);
      const square = u * u + v * v;
      if (square >= 1 || square === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(square)) / square);
      this.spareNormal = v * factor;
      return mean + sd * u * factor;
    }
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.uniform());
  }

  gamma(shape: number, scale: number): number {
    if (shape < 1) return this.gamma(shape + 1, scale) * Math.exp(-this.exponential(1) / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(1 - this.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v * scale;
    }
  }

  poisson(mean: number): number {
    let count = 0;
    for (let rest = mean; rest > 0; rest -= 16) {
      const limit = Math.exp(-Math.min(rest, 16));
      for (let product = this.uniform(); product > limit; product *= this.uniform()) count += 1;
    }
    return count;
  }

  negativeBinomial(mean: number, dispersion: number): number {
    return mean > 0 ? this.poisson(this.gamma(dispersion, mean / dispersion)) : 0;
  }

  derive(name: string): SeededRandom {
    return new Xoshiro128(`${this.path}\u0000${name}`);
  }
}

const MASK_64 = (1n << 64n) - 1n;

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

function fnv1a64(text: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & MASK_64;
  return hash;
}

/** Two steps of splitmix64 (Steele, Lea & Flood, OOPSLA 2014); its outputs differ, so the state is never all zero. */
function expandSeed(seed: bigint): Uint32Array {
  const words = new Uint32Array(4);
  let state = seed;
  for (let i = 0; i < 4; i += 2) {
    state = (state + 0x9e3779b97f4a7c15n) & MASK_64;
    let z = state;
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK_64;
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK_64;
    z ^= z >> 31n;
    words[i] = Number(z & 0xffffffffn);
    words[i + 1] = Number(z >> 32n);
  }
  return words;
}
