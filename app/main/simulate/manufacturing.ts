import type { SeededRandom } from '../seeded-random.ts';
import { assembleSimulation, followFaults, mapFields } from './assemble-simulation.ts';
import type { DomainModel, SeriesPlan } from './assemble-simulation.ts';
import type { FaultKind, PlannedFault } from './plan-faults.ts';
import { clamp, plateau, round, smoothStep, Wander } from './shapes.ts';
import type { SimulatedLabel, SimulatedRecord, Simulation, SimulationOptions } from './simulation.ts';

type ManufacturingFault = 'bearing-wear' | 'valve-fault';

const MINUTE_MS = 60_000;
const FAULT_KINDS: readonly FaultKind<ManufacturingFault>[] = [
  { kind: 'bearing-wear', minMs: 90 * MINUTE_MS, maxMs: 300 * MINUTE_MS },
  { kind: 'valve-fault', minMs: 8 * MINUTE_MS, maxMs: 20 * MINUTE_MS },
];
const FAULT_SPACING_MS = 8 * 60 * MINUTE_MS;
const SAMPLE_MS = 1_000;
const DAY_MS = 86_400_000;

/** Duty states as speed ratios with their mean dwell; the next state is any other. */
const DUTY = [
  { speed: 0.7, meanSeconds: 120 },
  { speed: 0.85, meanSeconds: 240 },
  { speed: 1, meanSeconds: 300 },
] as const;
const SPEED_TAU_SECONDS = 5;
const BEARING_TAU_SECONDS = 720;
/** The end of a wear span: the bearing on duty cools down to 5 % of the excess. */
const COOLING_MS = 3 * BEARING_TAU_SECONDS * 1000;

interface PumpTraits {
  /** Shut-off pressure at full speed, bar. */
  shutOff: number;
  /** Pressure lost per flow squared inside the pump and in the open system, bar/(m³/h)². */
  pumpLoss: number;
  systemLoss: number;
  /** mm/s at full speed. */
  vibration: number;
  /** Above ambient at full speed, K. */
  bearingRise: number;
  /** A, without and with full load. */
  idleCurrent: number;
  loadCurrent: number;
}

interface Disturbance {
  /** Added vibration as a ratio of the normal. */
  wear: number;
  /** Factor on the loss of the system: above 1 when the valve closes. */
  valve: number;
}

/**
 * Sensors of several motor-driven centrifugal pumps, once a second: `vibration_rms` (mm/s), `bearing_temp` (°C), `motor_current` (A), `pressure` (bar, discharge),
 * `flow` (m³/h). The speed changes between three duty states every few minutes.
 *
 * Facts: pressure and flow are where the pump's curve meets the system's, and follow speed by the affinity laws (Karassik et al., Pump Handbook): p = s·q² and
 * p = p₀·n² − a·q²; shaft power goes with speed × flow × pressure; the bearing is a first-order thermal lag of 12 min; normal vibration is in zone A or B of
 * ISO 20816-3 (below 2.8 mm/s).
 *
 * Faults: `bearing-wear` (vibration grows exponentially to 1.9 to 2.4 times the normal, with 8 to 12 K on the bearing and some current, over hours; then the
 * standby pump takes the duty within a minute and the bearing temperature settles; degradation signal of Gebraeel et al., IIE Transactions 37, 2005), `valve-fault` (the valve sticks
 * and slips in a limit cycle of 20 to 40 s, so that pressure and flow swing against each other; Choudhury, Thornhill & Shah, Control Eng. Practice 13, 2005).
 */
export function simulateManufacturing(options: SimulationOptions): Simulation {
  return assembleSimulation(MANUFACTURING, options);
}

const MANUFACTURING: DomainModel<ManufacturingFault> = {
  domain: 'manufacturing',
  intervalMs: SAMPLE_MS,
  mapping: mapFields({ field: 'time', unit: 'ms' }, ['machine'], [
    ['vibration_rms', 'mm/s'],
    ['bearing_temp', '°C'],
    ['motor_current', 'A'],
    ['pressure', 'bar'],
    ['flow', 'm³/h'],
  ]),
  defaultSeriesCount: 2,
  faultKinds: FAULT_KINDS,
  faultSpacingMs: FAULT_SPACING_MS,
  keyOf: (index) => `pump-${String(index + 1).padStart(2, '0')}`,
  records: pumpRecords,
  labels: ({ key, faults }) => faults.map((fault) => describe(key, fault)),
};

function* pumpRecords({ key: machine, random, options, faults }: SeriesPlan<ManufacturingFault>): Generator<SimulatedRecord> {
  const traits = drawTraits(random.derive('traits'));
  const dutySpeed = createDuty(random.derive('duty'));
  const faultAt = followFaults(faults.map((fault) => ({ ...fault, disturb: createDisturbance(fault) })));
  const wander = (name: string, tauSeconds: number, sd: number): Wander => new Wander(random.derive(name), tauSeconds, sd);
  const ambientWander = wander('ambient', 3600, 0.5);
  const systemWander = wander('system', 300, 0.015);
  const vibrationWander = wander('vibration', 90, 0.04);
  const noise = random.derive('noise');
  const end = options.start + options.durationMs;
  let speed = 0.85;
  let rise: number | undefined;
  for (let time = options.start; time < end; time += SAMPLE_MS) {
    const { wear, valve } = faultAt(time)?.disturb(time) ?? { wear: 0, valve: 1 };
    speed += (dutySpeed() - speed) / SPEED_TAU_SECONDS;
    const loss = traits.systemLoss * (1 + systemWander.next(1)) * valve;
    const flow = speed * Math.sqrt(traits.shutOff / (traits.pumpLoss + loss));
    const pressure = loss * flow * flow;
    const load = speed ** 3 * (0.4 + 0.6 * (flow / (speed * Math.sqrt(traits.shutOff / (traits.pumpLoss + traits.systemLoss)))));
    const heat = traits.bearingRise * (0.35 + 0.65 * speed * speed) + wear * 8;
    rise = rise === undefined ? heat : rise + (heat - rise) / BEARING_TAU_SECONDS;
    const ambient = 22 + 2.5 * Math.cos(2 * Math.PI * ((time % DAY_MS) / DAY_MS - 15 / 24)) + ambientWander.next(1);
    const vibration = traits.vibration * (0.3 + 0.7 * speed * speed) * (1 + vibrationWander.next(1)) * (1 + wear) + 0.15 * Math.abs(valve - 1);
    yield {
      eventTime: time,
      key: machine,
      value: {
        time,
        machine,
        vibration_rms: round(Math.max(0, vibration * (1 + noise.normal(0, 0.05))), 3),
        bearing_temp: round(ambient + rise + noise.normal(0, 0.08), 2),
        motor_current: round(traits.idleCurrent + traits.loadCurrent * load * (1 + 0.03 * wear) + noise.normal(0, 0.12), 2),
        pressure: round(Math.max(0, pressure + noise.normal(0, 0.02)), 3),
        flow: round(Math.max(0, flow + noise.normal(0, 0.25)), 2),
      },
    };
  }
}

function drawTraits(random: SeededRandom): PumpTraits {
  const fullFlow = random.uniform(55, 75);
  const shutOff = random.uniform(6.5, 8);
  const pressure = 0.72 * shutOff;
  return {
    shutOff,
    pumpLoss: (shutOff - pressure) / fullFlow ** 2,
    systemLoss: pressure / fullFlow ** 2,
    vibration: random.uniform(1.4, 1.9),
    bearingRise: random.uniform(26, 34),
    idleCurrent: random.uniform(7, 9),
    loadCurrent: random.uniform(18, 24),
  };
}

/** The speed set-point second by second: a semi-Markov chain with gamma dwell times of at least 45 s. */
function createDuty(random: SeededRandom): () => number {
  let state = random.pick(DUTY);
  let left = 0;
  return () => {
    if (left <= 0) {
      const now = state;
      state = random.pick(DUTY.filter((other) => other !== now));
      left = 45 + Math.round(random.gamma(3, (state.meanSeconds - 45) / 3));
    }
    left -= 1;
    return state.speed;
  };
}

function drawMagnitude(fault: PlannedFault<ManufacturingFault>): { growth: number; swing: number; periodSeconds: number } {
  const random = fault.random.derive('magnitude');
  return { growth: random.uniform(0.9, 1.4), swing: random.uniform(0.3, 0.5), periodSeconds: random.uniform(20, 40) };
}

function createDisturbance(fault: PlannedFault<ManufacturingFault>): (time: number) => Disturbance {
  const { growth, swing, periodSeconds } = drawMagnitude(fault);
  const spanMs = fault.end - fault.start;
  if (fault.kind === 'bearing-wear') {
    return (time) => {
      const wornMs = spanMs - COOLING_MS;
      const progress = (time - fault.start) / wornMs;
      if (progress < 1) return { wear: (growth * Math.expm1(3 * progress)) / Math.expm1(3), valve: 1 };
      return { wear: growth * (1 - smoothStep((time - fault.start - wornMs) / MINUTE_MS)), valve: 1 };
    };
  }
  const rate = new Wander(fault.random.derive('rate'), 60, 0.08);
  let phase = 0;
  return (time) => {
    phase += (2 * Math.PI * (1 + rate.next(1))) / periodSeconds;
    const strength = plateau((time - fault.start) / spanMs, 0.1, 0.1);
    /** Sticks at both ends and slips between: a clipped sine. */
    const position = clamp(1.8 * Math.sin(phase), -1, 1);
    return { wear: 0, valve: 1 + strength * swing * (0.5 + 0.5 * position) };
  };
}

function describe(key: string, fault: PlannedFault<ManufacturingFault>): SimulatedLabel {
  const span = { key, start: fault.start, end: fault.end, kind: fault.kind, expected: false };
  const minutes = Math.round((fault.end - fault.start) / MINUTE_MS);
  const { growth, periodSeconds } = drawMagnitude(fault);
  if (fault.kind === 'bearing-wear') {
    const channels = ['vibration_rms', 'bearing_temp'];
    return { ...span, channels, text: `${key}: bearing wear: vibration drifts to ${(1 + growth).toFixed(1)} times its normal level over ${Math.round(minutes - COOLING_MS / MINUTE_MS)} min and the bearing warms by up to ${Math.round(8 * growth)} K, then the standby pump takes over.` };
  }
  return { ...span, channels: ['pressure', 'flow'], text: `${key}: the valve sticks: pressure and flow swing against each other every ${Math.round(periodSeconds)} s for ${minutes} min.` };
}
