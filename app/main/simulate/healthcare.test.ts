import { describe, expect, it } from 'vitest';
import { simulateHealthcare } from './healthcare.ts';

interface Row {
  eventTime: number;
  hr: number | null;
  spo2: number;
  resp: number | null;
  abp_sys: number;
  abp_dia: number;
}

const START = Date.UTC(2026, 2, 2, 8);
const simulation = simulateHealthcare({ seed: 5, start: START, durationMs: 90 * 60_000, seriesCount: 3 });
const series = Map.groupBy(simulation.records(), (record) => record.key);
const rows = (key: string): Row[] => series.get(key)!.map(({ eventTime, value }) => ({ ...(value as unknown as Row), eventTime }));
const spans = (kind: string) =>
  simulation.labels().filter((label) => label.kind === kind).map((label) => {
    const all = rows(label.key);
    return { during: all.filter((row) => row.eventTime >= label.start && row.eventTime < label.end), before: all.filter((row) => row.eventTime < label.start).slice(-120) };
  });

function mean(values: (number | null)[]): number {
  const present = values.filter((value) => value !== null);
  return present.reduce((sum, value) => sum + value, 0) / present.length;
}

describe('healthcare', () => {
  it('stays inside what a living adult at rest shows', () => {
    for (const key of simulation.keys) {
      const odd = rows(key).filter(
        (row) => !(row.spo2 <= 100 && row.spo2 >= 80 && row.abp_dia < row.abp_sys && row.abp_sys > 65 && row.abp_sys < 190 && (row.hr === null || (row.hr > 45 && row.hr < 190)) && (row.resp === null || (row.resp > 8 && row.resp < 35))),
      );
      expect(odd).toEqual([]);
      expect(mean(rows(key).map((row) => row.spo2))).toBeGreaterThan(94);
    }
  });

  it('lets pressure and its lower value move together, and gives whole numbers', () => {
    const all = rows('bed-01');
    const sys = mean(all.map((row) => row.abp_sys));
    const dia = mean(all.map((row) => row.abp_dia));
    const covariance = mean(all.map((row) => (row.abp_sys - sys) * (row.abp_dia - dia)));
    const correlation = covariance / Math.sqrt(mean(all.map((row) => (row.abp_sys - sys) ** 2)) * mean(all.map((row) => (row.abp_dia - dia) ** 2)));
    expect(correlation).toBeGreaterThan(0.5);
    expect(all.filter((row) => !Number.isInteger(row.abp_sys) || !Number.isInteger(row.spo2))).toEqual([]);
  });

  it('is slower at night than in the afternoon', () => {
    const day = simulateHealthcare({ seed: 5, start: START, durationMs: 24 * 3_600_000, seriesCount: 1, faults: false });
    const hours = Map.groupBy(day.records(), (record) => new Date(record.eventTime).getUTCHours());
    const hr = (hour: number): number => mean(hours.get(hour)!.map((record) => record.value.hr as number));
    expect((hr(15) + hr(16) + hr(17)) / (hr(3) + hr(4) + hr(5))).toBeGreaterThan(1.04);
  });

  it('lowers saturation by 7 points or more in a desaturation while heart rate and breathing rise', () => {
    expect(spans('desaturation').length).toBeGreaterThan(0);
    for (const { during, before } of spans('desaturation')) {
      expect(mean(before.map((row) => row.spo2)) - Math.min(...during.map((row) => row.spo2))).toBeGreaterThanOrEqual(7);
      expect(Math.max(...during.map((row) => row.hr!)) - mean(before.map((row) => row.hr))).toBeGreaterThan(10);
      expect(mean(during.map((row) => row.resp)) - mean(before.map((row) => row.resp))).toBeGreaterThan(1);
    }
  });

  it('beats fast and irregularly in an arrhythmia, with lower pressure', () => {
    expect(spans('arrhythmia').length).toBeGreaterThan(0);
    for (const { during, before } of spans('arrhythmia')) {
      expect(mean(during.map((row) => row.hr)) - mean(before.map((row) => row.hr))).toBeGreaterThan(25);
      expect(mean(before.map((row) => row.abp_sys)) - mean(during.map((row) => row.abp_sys))).toBeGreaterThan(7);
    }
  });

  it('loses heart rate and respiration when the lead is off, and nothing else', () => {
    expect(spans('lead-off').length).toBeGreaterThan(0);
    for (const { during } of spans('lead-off')) {
      expect(during.slice(3).filter((row) => row.hr !== null || row.resp !== null)).toEqual([]);
      expect(during.filter((row) => !Number.isInteger(row.spo2) || !Number.isInteger(row.abp_sys))).toEqual([]);
    }
  });
});
