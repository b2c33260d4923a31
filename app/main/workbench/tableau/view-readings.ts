import { mostUnlistedRows } from '../../../shared/domain/tableau-finding.ts';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import type { Clock } from '../../clock.ts';
import type { WorkHandle, WorkRegistry } from '../work-registry.ts';

/** How far a screen has read the rows of a view. */
export interface ViewReading {
  readingId: string;
  sheet: string;
  read: number;
  total: number;
  /** Nobody goes on with it. */
  isOver: boolean;
}

/** What part of detection on a view its reading is taken for, a guess: how long pages take is the server's doing. */
export const readingPart = 0.5;
/** A screen that reads nothing for so long is gone, ms. */
const abandonedMs = 60_000;
/** Cancelled readings that are remembered until their screens ask. */
const mostCancelled = 100;

/** Views' rows that screens read before they are judged, listed as long works where they are many. */
export interface ViewReadings {
  /** True once it was cancelled in the list. */
  told(reading: ViewReading): boolean;
  /** The id of the work that goes on with judging; null where the reading was not listed. Throws `AF_API_CANCELLED` where it was cancelled in the list. */
  goOn(readingId: string | null): string | null;
}

export function createViewReadings(work: Pick<WorkRegistry, 'begin'>, clock: Clock): ViewReadings {
  const under = new Map<string, { handle: WorkHandle; giveUp: () => void }>();
  const cancelled = new Set<string>();
  const take = (readingId: string) => {
    const own = under.get(readingId) ?? null;
    own?.giveUp();
    under.delete(readingId);
    return own?.handle ?? null;
  };
  const stop = (readingId: string, hint: string) => take(readingId)?.ended({ state: 'stopped', hint });
  return {
    told({ readingId, sheet, read, total, isOver }) {
      if (isOver) stop(readingId, 'It was not read to its end. Detect again.');
      if (isOver || total <= mostUnlistedRows || cancelled.has(readingId)) return cancelled.has(readingId);
      const handle = take(readingId) ?? work.begin({
        id: workOf(readingId), kind: 'view', subject: sheet, unit: 'rows', totalCount: total,
        cancel: () => {
          cancelled.add(readingId);
          if (cancelled.size > mostCancelled) cancelled.delete(cancelled.values().next().value!);
          take(readingId)?.ended({ state: 'cancelled' });
        },
      });
      under.set(readingId, { handle, giveUp: clock.after(abandonedMs, () => stop(readingId, 'The screen that read it is gone. Detect again.')) });
      handle.progressed(read, readingPart * (read / total));
      return false;
    },
    goOn(readingId) {
      if (readingId === null) return null;
      if (cancelled.delete(readingId)) throw new WorkbenchError('AF_API_CANCELLED', 'Detection was cancelled while the view was read.');
      return take(readingId) === null ? null : workOf(readingId);
    },
  };
}

const workOf = (readingId: string) => `view ${readingId}`;
