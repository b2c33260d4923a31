import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { decodingSchema, fieldMappingSchema } from '../app/shared/domain/stream.ts';
import type { SimulatedLabel } from '../app/main/simulate/simulation.ts';
import { buildSamples, type SampleEntry } from './make-samples.ts';

const folder = path.join(import.meta.dirname, '..', 'resources', 'samples');
const files = buildSamples();
const index = JSON.parse(text('samples.json')) as SampleEntry[];

function text(name: string): string {
  return new TextDecoder().decode(files.get(name)!);
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function rowsOf(entry: SampleEntry): Promise<Record<string, unknown>[]> {
  if (entry.format === 'parquet') return parquetReadObjects({ file: Uint8Array.from(files.get(entry.file)!).buffer });
  const lines = text(entry.file).trimEnd().split('\n');
  if (entry.format === 'json-lines') return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  const [header, ...rows] = lines.map((line) => line.split(','));
  return rows.map((row) => Object.fromEntries(header!.map((column, i) => [column, row[i]])));
}

describe('the sample workspace', () => {
  it('lies in resources/samples byte for byte as the generator makes it', () => {
    expect(readdirSync(folder).sort()).toEqual([...files.keys()].sort());
    for (const [name, bytes] of files) expect([name, sha256(readFileSync(path.join(folder, name)))]).toEqual([name, sha256(bytes)]);
  });

  it('is small enough to ship', () => {
    const sizes = [...files.values()].map((bytes) => bytes.length);
    expect(Math.max(...sizes)).toBeLessThan(1_048_576);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(3.5 * 1_048_576);
  });

  it('has a stream for each domain', () => {
    expect(index.map((entry) => entry.domain).sort()).toEqual(['finance', 'healthcare', 'manufacturing', 'retail']);
  });

  it.each(index)('names the fields of $id as they are in the file', async (entry) => {
    const decoding = decodingSchema.parse(entry.decoding);
    const mapping = fieldMappingSchema.parse(entry.mapping);
    const rows = await rowsOf(entry);
    const columns = Object.keys(rows[0]!);
    expect(rows.length).toBeGreaterThan(5_000);
    expect(columns).toEqual(expect.arrayContaining([mapping.time.field, ...mapping.keys, ...mapping.channels.map((channel) => channel.field)]));
    if (decoding.format === 'csv') expect(columns).toEqual(decoding.columns);
  });

  it.each(index)('labels two or more faults of $id, after a learning stretch and for series that are in it', async (entry) => {
    const rows = await rowsOf(entry);
    const timeOf = (row: Record<string, unknown>): number => {
      const time = row[entry.mapping.time.field!];
      return entry.mapping.time.unit === 'ms' ? Number(time) : new Date(time as string | Date).getTime();
    };
    const [first, last] = [timeOf(rows[0]!), timeOf(rows.at(-1)!)];
    const keys = new Set(rows.map((row) => entry.mapping.keys.map((key) => String(row[key])).join('/')));
    const labels = JSON.parse(text(entry.labelsFile)) as SimulatedLabel[];
    expect(labels.filter((label) => !label.expected).length).toBeGreaterThanOrEqual(2);
    for (const label of labels) {
      expect(keys).toContain(label.key);
      expect(label.start).toBeGreaterThan(first + (last - first) / 5);
      expect(label.end).toBeLessThanOrEqual(last);
    }
  });
});
