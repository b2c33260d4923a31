import type { Command } from './command-registry.ts';

type Listed = Omit<Command, 'run' | 'keys'> & { keys: string };

/** Keys of single pages. The list of shortcuts has them on every page; they act on their own. */
export const listedKeys = [
  { id: 'anomaly-next', category: 'Anomalies', title: 'Next anomaly', keys: 'j', keysOnly: true },
  { id: 'anomaly-before', category: 'Anomalies', title: 'Anomaly before', keys: 'k', keysOnly: true },
  { id: 'anomaly-open', category: 'Anomalies', title: 'Open the anomaly', keys: 'o', keysOnly: true },
  { id: 'anomaly-list', category: 'Anomalies', title: 'Back to the list', keys: 'u', keysOnly: true },
  { id: 'anomaly-pick', category: 'Anomalies', title: 'Select the anomaly', keys: 'x', keysOnly: true },
  { id: 'anomaly-search', category: 'Anomalies', title: 'Search the list', keys: '/', keysOnly: true },
  { id: 'anomaly-again', category: 'Anomalies', title: 'Let in what is new', keys: 'shift+r' },
  { id: 'anomaly-report', category: 'Anomalies', title: 'Save a report of the anomaly', keys: 'p' },
  { id: 'verdict-true', category: 'Verdict', title: 'True problem', keys: '1' },
  { id: 'verdict-expected', category: 'Verdict', title: 'Expected', keys: '2' },
  { id: 'verdict-false', category: 'Verdict', title: 'False alarm', keys: '3' },
  { id: 'verdict-new-normal', category: 'Verdict', title: 'New normal', keys: '4' },
  { id: 'verdict-none', category: 'Verdict', title: 'Take the verdict back', keys: '0' },
  { id: 'incident-next', category: 'Incidents', title: 'Next incident', keys: 'j', keysOnly: true },
  { id: 'incident-before', category: 'Incidents', title: 'Incident before', keys: 'k', keysOnly: true },
  { id: 'incident-open', category: 'Incidents', title: 'Open the incident', keys: 'o', keysOnly: true },
  { id: 'incident-acknowledge', category: 'Incidents', title: 'Acknowledge the incident', keys: 'e' },
  { id: 'incident-resolve', category: 'Incidents', title: 'Resolve the incident', keys: 'r' },
  { id: 'found-next', category: 'Search', title: 'Next result', keys: 'j', keysOnly: true },
  { id: 'found-before', category: 'Search', title: 'Result before', keys: 'k', keysOnly: true },
  { id: 'found-query', category: 'Search', title: 'Write the query', keys: '/', keysOnly: true },
  { id: 'panel-next', category: 'Dashboard', title: 'Next panel', keys: ']' },
  { id: 'panel-before', category: 'Dashboard', title: 'Panel before', keys: '[' },
  { id: 'panel-maximise', category: 'Dashboard', title: 'Maximise the panel, or back', keys: 'm' },
  { id: 'panel-close', category: 'Dashboard', title: 'Remove the panel', keys: 'shift+x' },
  { id: 'panel-add', category: 'Dashboard', title: 'Add a panel', keys: 'a' },
  { id: 'dashboard-undo', category: 'Dashboard', title: 'Undo the last change', keys: 'mod+z', notWhileTyping: true },
  { id: 'dashboard-redo', category: 'Dashboard', title: 'Do it again', keys: 'mod+shift+z', notWhileTyping: true },
] as const satisfies readonly Listed[];

/** The command of a listed key. */
export function keyed(id: (typeof listedKeys)[number]['id'], run: () => void): Command {
  return { ...listedKeys.find((one) => one.id === id)!, run };
}

/** What a row of the list says: one thing, and every way to ask for it. */
export interface ShortcutRow { category: string; title: string; keys: string[] }

/** Rows of the list: commands that hold now, then those of other pages; keys that do the same stand together. */
export function shortcutRows(now: readonly Pick<Command, 'category' | 'title' | 'keys'>[]): ShortcutRow[] {
  const rows = new Map<string, ShortcutRow>();
  for (const { category, title, keys } of [...now, ...listedKeys]) {
    if (keys === undefined) continue;
    const name = `${category}: ${title}`;
    const row = rows.get(name) ?? { category, title, keys: [] };
    rows.set(name, row);
    if (!row.keys.includes(keys)) row.keys.push(keys);
  }
  return [...rows.values()];
}
