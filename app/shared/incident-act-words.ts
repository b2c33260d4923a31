import { plural } from './counts.ts';
import type { IncidentAct } from './domain/incident.ts';

/** What the words of an act rest on. */
type Act = Pick<IncidentAct, 'kind' | 'text' | 'moved' | 'replaces'>;

/** An act of an incident's history in words, with the title of the other incident where anomalies were moved: "Took 2 anomalies from Spike in pump 3". */
export function incidentActWords(act: Act): string {
  return act.moved === null ? incidentActLead(act) : `${incidentActLead(act)} ${act.text}`;
}

/** The same, of a move up to the title of the other incident, which is to follow. */
export function incidentActLead({ kind, text, moved, replaces }: Act): string {
  const size = plural(moved?.count ?? 0, 'anomaly', 'anomalies');
  switch (kind) {
    case 'acknowledged': return 'Acknowledged';
    case 'resolved': return 'Resolved';
    case 'reopened': return 'Opened again';
    case 'returned': return `Returned: ${text}`;
    case 'owner': return text === '' ? 'Owner taken away' : `Given to ${text}`;
    case 'comment': return replaces === null ? 'Wrote a note' : 'Changed a note';
    case 'tagged': return `Tagged ${text}`;
    case 'untagged': return `Tag ${text} taken away`;
    case 'pinned': return `Pinned ${text}`;
    case 'unpinned': return `Unpinned ${text}`;
    case 'captioned': return `Changed the caption of ${text}`;
    case 'split': return `Split off with ${size} from`;
    case 'took': return `Took ${size} from`;
    case 'gave': return `Gave ${size} to`;
    case 'merged': return `Merged, with ${size}, into`;
    case 'unlinked': return `Taken apart from ${text}`;
    case 'linked': return `Linked again with ${text}`;
  }
}
