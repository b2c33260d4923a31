import type { FieldMapping } from '../../shared/domain/stream.ts';
import type { EpochMillis } from '../../shared/domain/time.ts';

/** The four fields whose streams can be simulated. */
export type SimulationDomain = 'finance' | 'healthcare' | 'retail' | 'manufacturing';

/** One record as it would arrive from a broker. */
export interface SimulatedRecord {
  eventTime: EpochMillis;
  /** The key-field values joined by '/', in the order of `mapping.keys`. */
  key: string;
  /** The JSON body: time field, key fields and channels; null where a sensor gives nothing. Never a label. */
  value: Record<string, number | string | null>;
}

/** Ground truth about one span of one series; travels apart from the records. */
export interface SimulatedLabel {
  key: string;
  /** The onset. */
  start: EpochMillis;
  /** When the series is back to normal: the recovery belongs to the span. */
  end: EpochMillis;
  /** `flash-crash`, `lead-off`, … ; see the domain's file. */
  kind: string;
  /** The channels in which it shows. */
  channels: string[];
  /** True for an event that was announced (a promotion): labelled, but not an anomaly. */
  expected: boolean;
  /** One sentence for the analyst, with magnitudes. */
  text: string;
}

/** What to simulate. The same options always give the same records and labels. */
export interface SimulationOptions {
  seed: number | string;
  /** The first possible record's time; local time of the simulated place is taken to be UTC. */
  start: EpochMillis;
  /** Length of the run; records lie in [start, start + durationMs). */
  durationMs: number;
  /** How many series; each domain has its default. Series i is the same whatever the count. */
  seriesCount?: number;
  /** False for a clean run without faults and promotions. Default true. */
  faults?: boolean;
}

/** A run that can be drawn any number of times: pure, in event time, without clock or IO. */
export interface Simulation {
  domain: SimulationDomain;
  /** Nominal time between two records of one series. */
  intervalMs: number;
  /** The series' keys, as in `SimulatedRecord.key`. */
  keys: string[];
  /** Which fields of a record mean what; fields that it leaves out (price, promo) are there for the reader. */
  mapping: FieldMapping;
  /** All records in order of event time; at equal times in the order of `keys`. A fresh generator each time. */
  records(): Generator<SimulatedRecord>;
  /** The labels of the whole run, by start, then key. */
  labels(): SimulatedLabel[];
}
