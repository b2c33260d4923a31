/**
 * Writes the sample workspace, `resources/samples`: one recorded stream per domain from the simulators, its labels apart, and `samples.json`, the index.
 * Run by `node scripts/make-samples.ts`. The same bytes each time; a test compares them with what lies in the folder.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { createSimulation } from '../app/main/simulate/create-simulation.ts';
import type { Simulation, SimulationDomain, SimulationOptions } from '../app/main/simulate/simulation.ts';
import type { Decoding, FieldMapping, FileFormat } from '../app/shared/domain/stream.ts';

/** A row of `samples.json`; file names are relative to it. */
export interface SampleEntry {
  id: string;
  title: string;
  domain: SimulationDomain;
  description: string;
  file: string;
  format: FileFormat;
  decoding: Decoding;
  mapping: FieldMapping;
  /** SimulatedLabel[], never read by a detector. */
  labelsFile: string;
  intervalMs: number;
}

interface SamplePlan extends Pick<SampleEntry, 'id' | 'title' | 'domain' | 'description'> {
  format: Exclude<FileFormat, 'capture'>;
  options: SimulationOptions;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const PLANS: readonly SamplePlan[] = [
  {
    id: 'finance-quotes',
    title: 'Quotes of three shares',
    domain: 'finance',
    format: 'csv',
    description: 'Simulated. Best bid and ask, sizes, last price and volume of three shares, about once a second over 75 minutes. Later on one share crashes and rebounds, one is flooded with tiny quotes, and one feed goes stale.',
    options: { seed: 38, start: Date.UTC(2026, 2, 2, 14, 30), durationMs: 1.25 * HOUR_MS, seriesCount: 3 },
  },
  {
    id: 'healthcare-vitals',
    title: 'Vital signs of three patients',
    domain: 'healthcare',
    format: 'json-lines',
    description: 'Simulated. Heart rate, oxygen saturation, respiration and arterial pressure of three patients, once a second over 50 minutes, with coughs and movement as in life. Later on one patient desaturates, one has an arrhythmia, and one loses the ECG lead.',
    options: { seed: 27, start: Date.UTC(2026, 2, 3, 6), durationMs: (50 / 60) * HOUR_MS, seriesCount: 3 },
  },
  {
    id: 'retail-stock',
    title: 'Stock and sales of two stores',
    domain: 'retail',
    format: 'csv',
    description: 'Simulated. Stock and sales of four items in two stores, hour by hour over eight weeks, with the rhythm of day and week. Later on there are empty shelves, stock that disappears without being sold, and announced promotions, which are expected.',
    options: { seed: 2, start: Date.UTC(2026, 0, 5), durationMs: 56 * DAY_MS, seriesCount: 8 },
  },
  {
    id: 'manufacturing-pumps',
    title: 'Sensors of two pumps',
    domain: 'manufacturing',
    format: 'parquet',
    description: 'Simulated. Vibration, bearing temperature, motor current, pressure and flow of two pumps, once a second over nine hours, with changing load. Later on a bearing wears out slowly, and a valve sticks.',
    options: { seed: 39, start: Date.UTC(2026, 2, 4, 5), durationMs: 9 * HOUR_MS, seriesCount: 2 },
  },
];

const EXTENSIONS = { csv: 'csv', 'json-lines': 'jsonl', parquet: 'parquet' } as const;

/** All files of the sample workspace by name. */
export function buildSamples(): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const index = PLANS.map((plan): SampleEntry => {
    const simulation = createSimulation(plan.domain, plan.options);
    const { id, title, domain, description, format } = plan;
    const file = `${id}.${EXTENSIONS[format]}`;
    const labelsFile = `${id}.labels.json`;
    const columns = columnsOf(simulation);
    files.set(file, encode(simulation, format, columns));
    files.set(labelsFile, toJson(simulation.labels()));
    const decoding: Decoding = format === 'csv' ? { format: 'csv', columns, delimiter: ',' } : { format: 'json' };
    /** A Parquet time stamp has no unit of its own once it is a row: it reads as ISO 8601. */
    const time: FieldMapping['time'] = format === 'parquet' ? { field: simulation.mapping.time.field, unit: 'iso' } : simulation.mapping.time;
    return { id, title, domain, description, file, format, decoding, mapping: { ...simulation.mapping, time }, labelsFile, intervalMs: simulation.intervalMs };
  });
  files.set('samples.json', toJson(index));
  return files;
}

function columnsOf(simulation: Simulation): string[] {
  const first = simulation.records().next();
  return first.done ? [] : Object.keys(first.value.value);
}

function encode(simulation: Simulation, format: SamplePlan['format'], columns: string[]): Uint8Array {
  if (format === 'parquet') return encodeParquet(simulation, columns);
  const lines = format === 'csv' ? [columns.join(',')] : [];
  for (const { value } of simulation.records()) {
    lines.push(format === 'csv' ? columns.map((column) => value[column] ?? '').join(',') : JSON.stringify(value));
  }
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}

/** Time as TIMESTAMP (ms, UTC), keys as text, channels as double; Snappy. */
function encodeParquet(simulation: Simulation, columns: string[]): Uint8Array {
  const { mapping } = simulation;
  const rows = Array.from(simulation.records());
  const columnData = columns.map((name) => {
    if (name === mapping.time.field) return { name, type: 'TIMESTAMP' as const, nullable: false, data: rows.map((row) => new Date(row.eventTime)) };
    const type = mapping.keys.includes(name) ? ('STRING' as const) : ('DOUBLE' as const);
    return { name, type, nullable: false, data: rows.map((row) => row.value[name]) };
  });
  return new Uint8Array(parquetWriteBuffer({ columnData, createdBy: 'anomalyforce', rowGroupSize: 10_000, statistics: false }));
}

function toJson(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 1)}\n`);
}

if (import.meta.main) {
  const folder = path.join(import.meta.dirname, '..', 'resources', 'samples');
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of buildSamples()) {
    writeFileSync(path.join(folder, name), bytes);
    process.stdout.write(`${name}  ${bytes.length} bytes\n`);
  }
}
