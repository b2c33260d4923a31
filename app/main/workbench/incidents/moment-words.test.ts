import { describe, expect, it } from 'vitest';
import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import { momentWords, type MomentFacts } from './moment-words.ts';

const at = Date.UTC(2026, 0, 5, 10);
const within = { channel: 'load', observed: 4, expected: 4, low: 3, high: 5 };
const facts: MomentFacts = {
  at, series: { name: 'press 1', sampleCount: 5000, firstTime: at - 3_600_000, lastTime: at + 3_600_000 }, stream: { name: 'Presses', sensitivity: 0.5, hasBudget: false, state: 'running', lateCount: 0 },
  sample: { time: at, before: 3600, score: 0.62, channels: [within] }, gap: { before: at - 1000, after: at + 1000, usualMs: 1000 }, threshold: 0.8666, toldAt: 0.74, warmUp: 128, conditions: [], anomaly: null, echoOf: null,
};
const say = (more: Partial<MomentFacts>) => momentWords({ ...facts, ...more });
const sample = (more: Partial<NonNullable<MomentFacts['sample']>>) => ({ sample: { ...facts.sample!, ...more } });

describe('why not', () => {
  it('says how far a quiet moment was from being told', () => {
    expect(say({})).toEqual({ kind: 'below', answer: 'Its score was 0.6200, below the threshold of 0.8666: not odd enough to be told.', details: ['load was within its usual range.', 'It would have been told from a sensitivity of 0.74 on; 0.50 is set.'] });
    expect(say({ toldAt: Infinity }).details).toContain('It would not have been told at any sensitivity.');
  });
  it('names the channel that was outside its range, and those that were missing', () => {
    const { details } = say(sample({ channels: [within, { channel: 'flow', observed: 9, expected: 4, low: 3, high: 5 }, { channel: 'speed', observed: null, expected: 1, low: 0, high: 2 }] }));
    expect(details[0]).toMatch(/^flow was above its usual range \(9; 3 to 5\), which by itself happens now and then/);
    expect(details[1]).toBe('speed had no value.');
  });
  it('says which sample of the warm-up it was', () => {
    expect(say(sample({ score: null, before: 56 }))).toMatchObject({ kind: 'warm-up', answer: 'The detector was still learning press 1: this is sample 57 of the 128 that it asks for before a first score.' });
    expect(say(sample({ score: null, channels: [{ ...within, observed: null }] })).details).toEqual(['No channel had a value.']);
  });
  it('says how long nothing came, and what is usual', () => {
    const { kind, answer } = say({ sample: null, gap: { before: at - 60_000, after: at + 120_000, usualMs: 1000 } });
    expect(kind).toBe('silent');
    expect(answer).toBe('No sample came for 3 minutes, from 2026-01-05 09:59:00 UTC to 2026-01-05 10:02:00 UTC; usually one comes every 1 second.');
  });
  it('says what lies beyond all that is stored, and how the stream stands', () => {
    expect(say({ sample: null, series: { ...facts.series, firstTime: at + 7_200_000 } })).toMatchObject({ kind: 'before', answer: 'The first stored sample of press 1 is of 2026-01-05 12:00:00 UTC, 2 hours later.' });
    expect(say({ sample: null, series: { ...facts.series, lastTime: at - 90_000 } })).toMatchObject({ kind: 'after', details: ['Presses is read; nothing newer has come of this series.'] });
    expect(say({ sample: null, series: { ...facts.series, lastTime: at - 90_000 }, stream: { ...facts.stream, state: 'paused' } }).details).toEqual(['Presses is paused.']);
  });
  it('says that a budget held everything back, and that late records were not scored', () => {
    const held = say({ threshold: 1, stream: { ...facts.stream, hasBudget: true, lateCount: 2 } });
    expect(held).toMatchObject({ kind: 'held-back' });
    expect(held.answer).toContain('The alert budget held everything back');
    expect(held.details.at(-1)).toBe('2 records of this stream came late or twice and were not scored; one of this moment may be among them.');
  });
  it('says which anomaly a score beyond the threshold is the echo of', () => {
    const told = say({ ...sample({ score: 0.95 }), echoOf: { end: at - 600_000 } as Anomaly });
    expect(told).toMatchObject({ kind: 'held-back', details: ['load was within its usual range.'] });
    expect(told.answer).toBe('Its score of 0.9500 is beyond the threshold of 0.8666 as an echo of the anomaly that ended 2026-01-05 09:50:00 UTC: means that it pulled aside are on their way back. Until they are, only what a value plainly shows by itself is told anew.');
  });
  it('says that what is beyond the threshold and not stored was told by other settings or is deleted', () => {
    expect(say(sample({ score: 0.95 }))).toMatchObject({ kind: 'held-back', answer: "Its score of 0.9500 is beyond today's threshold of 0.8666, yet no anomaly is stored: the sensitivity was another one when it came, or retention has deleted the anomaly." });
  });
});

it('says why, where an anomaly covers the moment', () => {
  const anomaly = { start: at - 1000, end: at + 5000, open: false, score: 0.97, threshold: 0.9, explanation: 'Load reached 9.' } as Anomaly;
  expect(say({ anomaly })).toEqual({ kind: 'anomaly', answer: 'Load reached 9.', details: ['It began 2026-01-05 09:59:59 UTC and ended 2026-01-05 10:00:05 UTC; its highest score was 0.9700, the threshold 0.9000.'] });
});

it('says last what condition the stream was in', () => {
  const words = 'No record came for 4 minutes; usually the next comes within 1 minute.';
  expect(momentWords({ ...facts, conditions: [{ id: 'c', streamId: 's' as never, kind: 'silent', seriesId: null, begin: at, end: null, eventFrom: at, eventTo: null, words }] }).details.at(-1)).toBe(words);
});
