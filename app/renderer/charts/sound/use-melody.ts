import { useEffect, useState } from 'react';
import { usePreferences } from '../../workbench/preferences.ts';
import type { Click, Melody } from './melody.ts';
import { playMelody } from './play-melody.ts';

/** What is heard. */
export interface HeardMelody {
  melody: Melody;
  /** Said as it begins. */
  words: string;
  /** How far it is, 0…1, with each frame; null once it has ended. */
  move(share: number | null): void;
  /** Said of a click; left out where there may be several a second. */
  wordsOf?(click: Click, at: number): string;
}

const gains = { off: 0, quiet: 0.08, normal: 0.2, loud: 0.5 };
/** A device that has not begun by then, ms, is taken for none. */
const patienceMs = 1000;
/** With reduced motion the place moves so often, ms, and no oftener. */
const calmMs = 1000;
/** Ends what is heard now: one chart at a time. */
let endCurrent: (() => void) | null = null;

/**
 * Plays a tune, with the place in it moving along and each click said. Without a device, or one that can't be used, that is said and the place still goes its way. `toggle` stops what plays; so does leaving
 * the chart, and playing another. `compose` answers null where there is nothing to hear.
 */
export function useMelody(compose: () => HeardMelody | null, say: (words: string) => void): { hearing: boolean; toggle(): void } {
  const { chartSound } = usePreferences();
  const [end, setEnd] = useState<(() => void) | null>(null);
  useEffect(() => () => end?.(), [end]);

  function toggle(): void {
    if (end !== null) {
      end();
      return say('Stopped.');
    }
    if (chartSound === 'off') return say('The sound of charts is off. Settings, Appearance turns it on.');
    const heard = compose();
    if (heard === null) return say('Nothing to hear in this stretch.');
    const { melody, words, wordsOf } = heard;
    endCurrent?.();

    let isOver = false;
    let stopSound = () => {};
    let context: AudioContext | null = null;
    let frame = 0;
    const finish = () => {
      if (isOver) return;
      isOver = true;
      cancelAnimationFrame(frame);
      stopSound();
      heard.move(null);
      void context?.close().catch(() => undefined);
      if (endCurrent === finish) endCurrent = null;
      setEnd(null);
    };
    endCurrent = finish;
    setEnd(() => finish);
    void openAudio().then((opened) => {
      context = opened.context;
      if (isOver) return void context?.close().catch(() => undefined);
      if (context !== null) stopSound = playMelody(context, melody, gains[chartSound]);
      say(`${opened.context === null || !opened.hasDevice ? 'No audio device was found: where nothing is heard, the cursor still goes along. ' : ''}${words}`);
      follow();
    });

    function follow(): void {
      const begun = performance.now();
      const stepMs = matchMedia('(prefers-reduced-motion: reduce)').matches ? calmMs : 0;
      let told = 0;
      let movedAt = -Infinity;
      const move = () => {
        const goneMs = performance.now() - begun;
        const share = Math.min(1, goneMs / 1000 / melody.seconds);
        if (goneMs - movedAt >= stepMs || share === 1) {
          movedAt = goneMs;
          heard!.move(share);
        }
        while (told < melody.clicks.length && melody.clicks[told]!.at * 1000 <= goneMs) {
          if (wordsOf !== undefined) say(wordsOf(melody.clicks[told]!, told));
          told += 1;
        }
        if (share < 1) frame = requestAnimationFrame(move);
        else {
          finish();
          say('Played to the end.');
        }
      };
      move();
    }
  }
  return { hearing: end !== null, toggle };
}

/** A running audio context; null where none can be had. `hasDevice` is false where the browser names no device that plays. */
async function openAudio(): Promise<{ context: AudioContext | null; hasDevice: boolean }> {
  let context: AudioContext | null = null;
  try {
    context = new AudioContext();
    const running = await Promise.race([context.resume().then(() => true), new Promise<boolean>((settle) => setTimeout(() => settle(false), patienceMs))]);
    if (!running) throw new Error('The audio device does not begin.');
    const devices = await navigator.mediaDevices?.enumerateDevices().catch(() => []) ?? [];
    return { context, hasDevice: devices.some(({ kind }) => kind === 'audiooutput') };
  } catch {
    void context?.close().catch(() => undefined);
    return { context: null, hasDevice: false };
  }
}
