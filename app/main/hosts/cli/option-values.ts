import { InvalidArgumentError } from 'commander';
import { isZone } from '../../../shared/domain/zone.ts';

/** What a command that writes a file takes, to write over one that is there. */
export const forceOption = ['--force', 'write over a file that is there; without it, that is refused'] as const;

/*
 * What an option's text must be. Each throws commander's error, which names the option and ends the command with exit code 2.
 */

/** A number from `least` to `most`. */
export function numberIn(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (text.trim() === '' || !(number >= least && number <= most)) throw new InvalidArgumentError(`It must be a number from ${least} to ${most}.`);
    return number;
  };
}

/** A whole number from `least` to `most`. */
export function wholeIn(least: number, most: number): (text: string) => number {
  const read = numberIn(least, most);
  return (text) => {
    if (!/^-?\d+$/.test(text)) throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
    return read(text);
  };
}

/** A number, or the one word that may stand for it. */
export function wordOr<W extends string>(word: W, read: (text: string) => number): (text: string) => number | W {
  return (text) => (text === word ? word : read(text));
}

const units: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** A length of time such as 90m, in milliseconds. */
export function duration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)([smhdw])$/.exec(text);
  if (match === null || Number(match[1]) === 0) throw new InvalidArgumentError('It must be a number and a unit: 90m, 6h, 2d, 8w.');
  return Math.round(Number(match[1]) * units[match[2]!]!);
}

/** An ISO time, as EpochMillis. */
export function isoTime(text: string): number {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new InvalidArgumentError('It must be an ISO time such as 2026-11-01T08:00:00Z.');
  return time;
}

/** A time zone that this machine knows. */
export function zone(text: string): string {
  if (!isZone(text)) throw new InvalidArgumentError('It must be UTC or a name such as Europe/Berlin or America/New_York.');
  return text;
}
