import type { SeededRandom } from '../seeded-random.ts';
import { assembleSimulation, followFaults, mapFields } from './assemble-simulation.ts';
import type { DomainModel, SeriesPlan } from './assemble-simulation.ts';
import type { FaultKind, PlannedFault } from './plan-faults.ts';
import { clamp, isoTime, plateau, Wander } from './shapes.ts';
import type { SimulatedLabel, SimulatedRecord, Simulation, SimulationOptions } from './simulation.ts';

type HealthcareFault = 'desaturation' | 'arrhythmia' | 'lead-off';

const FAULT_KINDS: readonly FaultKind<HealthcareFault>[] = [
  { kind: 'desaturation', minMs: 150_000, maxMs: 240_000 },
  { kind: 'arrhythmia', minMs: 90_000, maxMs: 200_000 },
  { kind: 'lead-off', minMs: 60_000, maxMs: 150_000 },
];
const FAULT_SPACING_MS = 30 * 60_000;
const SAMPLE_MS = 1_000;
const DAY_MS = 86_400_000;
const ARTEFACT_SPACING_MS = 12 * 60_000;

/** hr per minute, spo2 in %, resp per minute, pressures in mmHg. */
interface Vitals {
  hr: number;
  spo2: number;
  resp: number;
  sys: number;
  dia: number;
}

interface Artefact {
  kind: 'cough' | 'motion';
  start: number;
  end: number;
  size: number;
}

/**
 * Vital signs of several patients as a bedside monitor's numerics, one set a second in whole numbers: `hr` (1/min), `spo2` (%), `resp` (1/min),
 * `abp_sys` and `abp_dia` (mmHg, arterial line). The form follows the numerics of the MIMIC waveform database (Moody & Mark, Computers in Cardiology 1996).
 *
 * Physiology: adults at rest (Guyton & Hall, Textbook of Medical Physiology); heart rate and pressure 5 to 10 % lower in the small hours (Millar-Craig et al.,
 * Lancet 1978); respiratory sinus arrhythmia and Mayer waves at 0.1 Hz (Task Force of the ESC and NASPE, Circulation 93, 1996); the baroreflex lowers
 * heart rate when pressure wanders up. Coughs and motion artefacts of a few seconds, one in 12 min on average, are part of normal life and not labelled.
 *
 * Faults: `desaturation` (spo2 down 8 to 12 points over a minute, heart rate and breathing up: chemoreflex), `arrhythmia` (paroxysmal atrial fibrillation with
 * rapid response: irregular 120 to 145/min, pressure down 15 to 24 mmHg; Clark et al., JACC 30, 1997), `lead-off` (no `hr`, and no `resp`, which is
 * measured as impedance over the same electrodes; the pulse oximeter and the arterial line go on).
 */
export function simulateHealthcare(options: SimulationOptions): Simulation {
  return assembleSimulation(HEALTHCARE, options);
}

const HEALTHCARE: DomainModel<HealthcareFault> = {
  domain: 'healthcare',
  intervalMs: SAMPLE_MS,
  mapping: mapFields({ field: 'time', unit: 'iso' }, ['patient'], [
    ['hr', '1/min'],
    ['spo2', '%'],
    ['resp', '1/min'],
    ['abp_sys', 'mmHg'],
    ['abp_dia', 'mmHg'],
  ]),
  defaultSeriesCount: 4,
  faultKinds: FAULT_KINDS,
  faultSpacingMs: FAULT_SPACING_MS,
  keyOf: (index) => `bed-${String(index + 1).padStart(2, '0')}`,
  records: patientRecords,
  labels: ({ key, faults }) => faults.map((fault) => describe(key, fault)),
};

function* patientRecords({ key: patient, random, options, faults }: SeriesPlan<HealthcareFault>): Generator<SimulatedRecord> {
  const nextVitals = createPatient(random);
  const nextArtefact = createArtefacts(random.derive('artefacts'), options.start);
  const faultAt = followFaults(faults.map((fault) => ({ ...fault, disturb: createDisturbance(fault) })));
  const end = options.start + options.durationMs;
  for (let time = options.start; time < end; time += SAMPLE_MS) {
    const vitals = nextVitals(time);
    addArtefact(vitals, nextArtefact(time), time);
    const off = faultAt(time)?.disturb(vitals, time) ?? false;
    yield {
      eventTime: time,
      key: patient,
      value: {
        time: isoTime(time),
        patient,
        hr: off ? null : Math.round(clamp(vitals.hr, 30, 220)),
        spo2: Math.round(clamp(vitals.spo2, 50, 100)),
        resp: off ? null : Math.round(clamp(vitals.resp, 4, 60)),
        abp_sys: Math.round(clamp(vitals.sys, 50, 240)),
        abp_dia: Math.round(clamp(vitals.dia, 25, Math.min(150, vitals.sys - 10))),
      },
    };
  }
}

function createPatient(random: SeededRandom): (time: number) => Vitals {
  const traits = random.derive('traits');
  const hr = clamp(traits.normal(76, 8), 60, 95);
  const spo2 = clamp(traits.normal(97, 0.7), 95.6, 98.4);
  const resp = clamp(traits.normal(16, 1.8), 12.5, 20);
  const sys = clamp(traits.normal(122, 9), 104, 142);
  const dia = clamp(0.58 * sys + traits.normal(0, 3), 55, 90);
  const wander = (name: string, tauSeconds: number, sd: number): Wander => new Wander(random.derive(name), tauSeconds, sd);
  const arousal = wander('arousal', 240, 1);
  const pressure = wander('pressure', 1800, 1);
  const hrNoise = wander('hr', 5, 0.8);
  const spo2Noise = wander('spo2', 120, 0.4);
  const respNoise = wander('resp', 20, 0.7);
  const sysNoise = wander('sys', 4, 1.2);
  const diaNoise = wander('dia', 4, 0.8);
  const mayerRate = wander('mayer', 60, 0.01);
  let breath = traits.uniform(0, 2 * Math.PI);
  let mayer = traits.uniform(0, 2 * Math.PI);
  return (time) => {
    const day = Math.cos((2 * Math.PI * ((time % DAY_MS) / DAY_MS - 16 / 24)));
    const aroused = arousal.next(1);
    const pressed = pressure.next(1);
    const respNow = resp + 0.8 * aroused + respNoise.next(1);
    breath += (2 * Math.PI * respNow) / 60;
    mayer += 2 * Math.PI * (0.1 + mayerRate.next(1));
    return {
      hr: hr * (1 + 0.05 * day) + 3 * aroused - 1.5 * pressed + 1.8 * Math.sin(breath) + hrNoise.next(1),
      spo2: spo2 + spo2Noise.next(1),
      resp: respNow,
      sys: sys * (1 + 0.04 * day) + 3.5 * aroused + 2.5 * pressed + 2.2 * Math.sin(breath + 0.8) + 1.5 * Math.sin(mayer) + sysNoise.next(1),
      dia: dia * (1 + 0.04 * day) + 1.8 * aroused + 1.5 * pressed + 1.1 * Math.sin(breath + 0.8) + 0.8 * Math.sin(mayer) + diaNoise.next(1),
    };
  };
}

function createArtefacts(random: SeededRandom, start: number): (time: number) => Artefact {
  const draw = (after: number): Artefact => {
    const begin = after + random.exponential(ARTEFACT_SPACING_MS);
    const kind = random.pick(['cough', 'motion'] as const);
    return { kind, start: begin, end: begin + random.uniform(4_000, 7_000), size: random.uniform(0.7, 1.3) };
  };
  let artefact = draw(start);
  return (time) => {
    while (artefact.end <= time) artefact = draw(artefact.end);
    return artefact;
  };
}

function addArtefact(vitals: Vitals, artefact: Artefact, time: number): void {
  if (time < artefact.start) return;
  const size = artefact.size * plateau((time - artefact.start) / (artefact.end - artefact.start), 0.3, 0.4);
  if (artefact.kind === 'motion') {
    vitals.spo2 -= 2.2 * size;
    vitals.hr += 2 * size;
  } else {
    vitals.hr += 4 * size;
    vitals.sys += 9 * size;
    vitals.dia += 5 * size;
  }
}

function depthOf(fault: PlannedFault<HealthcareFault>): number {
  const random = fault.random.derive('depth');
  return fault.kind === 'desaturation' ? random.uniform(8, 12) : random.uniform(120, 145);
}

/** Changes the vitals at a moment of the fault; true when the ECG electrodes give nothing. */
function createDisturbance(fault: PlannedFault<HealthcareFault>): (vitals: Vitals, time: number) => boolean {
  const random = fault.random.derive('course');
  const depth = depthOf(fault);
  const irregular = new Wander(random, 1.2, 8);
  const fallInPressure = random.uniform(15, 24);
  const spanMs = fault.end - fault.start;
  return (vitals, time) => {
    const sinceMs = time - fault.start;
    const progress = sinceMs / spanMs;
    if (fault.kind === 'desaturation') {
      const compensation = plateau((sinceMs - 12_000) / (spanMs - 12_000), 0.35, 0.45);
      vitals.spo2 -= depth * plateau(progress, 0.35, 0.4);
      vitals.hr += 1.6 * depth * compensation;
      vitals.resp += 0.5 * depth * compensation;
      vitals.sys += 0.5 * depth * compensation;
      return false;
    }
    if (fault.kind === 'arrhythmia') {
      const rhythm = plateau(progress, 2_000 / spanMs, 3_000 / spanMs);
      const pressure = plateau(progress, 8_000 / spanMs, 15_000 / spanMs);
      const beat = irregular.next(1);
      vitals.hr += rhythm * (depth + beat - vitals.hr);
      vitals.sys -= pressure * (fallInPressure + 0.5 * beat);
      vitals.dia -= pressure * 0.4 * fallInPressure;
      return false;
    }
    if (sinceMs >= 2_000) return true;
    vitals.hr += random.normal(0, 15);
    return false;
  };
}

function describe(key: string, fault: PlannedFault<HealthcareFault>): SimulatedLabel {
  const seconds = Math.round((fault.end - fault.start) / 1000);
  const span = { key, start: fault.start, end: fault.end, kind: fault.kind, expected: false };
  const depth = Math.round(depthOf(fault));
  if (fault.kind === 'desaturation') {
    return { ...span, channels: ['spo2', 'hr', 'resp'], text: `${key}: oxygen saturation falls by ${depth} points within ${Math.round(seconds * 0.35)} s; heart rate and breathing rise; recovered after ${seconds} s.` };
  }
  if (fault.kind === 'arrhythmia') {
    return { ...span, channels: ['hr', 'abp_sys', 'abp_dia'], text: `${key}: heart rate jumps to an irregular ${depth}/min for ${seconds} s, as in atrial fibrillation; the pressure drops.` };
  }
  return { ...span, channels: ['hr', 'resp'], text: `${key}: the ECG lead is off for ${seconds} s: no heart rate, no respiration; the pulse oximeter goes on.` };
}
