import type { TimeRange } from '../../../shared/domain/time.ts';

/** live: shows all that comes · whole: a finished stream, all of it shown · rewound: nothing after `time` is shown. */
export type PlayheadMode = 'live' | 'whole' | 'rewound';

export interface PlayheadState {
  mode: PlayheadMode;
  /** Event time of the playhead, EpochMillis; null until something is stored. In `live` and `whole` it is the stored end. */
  time: number | null;
  playing: boolean;
  /** Event time per wall time, 0.1 to 1000. */
  speed: number;
  /** Whether play starts over at the end of a finished stream. */
  loop: boolean;
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
  pause(): void;
  /** Goes to a moment (kept inside what is stored) and shows nothing after it. */
  seek(time: number): void;
  /** Moves by `steps` of `stepMs`, pausing. */
  step(steps: number, stepMs: number): void;
  /** Kept between 0.1 and 1000. */
  setSpeed(speed: number): void;
  setLoop(loop: boolean): void;
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
  let state: PlayheadState = { mode: 'live', time: null, playing: false, speed: 1, loop: false, stored: null, growing: true };
  let tickedAt = 0;
  const listeners = new Set<() => void>();
  const change = (part: Partial<PlayheadState>) => {
    state = { ...state, ...part };
    for (const listener of [...listeners]) listener();
  };
  const inside = (time: number, stored: TimeRange) => Math.min(Math.max(time, stored.from), stored.to);
  const atEdge = (): Partial<PlayheadState> => ({ mode: state.growing ? 'live' : 'whole', playing: false, time: state.stored?.to ?? null });

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
      if (state.stored === null || state.playing) return;
      tickedAt = now();
      const ended = state.mode !== 'rewound' || state.time === null || state.time >= state.stored.to;
      change({ mode: 'rewound', playing: true, ...(ended ? { time: state.stored.from } : {}) });
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
    setLoop(loop) { change({ loop }); },
    jumpToEdge() { change(atEdge()); },
    tick() {
      if (!state.playing || state.stored === null || state.time === null) return;
      const at = now();
      const time = state.time + Math.min(at - tickedAt, longestTickMs) * state.speed;
      tickedAt = at;
      if (time < state.stored.to) change({ time });
      else if (state.growing) change(atEdge());
      else if (state.loop) change({ time: state.stored.from });
      else change({ time: state.stored.to, playing: false });
    },
  };
  return playhead;
}
