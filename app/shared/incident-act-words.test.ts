import { expect, it } from 'vitest';
import type { IncidentAct } from './domain/incident.ts';
import { incidentActLead, incidentActWords } from './incident-act-words.ts';

const act = (kind: IncidentAct['kind'], text = '', moved: IncidentAct['moved'] = null) => ({ kind, text, moved, replaces: null });

it('says what was done with an incident', () => {
  const acts = [act('owner', 'Kim'), act('owner'), act('reopened'), act('returned', 'pump 1: spike'), act('resolved'), act('linked', 'Spike in b')];
  expect(acts.map(incidentActWords)).toEqual(['Given to Kim', 'Owner taken away', 'Opened again', 'Returned: pump 1: spike', 'Resolved', 'Linked again with Spike in b']);
});

it('names the other incident of a move once, or leaves it to whoever links to it', () => {
  const moves = (['split', 'took', 'gave', 'merged'] as const).map((kind) => act(kind, 'Spike in b', { incidentId: 'b', count: 2 }));
  expect(moves.map(incidentActLead)).toEqual(['Split off with 2 anomalies from', 'Took 2 anomalies from', 'Gave 2 anomalies to', 'Merged, with 2 anomalies, into']);
  expect(incidentActWords(moves[1]!)).toBe('Took 2 anomalies from Spike in b');
  expect(incidentActWords(act('took', 'Spike in b', { incidentId: 'b', count: 1 }))).toBe('Took 1 anomaly from Spike in b');
});
