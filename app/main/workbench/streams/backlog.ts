/** What waited in a log when its reading began: what is found in it is told of once, at its end, and not one by one. Offsets are those of the source. */
export interface Backlog {
  /** What is known of a partition: where reading stands and where the log ends. The first end that is heard of is the end of what waited. */
  seen(partition: number, nextOffset: number, endOffset: number | null): void;
  /** Whether what waited in a partition is still being read. */
  holds(partition: number): boolean;
  /** Counts a stored batch (or none: a place that was reached without records); answers the sum once, when all that waited is read. */
  took(batch: { partition: number; nextOffset: number; records: number; anomalies: number }): { records: number; anomalies: number } | null;
}

/** Fewer records than this in a partition are no backlog: such as those of a restart. */
const fewest = 1000;

export function createBacklog(): Backlog {
  const ends = new Map<number, number>();
  const unread = new Set<number>();
  const sum = { records: 0, anomalies: 0 };
  return {
    seen(partition, nextOffset, endOffset) {
      if (endOffset === null || ends.has(partition)) return;
      ends.set(partition, endOffset);
      if (endOffset - nextOffset >= fewest) unread.add(partition);
    },
    holds: (partition) => unread.has(partition),
    took({ partition, nextOffset, records, anomalies }) {
      if (!unread.has(partition)) return null;
      sum.records += records;
      sum.anomalies += anomalies;
      if (nextOffset < ends.get(partition)!) return null;
      unread.delete(partition);
      return unread.size === 0 ? sum : null;
    },
  };
}
