import type { Incident } from '../../../shared/domain/incident.ts';
import type { Pin } from '../../../shared/domain/notebook.ts';
import type { SeriesId } from '../../../shared/domain/series.ts';
import type { TimeRange } from '../../../shared/domain/time.ts';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import type { ReadableDb } from '../../store/database.ts';
import { actsOfIncident, incidentById } from '../../store/tables/incident-table.ts';
import { addPin, captionPin, pinsOfIncident, removePin } from '../../store/tables/pin-table.ts';
import { findSeries } from '../../store/tables/series-table.ts';
import { actOnIncident } from '../incidents/act-on-incident.ts';
import type { WorkbenchServices } from '../create-workbench.ts';

/** What is written about an incident: notes, tags, pins of charts. All throw `AF_NOT_FOUND`, `AF_STORE_*`; where there are too many tags or pins `AF_INCIDENT_LIMIT`. */
export interface NotebookDesk {
  /** Adds a note, or with `replaces` in place of the newest text of one by the same author (else `AF_INCIDENT_NOTE_CHANGED`); the text before stays in the history. */
  note(incidentId: string, note: { text: string; replaces: number | null; actor: string }): Incident;
  setTag(incidentId: string, tag: string, tagged: boolean, actor: string): Incident;
  pins(incidentId: string): Pin[];
  pin(incidentId: string, pinned: { seriesId: SeriesId; channel: string; range: TimeRange; caption: string; actor: string }): Pin;
  captionPin(incidentId: string, pinId: number, caption: string, actor: string): Pin;
  unpin(incidentId: string, pinId: number, actor: string): void;
}

const mostTags = 20;
const mostPins = 50;

/** The desk over an opened workbench. */
export function createNotebookDesk(services: Pick<WorkbenchServices, 'store' | 'streams' | 'clock'>): NotebookDesk {
  const { store, clock } = services;
  return {
    note: (id, { text, replaces, actor }) => actOnIncident(services, id, { act: { kind: 'comment', text, replaces, actor }, first: (db) => { if (replaces !== null) checkReplaced(db, id, replaces, actor); } }),
    setTag(id, tag, tagged, actor) {
      const before = store.read((db) => incidentById(db, id));
      if (before.tags.includes(tag) === tagged) return before;
      if (tagged && before.tags.length >= mostTags) throw new WorkbenchError('AF_INCIDENT_LIMIT', `${before.title} has ${mostTags} tags already.`);
      const tags = tagged ? [...before.tags, tag].sort((a, b) => a.localeCompare(b, 'en')) : before.tags.filter((one) => one !== tag);
      return actOnIncident(services, id, { change: { tags }, act: { kind: tagged ? 'tagged' : 'untagged', text: tag, actor } });
    },
    pins: (id) => store.read((db) => (incidentById(db, id), pinsOfIncident(db, id))),
    pin(id, { seriesId, channel, range, caption, actor }) {
      const series = store.read((db) => findSeries(db, seriesId));
      if (series === null || !series.channels.includes(channel)) throw new WorkbenchError('AF_NOT_FOUND', series === null ? `There is no series ${seriesId}.` : `${series.name} has no channel ${channel}.`);
      let pin: Pin | null = null;
      actOnIncident(services, id, {
        act: { kind: 'pinned', text: `${series.name}, ${channel}`, actor },
        first(db) {
          if (pinsOfIncident(db, id).length >= mostPins) throw new WorkbenchError('AF_INCIDENT_LIMIT', `There are ${mostPins} charts pinned to this incident already.`);
          pin = addPin(db, { incidentId: id, seriesId, seriesName: series.name, channel, ...range, caption, actor, at: clock.now() });
        },
      });
      return pin!;
    },
    captionPin(id, pinId, caption, actor) {
      const before = store.read((db) => (incidentById(db, id), pinsOfIncident(db, id))).find((one) => one.id === pinId);
      if (before === undefined) throw new WorkbenchError('AF_NOT_FOUND', 'This pin is not there any more.');
      if (before.caption === caption) return before;
      actOnIncident(services, id, { act: { kind: 'captioned', text: `${before.seriesName}, ${before.channel}${before.caption === '' ? '' : `; before: ${before.caption}`}`, actor }, first: (db) => void captionPin(db, id, pinId, caption) });
      return { ...before, caption };
    },
    unpin(id, pinId, actor) {
      const found = store.read((db) => (incidentById(db, id), pinsOfIncident(db, id))).find((one) => one.id === pinId);
      if (found === undefined) return;
      actOnIncident(services, id, { act: { kind: 'unpinned', text: `${found.seriesName}, ${found.channel}`, actor }, first: (db) => void removePin(db, id, pinId) });
    },
  };
}

/** A note may be replaced once: by its author, from its newest text. */
function checkReplaced(db: ReadableDb, incidentId: string, replaces: number, actor: string): void {
  const acts = actsOfIncident(db, incidentId);
  const note = acts.find((one) => one.id === replaces && one.kind === 'comment');
  if (note === undefined) throw new WorkbenchError('AF_NOT_FOUND', 'This note is not there.');
  if (note.actor !== actor) throw new WorkbenchError('AF_INCIDENT_NOTE_CHANGED', `This note is ${note.actor}'s.`);
  if (acts.some((one) => one.replaces === replaces)) throw new WorkbenchError('AF_INCIDENT_NOTE_CHANGED', 'This note has been changed since it was read.');
}
