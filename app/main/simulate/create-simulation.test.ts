import { describe, expect, it } from 'vitest';
import { createSimulation, SIMULATION_DOMAINS } from './create-simulation.ts';
import type { SimulatedRecord, SimulationDomain } from './simulation.ts';

const HOUR_MS = 3_600_000;
const START = Date.UTC(2026, 2, 2, 8);
/** Long enough for several kinds of fault. */
const DURATIONS: Record<SimulationDomain, number> = { finance: 1.5 * HOUR_MS, healthcare: 1.5 * HOUR_MS, retail: 80 * 24 * HOUR_MS, manufacturing: 7 * HOUR_MS };

function simulate(domain: SimulationDomain, changes: { seed?: number; seriesCount?: number; faults?: boolean } = {}) {
  return createSimulation(domain, { seed: 11, start: START, durationMs: DURATIONS[domain], seriesCount: 3, ...changes });
}

function bySeries(records: Iterable<SimulatedRecord>): Map<string, SimulatedRecord[]> {
  return Map.groupBy(records, (record) => record.key);
}

describe.each(SIMULATION_DOMAINS)('the %s simulation', (domain) => {
  const simulation = simulate(domain);
  const records = [...simulation.records()];
  const labels = simulation.labels();
  const end = START + DURATIONS[domain];

  it('gives the same records and labels each time for a seed, and others for another', () => {
    const print = (drawn: Iterable<SimulatedRecord>): string => JSON.stringify([...drawn]);
    const again = simulate(domain);
    expect(print(simulation.records()) === print(records)).toBe(true);
    expect(print(again.records()) === print(records)).toBe(true);
    expect(again.labels()).toEqual(labels);
    expect([...simulate(domain, { seed: 12 }).records()].slice(0, 50)).not.toEqual(records.slice(0, 50));
  });

  it('comes in order of event time, inside the run, each series with its key and about one record an interval', () => {
    expect(records.filter((record, i) => i > 0 && record.eventTime < records[i - 1]!.eventTime)).toEqual([]);
    expect(records[0]!.eventTime).toBeGreaterThanOrEqual(START);
    expect(records.at(-1)!.eventTime).toBeLessThan(end);
    const { time, keys } = simulation.mapping;
    expect(records.filter(({ key, value }) => keys.map((field) => value[field]).join('/') !== key)).toEqual([]);
    expect(records.filter(({ value, eventTime }) => new Date(value[time.field!]!).getTime() !== eventTime)).toEqual([]);
    const series = bySeries(simulate(domain, { faults: false }).records());
    expect([...series.keys()].sort()).toEqual([...simulation.keys].sort());
    for (const one of series.values()) expect(one.length).toBe(DURATIONS[domain] / simulation.intervalMs);
  });

  it('has all mapped channels as numbers, or null inside a labelled span', () => {
    const explained = (record: SimulatedRecord, channel: string): boolean =>
      labels.some((label) => label.key === record.key && label.start <= record.eventTime && record.eventTime < label.end && label.channels.includes(channel));
    for (const { field } of simulation.mapping.channels) {
      expect(records.filter((record) => !Number.isFinite(record.value[field]) && !(record.value[field] === null && explained(record, field)))).toEqual([]);
    }
  });

  it('labels several kinds, in order, within the run and after its first quarter, with clean stretches between', () => {
    expect(new Set(labels.map((label) => label.kind)).size).toBeGreaterThanOrEqual(2);
    for (const [i, label] of labels.entries()) {
      expect(label.start).toBeGreaterThanOrEqual(START + DURATIONS[domain] / 4);
      expect(label.end).toBeGreaterThan(label.start);
      expect(label.end).toBeLessThanOrEqual(end);
      expect(simulation.keys).toContain(label.key);
      expect(label.text).toContain(label.key);
      if (i > 0) expect(label.start).toBeGreaterThanOrEqual(labels[i - 1]!.start);
    }
    const labelledMs = labels.reduce((sum, label) => sum + label.end - label.start, 0);
    expect(labelledMs / simulation.keys.length / DURATIONS[domain]).toBeLessThan(0.35);
  });

  it('says nothing of the labels in the records', () => {
    const fields = new Set(records.flatMap((record) => Object.keys(record.value)));
    for (const field of fields) expect(field).not.toMatch(/label|fault|anomal|kind|expected/i);
    const kinds = new Set<unknown>(labels.map((label) => label.kind));
    expect(records.filter(({ value }) => Object.values(value).some((content) => kinds.has(content)))).toEqual([]);
    expect(simulation.mapping.label).toBeNull();
  });

  it('leaves the other series as they are when one is added', () => {
    const more = simulate(domain, { seriesCount: 4 });
    const series = bySeries(more.records());
    for (const [key, one] of bySeries(records)) expect(JSON.stringify(series.get(key)) === JSON.stringify(one)).toBe(true);
    expect(more.labels().filter((label) => simulation.keys.includes(label.key))).toEqual(labels);
  });

  it('is clean without faults', () => {
    const clean = simulate(domain, { faults: false });
    expect(clean.labels()).toEqual([]);
    const firstFault = Math.min(...labels.map((label) => label.start));
    const before = (record: SimulatedRecord): boolean => record.eventTime < firstFault - 7 * 24 * HOUR_MS || (domain !== 'retail' && record.eventTime < firstFault);
    expect(JSON.stringify([...clean.records()].filter(before)) === JSON.stringify(records.filter(before))).toBe(true);
  });
});

describe('createSimulation', () => {
  const options = { seed: 1, start: START, durationMs: HOUR_MS };

  it.each([
    ['an unknown domain', 'weather', options],
    ['an inherited name', 'toString', options],
    ['a start that is no time', 'finance', { ...options, start: Number.NaN }],
    ['no duration', 'finance', { ...options, durationMs: 0 }],
    ['no series', 'finance', { ...options, seriesCount: 0 }],
    ['half a series', 'finance', { ...options, seriesCount: 1.5 }],
  ])('refuses %s', (_, domain, wrong) => {
    expect(() => createSimulation(domain, wrong)).toThrow(expect.objectContaining({ code: 'AF_SIMULATE_OPTIONS_INVALID' }));
  });
});
