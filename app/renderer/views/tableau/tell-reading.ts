import type { Workbench } from '../../../shared/api/workbench.ts';
import { mostUnlistedRows } from '../../../shared/domain/tableau-finding.ts';

/** The reading of a view's rows, told to the workbench where they are many, so that it is listed there and can be cancelled. */
export interface Reading {
  told(read: number, total: number): void;
  /** Read to its end; answers the id under which the judging goes on with it, null where it was not listed. */
  end(): string | null;
  /** Nobody goes on with it. */
  giveUp(): void;
}

/** `cancelled` is called where it was cancelled in the list. */
export function createReading(workbench: Pick<Workbench, 'call'>, sheet: string, cancelled: () => void): Reading {
  const readingId = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  let state: 'quiet' | 'listed' | 'over' = 'quiet';
  const say = (read: number, total: number, isOver: boolean) => workbench.call('tableau.reading', { readingId, sheet, read, total, isOver });
  return {
    told(read, total) {
      if (total <= mostUnlistedRows || state === 'over') return;
      state = 'listed';
      say(read, total, false).then(({ isCancelled }) => { if (isCancelled) cancelled(); }, () => undefined); // it is read all the same
    },
    end() {
      const wasListed = state === 'listed';
      state = 'over';
      return wasListed ? readingId : null;
    },
    giveUp() {
      if (state === 'listed') say(0, 0, true).catch(() => undefined);
      state = 'over';
    },
  };
}
