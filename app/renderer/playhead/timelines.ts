import type { SeriesId } from '../../shared/domain/series.ts';
import type { Stream, StreamId } from '../../shared/domain/stream.ts';
import { createTimeRange } from '../charts/time-range.ts';
import type { TimeRangeStore, TimeView } from '../charts/time-range.ts';
import { createPlayhead } from './playhead.ts';
import type { Playhead } from './playhead.ts';

/** What panels share: the range they look at, the cursor and the playhead. */
export interface Timeline {
  range: TimeRangeStore;
  playhead: Playhead;
  /** The one series that is looked at; null: all of them, or several. */
  chosen: Chosen;
  /** Whether more of a stream is coming, as its health says. With several streams, more is coming while one of them goes on. */
  setGrowing(streamId: StreamId, growing: boolean): void;
}

export interface Chosen {
  get(): SeriesId | null;
  subscribe(listener: () => void): () => void;
  choose(series: SeriesId | null): void;
}

/** How much of a live stream is shown at first. */
const liveSpanMs = 30 * 60_000;
const timelines = new Map<StreamId, Timeline>();
const pages = new Map<string, Timeline>();

/** The timeline of a stream, the same for every panel of the page. Saved streams begin with their whole range, live ones with the last half hour. */
export function timelineOf(stream: Pick<Stream, 'id' | 'source'>): Timeline {
  const found = timelines.get(stream.id);
  if (found !== undefined) return found;
  const isLive = stream.source.kind === 'kafka';
  const made = createTimeline(createTimeRange(isLive ? { kind: 'tail', spanMs: liveSpanMs } : { kind: 'whole' }), createPlayhead(() => performance.now()), isLive);
  timelines.set(stream.id, made);
  return made;
}

/** The timeline that all panels of a page share while they are linked, whatever their streams. It begins with `view`. */
export function timelineOfPage(page: string, view: TimeView = { kind: 'whole' }): Timeline {
  const made = pages.get(page) ?? createTimeline(createTimeRange(view), createPlayhead(() => performance.now()), false);
  pages.set(page, made);
  return made;
}

function createTimeline(range: TimeRangeStore, playhead: Playhead, live: boolean): Timeline {
  let growing = live;
  const goingOn = new Map<StreamId, boolean>();
  let ticking = false;
  const extend = () => {
    const { extent } = range.get();
    if (extent !== null) playhead.setStored(extent, growing);
  };
  const tick = () => {
    ticking = playhead.get().playing;
    if (!ticking) return;
    playhead.tick();
    requestAnimationFrame(tick);
  };
  range.subscribe(extend);
  playhead.subscribe(() => {
    const { mode, time, playing } = playhead.get();
    range.setUntil(mode === 'rewound' ? time : null);
    if (playing && !ticking) {
      ticking = true;
      requestAnimationFrame(tick);
    }
  });
  return {
    range, playhead, chosen: createChosen(),
    setGrowing(streamId, next) {
      goingOn.set(streamId, next);
      growing = [...goingOn.values()].includes(true);
      extend();
    },
  };
}

function createChosen(): Chosen {
  let chosen: SeriesId | null = null;
  const listeners = new Set<() => void>();
  return {
    get: () => chosen,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    choose(series) {
      if (series === chosen) return;
      chosen = series;
      for (const listener of [...listeners]) listener();
    },
  };
}
