import { useEffect, useRef } from 'react';
import type { TimeView } from '../charts/time-range.ts';
import type { TimeRange } from '../../shared/domain/time.ts';
import { useRoute } from '../routes/use-route.ts';
import { readPlayhead, writePlayhead } from './playhead-address.ts';
import type { Timeline } from './timelines.ts';

/** The address is written when nothing has moved for this long, ms: browsers refuse hundreds of changes a minute. */
const restMs = 400;

/** Keeps range, moment and speed in the address, and follows the address where it is changed by hand or by a link. `home` is a range that goes without saying on this page. */
export function usePlayheadAddress(timeline: Timeline, home: TimeRange | null = null): void {
  const { state } = useRoute();
  const text = ['from', 'to', 't', 'speed'].map((name) => state.get(name) ?? '').join(' ');
  const written = useRef('   ');
  const latest = useRef(state);
  useEffect(() => { latest.current = state; });
  const atHome = useRef(home);
  useEffect(() => { atHome.current = home; });

  useEffect(() => {
    if (text === written.current) return;
    written.current = text;
    const { view, time, speed } = readPlayhead(latest.current);
    if (view !== null) timeline.range.look(view);
    if (speed !== null) timeline.playhead.setSpeed(speed);
    if (time === null) return;
    if (timeline.playhead.get().stored !== null) return timeline.playhead.seek(time);
    // Nothing is known to be stored yet: the moment is gone to as soon as it is.
    const stop = timeline.playhead.subscribe(() => {
      if (timeline.playhead.get().stored === null) return;
      stop();
      timeline.playhead.seek(time);
    });
    return stop;
  }, [timeline, text]);

  useEffect(() => {
    const path = location.hash.split('?', 1)[0];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const write = () => {
      timer = undefined;
      const { playing, mode, time, speed, stored } = timeline.playhead.get();
      if (stored === null || playing || location.hash.split('?', 1)[0] !== path) return;
      const next = writePlayhead(location.hash, { view: isAt(timeline.range.get().view, atHome.current) ? null : timeline.range.get().view, time: mode === 'rewound' ? time : null, speed });
      const after = new URLSearchParams(next.split('?', 2)[1] ?? '');
      written.current = ['from', 'to', 't', 'speed'].map((name) => after.get(name) ?? '').join(' ');
      if (next !== location.hash) history.replaceState(null, '', next);
    };
    const soon = () => {
      if (timer !== undefined) clearTimeout(timer);
      timer = setTimeout(write, restMs);
    };
    const stops = [timeline.range.subscribe(soon), timeline.playhead.subscribe(soon)];
    return () => {
      if (timer !== undefined) clearTimeout(timer);
      stops.forEach((stop) => stop());
    };
  }, [timeline]);
}

function isAt(view: TimeView, home: TimeRange | null): boolean {
  return home !== null && view.kind === 'fixed' && view.from === home.from && view.to === home.to;
}
