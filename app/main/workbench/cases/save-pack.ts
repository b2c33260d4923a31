import { plural } from '../../../shared/counts.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Anomaly, AnomalyId } from '../../../shared/domain/anomaly.ts';
import { meanIntervalMs } from '../../../shared/domain/series.ts';
import type { Stream } from '../../../shared/domain/stream.ts';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { hashTree } from '../../evidence/hash-tree.ts';
import type { PackWriter } from '../../evidence/pack-file.ts';
import { createSampleReader } from '../../ingest/to-samples.ts';
import type { PlacedRecord } from '../../store/raw-records.ts';
import { rawInRange } from '../../store/raw-records.ts';
import { readRows } from '../../store/read-rows.ts';
import { joinRows, type SeriesRows } from '../../store/series-chunk.ts';
import { anomaliesOfIncident, findAnomaly } from '../../store/tables/anomaly-table.ts';
import { everyAudit, firstBrokenAudit, type ChainedEvent } from '../../store/tables/audit-table.ts';
import { feedbackOf } from '../../store/tables/feedback-table.ts';
import { actsOfIncident, incidentById } from '../../store/tables/incident-table.ts';
import { pinsOfIncident } from '../../store/tables/pin-table.ts';
import { seriesOfStream, type KnownSeries } from '../../store/tables/series-table.ts';
import { thresholdsBetween } from '../../store/tables/threshold-table.ts';
import type { WorkbenchServices } from '../create-workbench.ts';
import { detectorCards } from '../detection/detector-cards.ts';
import { auditLeaf, layRows, layRun, partNames, type PackAudit, type PackedStream, type PackJudgement, type PackSetup } from './pack-content.ts';

/** What a pack is about: one of both. */
export interface PackSubject {
  incidentId: string | null;
  anomalyId: AnomalyId | null;
}

type Sources = Pick<WorkbenchServices, 'store' | 'streams' | 'host' | 'status' | 'audit' | 'clock'>;

/** Values of samples in a pack, over all its series: where there are more, their history begins later. */
const mostValues = 8_000_000;
const mostThresholds = 100_000;
const mostAuditEvents = 2_000;
const pieceBytes = 2 ** 20;
const recordsAtOnce = 2_000;
/** Usual steps of a series that stay in the pack behind what happened. */
const stepsAfter = 60;

/** All that is known of the subject before its samples are read. Throws `AF_NOT_FOUND`, `AF_INCIDENT_MERGED`. */
export function gatherPack({ store, streams, host, status }: Sources, { incidentId, anomalyId }: PackSubject): { setup: PackSetup; judgement: PackJudgement; wanted: { stream: Stream; series: KnownSeries[]; from: number; to: number }[] } {
  const judgement = store.read((db): PackJudgement => {
    const incident = incidentId === null ? null : incidentById(db, incidentId);
    if (incident !== null && incident.merged !== null) throw new WorkbenchError('AF_INCIDENT_MERGED', `${incident.title} was merged into another incident: there is nothing in it to pack.`);
    const one = anomalyId === null ? null : findAnomaly(db, anomalyId);
    if (anomalyId !== null && one === null) throw new WorkbenchError('AF_NOT_FOUND', `There is no anomaly ${anomalyId}.`);
    const anomalies = incident === null ? [one!] : anomaliesOfIncident(db, incident.id);
    return { incident, anomalies, feedback: anomalies.flatMap(({ id }) => feedbackOf(db, id)), acts: incident === null ? [] : actsOfIncident(db, incident.id), pins: incident === null ? [] : pinsOfIncident(db, incident.id) };
  });
  const { anomalies, incident } = judgement;
  const byStream = Map.groupBy(anomalies, ({ streamId }) => streamId);
  const channelCount = anomalies.reduce((sum, { evidence }) => sum + evidence.length, 0);
  const wanted = Array.from(byStream, ([streamId, own]) => {
    const ids = new Set(own.map(({ seriesId }) => seriesId));
    const series = store.read((db) => seriesOfStream(db, streamId)).filter(({ id }) => ids.has(id));
    const to = own.some(({ open }) => open) ? Infinity : Math.max(...own.map(({ end }) => end)) + stepsAfter * Math.max(...series.map(meanIntervalMs));
    const mostRows = Math.max(10_000, mostValues / Math.max(1, channelCount));
    const from = Math.min(...series.map((one) => (one.sampleCount <= mostRows ? -Infinity : Math.min(...own.map(({ start }) => start)) - mostRows * meanIntervalMs(one))));
    return { stream: streams.find(streamId), series, from, to };
  });
  const cards = detectorCards({ host });
  const models = [...new Map(anomalies.map(({ detector, modelVersion }) => [`${detector} ${modelVersion}`, { detector, modelVersion }])).values()]
    .map((one) => ({ ...one, files: cards.find(({ name, modelVersion }) => name === one.detector && modelVersion === one.modelVersion)?.manifest?.files ?? {} }));
  const begin = Math.min(...wanted.map(({ from }) => from));
  const end = Math.max(...wanted.map(({ to }) => to));
  const setup: PackSetup = {
    title: incident?.title ?? `${anomalies[0]!.seriesName}: ${anomalies[0]!.shape}`, from: Number.isFinite(begin) ? begin : null, to: Number.isFinite(end) ? end : null, models, backend: status.read().backend.name,
    streams: wanted.map(({ stream, series, from, to }): PackedStream => ({
      id: stream.id, name: stream.name, domain: stream.domain, source: stream.source.kind === 'kafka' ? `topic ${stream.source.topic}` : `${stream.source.format} file`,
      decoding: stream.decoding, mapping: stream.mapping, detector: stream.detector,
      series: series.map((one) => ({ index: one.index, id: one.id, key: one.key, name: one.name, channels: one.channels, isFromStart: from === -Infinity })),
      thresholds: stream.detector.budget === undefined ? [] : store.read((db) => thresholdsBetween(db, stream.id, from, to, mostThresholds)),
    })),
  };
  return { setup, judgement, wanted };
}

/** Writes all parts but the manifest; answers what is in them, in sentences. Throws `AF_NOT_FOUND`, `AF_PACK_TOO_LARGE`, `AF_STORE_*`, and what `signal` says once it is aborted. */
export async function writePack(sources: Sources, subject: PackSubject, pack: PackWriter, signal: AbortSignal, progressed: (samples: number) => void = () => undefined): Promise<{ title: string; words: string[] }> {
  const { store, host } = sources;
  const { setup, judgement, wanted } = gatherPack(sources, subject);
  const json = (value: unknown) => Buffer.from(JSON.stringify(value));
  await pack.put(partNames.setup, json(setup));
  await pack.put(partNames.judgement, json(judgement));
  await pack.put(partNames.audit, json(auditExcerpt(sources, judgement)));
  for (const { detector, modelVersion, files } of setup.models) {
    if (Object.keys(files).length === 0) continue;
    const version = modelVersion.slice(detector.length + 1);
    const { manifest } = detectorCards({ host }).find(({ name }) => name === detector)!;
    for (const file of ['manifest.json', ...Object.keys(files)]) await pack.put(partNames.model(detector, version, file), readFileSync(join(host.installFolder, 'models', detector, manifest!.version, file)));
  }
  let samples = 0;
  let records = 0;
  for (const [at, { stream, series, from, to }] of wanted.entries()) {
    samples += await putSamples(sources, pack, at, readRows(store, stream.id, series, from, to), signal);
    records += await putRecords(sources, pack, at, { stream, series, from, to }, signal);
    progressed(samples);
  }
  const missing = samples - records;
  const packed = new Set(setup.streams.flatMap(({ series }) => series.map(({ id }) => id)));
  const bare = judgement.pins.filter(({ seriesId }) => !packed.has(seriesId));
  const incomplete = setup.streams.flatMap((stream) => stream.series.filter(({ isFromStart }) => !isFromStart).map(({ name }) => name));
  return {
    title: setup.title,
    words: [
      `It holds ${plural(judgement.anomalies.length, 'anomaly', 'anomalies')} with evidence, verdicts and history, the set-up and the model that found ${judgement.anomalies.length === 1 ? 'it' : 'them'}, and the audit events about ${judgement.anomalies.length === 1 ? 'it' : 'them'}.`,
      `It holds ${plural(samples, 'sample')} with scores, and ${plural(records, 'raw record')} as they came, from the beginning of each series on, so that the detector comes to the same state again.`,
      ...(missing > 0 ? [`The records of at least ${plural(missing, 'sample')} are gone: retention has deleted them. Those samples can be replayed, but not traced to a record.`] : []),
      ...(bare.length > 0 ? [`Of ${plural(bare.length, 'pinned chart')} it holds caption, series and time only, since ${bare.length === 1 ? 'its series has' : 'their series have'} no anomaly here: ${[...new Set(bare.map(({ seriesName }) => seriesName))].slice(0, 3).join(', ')}${bare.length > 3 ? ' and others' : ''}. A report draws ${bare.length === 1 ? 'it' : 'them'}.`] : []),
      ...(incomplete.length > 0 ? [`The history of ${incomplete.slice(0, 3).join(', ')}${incomplete.length > 3 ? ' and others' : ''} is longer than a pack may hold and begins later: scores may differ when it is replayed.`] : []),
    ],
  };
}

async function putSamples({ clock }: Sources, pack: PackWriter, stream: number, pieces: Iterable<{ index: number; rows: SeriesRows }>, signal: AbortSignal): Promise<number> {
  let total = 0;
  let piece = 0;
  let held: { index: number; rows: SeriesRows[] } | null = null;
  const flush = async () => {
    if (held === null) return;
    await pack.put(partNames.samples(stream, held.index, piece++), layRows(joinRows(held.rows, held.rows[0]!.channels)));
    held = null;
  };
  for (const { index, rows } of pieces) {
    signal.throwIfAborted();
    total += rows.rows;
    if (held !== null && (held.index !== index || held.rows.reduce((sum, one) => sum + one.rows, 0) * (12 + 20 * rows.channels) > pieceBytes)) await flush();
    if (held === null) held = { index, rows: [] };
    (held as { rows: SeriesRows[] }).rows.push(rows);
    await clock.sleep(0, signal);
  }
  await flush();
  return total;
}

/** The stream's records in that range whose key is one of the series'. */
async function putRecords({ store, clock }: Sources, pack: PackWriter, at: number, { stream, series, from, to }: { stream: Stream; series: readonly KnownSeries[]; from: number; to: number }, signal: AbortSignal): Promise<number> {
  const read = createSampleReader(stream.decoding, stream.mapping);
  const keys = new Set(series.map(({ key }) => key));
  let total = 0;
  let piece = 0;
  let runs: Buffer[] = [];
  let run: PlacedRecord[] = [];
  const flushRun = async () => {
    if (run.length === 0) return;
    const records = { offsets: run.map(({ offset }) => offset), timestamps: Float64Array.from(run, ({ timestamp }) => timestamp), keys: run.map(({ key }) => key), values: run.map(({ value }) => value) };
    const rows = read(records);
    const kept = Array.from(rows.recordIndex).filter((_record, row) => keys.has(rows.keys[row]!) && rows.times[row]! >= from && rows.times[row]! <= to);
    if (kept.length > 0) runs.push(layRun(run[0]!.partition, { offsets: kept.map((one) => records.offsets[one]!), timestamps: kept.map((one) => records.timestamps[one]!), keys: kept.map((one) => records.keys[one]!), values: kept.map((one) => records.values[one]!) }));
    total += kept.length;
    run = [];
    if (runs.reduce((sum, { length }) => sum + length, 0) > pieceBytes) await flushPart();
    await clock.sleep(0, signal);
    signal.throwIfAborted();
  };
  const flushPart = async () => {
    if (runs.length > 0) await pack.put(partNames.records(at, piece++), Buffer.concat(runs));
    runs = [];
  };
  let runBytes = 0;
  for (const record of store.iterate((db) => rawInRange(db, stream.id, from, to))) {
    if (run.length > 0 && (run.length >= recordsAtOnce || runBytes > pieceBytes || run[0]!.partition !== record.partition)) {
      await flushRun();
      runBytes = 0;
    }
    run.push(record);
    runBytes += record.value?.length ?? 0;
  }
  await flushRun();
  await flushPart();
  return total;
}

/** The newest events about the subject, each with the proof that it is in the chain. */
function auditExcerpt({ store, audit }: Sources, { incident, anomalies }: PackJudgement): PackAudit {
  const subjects = new Set<string>([...(incident === null ? [] : [incident.id]), ...anomalies.flatMap(({ id, streamId }: Anomaly) => [id as string, streamId as string])]);
  const leaves: Buffer[] = [];
  const chosen: ChainedEvent[] = [];
  for (const event of store.iterate((db) => everyAudit(db))) {
    leaves.push(auditLeaf(event));
    if (subjects.has(event.subject)) chosen.push(event);
  }
  const tree = hashTree(leaves);
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  return {
    size: leaves.length, root: base64(tree.root), wasIntact: store.read((db) => firstBrokenAudit(db, audit.key)) === null,
    events: chosen.slice(-mostAuditEvents).map(({ mac, ...event }) => ({ ...event, mac: base64(mac), path: tree.pathOf(event.sequence - 1).map(base64) })),
  };
}
