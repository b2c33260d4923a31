import type { QualityFile, SetName } from './sets.ts';
import { readScores } from './scores-csv.ts';
import { onsetsAtGrid, scoreByDetector, type ScoreOptions, type Scores } from './score-file.ts';

/** Before the folder of scores that another program wrote. */
export const SCORES_PREFIX = 'scores:';

/** Scores a file by whatever `scorer` names: a detector of ours, or `scores:<folder>`. */
export async function scoreFile(scorer: string, set: SetName, file: QualityFile, options: ScoreOptions): Promise<Scores> {
  if (scorer.startsWith(SCORES_PREFIX)) {
    const scores = readScores(scorer.slice(SCORES_PREFIX.length), set, file);
    return { ...scores, onsetsByThreshold: options.thresholds ? onsetsAtGrid(file.times, scores.score) : [] };
  }
  return scoreByDetector(scorer, file, options);
}
