import { expect, it } from 'vitest';
import type { Stream } from '../../../shared/domain/stream.ts';
import { playHref } from './play-capture.ts';

const stream = (id: string, source: object) => ({ id, source }) as unknown as Stream;
const capture = { path: '/captures/ward.afcap', streamId: 'ward' as never, startedAt: Date.UTC(2026, 2, 5, 14) };
const live = stream('ward', { kind: 'kafka' });
const imported = stream('ward-again', { kind: 'file', location: { at: 'path', path: '/captures/ward.afcap' } });

it('plays a capture in the stream it was imported as, from its start', () => {
  expect(playHref(capture, [live, imported])).toBe('#/streams/ward-again?t=1970-01-01T00%3A00%3A00.000Z');
});
it('plays it in the live stream it was recorded of, from when the recording began, where it was not imported', () => {
  expect(playHref(capture, [live])).toBe('#/streams/ward?t=2026-03-05T14%3A00%3A00.000Z');
});
it('plays nothing where its stream is gone, or was a saved file with times of its own', () => {
  expect(playHref(capture, [])).toBeNull();
  expect(playHref(capture, [stream('ward', { kind: 'file', location: { at: 'sample', sampleId: 'x' } })])).toBeNull();
});
