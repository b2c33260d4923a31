import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import type { SampleColumns } from '../../shared/domain/samples.ts';
import { systemClock } from '../clock.ts';
import { createDetectionService, type DetectionService } from './detection-service.ts';
import { detectorKinds } from './detector-registry.ts';

const workerUrl = new URL('./worker/detection-worker.ts', import.meta.url);
const detector = detectorKinds[0]!.name;
const services: DetectionService[] = [];

function start(url = workerUrl): DetectionService {
  const service = createDetectionService({ workerUrl: url, log: pino({ level: 'silent' }), clock: systemClock });
  services.push(service);
  return service;
}

function rows(from: number, count: number): SampleColumns {
  return {
    rows: count, channels: 1, series: new Uint32Array(count),
    times: Float64Array.from({ length: count }, (_, i) => (from + i) * 1000),
    values: Float64Array.from({ length: count }, (_, i) => Math.sin((from + i) / 7) + ((from + i) % 5) / 10),
  };
}

const opening = { streamId: 'one', detector, channels: 1, seed: 1, state: null };

afterEach(async () => {
  await Promise.all(services.splice(0).map((service) => service.stop()));
});

describe('the detection service', () => {
  it('scores in a worker and leaves the caller its columns', async () => {
    const service = start();
    await service.open(opening);
    const samples = rows(0, 300);
    const scores = await service.advance('one', samples);
    expect(samples.values).toHaveLength(300);
    expect(scores.score[0]).toBeNaN();
    expect(scores.score[299]).toBeGreaterThanOrEqual(0);
    expect(['native', 'wasm']).toContain((await service.backend()).backend);
  });

  it('goes on from a snapshot with the same scores', async () => {
    const service = start();
    await service.open(opening);
    await service.advance('one', rows(0, 250));
    const state = await service.snapshot('one');
    const straight = await service.advance('one', rows(250, 100));
    await service.open({ ...opening, streamId: 'two', state });
    expect(await service.advance('two', rows(250, 100))).toEqual(straight);
  });

  it('answers errors by code', async () => {
    const service = start();
    await expect(service.open({ ...opening, detector: 'none' })).rejects.toMatchObject({ code: 'AF_DETECT_DETECTOR_UNKNOWN' });
    await expect(service.open({ ...opening, state: new Uint8Array(64) })).rejects.toMatchObject({ code: 'AF_DETECT_MODEL_INVALID' });
    await expect(service.advance('none', rows(0, 1))).rejects.toMatchObject({ code: 'AF_STREAM_STATE_CONFLICT' });
    await service.open(opening);
    await service.close('one');
    await expect(service.snapshot('one')).rejects.toMatchObject({ code: 'AF_STREAM_STATE_CONFLICT' });
  });

  it('refuses more calls than it can hold', async () => {
    const service = start();
    await service.open(opening);
    const calls = Array.from({ length: 1_100 }, () => service.snapshot('one').then(() => 'done', (error: { code: string }) => error.code));
    const ends = await Promise.all(calls);
    expect(ends.filter((end) => end === 'done')).toHaveLength(1_024);
    expect(ends.filter((end) => end === 'AF_API_OVERLOADED')).toHaveLength(76);
  });

  it('rejects what is pending when the worker dies, and starts a new one with the next open', async () => {
    const service = start(new URL('./worker/mortal-worker.fixture.ts', import.meta.url));
    const died = new Promise<{ code: string }>((resolve) => void service.onDied(resolve));
    await service.open(opening);
    await service.advance('one', rows(0, 250));
    const state = await service.snapshot('one');
    const pending = [service.advance('one', { ...rows(250, 1), times: new Float64Array([-1]) }), service.snapshot('one')];
    for (const call of pending) await expect(call).rejects.toMatchObject({ code: 'AF_DETECT_WORKER_DIED', retryable: true });
    expect((await died).code).toBe('AF_DETECT_WORKER_DIED');
    await service.open({ ...opening, streamId: 'other' });
    await expect(service.advance('one', rows(250, 1))).rejects.toMatchObject({ code: 'AF_DETECT_WORKER_DIED' });
    await service.open({ ...opening, state });
    expect((await service.advance('one', rows(250, 50))).score[49]).toBeGreaterThanOrEqual(0);
  });

  it('rejects calls after it was stopped', async () => {
    const service = start();
    await service.open(opening);
    await service.stop();
    await expect(service.snapshot('one')).rejects.toMatchObject({ code: 'AF_DETECT_WORKER_DIED' });
  });
});
