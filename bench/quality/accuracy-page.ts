import type { Figures } from './measure-file.ts';
import { figure } from './print-table.ts';
import type { SetResult } from './quality-result.ts';
import { setNames, type SetName } from './sets.ts';
import { figureOfPeers, isLowBetter, isMet, targets, type Goal } from './targets.ts';

/** What a set's files are ranked by when the worst are named. */
const mainFigures: Record<SetName, { figure: string; words: string }> = {
  nab: { figure: 'vusPr', words: 'VUS-PR' },
  'ecg-mba': { figure: 'vusPr', words: 'VUS-PR' },
  'merlion-synthetic': { figure: 'vusPr', words: 'VUS-PR' },
  'fx-h1': { figure: 'vusPr', words: 'VUS-PR' },
  skab: { figure: 'bestF1', words: 'best F1' },
  tep: { figure: 'flaggedAt1', words: 'share of faulty rows flagged at 1 % false alarms' },
  smd: { figure: 'vusPr', words: 'VUS-PR' },
  asd: { figure: 'vusPr', words: 'VUS-PR' },
};
const NAMED = 5;

/** The page of what was measured, as Markdown; `date` and `machine` in words. All of it follows from the results. */
export function accuracyPage(results: readonly SetResult[], { date, machine, command }: { date: string; machine: string; command: string }): string {
  const ours = results.filter(({ isPeer }) => !isPeer);
  const [first] = ours;
  if (first === undefined) throw new Error('There is nothing to write: no set was measured.');
  return `${[
    '# Accuracy',
    `Measured on ${date} with \`${command}\` (${machine}). What each figure means and where the data comes from is in bench/README.md. One default configuration for all sets. On sets of one channel peers are at their strongest of 18 causal calibrations, chosen with the labels in sight; on those of several channels the baselines are fitted on the train rows. – is a figure that does not apply or is not reached at any threshold.`,
    '## Targets',
    targetTable(results, first.scorer),
    ...nabSentence(results),
    ...setNames.filter((set) => ours.some((result) => result.set === set)).flatMap((set) => [`## ${set}`, ...setSection(results.filter((result) => result.set === set))]),
    '## Blind spots',
    ...setNames.flatMap((set) => blindSpots(ours.find((result) => result.set === set))),
  ].join('\n\n')}\n`;
}

function targetTable(results: readonly SetResult[], scorer: string): string {
  const figureOf = (goal: Goal): number | undefined => results.find(({ set, scorer: name }) => set === goal.set && name === scorer)?.figures[goal.figure];
  const rows = targets.map(({ what, peer, target, onTo, goals }) => {
    const isMeasured = goals.every((goal) => figureOf(goal) !== undefined);
    const verdict = !isMeasured ? 'not measured' : goals.every((goal) => isMet(goal, figureOf(goal))) ? 'reached' : goals.some((goal) => isMet(goal, figureOf(goal))) ? 'in part' : 'not reached';
    return [what, goals.map((goal) => `${goal.name} ${figure(figureOf(goal))}`).join(', '), target, verdict, goals.map((goal) => bestPeer(results, goal)).join(', '), peer, onTo];
  });
  return markdownTable(['what', 'here', 'target', 'reached?', 'best peer in this run', 'best peer elsewhere', 'on to'], rows);
}

function bestPeer(results: readonly SetResult[], goal: Goal): string {
  const name = figureOfPeers(goal.figure);
  const peers = results.filter(({ set, isPeer, figures }) => set === goal.set && isPeer && figures[name] !== undefined && !Number.isNaN(figures[name]));
  const [best] = peers.sort((a, b) => (isLowBetter(goal) ? 1 : -1) * (a.figures[name]! - b.figures[name]!));
  return best === undefined ? '–' : `${figure(best.figures[name])} ${best.scorer}`;
}

function nabSentence(results: readonly SetResult[]): string[] {
  const compared = results.filter(({ behind }) => behind !== undefined);
  if (compared.length === 0) return [];
  const words = compared.map(({ scorer, behind }) => `${scorer} ${behind!.mean.toFixed(1)} (5 to 95 %: ${behind!.low.toFixed(1)} to ${behind!.high.toFixed(1)}${behind!.low > 0 ? ', better' : behind!.high < 0 ? ', worse' : ', not separable'})`);
  return [`NAB standard less a peer’s, when the corpus is drawn anew file by file: ${words.join('; ')}.`];
}

function setSection(results: readonly SetResult[]): string[] {
  const names = [...new Set(results.flatMap(({ figures }) => Object.keys(figures)))];
  const summary = results.map(({ scorer, rows, seconds, figures }) => [scorer, ...names.map((name) => figure(figures[name])), seconds > 0 ? Math.round(rows / seconds).toLocaleString('en') : '–']);
  const own = results.find(({ isPeer }) => !isPeer)!;
  const fileNames = [...new Set(own.files.flatMap(({ figures }) => Object.keys(figures)))];
  return [
    markdownTable(['detector', ...names, 'rows a second'], summary),
    `Files, ${own.scorer}:`,
    markdownTable(['file', ...fileNames], own.files.map(({ name, figures }) => [name, ...fileNames.map((one) => figure(figures[one]))])),
  ];
}

function blindSpots(result: SetResult | undefined): string[] {
  if (result === undefined) return [];
  const { figure: main, words } = mainFigures[result.set];
  const ranked = result.files.filter(({ figures }) => Number.isFinite(figures[main])).sort((a, b) => a.figures[main]! - b.figures[main]!);
  const quiet = result.files.filter(({ figures }) => (figures['events'] ?? 0) > 0 && figures['hits'] === 0);
  const noisy = result.files.filter(({ figures }) => (figures['falseAlerts'] ?? 0) > 0).sort((a, b) => b.figures['falseAlerts']! - a.figures['falseAlerts']!).slice(0, NAMED);
  const list = (files: typeof ranked, of: (figures: Figures) => string): string => files.map(({ name, figures }) => `${name} (${of(figures)})`).join(', ');
  return [[
    `**${result.set}**: the lowest ${words}: ${list(ranked.slice(0, NAMED), (figures) => figure(figures[main]))}.`,
    quiet.length === 0 ? 'At the default threshold some event is told in every file that has one.' : `At the default threshold none of the events is told in ${quiet.length} of ${result.files.filter(({ figures }) => (figures['events'] ?? 0) > 0).length} files: ${quiet.slice(0, 2 * NAMED).map(({ name }) => name).join(', ')}${quiet.length > 2 * NAMED ? ', …' : ''}.`,
    noisy.length === 0 ? 'There is no false alert.' : `Most false alerts: ${list(noisy, (figures) => figure(figures['falseAlerts']))}.`,
  ].join(' ')];
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
