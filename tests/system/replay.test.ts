import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { systemClock } from '../../app/main/clock.ts';
import { createSimulation } from '../../app/main/simulate/create-simulation.ts';
import { publishSimulation } from '../../app/main/workbench/streams/publish-simulation.ts';
import { memorySecretStore } from '../../app/main/workbench/secrets.ts';
import { fileOutlet, topicOutlet } from '../../app/main/workbench/streams/simulation-outlets.ts';
import type { Workbench } from '../../app/shared/api/workbench.ts';
import type { Pace, StreamDraft, StreamId } from '../../app/shared/domain/stream.ts';
import { startBroker } from '../../scripts/kafka/broker.mjs';
import { allAnomalies, openTestWorkbench, untilHealth } from '../fixtures/open-test-workbench.ts';

/* Live and replayed give the same: the same records over a topic, from a file at once, and from the capture of the topic, each with its own batch boundaries; at any pace, and over a restart. */

const folder = mkdtempSync(join(tmpdir(), 'anomalyforce-replay-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a topic, its file and its capture give the same anomalies with the same scores', async () => {
  const broker = await startBroker();
  const { workbench, remove } = await openTestWorkbench();
  try {
    const connection = { brokers: broker.brokers, tls: null, sasl: null };
    const simulation = () => createSimulation('healthcare', { seed: 21, start: Date.UTC(2026, 0, 5), durationMs: 2 * 3_600_000, seriesCount: 3 });
    const signal = new AbortController().signal;
    const [detector] = await workbench.call('detectors.list', {});
    const draft = (name: string, source: StreamDraft['source']) => ({ name, domain: 'healthcare' as const, decoding: { format: 'json' as const }, mapping: simulation().mapping, detector: { name: detector!.name }, source });

    const file = join(folder, 'ward.jsonl');
    const saved = fileOutlet(file);
    const written = await publishSimulation(simulation(), saved, { recordsPerSecond: Infinity, clock: systemClock, signal });
    await saved.close();
    const fromFile = await workbench.call('streams.create', draft('file', { kind: 'file', location: { at: 'path', path: file }, format: 'json-lines' }));
    await untilHealth(workbench, fromFile.id, ({ state }) => state === 'finished');

    const outlet = topicOutlet(connection, 'ward', 'ward-labels');
    await outlet.records([]);
    const fromTopic = await workbench.call('streams.create', draft('topic', { kind: 'kafka', connection, topic: 'ward', start: { at: 'earliest' } }));
    const capture = await workbench.call('captures.start', { streamId: fromTopic.id });
    await publishSimulation(simulation(), outlet, { recordsPerSecond: 6_000, clock: systemClock, signal });
    await outlet.close();
    await untilHealth(workbench, fromTopic.id, ({ recordCount }) => recordCount >= written);
    await workbench.call('captures.stop', { streamId: fromTopic.id });
    const fromCapture = await workbench.call('streams.create', draft('capture', { kind: 'file', location: { at: 'path', path: capture.path }, format: 'capture' }));
    await untilHealth(workbench, fromCapture.id, ({ state }) => state === 'finished');

    const file_ = await found(workbench, fromFile.id);
    expect(file_.length).toBeGreaterThanOrEqual(6);
    expect(await found(workbench, fromTopic.id)).toEqual(file_);
    expect(await found(workbench, fromCapture.id)).toEqual(file_);
  } finally {
    await remove();
    await broker.stop();
  }
});

test('a saved stream gives the same anomalies at any pace, and where the workbench was closed in its middle', async () => {
  const file = join(folder, 'paced.jsonl');
  const simulation = createSimulation('manufacturing', { seed: 5, start: Date.UTC(2026, 0, 5), durationMs: 3_600_000, seriesCount: 2 });
  const saved = fileOutlet(file);
  await publishSimulation(simulation, saved, { recordsPerSecond: Infinity, clock: systemClock, signal: new AbortController().signal });
  await saved.close();
  const dataFolder = join(folder, 'data');
  const secretStore = memorySecretStore();
  let opened = await openTestWorkbench({ dataFolder, secretStore });
  try {
    const [detector] = await opened.workbench.call('detectors.list', {});
    const read = (pace: Pace) => opened.workbench.call('streams.create', { name: String(pace), domain: 'manufacturing', decoding: { format: 'json' }, mapping: simulation.mapping, detector: { name: detector!.name }, source: { kind: 'file', location: { at: 'path', path: file }, format: 'json-lines' }, pace });
    const end = (id: StreamId) => untilHealth(opened.workbench, id, ({ state }) => state === 'finished');
    const fast = await read('fast');
    await end(fast.id);
    const steady = await read(1000);
    const { recordCount: whole } = await end(steady.id);
    const again = await read(1000);
    const { recordCount: soFar } = await untilHealth(opened.workbench, again.id, ({ recordCount }) => recordCount > whole / 4);
    await opened.close();
    expect(soFar).toBeLessThan(whole);
    opened = await openTestWorkbench({ dataFolder, secretStore });
    await end(again.id);

    const expected = await found(opened.workbench, fast.id);
    expect(expected.length).toBeGreaterThanOrEqual(3);
    for (const { id } of [steady, again]) expect(await found(opened.workbench, id)).toEqual(expected);
  } finally {
    await opened.remove();
  }
});

/** What was found, without what differs by nature: ids hold the stream, offsets count from the source's own start. Scores to 1e-6. Spans still open at the end differ in that alone. */
async function found(workbench: Workbench, streamId: StreamId) {
  return (await allAnomalies(workbench, streamId)).map(({ seriesName, start, end, peakTime, score, shape, explanation, severity }) => ({ seriesName, start, end, peakTime, score: score.toFixed(6), shape, explanation, severity }));
}
