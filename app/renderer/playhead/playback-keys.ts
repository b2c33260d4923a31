import type { Playhead } from './playhead.ts';
import { speeds } from './playhead.ts';

/** Keys of the replay bar, for its description and the list of shortcuts. */
export const playbackKeys: readonly { keys: string; does: string }[] = [
  { keys: 'Space', does: 'Play or pause' },
  { keys: '← →', does: 'Step by a hundredth of what is stored; with Shift a thousandth, with Alt a tenth' },
  { keys: 'Home End', does: 'The first stored moment; everything, or live' },
  { keys: ', .', does: 'The sample before, the next sample' },
  { keys: 'p n', does: 'The anomaly before, the next anomaly' },
  { keys: '- +', does: 'Slower, faster' },
  { keys: 'l', does: 'Loop over the range in view, or over all of it' },
];

/** Does what `key` means to the playhead; false where it means nothing, or needs more than the playhead (`transport-acts.ts`). */
export function playByKey(playhead: Playhead, key: string, held: { shift: boolean; alt: boolean }): boolean {
  const { stored } = playhead.get();
  if (stored === null) return false;
  const step = ((stored.to - stored.from) / 100) * (held.alt ? 10 : held.shift ? 0.1 : 1);
  switch (key) {
    case 'ArrowLeft': playhead.step(-1, step); return true;
    case 'ArrowRight': playhead.step(1, step); return true;
    case 'Home': playhead.seek(stored.from); return true;
    case 'End': playhead.jumpToEdge(); return true;
    default: return false;
  }
}

/** The next speed of the menu below or above. */
export function changeSpeed(playhead: Playhead, by: -1 | 1): void {
  const { speed } = playhead.get();
  playhead.setSpeed(by < 0 ? (speeds.findLast((one) => one < speed) ?? speeds[0]!) : (speeds.find((one) => one > speed) ?? speeds.at(-1)!));
}
