import type { Figures } from './measure-file.ts';
import type { Difference } from './nab-bootstrap.ts';
import type { SetName } from './sets.ts';

/** How one detector, ours or a peer, fared on one set. */
export interface SetResult {
  set: SetName;
  scorer: string;
  isPeer: boolean;
  rows: number;
  /** Time in the detector over all files, and of the whole run. */
  seconds: number;
  wallSeconds: number;
  figures: Figures;
  files: { name: string; figures: Figures }[];
  /** NAB only, of peers: our first detector's standard score less this one's. */
  behind?: Difference;
}
