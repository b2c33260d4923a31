/**
 * Realised against asked alerts over seven simulated days, after one that settles: `node bench/alert-budget.ts [--seed 11] [--asked 5] [--every 1]`. Four series of each
 * domain, a row a second (`--every` takes just each so many-th); retail has a row an hour and runs 20 weeks.
 */
import { parseArgs } from 'node:util';
import { SIMULATION_DOMAINS } from '../app/main/simulate/create-simulation.ts';
import { runBudget } from './support/budget-run.ts';

const { values } = parseArgs({ options: { seed: { type: 'string', default: '11' }, asked: { type: 'string', default: '5' }, every: { type: 'string', default: '1' } } });
const alertsPerDay = Number(values.asked);

for (const domain of SIMULATION_DOMAINS) {
  const isSlow = domain === 'retail';
  const run = await runBudget(domain, { days: isSlow ? 140 : 8, every: isSlow ? 1 : Number(values.every), alertsPerDay, seed: Number(values.seed) });
  console.log(`${domain}: asked ${alertsPerDay} a day, realised ${run.realised.toFixed(2)} (ratio ${(run.realised / alertsPerDay).toFixed(2)}; over all days ${(run.realisedOverall / alertsPerDay).toFixed(2)}); ${run.leftOut} candidates left out; threshold ${run.threshold.toFixed(4)}, floor ${run.floor.toFixed(4)}`);
}
process.exit(0); // the native library's threads would keep it open
