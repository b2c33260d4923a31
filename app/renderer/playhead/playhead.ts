import type { TimeRange } from '../../shared/domain/time.ts';

/** live: shows all that comes · whole: a finished stream, all of it shown · rewound: nothing after `time` is shown. */
export type PlayheadMode = 'live' | 'whole' | 'rewound';

export interface PlayheadState {
  mode: PlayheadMode;
  /** Event time of the playhead, EpochMillis; null until something is stored. In `live` and `whole` it is the stored end. */
  time: number | null;
  playing: boolean;
  /** Event time per wall time, 0.1 to 1000. */
  speed: number;
  /** Whether play goes back through time. */
  backwards: boolean;
  /** Whether play starts over at the end: of `loopRange`, else of a finished stream. */
  loop: boolean;
  /** The stretch that is looped over; null is all that is stored. */
  loopRange: TimeRange | null;
  /** Event time that is stored. */
  stored: TimeRange | null;
  /** Whether more is coming. */
  growing: boolean;
}

export interface Playhead {
  get(): PlayheadState;
  subscribe(listener: () => void): () => void;
  /** What is stored, and whether more is coming; told again as it grows. */
  setStored(stored: TimeRange, growing: boolean): void;
  /** Plays on from the playhead; from the stored start where it stood at the end. */
  play(): void;
  /** Plays back through time from the playhead, at the same speed. */
  rewind(): void;
  pause(): void;
  /** Goes to a moment (kept inside what is stored) and shows nothing after it. */
  seek(time: number): void;
  /** Moves by `steps` of `stepMs`, pausing. */
  step(steps: number, stepMs: number): void;
  /** Kept between 0.1 and 1000. */
  setSpeed(speed: number): void;
  /** Plays over and over: `range`, else all that is stored. */
  setLoop(loop: boolean, range?: TimeRange | null): void;
  /** Shows everything again: the live edge, or all of a finished stream. */
  jumpToEdge(): void;
  /** Moves on by the wall time gone since the last tick; called once per frame while `playing`. */
  tick(): void;
}

/** Speeds offered by the menu. */
export const speeds: readonly number[] = [0.1, 0.25, 0.5, 1, 2, 5, 10, 50, 100, 500, 1000];
/** A longer pause between ticks than this (a sleeping machine, a hidden window) is not played over in one leap. */
const longestTickMs = 1000;

/** A playhead at the live edge. `now` is wall time in ms. */
export function createPlayhead(now: () => number): Playhead {
  let state: PlayheadState = { mode: 'live', time: null, playing: false, speed: 1, backwards: false, loop: false, loopRange: null, stored: null, growing: true };
  let tickedAt = 0;
  const listeners = new Set<() => void>();
  const change = (part: Partial<PlayheadState>) => {
    state = { ...state, ...part };
    for (const listener of [...listeners]) listener();
  };
  const inside = (time: number, stored: TimeRange) => Math.min(Math.max(time, stored.from), stored.to);
  const atEdge = (): Partial<PlayheadState> => ({ mode: state.growing ? 'live' : 'whole', playing: false, backwards: false, time: state.stored?.to ?? null });
  const bounds = (stored: TimeRange) => (state.loop && state.loopRange !== null ? { from: inside(state.loopRange.from, stored), to: inside(state.loopRange.to, stored) } : stored);

  const playhead: Playhead = {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    setStored(stored, growing) {
      if (state.stored?.from === stored.from && state.stored.to === stored.to && state.growing === growing) return;
      const rewound = state.mode === 'rewound' && state.time !== null;
      change({ stored, growing, ...(rewound ? { time: inside(state.time!, stored) } : { mode: growing ? 'live' : 'whole', time: stored.to }) });
    },
    play() {
      if (state.stored === null || (state.playing && !state.backwards)) return;
      tickedAt = now();
      const { from, to } = bounds(state.stored);
      const ended = state.mode !== 'rewound' || state.time === null || state.time >= to || (state.loop && state.time < from);
      change({ mode: 'rewound', playing: true, backwards: false, ...(ended ? { time: from } : {}) });
    },
    rewind() {
      if (state.stored === null || state.time === null || (state.playing && state.backwards)) return;
      tickedAt = now();
      const { from, to } = bounds(state.stored);
      change({ mode: 'rewound', playing: true, backwards: true, ...(state.loop && (state.time <= from || state.time > to) ? { time: to } : {}) });
    },
    pause() {
      // Pausing the live view holds it where it is, while capture goes on.
      if (state.mode === 'live' && state.time !== null) change({ mode: 'rewound', playing: false });
      else if (state.playing) change({ playing: false });
    },
    seek(time) {
      if (state.stored === null || Number.isNaN(time)) return;
      change({ mode: 'rewound', time: inside(time, state.stored) });
    },
    step(steps, stepMs) {
      if (state.stored === null || state.time === null) return;
      change({ mode: 'rewound', playing: false, time: inside(state.time + steps * stepMs, state.stored) });
    },
    setSpeed(speed) {
      if (!Number.isFinite(speed)) return;
      playhead.tick();
      change({ speed: Math.min(Math.max(speed, 0.1), 1000) });
    },
    setLoop(loop, range = null) {
      const loopRange = loop && range !== null && range.to > range.from ? range : null;
      const { time, stored, mode } = state;
      const outside = loopRange !== null && stored !== null && mode === 'rewound' && time !== null && (time < loopRange.from || time > loopRange.to);
      change({ loop, loopRange, ...(outside ? { time: inside(loopRange.from, stored) } : {}) });
    },
    jumpToEdge() { change(atEdge()); },
    tick() {
      if (!state.playing || state.stored === null || state.time === null) return;
      const at = now();
      const time = state.time + Math.min(at - tickedAt, longestTickMs) * state.speed * (state.backwards ? -1 : 1);
      tickedAt = at;
      const { from, to } = bounds(state.stored);
      if (state.backwards) {
        if (time > from) change({ time });
        else if (state.loop && to > from) change({ time: to });
        else change({ time: from, playing: false });
      } else if (time < to) change({ time });
      else if (state.loop && (state.loopRange !== null || !state.growing)) change({ time: from });
      else if (state.growing) change(atEdge());
      else change({ time: to, playing: false });
    },
  };
  return playhead;
}
