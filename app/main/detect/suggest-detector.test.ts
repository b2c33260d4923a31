import { describe, expect, it } from 'vitest';
import { stubDetection, stubKind } from '../../../tests/fixtures/stub-detection.ts';
import { createSeededRandom } from '../seeded-random.ts';
import type { DetectionService } from './detection-service.ts';
import { MOST_CHANGES, plantChanges, plantedForms, type SeriesStretch } from './plant-changes.ts';
import { suggestDetector } from './suggest-detector.ts';

/** Noise around 20 and, in the second channel, 5; every 50th row of the second is missing. */
function noise(rows: number, seed = 1): SeriesStretch {
  const random = createSeededRandom(seed);
  return { times: Float64Array.from({ length: rows }, (_, row) => row * 1000), values: Float64Array.from({ length: 2 * rows }, (_, at) => (at % 100 === 99 ? NaN : at % 2 === 0 ? random.normal(20, 2) : random.normal(5, 0.5))) };
}
const still: SeriesStretch = { times: Float64Array.from({ length: 2_000 }, (_, row) => row), values: new Float64Array(4_000).fill(7) };
const good = { ...stubKind, name: 'good', title: 'Good' };
const blind = { ...stubKind, name: 'blind', title: 'Blind' };

/** `good` knows which values were changed; `blind` tells of each row alike. */
function detectionOver(series: readonly SeriesStretch[]): DetectionService & { opened: string[]; closed: string[] } {
  const opened: string[] = [];
  const closed: string[] = [];
  return {
    ...stubDetection(), opened, closed,
    open: ({ streamId }) => (opened.push(streamId), Promise.resolve()),
    close: (id) => (closed.push(id), Promise.resolve()),
    async advance(id, samples) {
      const scores = await stubDetection().advance(id, samples);
      const alarm = scores.alarm.map((_one, row) => {
        const { times, values } = series[samples.series[row]! % series.length]!;
        const at = times.indexOf(samples.times[row]!);
        const isChanged = [0, 1].some((c) => !Object.is(values[at * 2 + c], samples.values[row * 2 + c]));
        return id.endsWith('good') && isChanged ? 0.9 : 0.1;
      });
      return { ...scores, alarm };
    },
  };
}

describe('plantChanges', () => {
  it('changes ten stretches from a row on, each form twice, and nothing else', () => {
    const stretch = noise(3_000);
    const { values, changes } = plantChanges(stretch, 2, 1_200, createSeededRandom(5));
    expect(changes).toHaveLength(MOST_CHANGES);
    expect(changes.map(({ form }) => form).sort()).toEqual([...plantedForms, ...plantedForms].sort());
    expect(changes.every(({ start, end }, at) => start >= 1_200 && end < 3_000 && (at === 0 || start > changes[at - 1]!.end))).toBe(true);
    const rowsChanged = Array.from({ length: 3_000 }, (_, row) => [0, 1].some((c) => !Object.is(values[row * 2 + c], stretch.values[row * 2 + c])));
    const within = (row: number) => changes.some(({ start, end }) => row >= start && row <= end);
    expect(rowsChanged.every((isChanged, row) => !isChanged || within(row))).toBe(true);
    expect(changes.every(({ start, end }) => rowsChanged.slice(start, end + 1).some(Boolean))).toBe(true);
    const shift = changes.find(({ form }) => form === 'shift')!;
    const moved = [0, 1].map((c) => Math.abs(values[shift.start * 2 + c]! - stretch.values[shift.start * 2 + c]!) / [2, 0.5][c]!);
    expect(Math.max(...moved)).toBeGreaterThan(1.3);
    expect(Math.max(...moved)).toBeLessThan(3.3);
  });

  it('changes how a counter grows, which stands off from then on', () => {
    const random = createSeededRandom(3);
    let total = 0;
    const values = Float64Array.from({ length: 3_000 }, (_, row) => (row === 2_500 ? (total = 0) : (total += random.integer(50, 90))));
    const planted = plantChanges({ times: Float64Array.from(values, (_, row) => row * 60_000), values }, 1, 500, createSeededRandom(5));
    const falls = [...planted.values].flatMap((value, row) => (value < planted.values[row - 1]! ? [row] : []));
    expect(falls).toEqual([2_500]);
    const { start, end } = planted.changes.find(({ form }) => form === 'shift')!;
    const off = (row: number) => planted.values[row]! - values[row]!;
    expect(Math.abs(off(end) - off(start - 1))).toBeGreaterThan(40 * 15);
    expect(off(end + 10)).toBeCloseTo(off(end), 6);
  });

  it('leaves what is missing missing, and fills nothing', () => {
    const stretch = noise(3_000);
    const { values } = plantChanges(stretch, 2, 0, createSeededRandom(2));
    expect([...values].map(Number.isNaN)).toEqual([...stretch.values].map(Number.isNaN));
  });

  it('leaves most rows of a short series untouched', () => {
    const { changes } = plantChanges(noise(1_100), 2, 440, createSeededRandom(5));
    expect(changes.map(({ form }) => form)).toHaveLength(4);
    expect(changes.every(({ end }) => end < 1_100)).toBe(true);
  });

  it('plants nothing where all channels stand still', () => {
    expect(plantChanges(still, 2, 500, createSeededRandom(1))).toEqual({ values: still.values, changes: [] });
  });
});

describe('suggestDetector', () => {
  it('suggests the detector in whose alarms planted changes stand out, says why, and closes what it opened', async () => {
    const series = [noise(3_000), noise(2_000, 2)];
    const detection = detectionOver(series);
    const found = await suggestDetector({ detection, kinds: [blind, good], series, channels: 2 });
    expect(found).toMatchObject({ detector: 'good', sampleCount: 5_000, seriesCount: 2, changeCount: 68, results: [{ detector: 'blind', standsOut: 0.5 }, { detector: 'good', standsOut: 1 }] });
    expect(found.reason).toBe('With Good a planted change raises the alarm above 100 % of the untouched stretches, with Blind above 50 %.');
    expect(detection.closed).toEqual(detection.opened);
  });

  it('keeps the default where another is not clearly better', async () => {
    const series = [noise(3_000)];
    const found = await suggestDetector({ detection: detectionOver(series), kinds: [blind, { ...good, name: 'as blind' }], series, channels: 2 });
    expect(found.detector).toBe('blind');
    expect(found.reason).toMatch(/^With Blind .* 50 %/);
  });

  it('stays with the default where nothing can be planted', async () => {
    const found = await suggestDetector({ detection: detectionOver([still]), kinds: [blind, good], series: [still], channels: 2 });
    expect(found).toMatchObject({ detector: 'blind', changeCount: 0 });
    expect(found.reason).toMatch(/stand still/);
  });
});
