import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { backwards } from './backwards.ts';

const small = { blockBytes: 100, memoryBytes: 300 };
async function* rowsOf(texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield await Promise.resolve(Buffer.from(text));
}
async function textsOf(rows: AsyncIterable<Uint8Array>): Promise<string[]> {
  const texts: string[] = [];
  for await (const row of rows) texts.push(Buffer.from(row).toString());
  return texts;
}
/** What this process holds open in the folder for temporary files, named or not. */
const spills = () => readdirSync('/proc/self/fd').flatMap((fd) => {
  try {
    const path = readlinkSync(`/proc/self/fd/${fd}`);
    return path.startsWith(join(tmpdir(), 'anomalyforce-')) ? [{ fd, path }] : [];
  } catch {
    return [];
  }
});
const rows = Array.from({ length: 500 }, (_, row) => `row ${row}${row % 7 === 0 ? ', long and secret'.repeat(20) : ''}`);

describe('rows given backwards', () => {
  it('are all of them, the last first, whether they fit into memory or not', async () => {
    for (const texts of [[], ['only'], ['first', '', 'last'], rows]) expect(await textsOf(backwards(rowsOf(texts), small))).toEqual(texts.toReversed());
    expect(await textsOf(backwards(rowsOf(rows)))).toEqual(rows.toReversed());
  });
  it('are none where the reader leaves off while they are read', async () => {
    const stop = new AbortController();
    async function* stopped() {
      yield* rowsOf(rows);
      stop.abort();
      yield* rowsOf(rows);
    }
    expect(await textsOf(backwards(stopped(), { ...small, signal: stop.signal }))).toEqual([]);
  });
  it.runIf(process.platform === 'linux')('lie on disk encrypted and without a name, and nowhere when the reader leaves off', async () => {
    const reading = backwards(rowsOf(rows), small);
    await reading.next();
    const [spill, ...others] = spills();
    expect(others).toEqual([]);
    expect(spill!.path).toContain('(deleted)');
    const bytes = readFileSync(`/proc/self/fd/${spill!.fd}`);
    expect(bytes.length).toBeGreaterThan(10_000);
    expect(bytes.includes('row 14') || bytes.includes('secret')).toBe(false);
    await reading.return(undefined);
    expect(spills()).toEqual([]);
  });
});
