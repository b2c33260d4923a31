import type { FieldMapping } from '../../shared/domain/stream.ts';
import { createSeededRandom } from '../seeded-random.ts';
import type { SeededRandom } from '../seeded-random.ts';
import { mergeSeries } from './merge-series.ts';
import type { FaultKind, PlannedFault } from './plan-faults.ts';
import { planFaults } from './plan-faults.ts';
import type { SimulatedLabel, SimulatedRecord, Simulation, SimulationDomain, SimulationOptions } from './simulation.ts';

/** One series about to be drawn. */
export interface SeriesPlan<K extends string> {
  key: string;
  index: number;
  /** The series' own chance, derived from seed, domain and key. */
  random: SeededRandom;
  /** Chance that all series of the run share; derive by name, never draw from it. */
  shared: SeededRandom;
  options: SimulationOptions;
  faults: PlannedFault<K>[];
}

/** What a domain has to say; the rest is the same for all. */
export interface DomainModel<K extends string> {
  domain: SimulationDomain;
  intervalMs: number;
  mapping: FieldMapping;
  defaultSeriesCount: number;
  faultKinds: readonly FaultKind<K>[];
  faultSpacingMs: number;
  keyOf(index: number): string;
  /** The series' records in order of event time, within the run. */
  records(series: SeriesPlan<K>): Generator<SimulatedRecord>;
  labels(series: SeriesPlan<K>): SimulatedLabel[];
}

/** Plans every series' faults, merges the series by event time and sorts the labels. */
export function assembleSimulation<K extends string>(model: DomainModel<K>, options: SimulationOptions): Simulation {
  const shared = createSeededRandom(options.seed).derive(model.domain);
  const keys = Array.from({ length: options.seriesCount ?? model.defaultSeriesCount }, (_, index) => model.keyOf(index));
  const series = keys.map((key, index): SeriesPlan<K> => {
    const random = shared.derive(key);
    const { start, durationMs } = options;
    const place = { random, seriesIndex: index, start, durationMs, spacingMs: model.faultSpacingMs, kinds: model.faultKinds };
    return { key, index, random, shared, options, faults: options.faults === false ? [] : planFaults(place) };
  });
  return {
    domain: model.domain,
    intervalMs: model.intervalMs,
    keys,
    mapping: model.mapping,
    records: () => mergeSeries(series.map((one) => model.records(one))),
    labels: () => series.flatMap((one) => model.labels(one)).sort((a, b) => a.start - b.start || (a.key < b.key ? -1 : 1)),
  };
}

/** Finds the fault under way at a moment; asked in order of time. */
export function followFaults<F extends { start: number; end: number }>(faults: readonly F[]): (time: number) => F | undefined {
  let next = 0;
  return (time) => {
    while (next < faults.length && faults[next]!.end <= time) next += 1;
    const fault = faults[next];
    return fault && fault.start <= time ? fault : undefined;
  };
}

/** A mapping from `[field, unit]` pairs, each channel by its field's name. */
export function mapFields(time: FieldMapping['time'], keys: string[], channels: readonly (readonly [field: string, unit: string])[]): FieldMapping {
  return { time, keys, channels: channels.map(([field, unit]) => ({ field, name: field, unit })), label: null };
}
