import { describe, expect, it } from 'vitest';
import { simulateManufacturing } from './manufacturing.ts';

interface Row {
  eventTime: number;
  vibration_rms: number;
  bearing_temp: number;
  motor_current: number;
  pressure: number;
  flow: number;
}

const HOUR_MS = 3_600_000;
const START = Date.UTC(2026, 2, 2, 6);
const simulation = simulateManufacturing({ seed: 4, start: START, durationMs: 8 * HOUR_MS, seriesCount: 2 });
const series = Map.groupBy(simulation.records(), (record) => record.key);
const rows = (key: string): Row[] => series.get(key)!.map(({ eventTime, value }) => ({ ...(value as unknown as Row), eventTime }));
const labelOf = (kind: string) => simulation.labels().find((label) => label.kind === kind)!;

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function correlation(a: number[], b: number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  const covariance = mean(a.map((value, i) => (value - meanA) * (b[i]! - meanB)));
  return covariance / Math.sqrt(mean(a.map((value) => (value - meanA) ** 2)) * mean(b.map((value) => (value - meanB) ** 2)));
}

/** Pressure against flow squared: the system's loss, which only the valve changes. */
const loss = (row: Row): number => row.pressure / row.flow ** 2;

describe('manufacturing', () => {
  it('runs as a sound pump outside faults: ISO zone A or B, pressure with flow, warm but not hot', () => {
    for (const key of simulation.keys) {
      const label = simulation.labels().find((one) => one.key === key)!;
      const sound = rows(key).filter((row) => row.eventTime < label.start);
      expect(Math.max(...sound.map((row) => row.vibration_rms))).toBeLessThan(2.8);
      expect(sound.filter((row) => !(row.bearing_temp > 25 && row.bearing_temp < 70 && row.motor_current > 8 && row.pressure > 1 && row.flow > 20))).toEqual([]);
      expect(correlation(sound.map((row) => row.pressure), sound.map((row) => row.flow))).toBeGreaterThan(0.95);
    }
  });

  it('changes between three duty states', () => {
    const flows = rows('pump-01').slice(0, 7200).map((row) => row.flow);
    const highest = Math.max(...flows);
    const near = (ratio: number): number => flows.filter((flow) => Math.abs(flow / highest - ratio) < 0.05).length / flows.length;
    expect(near(0.69) + near(0.83) + near(0.97)).toBeGreaterThan(0.85);
    for (const ratio of [0.69, 0.83, 0.97]) expect(near(ratio)).toBeGreaterThan(0.05);
  });

  it('drifts slowly in vibration and bearing temperature as the bearing wears, and settles by the end of the span', () => {
    const label = labelOf('bearing-wear');
    const at = (ratio: number): Row[] => {
      const middle = label.start + ratio * (label.end - label.start);
      return rows(label.key).filter((row) => Math.abs(row.eventTime - middle) < 8 * 60_000);
    };
    const vibration = (ratio: number): number => mean(at(ratio).map((row) => row.vibration_rms));
    const before = mean(rows(label.key).filter((row) => row.eventTime < label.start).map((row) => row.vibration_rms));
    const peak = 1 - 45 / ((label.end - label.start) / 60_000);
    expect(label.end - label.start).toBeGreaterThan(HOUR_MS);
    expect(vibration(0.05) / before).toBeLessThan(1.35);
    expect(vibration(peak) / before).toBeGreaterThan(1.5);
    expect(mean(at(peak).map((row) => row.bearing_temp)) - mean(at(0.02).map((row) => row.bearing_temp))).toBeGreaterThan(2.5);
    expect(vibration(1.1) / before).toBeLessThan(1.3);
  });

  it('breaks the relation of pressure and flow in a valve fault, and restores it', () => {
    const label = labelOf('valve-fault');
    const usual = mean(rows(label.key).slice(0, 3600).map(loss));
    const inside = rows(label.key).filter((row) => row.eventTime >= label.start && row.eventTime < label.end).map(loss);
    const after = rows(label.key).filter((row) => row.eventTime >= label.end).map(loss);
    expect(Math.max(...inside) / usual).toBeGreaterThan(1.25);
    expect(Math.min(...inside.slice(120, -120)) / usual).toBeLessThan(1.12);
    expect(Math.max(...after) / usual).toBeLessThan(1.15);
  });
});
