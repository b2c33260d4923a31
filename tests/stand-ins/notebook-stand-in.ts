import type { Incident, IncidentAct } from '../../app/shared/domain/incident.ts';
import type { Pin } from '../../app/shared/domain/notebook.ts';
import type { OutputOf, ParsedInputOf } from '../../app/shared/api/contract.ts';
import { allSeries, openedAt } from './stand-in-content.ts';

type Method = 'incidents.comment' | 'incidents.set-tag' | 'incidents.pins' | 'incidents.pin' | 'incidents.caption-pin' | 'incidents.unpin' | 'exports.save' | 'exports.read' | 'exports.let-go';

/** Notes, tags and pins in memory, and files of three letters; `change` keeps what was done and tells it. */
export function notebookCalls(find: (id: string) => Incident, change: (id: string, change: Partial<Incident>, act: Pick<IncidentAct, 'kind' | 'text'> & { replaces?: number | null }) => Incident): { [M in Method]: (input: ParsedInputOf<M>) => OutputOf<M> } {
  let pins: Pin[] = [];
  return {
    'exports.save': ({ content, format }) => ({ exportId: 'export', name: `incident-${content}.${format}`, bytes: 3, words: ['It opens in any browser, without a server.'] }),
    'exports.read': ({ offset }) => ({ piece: new TextEncoder().encode('abc').slice(offset) }),
    'exports.let-go': () => ({}),
    'incidents.comment': ({ incidentId, comment, replaces }) => change(incidentId, {}, { kind: 'comment', text: comment, replaces }),
    'incidents.set-tag': ({ incidentId, tag, tagged }) => {
      const others = find(incidentId).tags.filter((one) => one !== tag);
      return change(incidentId, { tags: tagged ? [...others, tag].sort() : others }, { kind: tagged ? 'tagged' : 'untagged', text: tag });
    },
    'incidents.pins': ({ incidentId }) => pins.filter((one) => one.incidentId === incidentId),
    'incidents.pin': ({ incidentId, seriesId, channel, range, caption }) => {
      const pin: Pin = { id: pins.length + 1, incidentId, seriesId, seriesName: allSeries.find(({ series }) => series.id === seriesId)?.series.name ?? '', channel, ...range, caption, actor: 'analyst', at: openedAt };
      pins = [...pins, pin];
      change(incidentId, {}, { kind: 'pinned', text: `${pin.seriesName}, ${channel}` });
      return pin;
    },
    'incidents.caption-pin': ({ incidentId, pinId, caption }) => {
      pins = pins.map((one) => (one.id === pinId ? { ...one, caption } : one));
      change(incidentId, {}, { kind: 'captioned', text: '' });
      return pins.find(({ id }) => id === pinId)!;
    },
    'incidents.unpin': ({ incidentId, pinId }) => {
      pins = pins.filter(({ id }) => id !== pinId);
      change(incidentId, {}, { kind: 'unpinned', text: '' });
      return {};
    },
  };
}
