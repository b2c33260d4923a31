import type { Shape } from '../../shared/domain/samples.ts';
import { inTellingOrder, isOutside, type PeakPart } from '../../shared/domain/telling-order.ts';
import { CONDITIONS, COOL_DOWN_ROWS } from './span-rules.ts';

/** What a span's opening shows of its shape. Plain JSON. */
export interface Onset {
  /** The channel that it is told of first. */
  channel: number;
  /** What was expected of it as the span opened (of a counter: by how much to grow), and how far its value was from what was expected then or later at most, on that side; 0 where it opened within its band. */
  expected: number;
  height: number;
  /** Whether its value has stayed out ever since. */
  isHeld: boolean;
  /** Rows since, at most `FIRST_ROWS`, and those of them whose value was above and below their bands. */
  rows: number;
  above: number;
  below: number;
}

/** A value is back where it is nearer to what was expected than this share of the height, and stays out beyond the other; a spike is at most so many rows long. */
const BACK_RATIO = 0.25;
const HELD_RATIO = 0.5;
const SPIKE_ROWS = 3;
/** The other way, up to so many times the height, is the way back. */
const RETURN_RATIO = 2;
const FIRST_ROWS = COOL_DOWN_ROWS;
/** Rows on each side of the band, and the share of the fewer of the more, from which a channel swings. */
const SWING_ROWS = 3;
const SWING_RATIO = 1 / 3;
const moving: readonly Shape[] = ['shift', 'spike', 'dip'];

type Evidence = PeakPart & { expected: number | null; from?: number };
type Part = Omit<Evidence, 'share'>;

/** The onset of a span that opens with this evidence; null where its shape has none. */
export function beginOnset(shape: Shape, evidence: readonly Evidence[]): Onset | null {
  const lead = inTellingOrder({ shape, evidence })[0];
  if (CONDITIONS.includes(shape) || lead === undefined || lead.expected === null) return null;
  const height = isOutside(lead) ? lead.observed! - lead.expected : 0;
  return { channel: evidence.indexOf(lead), expected: lead.expected - (lead.from ?? 0), height, isHeld: height !== 0, ...counted({ rows: 0, above: 0, below: 0 }, lead) };
}

/** The onset after one more row, whether the value has come back, and whether it may be odd for its way back alone: such a row is no peak. */
export function followOnset(onset: Onset, part: Part): { onset: Onset; isBack: boolean; isReturn: boolean } {
  const { observed, expected, from = 0 } = part;
  const next = { ...onset, ...(onset.rows < FIRST_ROWS && counted(onset, part)) };
  if (observed === null || onset.height === 0) return { onset: next, isBack: false, isReturn: false };
  const side = Math.sign(onset.height);
  const distance = side * (observed - from - onset.expected);
  const residual = expected === null ? 0 : side * (observed - expected);
  next.height = side * Math.max(Math.abs(onset.height), distance, residual);
  next.isHeld &&= distance >= HELD_RATIO * Math.abs(onset.height);
  const isBack = Math.abs(distance) <= BACK_RATIO * Math.abs(next.height);
  return { onset: next, isBack, isReturn: isBack || (isOutside(part) && residual < 0 && residual >= -RETURN_RATIO * Math.abs(next.height)) };
}

/** The shape, as what the onset shows corrects it: what came back at once was no shift, what stays is no spike, and what leaves its band on both sides again and again is neither. */
export function shapeBy(shape: Shape, onset: Onset, isBack: boolean): Shape {
  if (!moving.includes(shape)) return shape;
  const [fewer, more] = [Math.min(onset.above, onset.below), Math.max(onset.above, onset.below)];
  if (fewer >= SWING_ROWS && fewer >= SWING_RATIO * more) return 'spread';
  if (isBack && onset.rows <= SPIKE_ROWS + 1 && shape === 'shift') return onset.height > 0 ? 'spike' : 'dip';
  return onset.isHeld && onset.rows === FIRST_ROWS ? 'shift' : shape;
}

function counted({ rows, above, below }: Pick<Onset, 'rows' | 'above' | 'below'>, { observed, low, high }: Part): Pick<Onset, 'rows' | 'above' | 'below'> {
  return { rows: rows + 1, above: above + Number(observed !== null && high !== null && observed > high), below: below + Number(observed !== null && low !== null && observed < low) };
}
