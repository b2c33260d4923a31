import type { Workbench } from '../../../shared/api/workbench.ts';
import { useWorkbench } from '../../workbench/provider.tsx';
import { createChartFeed } from './chart-feed.ts';
import type { ChartFeed } from './chart-feed.ts';

const feeds = new WeakMap<Workbench, ChartFeed>();

/** The page's one feed for all charts, with its worker; made when the first chart asks for it. */
export function useChartFeed(): ChartFeed {
  const workbench = useWorkbench();
  let feed = feeds.get(workbench);
  if (feed === undefined) {
    feed = createChartFeed(workbench, new Worker(new URL('./decimate.worker.ts', import.meta.url), { type: 'module' }));
    feeds.set(workbench, feed);
  }
  return feed;
}
