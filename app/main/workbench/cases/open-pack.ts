import type { PackView } from '../../../shared/domain/evidence-pack.ts';
import { lowerBound } from '../../../shared/sorted.ts';
import { isInTree } from '../../evidence/hash-tree.ts';
import { readPack, type FoundPack } from '../../evidence/pack-file.ts';
import { joinRows, sliceRows, summariseRows, type SeriesRows } from '../../store/series-chunk.ts';
import { auditLeaf, packAuditSchema, packJudgementSchema, packSetupSchema, partNames, readRowsPart, readRuns, recordsPart, samplesPart, type PackAudit, type PackedStream, type PackJudgement, type PackSetup } from './pack-content.ts';

/** Series that are drawn, rows of each before and after what happened, and rows of a drawing. */
const mostDrawn = 12;
const rowsBefore = 400;
const rowsAfter = 200;
const mostPoints = 2_000;

type PackedSeries = PackedStream['series'][number];

/** A pack read to its end: what was found, and its small parts (null where one was changed or makes no sense). */
export interface OpenedPack {
  found: FoundPack;
  setup: PackSetup | null;
  judgement: PackJudgement | null;
  audit: PackAudit | null;
  recordCount: number;
  sampleCount: number;
}

/** Who is handed the large parts, once the set-up is known. */
export interface PackTaker {
  judged?(judgement: PackJudgement): void;
  /** How far in the file it is, bytes. */
  reached?(at: number): void;
  samples(stream: number, series: PackedSeries, rows: SeriesRows): void;
  records(stream: number, runs: ReturnType<typeof readRuns>): number;
}

/** Reads a pack and hands its samples and records on. What does not fit the set-up counts as a fault. Throws as `readPack` does. */
export async function openPack(path: string, passphrase: string, taker: PackTaker, signal: AbortSignal): Promise<OpenedPack> {
  const opened: Omit<OpenedPack, 'found'> = { setup: null, judgement: null, audit: null, recordCount: 0, sampleCount: 0 };
  const senseless: string[] = [];
  const parse = <T>(schema: { safeParse(value: unknown): { data?: T } }, bytes: Buffer): T | null => {
    try {
      return schema.safeParse(JSON.parse(bytes.toString('utf8'))).data ?? null;
    } catch {
      return null;
    }
  };
  /** False where the part makes no sense. */
  const take = (name: string, bytes: Buffer): boolean => {
    if (name === partNames.setup) return (opened.setup = parse(packSetupSchema, bytes)) !== null;
    if (name === partNames.judgement) {
      opened.judgement = parse(packJudgementSchema, bytes);
      if (opened.judgement !== null) taker.judged?.(opened.judgement);
      return opened.judgement !== null;
    }
    if (name === partNames.audit) return (opened.audit = parse(packAuditSchema, bytes)) !== null;
    const samples = samplesPart.exec(name);
    const records = recordsPart.exec(name);
    if (samples === null && records === null) return name.startsWith('models/');
    const number = Number((samples ?? records)![1]);
    const stream = opened.setup?.streams[number];
    if (stream === undefined) return opened.setup === null;
    if (samples !== null) {
      const series = stream.series.find(({ index }) => index === Number(samples[2]));
      const rows = series === undefined ? null : readRowsPart(bytes, series.channels.length);
      if (rows === null) return false;
      opened.sampleCount += rows.rows;
      taker.samples(number, series!, rows);
      return true;
    }
    try {
      opened.recordCount += taker.records(number, readRuns(bytes));
      return true;
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
  };
  const found = await readPack(path, passphrase, (name, bytes, at) => {
    taker.reached?.(at);
    if (!take(name, bytes)) senseless.push(`The part ${name} makes no sense.`);
  }, signal);
  if (found.isWhole && (opened.setup === null || opened.judgement === null || opened.audit === null)) senseless.push('A part that every pack has is missing.');
  return { ...opened, found: { ...found, isWhole: found.isWhole && senseless.length === 0, faults: [...found.faults, ...senseless] } };
}

/** What a pack says, and whether it is what was signed. `ownFingerprint` is that of this workbench's key; `reached` is told how far in the file it is, bytes. Throws as `readPack` does. */
export async function inspectPack(path: string, passphrase: string, ownFingerprint: string, signal: AbortSignal, reached: (at: number) => void): Promise<PackView> {
  const drawn = new Map<string, { series: PackedSeries; pieces: SeriesRows[] }>();
  let judged: PackJudgement | null = null;
  const start = () => Math.min(...(judged?.anomalies ?? []).map((one) => one.start));
  const opened = await openPack(path, passphrase, {
    judged: (judgement) => (judged = judgement),
    reached,
    samples(stream, series, rows) {
      const name = `${stream}/${series.index}`;
      const own = drawn.get(name) ?? (drawn.size < mostDrawn ? { series, pieces: [] } : null);
      if (own === null) return;
      drawn.set(name, own);
      own.pieces.push(rows);
      // Of what lies long before nothing is drawn.
      while (own.pieces.length > 2 && own.pieces[1]!.rows >= rowsBefore && own.pieces[2]!.times[0]! < start()) own.pieces.shift();
    },
    records: (_stream, runs) => Array.from(runs).reduce((sum, { records }) => sum + records.length, 0),
  }, signal);
  const { found, setup, judgement, audit } = opened;
  const isOwn = found.isSigned && found.fingerprint === ownFingerprint;
  const content = setup === null || judgement === null ? null : contentOf({ ...opened, setup, judgement }, [...drawn.values()]);
  return { ...found, isOwn, words: wordsOf(found, isOwn, audit, content), content };
}

function contentOf({ setup, judgement, audit, recordCount, sampleCount }: OpenedPack & { setup: PackSetup; judgement: PackJudgement }, drawn: readonly { series: PackedSeries; pieces: SeriesRows[] }[]): NonNullable<PackView['content']> {
  const { anomalies } = judgement;
  const start = Math.min(...anomalies.map((one) => one.start));
  const end = Math.max(...anomalies.map((one) => one.end));
  return {
    ...judgement, title: setup.title, recordCount, sampleCount,
    streams: setup.streams.map(({ id, name, source, detector, mapping }) => ({ id, name, source, detector: detector.name, units: Object.fromEntries(mapping.channels.map((channel) => [channel.name, channel.unit])) })),
    stretches: drawn.map(({ series, pieces }) => {
      const all = joinRows(pieces, series.channels.length);
      const begin = Math.max(0, lowerBound(all.times, start) - rowsBefore);
      const rows = sliceRows(all, begin, Math.min(all.rows, lowerBound(all.times, end) + rowsAfter));
      const { times, min, max, expected, low, high, score } = summariseRows(rows, Math.max(1, Math.ceil(rows.rows / mostPoints)));
      return { seriesId: series.id, seriesName: series.name, channels: series.channels, resolution: rows.rows > mostPoints ? 'buckets' as const : 'samples' as const, times, min, max, expected, low, high, score, sampleCount: rows.rows };
    }),
    audit: { events: audit?.events.map(({ mac: _mac, path: _path, ...event }) => event) ?? [], size: audit?.size ?? 0, isProven: audit !== null && isProven(audit) },
  };
}

/** Whether each event is shown to be in the chain, at its own place. */
function isProven({ size, root, events }: PackAudit): boolean {
  const bytes = (text: string) => Buffer.from(text, 'base64');
  return events.every(({ mac, path, ...event }) => isInTree(auditLeaf({ ...event, mac: bytes(mac) }), event.sequence - 1, size, path.map(bytes), bytes(root)));
}

function wordsOf(found: FoundPack, isOwn: boolean, audit: PackAudit | null, content: PackView['content']): string[] {
  const words: string[] = [];
  if (found.isWhole) words.push(`Nothing in it was changed: all ${found.parts.length} parts are as they were signed.`);
  else words.push('This is not what was signed. Do not rely on it.', ...found.faults.slice(0, 20), ...(found.faults.length > 20 ? [`${found.faults.length - 20} more faults.`] : []));
  if (found.fingerprint !== null && found.isSigned) words.push(isOwn ? 'This workbench signed it.' : `The key ${found.fingerprint} signed it. Whose that is, the file can't say: compare it with what its sender tells you another way.`);
  if (audit?.events.length === 0) words.push(`None of the ${audit.size.toLocaleString('en')} audit events that the chain held is about it.`);
  else if (audit !== null && content !== null) words.push(content.audit.isProven ? `Each of its ${audit.events.length.toLocaleString('en')} audit events is shown to be one of the ${audit.size.toLocaleString('en')} that the chain held${audit.wasIntact ? ', which was whole' : ', though that chain was broken when it was saved'}.` : 'Its audit events are not shown to be part of the chain that it names.');
  return words;
}
