/**
 * How well the detectors find what is labelled in public data: `npm run bench quality -- --data <folder> [--sets nab,ecg-mba] [--files <part of a name>]
 * [--detector <name>,…] [--scores <folder>] [--out <folder>] [--learn always] [--jobs 2] [--peers [--python <program>]] [--write]`. bench/README.md says where the
 * data comes from and how it is judged; `--write` makes docs/accuracy.md.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { detectorKinds, findDetector } from '../app/main/detect/detector-registry.ts';
import { accuracyPage } from './quality/accuracy-page.ts';
import { baselines } from './quality/baselines.ts';
import type { MeasuredFile } from './quality/measure-file.ts';
import { measureSet } from './quality/measure-set.ts';
import { bootstrapDifference, gainsOf, type NabGains } from './quality/nab-bootstrap.ts';
import { findPeers, scoreByPeer, takesChannels } from './quality/peers/run-peers.ts';
import { textTable } from './quality/print-table.ts';
import type { SetResult } from './quality/quality-result.ts';
import { scoreSet } from './quality/score-set.ts';
import { PEER_PREFIX, SCORES_PREFIX } from './quality/scorers.ts';
import { filesOf, setNames, trainedSets, type SetName } from './quality/sets.ts';
import { machine } from './support/report.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    sets: { type: 'string', default: setNames.join(',') },
    files: { type: 'string', default: '' },
    detector: { type: 'string', default: detectorKinds[0]!.name },
    scores: { type: 'string' },
    out: { type: 'string' },
    learn: { type: 'string', default: 'train' },
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '2' },
    peers: { type: 'boolean', default: false },
    python: { type: 'string', default: 'python3' },
    write: { type: 'boolean', default: false },
  },
});
if (values.data === undefined) throw new Error('Say where the data lies: --data <folder>. bench/README.md names the sets.');
const root = values.data;
if (values.scores === undefined) for (const name of values.detector.split(',')) if (!baselines.some((baseline) => baseline.name === name)) findDetector(name);
const jobs = Number(values.jobs);
const sets = values.sets.split(',');
const unknown = sets.filter((name) => !(setNames as readonly string[]).includes(name));
if (unknown.length > 0) throw new Error(`There is no set called ${unknown.join(', ')}. There are: ${setNames.join(', ')}.`);

const programs = values.peers ? findPeers(values.python) : [];
for (const { name, missing } of programs) if (missing !== null) console.log(`left out: ${name}: ${missing}`);
const peerScores = mkdtempSync(join(tmpdir(), 'anomalyforce-peer-scores-'));
process.once('exit', () => rmSync(peerScores, { recursive: true, force: true }));

const results: SetResult[] = [];
for (const set of sets as SetName[]) {
  const refs = filesOf(root, set).filter(({ name }) => name.includes(values.files));
  if (refs.length === 0) {
    console.log(`\n${set}: no files`);
    continue;
  }
  results.push(...(await runSet(set, refs)));
  if (values.out === undefined) continue;
  mkdirSync(values.out, { recursive: true });
  writeFileSync(join(values.out, 'figures.json'), `${JSON.stringify(results, null, 1)}\n`);
}
if (values.write) {
  const command = `npm run bench quality -- --data <folder>${values.peers ? ' --peers' : ''}${values.learn === 'always' ? ' --learn always' : ''}`;
  writeFileSync(join(import.meta.dirname, '..', 'docs', 'accuracy.md'), accuracyPage(results, { date: new Date().toISOString().slice(0, 10), machine: machine(), command }));
}

async function runSet(set: SetName, refs: ReturnType<typeof filesOf>): Promise<SetResult[]> {
  const ours = values.scores === undefined ? values.detector.split(',') : [`${SCORES_PREFIX}${values.scores}`];
  const isTrained = trainedSets.includes(set);
  const simple = values.peers ? baselines.filter(({ trained }) => trained === isTrained).map(({ name }) => name) : [];
  const others = programs.filter(({ name, missing }) => missing === null && takesChannels(name, !isTrained)).map(({ name }) => name);
  const found: SetResult[] = [];
  let gains: NabGains | null = null;
  console.log('');
  for (const name of [...ours, ...simple, ...others]) {
    const begun = performance.now();
    const isPeer = !ours.includes(name);
    const folder = join(peerScores, name);
    const seconds = others.includes(name) ? await scoreByPeer(name, values.python, set, refs, folder, jobs).catch((error: unknown) => console.error(`${set}, ${name}: ${String(error)}`)) : null;
    if (seconds === undefined) continue;
    const scorer = seconds === null ? name : `${PEER_PREFIX}${folder}`;
    const task = { root, set, scorer, seed: Number(values.seed), learn: values.learn === 'always' ? 'always' : 'train', out: isPeer ? null : (values.out ?? null) } as const;
    const measured = await scoreSet(refs, task, jobs);
    const figures = measureSet(set, measured);
    const result: SetResult = {
      set, scorer: name, isPeer,
      rows: measured.reduce((sum, file) => sum + file.rows, 0),
      seconds: seconds ?? measured.reduce((sum, file) => sum + file.seconds, 0),
      wallSeconds: (performance.now() - begun) / 1000,
      figures: figures.set,
      files: measured.map(({ name: file, figures: own }) => ({ name: file, figures: { ...own, ...figures.files[file] } })),
    };
    if (set === 'nab' && measured.length > 1) {
      const theirs = gainsOf(measured, scoreOf(figures.nabVariant));
      if (isPeer && gains !== null) result.behind = bootstrapDifference(measured, gains, theirs);
      gains ??= theirs;
    }
    found.push(result);
    console.log(`${set}, ${name}: ${measured.length} of ${refs.length} files, ${result.rows} rows, ${result.wallSeconds.toFixed(1)} s${result.seconds > 0 ? `; ${Math.round(result.rows / result.seconds)} rows/s in the detector` : ''}`);
    if (result.behind !== undefined) console.log(`  ours less it, NAB standard: ${result.behind.mean.toFixed(1)} (5 to 95 %: ${result.behind.low.toFixed(1)} to ${result.behind.high.toFixed(1)})`);
    if (!isPeer) console.log(`\n${textTable(result.files)}\n`);
  }
  console.log(`\n${textTable(found.map(({ scorer, figures }) => ({ name: `${set}, ${scorer}`, figures })))}`);
  return found;
}

/** The score that NAB's threshold is searched on. */
function scoreOf(variant: number | undefined): (file: MeasuredFile) => Float64Array {
  return (file) => (variant === undefined ? file.score : file.variants[variant]!.score);
}
