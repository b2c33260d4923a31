import type { Melody } from './melody.ts';

/** How fast pitch and silence follow, seconds (time constant): without it each change would crackle. */
const glide = 0.012;
/** An anomaly's click: a square wave above all pitches, heard as another instrument. */
const click = { hz: 1760, seconds: 0.06, gain: 0.35 };

/** Schedules a melody from now on, `volume` 0…1. The returned function ends it at once; calling it later does no harm. */
export function playMelody(context: BaseAudioContext, { seconds, tones, clicks }: Melody, volume: number): () => void {
  const start = context.currentTime;
  const out = context.createGain();
  out.gain.setValueAtTime(volume, start);
  out.connect(context.destination);
  const voice = context.createOscillator();
  const loudness = context.createGain();
  const place = context.createStereoPanner();
  voice.connect(loudness).connect(place).connect(out);
  tones.forEach(({ at, hz, pan }, i) => {
    if (i === 0) {
      voice.frequency.setValueAtTime(hz ?? 220, start);
      loudness.gain.setValueAtTime(hz === null ? 0 : 1, start);
      place.pan.setValueAtTime(pan, start);
      return;
    }
    if (hz !== null) voice.frequency.setTargetAtTime(hz, start + at, glide);
    loudness.gain.setTargetAtTime(hz === null ? 0 : 1, start + at, glide);
    place.pan.setTargetAtTime(pan, start + at, glide);
  });
  voice.start(start);
  voice.stop(start + seconds);
  for (const { at, pan } of clicks) {
    const from = start + at;
    const tick = context.createOscillator();
    const fade = context.createGain();
    const where = context.createStereoPanner();
    tick.type = 'square';
    tick.frequency.setValueAtTime(click.hz, from);
    fade.gain.setValueAtTime(click.gain, from);
    fade.gain.exponentialRampToValueAtTime(0.001, from + click.seconds);
    where.pan.setValueAtTime(pan, from);
    tick.connect(fade).connect(where).connect(out);
    tick.start(from);
    tick.stop(from + click.seconds);
  }
  return () => out.disconnect();
}
