import type { Suggestion } from '../../../shared/domain/suggestion.ts';
import type { StreamId } from '../../../shared/domain/stream.ts';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import type { DetectionService } from '../../detect/detection-service.ts';
import { detectorKinds } from '../../detect/detector-registry.ts';
import type { SeriesStretch } from '../../detect/plant-changes.ts';
import { FEWEST_ROWS, MOST_ROWS, MOST_SERIES, suggestDetector } from '../../detect/suggest-detector.ts';
import type { Store } from '../../store/database.ts';
import { readHistory, type StoredHistory } from '../../store/read-history.ts';
import type { StreamService } from '../streams/stream-service.ts';

/**
 * Suggests a detector for a stream from its stored samples, in a detection of its own that ends with the call or with `signal`. Takes a few seconds at most.
 * Throws `AF_NOT_FOUND`, and `AF_STREAM_STATE_CONFLICT` where no series has enough samples stored.
 */
export async function suggestForStream({ store, streams, createDetection }: { store: Store; streams: Pick<StreamService, 'find'>; createDetection(): DetectionService }, streamId: StreamId, signal: AbortSignal, progressed: (doneCount: number) => void = () => undefined): Promise<Suggestion> {
  const channels = streams.find(streamId).mapping.channels.length;
  const series = longestOf(readHistory(store, streamId, Infinity), channels);
  if (series.length === 0) {
    throw new WorkbenchError('AF_STREAM_STATE_CONFLICT', `No series of this stream has ${FEWEST_ROWS.toLocaleString('en')} samples stored yet, which trying detectors takes.`, { hint: 'Let the stream run on, and ask again.' });
  }
  const detection = createDetection();
  const stop = () => void detection.stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await suggestDetector({ detection, kinds: detectorKinds, series, channels, progressed });
  } finally {
    signal.removeEventListener('abort', stop);
    await detection.stop();
  }
}

/** The first rows of the series that have enough of them, the first such series of the stream. */
function longestOf(history: StoredHistory, channels: number): SeriesStretch[] {
  const found = new Map<number, { times: number[]; values: number[] }>();
  let full = 0;
  for (const { rows, series, times, values } of history.pieces()) {
    for (let row = 0; row < rows; row += 1) {
      const own = found.get(series[row]!) ?? { times: [], values: [] };
      if (own.times.length === 0) found.set(series[row]!, own);
      if (own.times.length === MOST_ROWS) continue;
      own.times.push(times[row]!);
      for (let c = 0; c < channels; c += 1) own.values.push(values[row * channels + c]!);
      if (own.times.length === MOST_ROWS) full += 1;
    }
    if (full >= MOST_SERIES) break;
  }
  return [...found.values()].filter(({ times }) => times.length >= FEWEST_ROWS).sort((a, b) => b.times.length - a.times.length).slice(0, MOST_SERIES)
    .map(({ times, values }) => ({ times: Float64Array.from(times), values: Float64Array.from(values) }));
}
