import { shapes, type SampleColumns, type ScoreColumns, type Shape } from '../../../shared/domain/samples.ts';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { rarityOfScore, scoreOfRarity } from '../calibrate.ts';
import type { Detector, LearnMask } from '../detector.ts';
import { joinParts, readList, splitParts } from './state-parts.ts';

/** Rows after which the states have half of the share in the score that they come to: a source takes a while to show each of its normal states. */
const HALF_KNOWN_ROWS = 2048;
const MOST_SHARE = 0.5;
/** Shapes whose shares tell of the alarm, not of the score. */
const ALARM_SHAPES: readonly Shape[] = ['frozen', 'gap', 'missing', 'drift'];

/**
 * A detector whose score (rarity, for ranking) is averaged with that of one which knows the states that a source has, the more the longer these were learned: one sees
 * how a row differs from those just before it, the other whether anything like it ever was. A channel's share is averaged alike, each one's by what it gives to the score. Alarms and evidence stay the first one's.
 */
export function withKnownStates(detector: Detector, states: Detector, learnRows = Infinity): Detector {
  let rowsOf: number[] = [];

  function average(samples: SampleColumns, found: ScoreColumns, known: ScoreColumns, counts: number[], mask?: LearnMask): ScoreColumns {
    for (let row = 0; row < samples.rows; row += 1) {
      const series = samples.series[row]!;
      const rows = counts[series] ?? 0;
      if (mask?.[row] !== 1 && rows < learnRows) counts[series] = rows + 1;
      if (Number.isNaN(known.score[row]!)) continue;
      const weight = (MOST_SHARE * rows) / (rows + HALF_KNOWN_ROWS);
      const own = (1 - weight) * rarityOfScore(found.score[row]!);
      const other = weight * rarityOfScore(known.score[row]!);
      found.score[row] = scoreOfRarity(own + other);
      if (!(own + other > 0) || ALARM_SHAPES.includes(shapes[found.shape[row]!]!)) continue;
      for (let i = row * samples.channels; i < (row + 1) * samples.channels; i += 1) found.share[i] = (own * found.share[i]! + other * known.share[i]!) / (own + other);
    }
    return found;
  }

  return {
    advance: (samples, mask) => average(samples, detector.advance(samples, mask), states.advance(samples, mask), rowsOf, mask),
    score: (samples) => average(samples, detector.score(samples), states.score(samples), [...rowsOf]),
    warmUpRemaining: (series) => detector.warmUpRemaining(series),
    forget(series) {
      rowsOf[series] = 0;
      detector.forget(series);
      states.forget(series);
    },
    save: () => joinParts([new TextEncoder().encode(JSON.stringify(rowsOf)), detector.save(), states.save()]),
    load(bytes) {
      const parts = splitParts(bytes, 3);
      const counts = parts === null ? null : readList<number | null>(parts[0]!);
      if (counts === null) throw new WorkbenchError('AF_DETECT_MODEL_INVALID', 'The stored state is not one of two detectors.');
      detector.load(parts![1]!);
      states.load(parts![2]!);
      rowsOf = counts.map((count) => count ?? 0);
    },
    dispose() {
      detector.dispose();
      states.dispose();
    },
  };
}
