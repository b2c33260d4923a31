/**
 * How well the detectors find what is labelled in public data: `npm run bench quality -- --data <folder> [--sets nab,ecg-mba] [--files <part of a name>]
 * [--detector <name>,…] [--scores <folder>] [--out <folder>] [--learn train] [--jobs 2]`. bench/README.md says where the data comes from and how it is judged.
 */
import { parseArgs } from 'node:util';
import { detectorKinds } from '../app/main/detect/detector-registry.ts';
import { measureSet } from './quality/measure-set.ts';
import { textTable } from './quality/print-table.ts';
import { scoreSet } from './quality/score-set.ts';
import { SCORES_PREFIX } from './quality/scorers.ts';
import { filesOf, setNames, type SetName } from './quality/sets.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    sets: { type: 'string', default: setNames.join(',') },
    files: { type: 'string', default: '' },
    detector: { type: 'string', default: detectorKinds[0]!.name },
    scores: { type: 'string' },
    out: { type: 'string' },
    learn: { type: 'string', default: 'always' },
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '2' },
  },
});
if (values.data === undefined) throw new Error('Say where the data lies: --data <folder>. bench/README.md names the sets.');
const root = values.data;
const sets = values.sets.split(',');
const unknown = sets.filter((name) => !(setNames as readonly string[]).includes(name));
if (unknown.length > 0) throw new Error(`There is no set called ${unknown.join(', ')}. There are: ${setNames.join(', ')}.`);
const scorers = [...(values.scores === undefined ? values.detector.split(',') : []), ...(values.scores === undefined ? [] : [`${SCORES_PREFIX}${values.scores}`])];

for (const set of sets as SetName[]) {
  const refs = filesOf(root, set).filter(({ name }) => name.includes(values.files));
  if (refs.length === 0) {
    console.log(`\n${set}: no files`);
    continue;
  }
  for (const scorer of scorers) {
    const begun = performance.now();
    const task = { root, set, scorer, seed: Number(values.seed), learn: values.learn === 'train' ? 'train' : 'always', out: values.out ?? null } as const;
    const measured = await scoreSet(refs, task, Number(values.jobs));
    const figures = measureSet(set, measured);
    const rows = measured.reduce((sum, file) => sum + file.rows, 0);
    const seconds = measured.reduce((sum, file) => sum + file.seconds, 0);
    console.log(`\n${set}, ${scorer}: ${measured.length} files, ${rows} rows, ${((performance.now() - begun) / 1000).toFixed(1)} s; ${Math.round(rows / seconds)} rows/s in the detector`);
    console.log(textTable(measured.map(({ name, figures: own }) => ({ name, figures: { ...own, ...figures.files[name] } }))));
    console.log(textTable([{ name: set, figures: figures.set }]));
  }
}
