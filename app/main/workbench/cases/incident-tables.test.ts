import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeStore, stream } from '../../../../tests/fixtures/store-fixture.ts';
import { stubDetection, stubKind } from '../../../../tests/fixtures/stub-detection.ts';
import type { ExportContent, ExportFormat } from '../../../shared/domain/incident-export.ts';
import { systemClock } from '../../clock.ts';
import { createLog } from '../../log.ts';
import { listIncidents } from '../../store/tables/incident-table.ts';
import { createBudgetPools } from '../detection/budget-pools.ts';
import type { StreamService } from '../streams/stream-service.ts';
import { openStations } from '../streams/stream-stations.ts';
import { wirePipeline } from '../streams/wire-pipeline.ts';
import { writeIncidentTable } from './incident-tables.ts';

const begin = Date.UTC(2026, 0, 5);
let made: ReturnType<typeof makeStore>;
let incidentId: string;
/** One series of 13 samples, whose last three are one anomaly. */
beforeEach(async () => {
  made = makeStore();
  const signal = new AbortController().signal;
  const stations = await openStations(stream(), stubKind, { store: made.store, detection: stubDetection(), pools: createBudgetPools(), clock: systemClock, log: createLog({ level: 'silent' }) }, () => true, signal);
  const values = [...new Array<number>(10).fill(1), 200, 200, 200];
  const offsets = Float64Array.from(values, (_, i) => i);
  await wirePipeline({ ...stations, tell: () => undefined })({
    partition: 0, offsets, timestamps: offsets, keys: values.map(() => null), values: values.map((v, i) => new TextEncoder().encode(JSON.stringify({ t: begin + i * 1000, k: 'a', v }))), nextOffset: values.length, endOffset: null,
  });
  incidentId = listIncidents(made.store.db, null, 10)[0]!.id;
});
afterEach(() => made.remove());

const save = (content: ExportContent, format: ExportFormat, most?: number) =>
  writeIncidentTable({ store: made.store, clock: systemClock, streams: { find: () => stream() } as unknown as StreamService }, { incidentId, content, format }, new AbortController().signal, () => undefined, most);

it('writes as many rows as a file may have, and refuses one more', async () => {
  for (const format of ['csv', 'parquet'] as const) {
    expect((await save('samples', format, 13)).words).toEqual(['It has 13 rows, one for each sample and channel.']);
    await expect(save('samples', format, 12)).rejects.toMatchObject({ code: 'AF_EXPORT_TOO_LARGE', message: 'The file would have more than 12 rows.' });
  }
  expect((await save('anomalies', 'csv')).words).toEqual(['It has 1 row.']);
});

it('refuses a file without rows, once retention has deleted what it would be of', async () => {
  made.store.write((db) => db.exec('DELETE FROM anomaly'));
  for (const format of ['csv', 'parquet'] as const) {
    for (const content of ['samples', 'anomalies'] as const) await expect(save(content, format)).rejects.toMatchObject({ code: 'AF_EXPORT_EMPTY' });
  }
});
