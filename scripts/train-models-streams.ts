import { createSimulation, SIMULATION_DOMAINS } from '../app/main/simulate/create-simulation.ts';
import type { SeededRandom } from '../app/main/seeded-random.ts';

const LENGTH = 1200;
type Process = (random: SeededRandom) => () => number;

/** Processes as a monitor meets them; each call draws its own parameters. */
const processes: readonly Process[] = [
  (r) => () => r.normal(),
  (r) => autoregression(r, r.uniform(0.3, 0.98)),
  (r) => randomWalk(r),
  (r) => damped(r),
  (r) => season(r, r.uniform(6, 60), r.uniform(0.02, 0.6)),
  (r) => season(r, r.uniform(60, 600), r.uniform(0.02, 0.6)),
  (r) => {
    const [a, b] = [season(r, r.uniform(8, 40), 0.05), autoregression(r, 0.95)];
    const share = r.uniform(0.2, 2);
    return () => a() + share * b();
  },
  (r) => sawTooth(r),
  (r) => levels(r),
  (r) => {
    const mean = r.uniform(0.3, 30);
    const rhythm = season(r, 24, 0);
    return () => r.poisson(mean * (1 + 0.8 * Math.max(-1, Math.min(1, rhythm()))));
  },
  (r) => spikes(r),
  (r) => {
    const [walk, bounce] = [randomWalk(r), r.uniform(0.2, 3)];
    return () => walk() + r.normal(0, bounce);
  },
];

/** `count` series of `LENGTH` values: a process at a level and scale of its own, some of them rounded, some of heavy-tailed noise on top. */
export function syntheticSeries(random: SeededRandom, count: number): number[][] {
  return Array.from({ length: count }, (_, i) => {
    const r = random.derive(`series-${i}`);
    const next = processes[i % processes.length]!(r);
    const scale = 10 ** r.uniform(-2, 3);
    const level = scale * r.uniform(-20, 20);
    const grain = r.chance(0.25) ? r.uniform(0.2, 1.5) : 0;
    const burst = r.chance(0.2) ? r.uniform(0.3, 1) : 0;
    return Array.from({ length: LENGTH }, () => {
      const value = next() + (burst > 0 && r.chance(0.05) ? burst * r.normal(0, 4) : 0);
      return level + scale * (grain > 0 ? Math.round(value / grain) * grain : value);
    });
  });
}

/** Every channel of fault-free simulations of each domain. */
export function simulatedSeries(seed: number): number[][] {
  return SIMULATION_DOMAINS.flatMap((domain) => {
    const hours = domain === 'retail' ? 24 * 60 : 1;
    const simulation = createSimulation(domain, { seed: `train-${seed}`, start: 1_700_000_000_000, durationMs: hours * 3_600_000, seriesCount: 8, faults: false });
    const columns = new Map<string, number[]>();
    for (const record of simulation.records()) {
      for (const { field } of simulation.mapping.channels) {
        const name = `${record.key}|${field}`;
        const value = record.value[field];
        if (typeof value !== 'number') continue;
        const column = columns.get(name);
        if (column) column.push(value);
        else columns.set(name, [value]);
      }
    }
    return [...columns.values()];
  });
}

function autoregression(r: SeededRandom, kept: number): () => number {
  let value = 0;
  return () => (value = kept * value + r.normal(0, Math.sqrt(1 - kept * kept)));
}

function randomWalk(r: SeededRandom): () => number {
  let value = 0;
  return () => (value += r.normal());
}

/** A lightly damped oscillator driven by noise. */
function damped(r: SeededRandom): () => number {
  const [radius, angle] = [r.uniform(0.85, 0.995), r.uniform(0.05, 1.2)];
  let [one, two] = [0, 0];
  return () => {
    const value = 2 * radius * Math.cos(angle) * one - radius * radius * two + r.normal(0, 0.3);
    [one, two] = [value, one];
    return value;
  };
}

function season(r: SeededRandom, period: number, noise: number): () => number {
  const [phase, second] = [r.uniform(0, 2 * Math.PI), r.uniform(0, 0.5)];
  let t = 0;
  return () => {
    t += 1;
    const angle = (2 * Math.PI * t) / period + phase;
    return Math.sin(angle) + second * Math.sin(2 * angle + phase) + noise * r.normal();
  };
}

function sawTooth(r: SeededRandom): () => number {
  const [slope, noise, floor] = [r.uniform(0.02, 0.3), r.uniform(0, 0.1), r.uniform(1, 4)];
  let value = floor;
  return () => {
    value -= slope * r.exponential(1);
    if (value < 0) value = floor;
    return value + noise * r.normal();
  };
}

/** Levels that hold for a while and are reached with a lag. */
function levels(r: SeededRandom): () => number {
  const [lag, noise, hold] = [r.uniform(1, 12), r.uniform(0.01, 0.2), r.uniform(20, 300)];
  let [value, goal] = [0, 0];
  return () => {
    if (r.chance(1 / hold)) goal = r.normal(0, 1.5);
    value += (goal - value) / lag;
    return value + noise * r.normal();
  };
}

function spikes(r: SeededRandom): () => number {
  const [chance, noise] = [r.uniform(0.005, 0.1), r.uniform(0.02, 0.2)];
  return () => noise * r.normal() + (r.chance(chance) ? r.exponential(3) : 0);
}
