import { describe, expect, it } from 'vitest';
import type { SeriesId, SeriesStretch } from '../../shared/domain/series.ts';
import { courseOf, lagOf } from './movement.ts';

const stretch = (values: number[]): SeriesStretch => {
  const column = Float64Array.from(values);
  const none = new Float32Array(values.length);
  return { seriesId: 1 as SeriesId, channels: ['load'], resolution: 'samples', times: Float64Array.from(values, (_, i) => i * 1000), min: column, max: column, expected: none, low: none, high: none, score: none, sampleCount: values.length };
};
/** A ripple, with a bump of ten rows at `at`. */
const bumped = (at: number, height: number) => stretch(Array.from({ length: 240 }, (_, i) => 5 + ((i * 7919) % 13) / 13 + (i >= at && i < at + 10 ? height : 0)));
const window = [190_000, 230_000] as const;

describe('how a series moved in a window', () => {
  it('is told in usual deviations from its median before, with its sign', () => {
    expect(courseOf(bumped(200, 20), ...window)!.distance).toBeGreaterThan(20);
    expect(courseOf(bumped(200, -20), ...window)!.distance).toBeLessThan(-20);
  });
  it('is nothing where it stays as it was, or had often gone as far before', () => {
    expect(courseOf(bumped(0, 0), ...window)).toBeNull();
    const often = bumped(200, 20);
    often.min.fill(26, 50, 60);
    expect(courseOf(often, ...window)).toBeNull();
  });
  it('is not hidden by a single row that went as far before', () => {
    const once = bumped(200, 20);
    once.min[60] = 90;
    expect(courseOf(once, ...window)!.distance).toBeGreaterThan(20);
  });
  it('is any change of what never changed, and nothing where too little is before or none is in it', () => {
    expect(courseOf(stretch([...Array.from({ length: 200 }, () => 1), 2]), ...window)!.distance).toBe(99);
    expect(courseOf(bumped(200, 20), 5_000, 230_000)).toBeNull();
    expect(courseOf(bumped(200, 20), 300_000, 400_000)).toBeNull();
  });
});

describe('how two series go together', () => {
  const leader = courseOf(bumped(200, 20), ...window)!;
  it('has the lag at which one follows the other, and its sign', () => {
    const later = lagOf(leader, courseOf(bumped(207, 9), ...window)!, 0, 240_000)!;
    expect(later.correlation).toBeGreaterThan(0.9);
    expect(later.lagMs).toBe(7_000);
    const against = lagOf(leader, courseOf(bumped(197, -9), ...window)!, 0, 240_000)!;
    expect(against.correlation).toBeLessThan(-0.9);
    expect(against.lagMs).toBe(-3_000);
  });
  it('is nothing where they hardly do', () => {
    const other = bumped(200, 0);
    other.min[228] = 40;
    expect(lagOf(leader, courseOf(other, ...window)!, 0, 240_000)).toBeNull();
  });
});
