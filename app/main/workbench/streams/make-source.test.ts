import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { collectingSink } from '../../../../tests/fixtures/collecting-sink.ts';
import { stream } from '../../../../tests/fixtures/store-fixture.ts';
import { systemClock } from '../../clock.ts';
import { createLog } from '../../log.ts';
import { createCapture } from '../../record/capture-file.ts';
import { makeSource, type SourceServices } from './make-source.ts';

it('gives each place of a capture once, where its stream began anew under way or the stored place lies in a gap', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'anomalyforce-capture-'));
  const path = join(folder, 'x.afcap');
  const capture = createCapture(path, { stream: 'x', source: 'kafka x', startedAt: 0, decoding: { format: 'json' }, mapping: stream().mapping });
  const append = (offsets: number[], nextOffset: number) => capture.append({ partition: 0, offsets, timestamps: offsets, keys: offsets.map(() => null), values: offsets.map(() => null), nextOffset });
  append([3, 4, 5], 8);
  append([8, 9], 10);
  append([3, 4, 5, 8], 9);
  append([9, 10], 11);
  capture.close();
  const source = makeSource({ ...stream(), source: { kind: 'file', location: { at: 'path', path }, format: 'capture' } }, { saslPassword: null, tlsPrivateKey: null }, { clock: systemClock, log: createLog({ level: 'silent' }) } as SourceServices);
  const sink = collectingSink();
  await source.start(sink, new Map([[0, 6]]));
  await sink.untilState('finished');
  await source.stop();
  rmSync(folder, { recursive: true });
  expect(sink.places()).toEqual(['0:8', '0:9', '0:10']);
});
