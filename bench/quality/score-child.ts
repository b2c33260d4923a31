/** Scores one file after the other as its parent asks; see `score-set.ts`. */
import { measureFile } from './measure-file.ts';
import { scoreFile } from './scorers.ts';
import { filesOf } from './sets.ts';
import type { ScoreAnswer, ScoreTask } from './score-set.ts';
import { writeScores } from './scores-csv.ts';

process.on('message', (task: ScoreTask) => {
  void answer(task).then((result) => process.send!(result));
});

async function answer({ root, set, name, scorer, seed, learn, out }: ScoreTask): Promise<ScoreAnswer> {
  try {
    const file = filesOf(root, set).find((ref) => ref.name === name)!.load();
    const scores = await scoreFile(scorer, set, file, { seed, learn, thresholds: set === 'nab' || set === 'fx-h1' || set === 'merlion-synthetic' });
    if (out !== null) writeScores(out, set, file, scores);
    return { name, measured: measureFile(file, scores) };
  } catch (error) {
    return { name, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
