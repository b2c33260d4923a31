import type { PlantedResult, Suggestion } from '../../shared/domain/suggestion.ts';
import type { SampleColumns } from '../../shared/domain/samples.ts';
import { createSeededRandom } from '../seeded-random.ts';
import type { DetectionService } from './detection-service.ts';
import type { DetectorKind } from './detector.ts';
import { plantChanges, plantedForms, type PlantedChange, type PlantedForm, type SeriesStretch } from './plant-changes.ts';

/** Rows of a series that are looked at, at most and at least, and series of which so many are; of fewer series there are more copies. */
export const MOST_ROWS = 6_000;
export const FEWEST_ROWS = 1_000;
export const MOST_SERIES = 8;
/** Changes lie in the later part, when detectors know their series. */
const LEARNED_PART = 0.4;
/** Rows of each stretch that untouched samples are cut into. */
const STRETCH_ROWS = 40;
/** Rows after a change in which detectors may still tell of it. */
const AFTERMATH_ROWS = 60;
/** Another than the default must be better by so much, and by two standard errors of the change by change difference. */
const MARGIN = 0.03;
const STANDARD_ERRORS = 2;
const PIECE_ROWS = 1_024;

/** How far each planted change stands out with a detector. */
interface Judged {
  detector: string;
  changes: { form: PlantedForm; standsOut: number }[];
}

/** A planted copy of a series, and the highest alarm that is right in it. */
interface Planted extends SeriesStretch {
  changes: PlantedChange[];
  from: number;
}

/**
 * Plants changes into copies of the series, lets each detector go over them from nothing, and suggests the one in whose alarms they stand out most from the untouched
 * stretches (area under the ROC curve). The default, `kinds[0]`, stays unless another is clearly better. The same samples give the same answer. Throws what detection throws.
 */
export async function suggestDetector({ detection, kinds, series, channels, progressed }: { detection: DetectionService; kinds: readonly DetectorKind[]; series: readonly SeriesStretch[]; channels: number; progressed?: (doneCount: number) => void }): Promise<Suggestion> {
  const copies = Array.from({ length: Math.max(1, Math.floor(MOST_SERIES / series.length)) }, () => series).flat();
  const planted = copies.map((stretch, index): Planted => {
    const from = Math.max(Math.floor(stretch.times.length * LEARNED_PART), ...kinds.map(({ warmUp }) => warmUp));
    return { times: stretch.times, from, ...plantChanges(stretch, channels, from, createSeededRandom(1).derive(String(index))) };
  });
  const judged: Judged[] = [];
  for (const { name } of kinds) {
    judged.push({ detector: name, changes: judge(planted, await alarmsOf(detection, name, planted, channels)) });
    progressed?.(judged.length);
  }
  const results = judged.map(({ detector, changes }): PlantedResult => ({ detector, standsOut: meanOf(changes), byForm: plantedForms.map((form) => ({ form, standsOut: meanOf(changes.filter((one) => one.form === form)) })) }));
  const byDefault = results[0]!;
  const best = results.reduce((most, result) => (result.standsOut > most.standsOut ? result : most));
  const chosen = isBetter(judged[results.indexOf(best)]!, judged[0]!) ? best : byDefault;
  return { detector: chosen.detector, reason: reasonOf(), sampleCount: series.reduce((sum, { times }) => sum + times.length, 0), seriesCount: series.length, changeCount: planted.reduce((sum, { changes }) => sum + changes.length, 0), results };

  function reasonOf(): string {
    const titleOf = ({ detector }: PlantedResult) => kinds.find(({ name }) => name === detector)!.title;
    if (planted.every(({ changes }) => changes.length === 0)) return `All channels stand still in what is stored, so nothing can be tried on it; ${titleOf(byDefault)} is the default.`;
    const part = ({ standsOut }: PlantedResult) => `${Math.round(100 * standsOut)} %`;
    const others = results.filter((one) => one !== chosen).map((one) => `with ${titleOf(one)} above ${part(one)}`);
    return `With ${titleOf(chosen)} a planted change raises the alarm above ${part(chosen)} of the untouched stretches${others.length > 0 ? `, ${others.join(', ')}` : ''}.${chosen !== best ? ' That is about as good, and it is the default.' : ''}`;
  }
}

/** Alarms of a detector over the planted copies, by series. */
async function alarmsOf(detection: DetectionService, detector: string, planted: readonly Planted[], channels: number): Promise<Float32Array[]> {
  const alarms = planted.map(({ times }) => new Float32Array(times.length));
  const streamId = `suggest-${detector}`;
  await detection.open({ streamId, detector, channels, seed: 1, state: null });
  try {
    const longest = Math.max(0, ...planted.map(({ times }) => times.length));
    for (let from = 0; from < longest; from += PIECE_ROWS) {
      const { alarm } = await detection.advance(streamId, pieceOf(planted, from, channels));
      let at = 0;
      planted.forEach(({ times }, index) => {
        const rows = Math.max(0, Math.min(PIECE_ROWS, times.length - from));
        alarms[index]!.set(alarm.subarray(at, at + rows), Math.min(from, times.length));
        at += rows;
      });
    }
  } finally {
    await detection.close(streamId).catch(() => undefined);
  }
  return alarms;
}

/** The rows of all series from a row on, series after series. */
function pieceOf(planted: readonly Planted[], from: number, channels: number): SampleColumns {
  const parts = planted.map(({ times, values }) => ({ times: times.subarray(from, from + PIECE_ROWS), values: values.subarray(from * channels, (from + PIECE_ROWS) * channels) }));
  const rows = parts.reduce((sum, { times }) => sum + times.length, 0);
  const piece: SampleColumns = { rows, channels, series: new Uint32Array(rows), times: new Float64Array(rows), values: new Float64Array(rows * channels) };
  let at = 0;
  parts.forEach(({ times, values }, index) => {
    piece.series.fill(index, at, at + times.length);
    piece.times.set(times, at);
    piece.values.set(values, at * channels);
    at += times.length;
  });
  return piece;
}

/** How far each change stands out: the part of the untouched stretches of its copy whose highest alarm it exceeds, 0…1; a tie is half. 0.5 where there is nothing to compare. */
function judge(planted: readonly Planted[], alarms: readonly Float32Array[]): Judged['changes'] {
  const highest = (alarm: Float32Array, start: number, end: number) => alarm.subarray(start, end + 1).reduce((most, one) => (one > most ? one : most), 0);
  return planted.flatMap(({ times, changes, from }, index) => {
    const untouched: number[] = [];
    for (let start = from; start + STRETCH_ROWS <= times.length; start += STRETCH_ROWS) {
      if (changes.every((change) => change.start >= start + STRETCH_ROWS || change.end + AFTERMATH_ROWS < start)) untouched.push(highest(alarms[index]!, start, start + STRETCH_ROWS - 1));
    }
    return changes.map(({ form, start, end }) => {
      const own = highest(alarms[index]!, start, end);
      return { form, standsOut: untouched.length === 0 ? 0.5 : untouched.reduce((sum, one) => sum + (one < own ? 1 : one === own ? 0.5 : 0), 0) / untouched.length };
    });
  });
}

function meanOf(changes: Judged['changes']): number {
  return changes.length === 0 ? 0.5 : changes.reduce((sum, { standsOut }) => sum + standsOut, 0) / changes.length;
}

/** By a paired comparison over the same changes. */
function isBetter(one: Judged, other: Judged): boolean {
  const differences = one.changes.map(({ standsOut }, at) => standsOut - other.changes[at]!.standsOut);
  const mean = differences.reduce((sum, difference) => sum + difference, 0) / differences.length;
  const variance = differences.reduce((sum, difference) => sum + (difference - mean) ** 2, 0) / (differences.length - 1);
  return mean > MARGIN && mean > STANDARD_ERRORS * Math.sqrt(variance / differences.length);
}
