import type { TimeView } from '../charts/time-range.ts';

/** What an address holds of a playhead: a range chosen by hand, a moment, a speed. */
export interface AddressedPlayhead {
  view: TimeView | null;
  time: number | null;
  speed: number | null;
}

const names = ['from', 'to', 't', 'speed'] as const;

/** Reads `from`, `to`, `t` (ISO 8601) and `speed`; what is no moment or number counts as not there. */
export function readPlayhead(state: URLSearchParams): AddressedPlayhead {
  const moment = (name: string) => { const time = Date.parse(state.get(name) ?? ''); return Number.isNaN(time) ? null : time; };
  const [from, to, time, speed] = [moment('from'), moment('to'), moment('t'), Number(state.get('speed') ?? '')];
  return { view: from !== null && to !== null && to > from ? { kind: 'fixed', from, to } : null, time, speed: speed >= 0.1 && speed <= 1000 ? speed : null };
}

/** The address with what is held now; what goes without saying is left out, so that a page at rest has its plain address. */
export function writePlayhead(hash: string, { view, time, speed }: AddressedPlayhead): string {
  const [path = '', query = ''] = hash.split('?', 2);
  const state = new URLSearchParams(query);
  for (const name of names) state.delete(name);
  const iso = (at: number, round: (at: number) => number) => new Date(round(at)).toISOString();
  if (view?.kind === 'fixed') {
    state.set('from', iso(view.from, Math.floor));
    state.set('to', iso(view.to, Math.ceil));
  }
  if (time !== null) state.set('t', iso(time, Math.round));
  if (speed !== null && speed !== 1) state.set('speed', String(speed));
  const text = state.toString();
  return `${path === '' ? '#/' : path}${text === '' ? '' : `?${text}`}`;
}
