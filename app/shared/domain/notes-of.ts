import type { IncidentAct } from './incident.ts';

/** A note with all its texts, each an act of its own. */
export interface Note {
  first: IncidentAct;
  /** What it says now. */
  last: IncidentAct;
  /** What it said before, oldest first; empty where it was never changed. */
  earlier: readonly IncidentAct[];
}

/** The notes among an incident's acts, in the order in which they were first written. */
export function notesOf(acts: readonly IncidentAct[]): Note[] {
  const texts = new Map<number, IncidentAct[]>(); // by the id of the newest text so far
  for (const act of acts) {
    if (act.kind !== 'comment') continue;
    const before = act.replaces === null ? undefined : texts.get(act.replaces);
    if (act.replaces !== null) texts.delete(act.replaces);
    texts.set(act.id, [...(before ?? []), act]);
  }
  return [...texts.values()]
    .map((all): Note => ({ first: all[0]!, last: all.at(-1)!, earlier: all.slice(0, -1) }))
    .sort((a, b) => a.first.id - b.first.id);
}
