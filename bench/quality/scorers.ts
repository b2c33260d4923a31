import { baselines } from './baselines.ts';
import { variantsOf } from './calibrations.ts';
import type { QualityFile, SetName } from './sets.ts';
import { readScores } from './scores-csv.ts';
import { onsetsAtGrid, scoreByDetector, type ScoreOptions, type Scores } from './score-file.ts';

/** Before the folder of scores that another program wrote: read as they are, or at their best as a peer's. */
export const SCORES_PREFIX = 'scores:';
export const PEER_PREFIX = 'peer:';

/** Scores a file by whatever `scorer` names: a detector of ours, a baseline, `scores:<folder>` or `peer:<folder>`. */
export async function scoreFile(scorer: string, set: SetName, file: QualityFile, options: ScoreOptions): Promise<Scores> {
  if (scorer.startsWith(SCORES_PREFIX)) {
    const scores = readScores(scorer.slice(SCORES_PREFIX.length), set, file);
    return { ...scores, onsetsByThreshold: options.thresholds ? onsetsAtGrid(file.times, scores.score) : [] };
  }
  if (scorer.startsWith(PEER_PREFIX)) {
    const scores = readScores(scorer.slice(PEER_PREFIX.length), set, file);
    return { ...scores, onsetsByThreshold: [], variants: file.trainRows > 0 ? [] : variantsOf(scores.raw ?? scores.score, scores.score) };
  }
  const baseline = baselines.find(({ name }) => name === scorer);
  if (baseline === undefined) return scoreByDetector(scorer, file, options);
  const begun = performance.now();
  const { raw, shares } = baseline.run(file);
  const seconds = (performance.now() - begun) / 1000;
  const own = baseline.own(raw);
  return { score: own, shares, onsets: [], onsetsByThreshold: [], variants: baseline.trained ? [] : variantsOf(raw, own), seconds };
}
