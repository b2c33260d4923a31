import { assembleSimulation, followFaults, mapFields } from './assemble-simulation.ts';
import type { DomainModel, SeriesPlan } from './assemble-simulation.ts';
import type { FaultKind, PlannedFault } from './plan-faults.ts';
import { isoTime, round } from './shapes.ts';
import type { SimulatedLabel, SimulatedRecord, Simulation, SimulationOptions } from './simulation.ts';

type RetailFault = 'stock-out' | 'promotion' | 'shrinkage';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const FAULT_KINDS: readonly FaultKind<RetailFault>[] = [
  { kind: 'stock-out', minMs: 6 * DAY_MS, maxMs: 8 * DAY_MS },
  { kind: 'promotion', minMs: 3 * DAY_MS, maxMs: 5 * DAY_MS },
  { kind: 'shrinkage', minMs: 3 * DAY_MS, maxMs: 4 * DAY_MS },
];
const FAULT_SPACING_MS = 28 * DAY_MS;

/** Open 08:00 to 22:00; share of a day's visits by hour, with the lunch and the after-work peak. */
const HOUR_WEIGHTS = [0, 0, 0, 0, 0, 0, 0, 0, 0.5, 0.8, 1, 1.1, 1.25, 1.05, 0.9, 0.95, 1.2, 1.6, 1.7, 1.3, 0.9, 0.6, 0, 0];
const HOUR_WEIGHT_SUM = HOUR_WEIGHTS.reduce((sum, weight) => sum + weight, 0);
/** Monday to Sunday. */
const WEEKDAY_FACTORS = [0.85, 0.82, 0.88, 1, 1.25, 1.4, 0.8];
/** Deliveries arrive before opening on Monday, Wednesday, Friday and Saturday. */
const DELIVERY_WEEKDAYS = new Set([0, 2, 4, 5]);
const DELIVERY_HOUR = 6;
/** Safety stock in standard deviations of the demand it has to cover; makes a natural stock-out a matter of decades. */
const SAFETY_SD = 5;
/** Of the negative binomial by hour: variance = mean + mean² / 6. */
const DISPERSION = 6;
const PROMOTION_LIFT = 3;
const PROMOTION_PRICE_RATIO = 0.8;

const ITEMS = [
  { name: 'milk-1l', price: 1.29, unitsPerDay: 90 },
  { name: 'coffee-500g', price: 6.49, unitsPerDay: 42 },
  { name: 'shampoo', price: 3.95, unitsPerDay: 28 },
  { name: 'batteries-aa', price: 5.99, unitsPerDay: 22 },
] as const;

/**
 * Stock and sales by store and item, one row an hour (also while closed): `on_hand` (units, as counted on the shelf by sensors, not a book figure), `sold`,
 * `delivered` (units in that hour), `price`, `promo` (1 while a promotion runs). In normal life on_hand falls by what is sold, rises by what is delivered, and
 * loses the odd unit at closing. Series i is item i mod 4 of store ⌊i / 4⌋ + 1.
 *
 * Facts: hourly and weekly rhythm of a supermarket; counts are over-dispersed, hence negative binomial (Snyder, Ord & Beaumont, Int. J. Forecasting 28, 2012);
 * periodic review with an order-up-to level (Silver, Pyke & Thomas, Inventory and Production Management in Supply Chains); small unexplained losses
 * (DeHoratius & Raman, Management Science 54, 2008); promotional lift of about three (van Heerde, Leeflang & Wittink, Marketing Science 23, 2004).
 *
 * Faults: `stock-out` (two or more deliveries fail and the shelf runs empty: labelled from the first failed delivery to the refill), `shrinkage` (in one
 * afternoon 30 to 45 % of the stock is gone without sales: labelled until the next delivery makes it good). `promotion` (sales ×3 at a fifth off for whole
 * days with `promo` = 1, labelled from the delivery that stocks up for it to the one after it) is expected.
 */
export function simulateRetail(options: SimulationOptions): Simulation {
  return assembleSimulation(RETAIL, options);
}

const RETAIL: DomainModel<RetailFault> = {
  domain: 'retail',
  intervalMs: HOUR_MS,
  mapping: mapFields({ field: 'time', unit: 'iso' }, ['store', 'item'], [
    ['on_hand', 'units'],
    ['sold', 'units'],
  ]),
  defaultSeriesCount: 8,
  faultKinds: FAULT_KINDS,
  faultSpacingMs: FAULT_SPACING_MS,
  keyOf: (index) => `${storeOf(index)}/${itemOf(index).name}`,
  records: shelfRecords,
  labels: ({ key, faults, options }) => faults.map((fault) => describe(key, alignToShelf(fault), options.start + options.durationMs)),
};

function* shelfRecords({ key, index, random, options, faults }: SeriesPlan<RetailFault>): Generator<SimulatedRecord> {
  const item = itemOf(index);
  const unitsPerDay = item.unitsPerDay * random.derive('traits').uniform(0.8, 1.25);
  const sales = random.derive('sales');
  const losses = random.derive('losses');
  const events = faults.map(alignToShelf);
  const eventAt = followFaults(events);
  const theftAt = createThefts(events);
  const promotions = events.filter((event) => event.kind === 'promotion');
  const liftAt = (time: number): number => (promotions.some((event) => event.start <= time && time < event.end) ? PROMOTION_LIFT : 1);
  const demandAt = (time: number): number => liftAt(time) * meanDemand(time, unitsPerDay);
  const end = options.start + options.durationMs;
  let time = Math.ceil(options.start / HOUR_MS) * HOUR_MS;
  let onHand = openingStock(time, demandAt);
  for (; time < end; time += HOUR_MS) {
    const event = eventAt(time);
    const delivered = isDelivery(time) && event?.kind !== 'stock-out' ? Math.max(0, orderUpTo(time, demandAt) - onHand) : 0;
    const before = onHand + delivered;
    const sold = Math.min(sales.negativeBinomial(demandAt(time), DISPERSION), before);
    const spoiled = hourOf(time) === 21 && losses.chance(0.3) ? 1 : 0;
    onHand = Math.max(0, before - sold - spoiled - theftAt(time, before));
    const promoted = event?.kind === 'promotion';
    yield {
      eventTime: time,
      key,
      value: {
        time: isoTime(time),
        store: storeOf(index),
        item: item.name,
        on_hand: onHand,
        sold,
        delivered,
        price: round(item.price * (promoted ? PROMOTION_PRICE_RATIO : 1), 2),
        promo: promoted ? 1 : 0,
      },
    };
  }
}

/** Moves a planned fault, inwards, to the hours at which such a thing begins and ends in a shop. */
function alignToShelf(fault: PlannedFault<RetailFault>): PlannedFault<RetailFault> {
  if (fault.kind === 'promotion') {
    return { ...fault, start: Math.ceil(fault.start / DAY_MS) * DAY_MS, end: Math.floor(fault.end / DAY_MS) * DAY_MS };
  }
  if (fault.kind === 'stock-out') return { ...fault, start: nextDelivery(fault.start), end: lastDelivery(fault.end) };
  const noon = Math.ceil((fault.start - 12 * HOUR_MS) / DAY_MS) * DAY_MS + 12 * HOUR_MS;
  return { ...fault, start: noon, end: nextDelivery(noon) };
}

/** Units gone without a sale in an hour: from noon, 6 to 9 hours long, a share of what was there at noon. */
function createThefts(events: readonly PlannedFault<RetailFault>[]): (time: number, stock: number) => number {
  const thefts = events.filter((event) => event.kind === 'shrinkage').map((event) => ({ ...event, ...drawTheft(event), perHour: 0, course: event.random.derive('course') }));
  return (time, stock) => {
    const theft = thefts.find((one) => one.start <= time && time < one.start + one.hours * HOUR_MS);
    if (!theft) return 0;
    if (time === theft.start) theft.perHour = (stock * theft.ratio) / theft.hours;
    return Math.min(stock, theft.course.poisson(theft.perHour));
  };
}

function drawTheft(event: PlannedFault<RetailFault>): { ratio: number; hours: number } {
  const random = event.random.derive('theft');
  return { ratio: random.uniform(0.3, 0.45), hours: random.integer(6, 9) };
}

/** The level that a delivery fills to: the demand expected until the next one, with safety stock. */
function orderUpTo(time: number, demandAt: (time: number) => number): number {
  let mean = 0;
  let variance = 0;
  for (let hour = time; hour < nextDelivery(time + 1); hour += HOUR_MS) {
    const demand = demandAt(hour);
    mean += demand;
    variance += demand + (demand * demand) / DISPERSION;
  }
  return Math.ceil(mean + SAFETY_SD * Math.sqrt(variance));
}

/** What is expected to be left of the delivery before this moment. */
function openingStock(time: number, demandAt: (time: number) => number): number {
  const last = lastDelivery(time);
  let stock = orderUpTo(last, demandAt);
  for (let hour = last; hour < time; hour += HOUR_MS) stock -= demandAt(hour);
  return Math.round(stock);
}

function meanDemand(time: number, unitsPerDay: number): number {
  return (unitsPerDay * WEEKDAY_FACTORS[weekdayOf(time)]! * HOUR_WEIGHTS[hourOf(time)]!) / HOUR_WEIGHT_SUM;
}

function isDelivery(time: number): boolean {
  return hourOf(time) === DELIVERY_HOUR && DELIVERY_WEEKDAYS.has(weekdayOf(time));
}

/** The first delivery at or after a moment. */
function nextDelivery(time: number): number {
  let hour = Math.ceil(time / HOUR_MS) * HOUR_MS;
  while (!isDelivery(hour)) hour += HOUR_MS;
  return hour;
}

/** The last delivery at or before a moment. */
function lastDelivery(time: number): number {
  let hour = Math.floor(time / HOUR_MS) * HOUR_MS;
  while (!isDelivery(hour)) hour -= HOUR_MS;
  return hour;
}

function hourOf(time: number): number {
  return Math.floor((time % DAY_MS) / HOUR_MS);
}

/** 0 is Monday; 1 January 1970 was a Thursday. */
function weekdayOf(time: number): number {
  return (Math.floor(time / DAY_MS) + 3) % 7;
}

function storeOf(index: number): string {
  return `store-${String(Math.floor(index / ITEMS.length) + 1).padStart(2, '0')}`;
}

function itemOf(index: number): (typeof ITEMS)[number] {
  return ITEMS[index % ITEMS.length]!;
}

function describe(key: string, event: PlannedFault<RetailFault>, runEnd: number): SimulatedLabel {
  const span = { key, start: event.start, end: event.end, kind: event.kind, expected: false };
  const days = Math.round((event.end - event.start) / DAY_MS);
  if (event.kind === 'stock-out') {
    return { ...span, channels: ['on_hand', 'sold', 'delivered'], text: `${key}: no delivery for ${days} days; the shelf runs empty and nothing is sold until the refill.` };
  }
  if (event.kind === 'shrinkage') {
    const { ratio, hours } = drawTheft(event);
    return { ...span, channels: ['on_hand'], text: `${key}: about ${Math.round(100 * ratio)} % of the stock is gone within ${hours} hours without being sold; the next delivery makes it good.` };
  }
  const stocked = { start: lastDelivery(event.start), end: Math.min(nextDelivery(event.end), runEnd) };
  return { ...span, ...stocked, expected: true, channels: ['sold', 'price', 'promo', 'on_hand', 'delivered'], text: `${key}: announced promotion at a fifth off for ${days} days; sales are about ${PROMOTION_LIFT} times their normal level.` };
}
