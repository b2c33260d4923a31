/** A cell of the explorer, as it stands in the address: a lane and a stretch of time, milliseconds. */
export interface ChosenCell {
  lane: string;
  from: number;
  /** Where the next cell begins. */
  to: number;
}

/** `<from>-<to>-<lane>`; an id may hold any sign. */
export function cellText({ lane, from, to }: ChosenCell): string {
  return `${from}-${to}-${lane}`;
}

/** The cell of an address; null where it is none. */
export function chosenCell(text: string): ChosenCell | null {
  const found = /^(\d{1,16})-(\d{1,16})-(.*)$/.exec(text);
  if (found === null) return null;
  const [from, to] = [Number(found[1]), Number(found[2])];
  return from < to ? { lane: found[3]!, from, to } : null;
}
