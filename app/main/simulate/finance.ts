import type { SeededRandom } from '../seeded-random.ts';
import { assembleSimulation, followFaults, mapFields } from './assemble-simulation.ts';
import type { DomainModel, SeriesPlan } from './assemble-simulation.ts';
import type { FaultKind, PlannedFault } from './plan-faults.ts';
import { clamp, plateau, smoothStep, Wander } from './shapes.ts';
import type { SimulatedLabel, SimulatedRecord, Simulation, SimulationOptions } from './simulation.ts';

type FinanceFault = 'flash-crash' | 'quote-stuffing' | 'stale-feed';

/** Fault kinds with their spans. A mini flash crash and its rebound take minutes (CFTC & SEC, "Findings regarding the market events of May 6, 2010"). */
const FAULT_KINDS: readonly FaultKind<FinanceFault>[] = [
  { kind: 'flash-crash', minMs: 100_000, maxMs: 220_000 },
  { kind: 'quote-stuffing', minMs: 10_000, maxMs: 25_000 },
  { kind: 'stale-feed', minMs: 45_000, maxMs: 90_000 },
];
const FAULT_SPACING_MS = 30 * 60_000;
const TICK_MS = 1_000;
const STUFFED_TICK_MS = 50;
/** NYSE's and Nasdaq's regular session. */
const SESSION_MS = 6.5 * 3_600_000;
const ROUND_LOT = 100;
/** Per root second: 1.2e-4 in all is about 29 % a year over 252 sessions. */
const MARKET_SD = 0.6e-4;
const OWN_SD = 1.04e-4;
/** GARCH(1,1) per tick (Bollerslev, J. Econometrics 31, 1986), unit mean, half-life about 70 ticks. */
const GARCH_SHOCK = 0.06;
const GARCH_KEPT = 0.93;

interface SymbolTraits {
  startPrice: number;
  beta: number;
  /** Mean spread in cents. */
  spreadCents: number;
  meanSize: number;
  tradesPerTick: number;
}

/** What is put on the wire, prices in whole cents. */
interface Quote {
  bid: number;
  ask: number;
  bidSize: number;
  askSize: number;
  last: number;
  volume: number;
}

/**
 * Top-of-book snapshots of several shares, about one a second (50 ms jitter), as a conflated market-data feed gives them:
 * best bid and ask with sizes, last price, volume since the tick before. Prices in dollars by the cent, sizes in shares.
 *
 * Market facts: activity and volatility are U-shaped over the session (Wood, McInish & Ord, J. Finance 40, 1985; Admati & Pfleiderer, RFS 1, 1988);
 * volatility clusters (GARCH); the spread reverts to its mean and widens with volatility; trades bounce between bid and ask (Roll, J. Finance 39, 1984);
 * shares share a market factor. Sessions of 6.5 h follow each other from the run's start with no night between, so that a run may start at any hour.
 *
 * Faults: `flash-crash` (1 to 1.8 % down within half a minute, thin book, wide spread, rebound; Kirilenko et al., J. Finance 72, 2017), `quote-stuffing`
 * (20 updates a second, one-lot sizes and prices that flicker by a cent; Egginton, Van Ness & Van Ness, Financial Management 45, 2016),
 * `stale-feed` (the last quote repeated, no trades).
 */
export function simulateFinance(options: SimulationOptions): Simulation {
  return assembleSimulation(FINANCE, options);
}

const FINANCE: DomainModel<FinanceFault> = {
  domain: 'finance',
  intervalMs: TICK_MS,
  mapping: mapFields({ field: 'time', unit: 'ms' }, ['symbol'], [
    ['bid', 'USD'],
    ['ask', 'USD'],
    ['bid_size', 'shares'],
    ['ask_size', 'shares'],
    ['last', 'USD'],
    ['volume', 'shares'],
  ]),
  defaultSeriesCount: 4,
  faultKinds: FAULT_KINDS,
  faultSpacingMs: FAULT_SPACING_MS,
  keyOf: (index) => `SIM${String(index + 1).padStart(2, '0')}`,
  records: symbolRecords,
  labels: ({ key, faults }) => faults.map((fault) => describe(key, fault)),
};

function* symbolRecords({ key: symbol, random, shared, options, faults }: SeriesPlan<FinanceFault>): Generator<SimulatedRecord> {
  const nextQuote = createQuotes(random, shared.derive('market'), options.start, faults);
  const faultAt = followFaults(faults.map((fault) => ({ ...fault, random: fault.random.derive('flicker') })));
  const timing = random.derive('timing');
  const end = options.start + options.durationMs;
  let nominal = options.start + timing.integer(0, TICK_MS - 1);
  let sent: Quote | undefined;
  for (; nominal < end; nominal += TICK_MS) {
    const time = clamp(Math.round(nominal + clamp(timing.normal(0, 50), -200, 200)), options.start, end - 1);
    const quote = nextQuote(time);
    const fault = faultAt(time);
    if (fault?.kind === 'stale-feed' && sent) {
      sent = { ...sent, volume: 0 };
    } else if (fault?.kind === 'quote-stuffing') {
      const until = Math.min(nominal + TICK_MS - 200, fault.end);
      for (let t = time; t < until; t += STUFFED_TICK_MS) {
        yield toRecord(symbol, t, flicker(quote, fault.random, t === time));
      }
      continue;
    } else {
      sent = quote;
    }
    yield toRecord(symbol, time, sent);
  }
}

/** The undisturbed book with the crash on top; called once per nominal tick, so that its chance is the same with and without faults. */
function createQuotes(
  random: SeededRandom,
  market: SeededRandom,
  start: number,
  faults: readonly PlannedFault<FinanceFault>[],
): (time: number) => Quote {
  const traits = drawTraits(random.derive('traits'));
  const noise = random.derive('noise');
  const trading = random.derive('trading');
  const spread = new Wander(random.derive('spread'), 20, 0.22);
  const bidDepth = new Wander(random.derive('bid-depth'), 8, 0.4);
  const askDepth = new Wander(random.derive('ask-depth'), 8, 0.4);
  const crashes = faults.filter((fault) => fault.kind === 'flash-crash').map((fault) => ({ ...fault, depth: crashDepth(fault) }));
  let logMid = Math.log(traits.startPrice);
  let variance = 1;
  let shock = 0;
  let before = start;
  let marketSecond = 0;
  let last: number | undefined;
  return (time) => {
    const seconds = (time - before) / 1000;
    before = time;
    const activity = sessionActivity((time - start) % SESSION_MS / SESSION_MS);
    variance = 1 - GARCH_SHOCK - GARCH_KEPT + GARCH_SHOCK * shock * shock + GARCH_KEPT * variance;
    shock = Math.sqrt(variance) * noise.normal();
    logMid += OWN_SD * shock * Math.sqrt(seconds * activity);
    for (; marketSecond < Math.floor((time - start) / 1000); marketSecond += 1) logMid += traits.beta * MARKET_SD * Math.sqrt(activity) * market.normal();

    const crash = crashes.find((fault) => fault.start <= time && time < fault.end);
    const stress = crash ? crashShape((time - crash.start) / (crash.end - crash.start)) : 0;
    const mid = 100 * Math.exp(logMid - (crash ? crash.depth * stress : 0)) + noise.normal(0, 0.3);
    const width = traits.spreadCents * Math.exp(spread.next(seconds)) * (0.85 + 0.15 * activity) * Math.sqrt(variance) * (1 + 4 * stress);
    const spreadCents = Math.max(1, Math.round(width));
    const bid = Math.round(mid - spreadCents / 2);
    const ask = bid + spreadCents;
    const trades = trading.negativeBinomial(traits.tradesPerTick * activity, 2);
    const bought = trading.chance(0.5);
    let shares = 0;
    for (let i = 0; i < trades; i += 1) shares += ROUND_LOT * (1 + trading.poisson(0.8));
    if (trades > 0 || last === undefined) last = bought ? ask : bid;
    return {
      bid,
      ask,
      bidSize: lots(traits.meanSize * Math.exp(bidDepth.next(seconds)) * (1 - 0.7 * stress)),
      askSize: lots(traits.meanSize * Math.exp(askDepth.next(seconds)) * (1 - 0.4 * stress)),
      last,
      volume: lots(shares * (1 + 4 * stress), 0),
    };
  };
}

function drawTraits(random: SeededRandom): SymbolTraits {
  return {
    startPrice: Math.exp(random.uniform(Math.log(40), Math.log(240))),
    beta: random.uniform(0.6, 1.4),
    spreadCents: random.uniform(2.5, 6),
    meanSize: random.uniform(500, 1200),
    tradesPerTick: random.uniform(2.5, 5),
  };
}

/** 1.7 at the open, 0.75 at midday, 1.6 at the close. */
function sessionActivity(progress: number): number {
  const fromMidday = 2 * progress - 1;
  return 0.75 + (fromMidday < 0 ? 0.95 : 0.85) * fromMidday * fromMidday;
}

function crashDepth(fault: PlannedFault<FinanceFault>): number {
  return fault.random.derive('depth').uniform(0.01, 0.018);
}

/** Down within 15 % of the span, a short bottom, then a rebound that is quick at first. */
function crashShape(progress: number): number {
  if (progress < 0.15) return smoothStep(progress / 0.15);
  return progress < 0.22 ? 1 : Math.exp((-5 * (progress - 0.22)) / 0.78) * plateau(progress, 0.01, 0.2);
}

function flicker(quote: Quote, random: SeededRandom, first: boolean): Quote {
  const step = random.integer(0, 1);
  return {
    bid: quote.bid - step,
    ask: quote.ask + random.integer(0, 1),
    bidSize: ROUND_LOT * random.integer(1, 2),
    askSize: ROUND_LOT * random.integer(1, 2),
    last: quote.last,
    volume: first ? quote.volume : 0,
  };
}

function lots(shares: number, least = 1): number {
  return ROUND_LOT * Math.max(least, Math.round(shares / ROUND_LOT));
}

function toRecord(symbol: string, time: number, quote: Quote): SimulatedRecord {
  return {
    eventTime: time,
    key: symbol,
    value: {
      time,
      symbol,
      bid: quote.bid / 100,
      ask: quote.ask / 100,
      bid_size: quote.bidSize,
      ask_size: quote.askSize,
      last: quote.last / 100,
      volume: quote.volume,
    },
  };
}

function describe(key: string, fault: PlannedFault<FinanceFault>): SimulatedLabel {
  const seconds = Math.round((fault.end - fault.start) / 1000);
  const span = { key, start: fault.start, end: fault.end, kind: fault.kind, expected: false };
  if (fault.kind === 'flash-crash') {
    const percent = (100 * crashDepth(fault)).toFixed(1);
    const channels = ['bid', 'ask', 'last', 'bid_size', 'ask_size', 'volume'];
    return { ...span, channels, text: `${key} falls ${percent} % within ${Math.round(seconds * 0.15)} s on a thin book and rebounds; the spread is up to 5 times its normal width.` };
  }
  if (fault.kind === 'quote-stuffing') {
    return { ...span, channels: ['bid_size', 'ask_size'], text: `${key} gets 20 updates a second for ${seconds} s, with sizes of one or two lots that flicker.` };
  }
  return { ...span, channels: ['bid', 'ask', 'bid_size', 'ask_size', 'last', 'volume'], text: `${key}'s quote is repeated unchanged for ${seconds} s, without a trade.` };
}
