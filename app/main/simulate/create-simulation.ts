import { WorkbenchError } from '../../shared/errors/workbench-error.ts';
import { simulateFinance } from './finance.ts';
import { simulateHealthcare } from './healthcare.ts';
import { simulateManufacturing } from './manufacturing.ts';
import { simulateRetail } from './retail.ts';
import type { Simulation, SimulationDomain, SimulationOptions } from './simulation.ts';

const SIMULATIONS: Readonly<Record<SimulationDomain, (options: SimulationOptions) => Simulation>> = {
  finance: simulateFinance,
  healthcare: simulateHealthcare,
  retail: simulateRetail,
  manufacturing: simulateManufacturing,
};

/** The names that `createSimulation` takes. */
export const SIMULATION_DOMAINS = Object.keys(SIMULATIONS) as SimulationDomain[];

/**
 * A simulation of a domain by name. Throws `AF_SIMULATE_OPTIONS_INVALID` on an unknown domain, a start before 1970 or not in whole milliseconds,
 * a duration that isn't above 0, or a series count that isn't a whole number from 1 to 10,000.
 */
export function createSimulation(domain: string, options: SimulationOptions): Simulation {
  const refuse = (message: string): never => {
    throw new WorkbenchError('AF_SIMULATE_OPTIONS_INVALID', message);
  };
  if (!Object.hasOwn(SIMULATIONS, domain)) refuse(`There is no simulation of "${domain}"; there are ${SIMULATION_DOMAINS.join(', ')}.`);
  const { start, durationMs, seriesCount = 1 } = options;
  if (!Number.isSafeInteger(start) || start < 0) refuse(`The simulation's start ${start} is not a time in whole milliseconds since 1970.`);
  if (!Number.isFinite(durationMs) || durationMs <= 0) refuse(`The simulation's duration of ${durationMs} ms is not above 0.`);
  if (!Number.isInteger(seriesCount) || seriesCount < 1 || seriesCount > 10_000) refuse(`${seriesCount} series can't be simulated: choose 1 to 10,000.`);
  return SIMULATIONS[domain as SimulationDomain](options);
}
