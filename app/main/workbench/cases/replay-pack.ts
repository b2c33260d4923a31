import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { PackReplay } from '../../../shared/domain/evidence-pack.ts';
import type { SampleColumns } from '../../../shared/domain/samples.ts';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { anomalyId } from '../../detect/anomaly-id.ts';
import type { DetectionService } from '../../detect/detection-service.ts';
import { detectorKinds } from '../../detect/detector-registry.ts';
import { advanceSpans, closeSpans, type Span, type SpanChange, type SpanState } from '../../detect/spans.ts';
import { thresholdOf } from '../../detect/threshold.ts';
import { createSampleReader } from '../../ingest/to-samples.ts';
import { chunkSamples, joinRows, type SeriesRows } from '../../store/series-chunk.ts';
import type { WorkbenchServices } from '../create-workbench.ts';
import { detectorCards } from '../detection/detector-cards.ts';
import { openPack } from './open-pack.ts';
import type { PackedStream, PackSetup } from './pack-content.ts';

/** Scores may differ by so much: two backends round differently. */
const tolerance = 1e-6;
/** Values that are held at once; packs are saved with half as many. */
const mostValues = 16_000_000;
const mostNamed = 3;

type Sources = Pick<WorkbenchServices, 'createDetection' | 'host'>;
type PackedSeries = PackedStream['series'][number];
type Records = PackReplay['records'];
type Scores = PackReplay['scores'];
/** Told of samples that were scored, and the part done, 0…1. */
type Progressed = (samples: number, part: number) => void;

/**
 * Puts a pack's samples through its detectors again, with a detection of its own, and holds what comes out against what was packed: records against samples, scores, anomalies
 * with their ids. Changes nothing. Throws as `openPack` does, `AF_PACK_UNREADABLE` for a pack that is not what was signed, and what detection throws.
 */
export async function replayPack({ createDetection, host }: Sources, path: string, passphrase: string, signal: AbortSignal, progressed: Progressed): Promise<PackReplay> {
  const held = new Map<string, { stream: number; series: PackedSeries; pieces: SeriesRows[] }>();
  let values = 0;
  const first = await openPack(path, passphrase, {
    samples(stream, series, rows) {
      values += rows.values.length;
      if (values > mostValues) throw new WorkbenchError('AF_PACK_UNREADABLE', 'This evidence pack holds more samples than can be replayed.');
      const name = `${stream}/${series.index}`;
      const own = held.get(name) ?? { stream, series, pieces: [] };
      own.pieces.push(rows);
      held.set(name, own);
    },
    records: () => 0,
  }, signal);
  const { setup, judgement } = first;
  if (!first.found.isWhole || setup === null || judgement === null) throw new WorkbenchError('AF_PACK_UNREADABLE', 'This evidence pack is not what was signed, so a replay would show nothing.');
  const rowsOf = new Map(Array.from(held, ([name, { series, pieces }]) => [name, joinRows(pieces, series.channels.length)]));
  const records = await traceRecords(path, passphrase, setup, rowsOf, signal);
  const scores: Scores = { compared: 0, different: 0, greatest: 0 };
  const outcomes: PackReplay['anomalies'] = [];
  const notes: string[] = [];
  const cards = detectorCards({ host });
  const rowsIn = (at: number) => setup.streams[at]!.series.reduce((sum, { index }) => sum + (rowsOf.get(`${at}/${index}`)?.rows ?? 0), 0);
  const all = setup.models.length * setup.streams.reduce((sum, _, at) => sum + rowsIn(at), 0);
  let scored = 0;
  let passed = 0;
  const pass = (rows: number, isScored: boolean) => {
    passed += rows;
    if (isScored) scored += rows;
    progressed(scored, passed / Math.max(1, all));
  };
  const detection = createDetection();
  const stopped = () => void detection.stop();
  signal.addEventListener('abort', stopped, { once: true });
  try {
    for (const { detector, modelVersion, files } of setup.models) {
      const kind = detectorKinds.find((one) => one.name === detector && one.modelVersion === modelVersion);
      const installed = cards.find((one) => one.name === detector)?.manifest?.files ?? {};
      const isSameModel = kind !== undefined && Object.entries(files).every(([file, hash]) => installed[file] === hash) && Object.keys(installed).length === Object.keys(files).length;
      const told = judgement.anomalies.filter((one) => one.detector === detector && one.modelVersion === modelVersion);
      if (kind === undefined || !isSameModel) {
        const reason = `${detector} with model ${modelVersion} is not installed here${kind === undefined ? '' : ' with the same weights'}`;
        notes.push(`${reason}: ${told.length} of its anomalies could not be replayed. The model lies in the pack.`);
        setup.streams.forEach((_, at) => pass(rowsIn(at), false));
        outcomes.push(...told.map(({ id }) => ({ anomalyId: id, outcome: 'not replayed' as const, reason })));
        continue;
      }
      for (const [at, stream] of setup.streams.entries()) {
        const own = told.filter(({ streamId }) => streamId === stream.id);
        if (own.length > 0) outcomes.push(...(await replayStream(detection, stream, stream.series.map((series) => ({ series, rows: rowsOf.get(`${at}/${series.index}`) })), own, { ...kind, isOnly: setup.models.length === 1 }, scores, signal, (rows) => pass(rows, true))));
        else pass(rowsIn(at), false);
      }
    }
    signal.throwIfAborted();
  } finally {
    signal.removeEventListener('abort', stopped);
    await detection.stop();
  }
  const isFromStart = setup.streams.every(({ series }) => series.every((one) => one.isFromStart));
  return {
    isSame: outcomes.every(({ outcome }) => outcome === 'same') && scores.different === 0 && records.different === 0,
    words: wordsOf(records, scores, outcomes, isFromStart, notes), records, scores, anomalies: outcomes,
  };
}

/** Holds each record, decoded anew, against the sample that was made of it. */
async function traceRecords(path: string, passphrase: string, setup: PackSetup, rowsOf: ReadonlyMap<string, SeriesRows>, signal: AbortSignal): Promise<Records> {
  const readers = setup.streams.map(({ decoding, mapping }) => createSampleReader(decoding, mapping));
  const indexOf = setup.streams.map(({ series }) => new Map(series.map(({ key, index }) => [key, index])));
  /** Row of each series from which on to look: samples and records are both in order of time, but for late records, which gave no sample. */
  const next = new Map<string, number>();
  const records: Records = { same: 0, different: 0, without: 0 };
  await openPack(path, passphrase, {
    samples: () => undefined,
    records(stream, runs) {
      for (const { records: run } of runs) {
        const decoded = readers[stream]!({ offsets: run.map(({ offset }) => offset), timestamps: Float64Array.from(run, ({ timestamp }) => timestamp), keys: run.map(({ key }) => key), values: run.map(({ value }) => value) });
        for (let row = 0; row < decoded.rows; row++) {
          const name = `${stream}/${indexOf[stream]!.get(decoded.keys[row]!)}`;
          const samples = rowsOf.get(name);
          if (samples === undefined) continue;
          let at = next.get(name) ?? 0;
          while (at < samples.rows && samples.times[at]! < decoded.times[row]!) at += 1;
          if (samples.times[at] !== decoded.times[row]) continue; // late or repeated: it gave no sample
          next.set(name, at + 1);
          const c = samples.channels;
          const isSame = decoded.values.subarray(row * c, (row + 1) * c).every((value, channel) => Object.is(value, samples.values[at * c + channel]));
          records[isSame ? 'same' : 'different'] += 1;
        }
      }
      return 0;
    },
  }, signal);
  const all = Array.from(rowsOf.values()).reduce((sum, { rows }) => sum + rows, 0);
  return { ...records, without: all - records.same - records.different };
}

async function replayStream(detection: DetectionService, stream: PackedStream, series: readonly { series: PackedSeries; rows: SeriesRows | undefined }[], told: readonly Anomaly[], kind: { name: string; modelVersion: string; threshold: number; isOnly: boolean }, scores: Scores, signal: AbortSignal, scored: (rows: number) => void): Promise<PackReplay['anomalies']> {
  const channels = stream.mapping.channels.length;
  // What held then: the sensitivity may have been changed since.
  const held = new Set(told.map(({ threshold }) => threshold));
  const threshold = held.size === 1 && stream.thresholds.length === 0 ? told[0]!.threshold : thresholdOf(stream.detector.sensitivity, kind.threshold);
  const budget = stream.thresholds.length === 0 ? undefined : { at: stepReader(stream.thresholds, threshold), take: () => undefined, pause: () => undefined };
  const spans = new Map<number, SpanState>();
  const found = new Map<string, Span>();
  const keyOf = new Map(stream.series.map(({ index, key }) => [index, key]));
  const note = (changes: readonly SpanChange[]) => {
    for (const { series: index, span } of changes) found.set(anomalyId({ streamId: stream.id, seriesKey: keyOf.get(index)!, start: span.start, detector: kind.name, modelVersion: kind.modelVersion }), span);
  };
  await detection.open({ streamId: stream.id, detector: kind.name, channels, seed: 1, state: null });
  for (const { series: { index }, rows } of series) {
    for (let from = 0; rows !== undefined && from < rows.rows; from += chunkSamples) {
      signal.throwIfAborted();
      const to = Math.min(rows.rows, from + chunkSamples);
      const samples: SampleColumns = { rows: to - from, channels, series: new Uint32Array(to - from).fill(index), times: rows.times.slice(from, to), values: rows.values.slice(from * channels, to * channels) };
      const fresh = await detection.advance(stream.id, samples);
      if (kind.isOnly) compare(rows.score.subarray(from, to), fresh.alarm, scores);
      scored(to - from);
      note(advanceSpans(spans, samples, fresh, { threshold, budget, placeOf: () => '' }));
    }
  }
  await detection.close(stream.id);
  note(closeSpans(spans));
  return told.map((anomaly): PackReplay['anomalies'][number] => {
    const span = found.get(anomaly.id);
    const answer = (outcome: 'same' | 'different' | 'missing', reason = '') => ({ anomalyId: anomaly.id, outcome, reason });
    if (span === undefined) return answer('missing', 'no span begins at its time');
    if (!anomaly.open && span.end !== anomaly.end) return answer('different', 'it ends at another time');
    const gap = Math.abs(span.score - anomaly.score);
    return gap <= tolerance || anomaly.open ? answer('same') : answer('different', `its score is ${span.score.toFixed(6)}, not ${anomaly.score.toFixed(6)}`);
  });
}

function compare(packed: Float32Array, fresh: Float32Array, scores: Scores): void {
  packed.forEach((score, row) => {
    const gap = Number.isNaN(score) && Number.isNaN(fresh[row]!) ? 0 : Math.abs(score - fresh[row]!);
    scores.compared += 1;
    if (!(gap <= tolerance)) scores.different += 1;
    // A score where there was none has no distance.
    if (gap > scores.greatest) scores.greatest = gap;
  });
}

/** The threshold at a time, from changes in order of time; `before` holds ahead of the first. */
function stepReader(steps: PackedStream['thresholds'], before: number): (time: number) => number {
  return (time) => {
    let low = 0;
    for (let high = steps.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (steps[middle]!.time <= time) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? before : steps[low - 1]!.threshold;
  };
}

function wordsOf(records: Records, scores: Scores, outcomes: PackReplay['anomalies'], isFromStart: boolean, notes: readonly string[]): string[] {
  const number = (value: number) => value.toLocaleString('en');
  const same = outcomes.filter(({ outcome }) => outcome === 'same').length;
  const others = outcomes.filter(({ outcome }) => outcome === 'different' || outcome === 'missing');
  const traced = records.same + records.different;
  return [
    same === outcomes.length ? `The replay found ${same === 1 ? 'the same anomaly' : `the same ${number(same)} anomalies`}: same series, same spans, same ids, same scores.` : `The replay found ${number(same)} of ${number(outcomes.length)} anomalies again.`,
    ...others.slice(0, mostNamed).map(({ anomalyId: id, outcome, reason }) => `Anomaly ${id} is ${outcome}: ${reason}.`),
    ...(scores.compared === 0 ? [] : [scores.different === 0 ? `All ${number(scores.compared)} scores came out as they were packed, to a millionth.` : `${number(scores.different)} of ${number(scores.compared)} scores differ, by up to ${scores.greatest.toPrecision(3)}.`]),
    ...(traced === 0 ? ['No record is left in the pack: retention had deleted them, so the samples can\'t be traced to the log.'] : [
      records.different === 0 ? `${number(records.same)} samples were made again of their records, to the last bit.` : `${number(records.different)} of ${number(traced)} records give other values than were scored: the stream's decoding or mapping was changed since, or the samples were.`,
      ...(records.without > 0 ? [`${number(records.without)} samples have no record in the pack: retention had deleted them.`] : []),
    ]),
    ...(isFromStart ? [] : ['The pack\'s history begins later than the stream\'s, so the detector began in another state: scores may differ for that reason alone.']),
    ...notes,
  ];
}
