import type { Capture } from '../../../shared/api/views.ts';
import type { Stream } from '../../../shared/domain/stream.ts';
import { hrefOf } from '../../routes/route.ts';

/** A moment before all stored ones: a playhead that is sent there stands at its stream's start. */
const beforeAll = new Date(0).toISOString();

/**
 * Where a capture is played: the stream that it was imported as, with the playhead at its start; else the topic's stream that it was recorded of, from the moment the recording
 * began. Null where neither is there, and for a recording of a saved file, whose event times have nothing to do with when it was made.
 */
export function playHref(capture: Pick<Capture, 'path' | 'streamId' | 'startedAt'>, streams: readonly Pick<Stream, 'id' | 'source'>[]): string | null {
  const imported = streams.find(({ source }) => source.kind === 'file' && source.location.at === 'path' && source.location.path === capture.path);
  if (imported !== undefined) return hrefOf({ page: 'stream', streamId: imported.id }, { t: beforeAll });
  const recorded = streams.find(({ id, source }) => id === capture.streamId && source.kind === 'kafka');
  return recorded === undefined ? null : hrefOf({ page: 'stream', streamId: recorded.id }, { t: new Date(capture.startedAt).toISOString() });
}
