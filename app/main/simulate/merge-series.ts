import type { SimulatedRecord } from './simulation.ts';

interface Head {
  record: SimulatedRecord;
  index: number;
  rest: Iterator<SimulatedRecord>;
}

/**
 * Merges series, each already in order of event time, to one sequence in that order; at equal times the earlier series comes first.
 * A binary heap: O(log series) per record, one record held per series.
 */
export function* mergeSeries(series: readonly Iterable<SimulatedRecord>[]): Generator<SimulatedRecord> {
  const heap: Head[] = [];
  series.forEach((records, index) => {
    const rest = records[Symbol.iterator]();
    const first = rest.next();
    if (!first.done) heap.push({ record: first.value, index, rest });
  });
  for (let root = (heap.length >> 1) - 1; root >= 0; root -= 1) siftDown(heap, root);
  while (heap.length > 0) {
    const head = heap[0]!;
    yield head.record;
    const next = head.rest.next();
    if (next.done) {
      const last = heap.pop()!;
      if (heap.length > 0) heap[0] = last;
    } else {
      head.record = next.value;
    }
    siftDown(heap, 0);
  }
}

function siftDown(heap: Head[], from: number): void {
  for (let root = from; ; ) {
    let least = 2 * root + 1;
    if (least >= heap.length) return;
    if (least + 1 < heap.length && comesBefore(heap[least + 1]!, heap[least]!)) least += 1;
    if (!comesBefore(heap[least]!, heap[root]!)) return;
    [heap[root], heap[least]] = [heap[least]!, heap[root]!];
    root = least;
  }
}

function comesBefore(a: Head, b: Head): boolean {
  return a.record.eventTime < b.record.eventTime || (a.record.eventTime === b.record.eventTime && a.index < b.index);
}
