import { systemClock, type Clock } from '../../clock.ts';
import type { OutgoingRecord } from '../../publish/record-publisher.ts';
import { createSimulation, SIMULATION_DOMAINS } from '../../simulate/create-simulation.ts';
import type { Simulation, SimulatedLabel } from '../../simulate/simulation.ts';

export { SIMULATION_DOMAINS };

/** Where a simulation goes: a topic or a file. Labels travel apart, so that no detector can see them. */
export interface SimulationOutlet {
  records(batch: readonly OutgoingRecord[]): Promise<void>;
  labels(labels: readonly SimulatedLabel[]): Promise<void>;
}

/** Longest time between two writes at a set rate, ms: short enough that a live chart moves smoothly. */
const writeEveryMs = 50;
/** Records per write at full speed. */
const fullSpeedBatch = 2_000;

/**
 * Publishes a simulation in event-time order at `recordsPerSecond` of wall time (`Infinity`: as fast as the outlet takes it).
 * Labels go out first: they are known for the whole run. Resolves with the count written when the run ends or the signal aborts.
 */
export async function publishSimulation(simulation: Simulation, outlet: SimulationOutlet, options: { recordsPerSecond: number; clock: Clock; signal: AbortSignal; onProgress?: (written: number, eventTime: number) => void }): Promise<number> {
  const { clock, signal, recordsPerSecond } = options;
  await outlet.labels(simulation.labels());
  const begun = clock.monotonic();
  const dueBy = () => (recordsPerSecond === Infinity ? Infinity : ((clock.monotonic() - begun) / 1000) * recordsPerSecond);
  const size = recordsPerSecond === Infinity ? fullSpeedBatch : Math.max(1, Math.min(fullSpeedBatch, Math.round((recordsPerSecond * writeEveryMs) / 1000)));
  let batch: OutgoingRecord[] = [];
  let written = 0;
  let eventTime = 0;
  const flush = async () => {
    while (written + batch.length > dueBy() && !signal.aborted) {
      await clock.sleep(Math.min(1000, Math.max(1, ((written + batch.length - dueBy()) / recordsPerSecond) * 1000)), signal);
    }
    if (signal.aborted) return;
    await outlet.records(batch);
    written += batch.length;
    batch = [];
    options.onProgress?.(written, eventTime);
  };
  for (const record of simulation.records()) {
    eventTime = record.eventTime;
    batch.push({ key: record.key, value: JSON.stringify(record.value), timestamp: eventTime });
    if (batch.length >= size) await flush();
    if (signal.aborted) return written;
  }
  if (batch.length > 0) await flush();
  return written;
}

/** A simulation by domain name, as `createSimulation` takes it (and throws); a `start` of null is now. */
export function simulate(domain: string, options: { seed: number; durationMs: number; start: number | null; seriesCount: number | null }): { simulation: Simulation; clock: Clock } {
  const { seed, durationMs, seriesCount } = options;
  const start = options.start ?? systemClock.now();
  return { simulation: createSimulation(domain, { seed, durationMs, start, ...(seriesCount !== null && { seriesCount }) }), clock: systemClock };
}
