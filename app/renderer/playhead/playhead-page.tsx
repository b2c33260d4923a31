import { createContext, useContext, useMemo } from 'react';
import type { ReactNode } from 'react';
import type { TimeRange } from '../../shared/domain/time.ts';
import type { Stream } from '../../shared/domain/stream.ts';
import { useAddressState } from '../routes/use-route.ts';
import { overlap } from './overlap.ts';
import { timelineOf, timelineOfPage } from './timelines.ts';
import type { Timeline } from './timelines.ts';

export interface PagePlayhead {
  /** Whether all panels share one range, cursor and playhead, or those of one stream only. */
  linked: boolean;
  setLinked(linked: boolean): void;
  page: string;
}

const context = createContext<PagePlayhead | null>(null);

/**
 * Panels inside share one playhead. Until an analyst chooses, they are linked where their streams have a moment in common:
 * recordings of other days, side by side on one time axis, would show nothing but gaps. The choice stands in the address.
 */
export function PlayheadPage({ page, stretches, children }: { page: string; stretches: readonly TimeRange[]; children: ReactNode }) {
  const [link, setLink] = useAddressState('link');
  const linked = link === '' ? overlap(stretches) : link === 'on';
  const value = useMemo((): PagePlayhead => ({ linked, setLinked: (next) => setLink(next ? 'on' : 'off'), page }), [linked, setLink, page]);
  return <context.Provider value={value}>{children}</context.Provider>;
}

/** The page's playhead; null outside `PlayheadPage`. */
export function usePagePlayhead(): PagePlayhead | null {
  return useContext(context);
}

/** The range, cursor and playhead that a panel of this stream follows: the page's while it is linked, else the stream's. */
export function usePlayhead(stream: Pick<Stream, 'id' | 'source'> | null): Timeline | null {
  const page = useContext(context);
  if (stream === null) return null;
  return page?.linked === true ? timelineOfPage(page.page) : timelineOf(stream);
}
