import { fewestLetters } from '../../../shared/domain/passphrase.ts';

/** How hard a passphrase is to guess, in words; null where it is too short to be taken. A hint, no measure: by length and by how many different letters it has. */
export function strengthWords(passphrase: string): string | null {
  if (passphrase.length < fewestLetters) return null;
  const different = new Set(passphrase.toLowerCase()).size;
  if (different < 6 || /^(.{1,6})\1+$/.test(passphrase)) return 'Weak: it repeats itself.';
  if (passphrase.length >= 20 && different >= 9) return 'Strong.';
  return passphrase.length >= 16 && different >= 8 ? 'Good.' : 'Fair: four or more words that have nothing to do with each other are better.';
}
