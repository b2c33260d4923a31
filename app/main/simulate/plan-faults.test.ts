import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../seeded-random.ts';
import { planFaults } from './plan-faults.ts';

const kinds = [
  { kind: 'long', minMs: 4_000, maxMs: 9_000 },
  { kind: 'short', minMs: 100, maxMs: 200 },
] as const;

function plan(durationMs: number, seriesIndex = 0) {
  return planFaults({ random: createSeededRandom('plan'), seriesIndex, start: 1_000, durationMs, spacingMs: 20_000, kinds });
}

describe('fault plan', () => {
  it('leaves the first quarter clean and keeps clean stretches between the faults', () => {
    const faults = plan(400_000);
    expect(faults).toHaveLength(15);
    expect(faults[0]!.start).toBeGreaterThan(1_000 + 100_000);
    for (let i = 1; i < faults.length; i += 1) expect(faults[i]!.start - faults[i - 1]!.end).toBeGreaterThanOrEqual(0.3 * 20_000 - 2);
    expect(faults.at(-1)!.end).toBeLessThan(401_000);
  });

  it('gives the kinds turns, beginning with another one for the next series', () => {
    expect(plan(400_000).slice(0, 4).map((fault) => fault.kind)).toEqual(['long', 'short', 'long', 'short']);
    expect(plan(400_000, 1)[0]!.kind).toBe('short');
  });

  it('takes a kind that fits when the run is short, and none when nothing fits', () => {
    expect(plan(6_000).map((fault) => fault.kind)).toEqual(['short']);
    expect(plan(200)).toEqual([]);
  });
});
