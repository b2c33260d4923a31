/** Runs detectors of other people, in Python and Java, over the files of a set; they are no part of the product and may be missing. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { scoresPath } from '../scores-csv.ts';
import type { FileRef, QualityFile, SetName } from '../sets.ts';

/** A peer that can run, or what it lacks. */
export interface Peer {
  name: string;
  missing: string | null;
}

const AWS_RCF = 'aws-rcf';
/** Peers of one channel. */
const UNIVARIATE = ['libspot-dspot'];
/** From raw scores into [0, 1]: 1 − exp(−raw/scale); null where they lie there already. */
const scales: Record<string, number | null> = { [AWS_RCF]: 3, 'river-hst': null, 'isolation-forest': null, 'libspot-dspot': 4 };
const script = join(import.meta.dirname, 'score_peers.py');
const javaSource = join(import.meta.dirname, 'aws-rcf');
const javaBuild = join(import.meta.dirname, '..', '..', '..', '.cache', 'peers', 'aws-rcf');

/** All of them; builds aws-rcf where there are Java tools (7 MB through Maven, once). `python` is the program to ask. */
export function findPeers(python: string): Peer[] {
  return [{ name: AWS_RCF, missing: buildForest() }, ...pythonPeers(python)];
}

/** Whether a peer can score files of that many channels. */
export function takesChannels(peer: string, isUnivariate: boolean): boolean {
  return isUnivariate || !UNIVARIATE.includes(peer);
}

function pythonPeers(python: string): Peer[] {
  const { status, stdout, error } = spawnSync(python, [script, '--list'], { encoding: 'utf8' });
  if (status !== 0) return Object.keys(scales).filter((name) => name !== AWS_RCF).map((name) => ({ name, missing: `${python} does not run${error === undefined ? '' : ` (${error.message})`}` }));
  return stdout.trim().split('\n').map((line) => {
    const [name, modules] = line.split('\t') as [string, string | undefined];
    return { name, missing: modules ? `${python} has no module ${modules}; bench/quality/peers/requirements.txt names them` : null };
  });
}

function buildForest(): string | null {
  const absent = ['java', 'javac', 'mvn'].filter((tool) => spawnSync(tool, ['-version']).error !== undefined);
  if (absent.length > 0) return `there is no ${absent.join(', ')}`;
  const classes = join(javaBuild, 'classes');
  const built = join(classes, 'RcfPeer.class');
  if (existsSync(built) && statSync(built).mtimeMs > statSync(join(javaSource, 'RcfPeer.java')).mtimeMs) return null;
  mkdirSync(classes, { recursive: true });
  const libraries = join(javaBuild, 'libraries');
  const fetched = spawnSync('mvn', ['-q', '-B', '-f', join(javaSource, 'pom.xml'), 'dependency:copy-dependencies', `-DoutputDirectory=${libraries}`], { encoding: 'utf8' });
  if (fetched.status !== 0) return `Maven did not bring it: ${fetched.stdout.trim().split('\n')[0] ?? ''}`;
  const compiled = spawnSync('javac', ['-cp', join(libraries, '*'), '-d', classes, join(javaSource, 'RcfPeer.java')], { encoding: 'utf8' });
  return compiled.status === 0 ? null : `it did not compile: ${compiled.stderr.trim().split('\n')[0] ?? ''}`;
}

/**
 * Scores the files with a peer in `jobs` processes and writes `score` and `raw` below `folder` as `readScores` reads them; answers the seconds within the
 * detector. Throws where a process fails.
 */
export async function scoreByPeer(peer: string, python: string, set: SetName, refs: readonly FileRef[], folder: string, jobs: number): Promise<number> {
  const work = mkdtempSync(join(tmpdir(), 'anomalyforce-peers-'));
  try {
    const order = [...refs].sort((a, b) => b.bytes - a.bytes);
    const shares = Array.from({ length: Math.min(jobs, order.length) }, (_, job) => order.filter((_ref, at) => at % jobs === job));
    const seconds = await Promise.all(shares.map((share, job) => runShare(peer, python, share, join(work, String(job)))));
    for (const [job, share] of shares.entries()) share.forEach((ref, at) => keepScores(peer, set, ref.load(), join(work, String(job), `${at}.out`), folder));
    return seconds.reduce((sum, [one]) => sum + one!, 0);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** What a peer costs on some series, all of which it holds at the end. */
export interface PeerCost {
  /** Rows a second of its own processor time. */
  rowsPerSecond: number;
  /** Time of one row, in µs. */
  p50Us: number;
  p99Us: number;
  bytesPerSeries: number;
}

/** Measures aws-rcf or river-hst on series of any number of channels. Throws where the process fails. */
export async function measurePeer(peer: 'aws-rcf' | 'river-hst', python: string, refs: readonly FileRef[]): Promise<PeerCost> {
  const work = mkdtempSync(join(tmpdir(), 'anomalyforce-peers-'));
  try {
    const [seconds, p50Us, p99Us, bytesPerSeries] = (await runShare(peer, python, refs, work, [peer === AWS_RCF ? 'measure' : '--measure'])) as [number, number, number, number];
    return { rowsPerSecond: refs.reduce((sum, ref) => sum + ref.load().rows, 0) / seconds, p50Us, p99Us, bytesPerSeries };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function runShare(peer: string, python: string, refs: readonly FileRef[], work: string, options: readonly string[] = []): Promise<number[]> {
  mkdirSync(work, { recursive: true });
  const lines = refs.map((ref, at) => {
    const file = ref.load();
    writeFileSync(join(work, `${at}.csv`), rowsOf(file));
    return [join(work, `${at}.csv`), join(work, `${at}.out`), file.trainRows].join('\t');
  });
  const classPath = [join(javaBuild, 'libraries', '*'), join(javaBuild, 'classes')].join(process.platform === 'win32' ? ';' : ':');
  const [program, fixed] = peer === AWS_RCF ? ['java', ['-Xmx1g', '-XX:+UseSerialGC', '-cp', classPath, 'RcfPeer', '8', '50', '256']] : [python, [script, '--peer', peer]];
  const child = spawn(program, [...fixed, ...options], { stdio: ['pipe', 'pipe', 'pipe'] });
  let printed = '';
  let complaint = '';
  child.stdout.on('data', (bytes: Buffer) => (printed += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (complaint += bytes.toString()));
  child.stdin.end(`${lines.join('\n')}\n`);
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0 || readdirSync(work).filter((name) => name.endsWith('.out')).length !== refs.length) throw new Error(`${peer} ended with ${code}: ${complaint.trim().split('\n').at(-1) ?? ''}`);
  return printed.trim().split('\n').at(-1)!.split(' ').map(Number);
}

/** A missing value repeats the one before, 0 at the beginning: not every peer takes missing ones. */
function rowsOf({ rows, channels: { length: channels }, values }: QualityFile): string {
  const last = new Float64Array(channels);
  return `${Array.from({ length: rows }, (_, row) => {
    for (let c = 0; c < channels; c += 1) if (!Number.isNaN(values[row * channels + c]!)) last[c] = values[row * channels + c]!;
    return last.join(',');
  }).join('\n')}\n`;
}

function keepScores(peer: string, set: SetName, file: QualityFile, from: string, folder: string): void {
  const raw = readFileSync(from, 'utf8').trim().split('\n').map(Number);
  if (raw.length !== file.rows) throw new Error(`${peer} gave ${raw.length} scores for ${file.rows} rows of ${set}/${file.name}.`);
  const scale = scales[peer] ?? null;
  const lines = raw.slice(file.fileStart).map((value) => `${scale === null ? Math.min(1, Math.max(0, value)) : 1 - Math.exp(-Math.max(0, value) / scale)},${value}`);
  const path = scoresPath(folder, set, file.name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `score,raw\n${lines.join('\n')}\n`);
}
