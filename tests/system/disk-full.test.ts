import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createSimulation } from '../../app/main/simulate/create-simulation.ts';
import { publishSimulation } from '../../app/main/workbench/streams/publish-simulation.ts';
import { fileOutlet } from '../../app/main/workbench/streams/simulation-outlets.ts';
import { systemClock } from '../../app/main/clock.ts';
import { openTestWorkbench, untilHealth } from '../fixtures/open-test-workbench.ts';

/* A disk of its own that runs full while a stream is read: the stream halts with words, and goes on by itself when there is room again. */

const disk = mkdtempSync(join(tmpdir(), 'anomalyforce-full-'));
const mebibyte = 2 ** 20;
const mounted = (() => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'anomalyforce', disk], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();
afterAll(() => {
  if (mounted) execFileSync('umount', ['--lazy', disk]);
  rmSync(disk, { recursive: true, force: true });
});

test('a full disk halts the stream with a message; it resumes by itself and stores every record once', async ({ skip }) => {
  if (!mounted) skip('a small disk can be mounted by root only');
  const folder = mkdtempSync(join(tmpdir(), 'anomalyforce-feed-'));
  const file = join(folder, 'pumps.jsonl');
  const simulation = createSimulation('manufacturing', { seed: 5, start: Date.UTC(2026, 0, 5), durationMs: 3 * 3_600_000, seriesCount: 4 });
  const outlet = fileOutlet(file);
  const written = await publishSimulation(simulation, outlet, { recordsPerSecond: Infinity, clock: systemClock, signal: new AbortController().signal });
  await outlet.close();

  const ballast = join(disk, 'ballast');
  writeFileSync(ballast, Buffer.alloc(59 * mebibyte));
  const { workbench, remove } = await openTestWorkbench({ dataFolder: join(disk, 'workbench') });
  try {
    const [detector] = await workbench.call('detectors.list', {});
    const stream = await workbench.call('streams.create', {
      name: 'pumps', domain: 'manufacturing', decoding: { format: 'json' }, mapping: simulation.mapping, detector: { name: detector!.name },
      source: { kind: 'file', location: { at: 'path', path: file }, format: 'json-lines' },
    });
    const halted = await untilHealth(workbench, stream.id, ({ state, error }) => state === 'waiting' && error?.code === 'AF_STORE_FULL');
    expect(halted.error!.message).toContain('disk is full');
    expect(halted.error!.hint).toContain('Free space');
    expect(halted.recordCount).toBeLessThan(written);
    const status = await workbench.call('workspace.status', {});
    expect(status.store.state).toBe('full');

    rmSync(ballast);
    const finished = await untilHealth(workbench, stream.id, ({ state }) => state === 'finished');
    expect(finished.recordCount).toBe(written);
    expect((await workbench.call('workspace.status', {})).store.state).toBe('open');
    expect((await workbench.call('workspace.doctor', {})).find(({ name }) => name === 'store')).toMatchObject({ ok: true });
  } finally {
    await remove();
    rmSync(folder, { recursive: true, force: true });
  }
});
