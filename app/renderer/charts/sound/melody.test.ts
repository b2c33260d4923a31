import { expect, it } from 'vitest';
import fc from 'fast-check';
import type { ChartMark } from '../plot/chart-marks.ts';
import type { DrawPoints } from '../plot/decimate.ts';
import { cellsWords, frequencyOf, highestHz, lowestHz, melodyOf, melodyOfCells, mostSeconds } from './melody.ts';
import { playMelody } from './play-melody.ts';

const pointsOf = (values: number[], times = values.map((_, i) => i * 1000)): DrawPoints => {
  const none = () => [new Float32Array(values.length)];
  return { times: Float64Array.from(times), values: [Float64Array.from(values)], expected: none(), low: none(), high: none(), score: new Float32Array(values.length), rowCount: values.length, whole: true };
};
const mark = (start: number, end = start): ChartMark => ({ id: String(start), start, end, severity: 'high', open: false, words: `${start}: spike`, settled: false });

it('gives a higher value a higher pitch, from 220 to 880 Hz, and a missing one none', () => {
  fc.assert(fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), fc.float({ noNaN: true, noDefaultInfinity: true }), (a, b) => {
    const [lower, higher] = [frequencyOf(Math.min(a, b), -1e6, 1e6)!, frequencyOf(Math.max(a, b), -1e6, 1e6)!];
    expect(lower).toBeLessThanOrEqual(higher);
    expect(lower).toBeGreaterThanOrEqual(lowestHz);
    expect(higher).toBeLessThanOrEqual(highestHz + 1e-9);
  }));
  expect([frequencyOf(0, 0, 10), frequencyOf(5, 0, 10), frequencyOf(10, 0, 10)].map((hz) => Math.round(hz!))).toEqual([220, 440, 880]);
  expect([frequencyOf(3, 3, 3), frequencyOf(NaN, 0, 1)]).toEqual([440, null]);
});

it('lasts at most eight seconds, goes from left to right, and loses no spike', () => {
  const values = Array.from({ length: 10_000 }, (_, i) => (i === 5003 ? 100 : Math.sin(i)));
  const { seconds, tones } = melodyOf(pointsOf(values), 0, { from: 0, to: 9_999_000 }, [])!;
  expect(seconds).toBeLessThanOrEqual(mostSeconds);
  expect([tones[0]!.pan, tones.at(-1)!.pan]).toEqual([-1, 1]);
  expect(tones.findIndex(({ hz }) => hz === highestHz)).toBe(Math.floor((5003 / 9999) * tones.length));
});

it('is silent in a gap until values come again, and holds a pitch where points are few', () => {
  const { tones } = melodyOf(pointsOf([1, 1, NaN, 1], [0, 2000, 5000, 8000]), 0, { from: 0, to: 10_000 }, [])!;
  expect(tones.map(({ hz }) => (hz === null ? '.' : 'o')).join('')).toBe('oooooooooo......oooo');
  expect(melodyOf(pointsOf([NaN, NaN]), 0, { from: 0, to: 1000 }, [])).toBeNull();
});

it('clicks where an anomaly begins, once where several begin together, and not for those out of view', () => {
  const { clicks, seconds } = melodyOf(pointsOf(Array.from({ length: 100 }, () => 1)), 0, { from: 0, to: 99_000 }, [mark(-9000, -5000), mark(-5000, 2000), mark(49_500), mark(49_501), mark(200_000)])!;
  expect(clicks.map(({ words }) => words)).toEqual(['-5000', '49500']);
  expect([clicks[0]!.at, clicks[0]!.pan, clicks[1]!.pan]).toEqual([0, -1, 0]);
  expect(clicks[1]!.at).toBeCloseTo(seconds / 2, 1);
});

it('gives cells a pitch by how much they hold, silence where nothing is, and a click at each that asks for one', () => {
  const cells = Array.from({ length: 40 }, (_, at) => (at === 3 ? { value: 1, click: null } : at === 30 ? { value: 4, click: 'the worst' } : null));
  const { seconds, tones, clicks } = melodyOfCells(cells)!;
  expect([seconds, tones.length, tones.filter(({ hz }) => hz !== null).length]).toEqual([2, 40, 2]);
  expect([tones[3]!.hz, tones[30]!.hz]).toEqual([frequencyOf(1, 0, 4), highestHz]);
  expect(clicks).toEqual([{ at: 1.5, pan: expect.closeTo(60 / 39 - 1) as number, words: 'the worst' }]);
  expect(cellsWords('All lanes', 'the more', melodyOfCells(cells)!)).toBe('All lanes in 2 seconds: the more the higher the tone, a click at high severity: the worst.');
  expect(melodyOfCells([null, null])).toBeNull();
});

it('loses no cell where thousands are heard in eight seconds, and stretches a few to a second, each clicking once', () => {
  const many = melodyOfCells(Array.from({ length: 5000 }, (_, at) => (at === 4321 ? { value: 9, click: 'here' } : at % 7 === 0 ? { value: 1, click: null } : null)))!;
  expect(many.seconds).toBe(mostSeconds);
  expect([many.tones.filter(({ hz }) => hz === highestHz).length, many.clicks.map(({ words }) => words)]).toEqual([1, ['here']]);
  const few = melodyOfCells([{ value: 0, click: 'only' }, null])!;
  expect([few.seconds, few.clicks.length, few.tones.filter(({ hz }) => hz !== null).length]).toEqual([1, 1, 10]);
});

/** Notes what is asked of an audio context, whose clock stands at 10 s. */
function fakeContext() {
  const asked: string[] = [];
  const param = (name: string) => ({ setValueAtTime: (value: number, at: number) => asked.push(`${name} ${value.toFixed(2)} at ${at.toFixed(2)}`), setTargetAtTime: (value: number, at: number) => asked.push(`${name} ${value.toFixed(2)} from ${at.toFixed(2)}`), exponentialRampToValueAtTime: () => {}, cancelScheduledValues: () => {} });
  const node = (kind: string) => ({ connect: (to: unknown) => to, disconnect: () => asked.push(`${kind} gone`), start: (at: number) => asked.push(`${kind} starts ${at.toFixed(2)}`), stop: (at = 10) => asked.push(`${kind} ends ${at.toFixed(2)}`), frequency: param(`${kind} Hz`), gain: param('gain'), pan: param('pan'), type: 'sine' });
  let voices = 0;
  return { asked, context: { currentTime: 10, destination: {}, createOscillator: () => node(voices++ === 0 ? 'voice' : 'click'), createGain: () => node('gain'), createStereoPanner: () => node('pan') } as unknown as BaseAudioContext };
}

it('is scheduled on the clock of the audio context: each pitch, its silence and its clicks, and can be stopped', () => {
  const { asked, context } = fakeContext();
  const stop = playMelody(context, { seconds: 0.15, tones: [{ at: 0, hz: 220, pan: -1 }, { at: 0.05, hz: null, pan: 0 }, { at: 0.1, hz: 880, pan: 1 }], clicks: [{ at: 0.1, pan: 1, words: '' }] }, 0.5);
  expect(asked).toEqual(expect.arrayContaining(['voice starts 10.00', 'voice ends 10.15', 'voice Hz 220.00 at 10.00', 'gain 0.00 from 10.05', 'voice Hz 880.00 from 10.10', 'gain 1.00 from 10.10', 'click starts 10.10', 'pan 1.00 at 10.10']));
  expect(asked.filter((one) => one.startsWith('click starts'))).toHaveLength(1);
  stop();
  expect(asked.at(-1)).toBe('gain gone');
});
