/** Words and the minute they are of (UTC) as a file's name without its ending, letters of any script kept, without what file systems refuse: "pumps-spike-in-pump-1-report-2026-03-05-1430". */
export function fileStem(words: readonly string[], at: number): string {
  const said = words.join(' ').normalize('NFC').toLowerCase().replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-').replaceAll(/^-+|-+$/g, '');
  const minute = new Date(at).toISOString().slice(0, 16).replace('T', '-').replace(':', '');
  return [Array.from(said).slice(0, 80).join('').replace(/-$/, ''), minute].filter((part) => part !== '').join('-');
}
