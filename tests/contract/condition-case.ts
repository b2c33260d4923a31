import assert from 'node:assert/strict';
import { sendFile, type ContractCase } from './contract-case.ts';

export const conditionCase: ContractCase = {
  name: 'tells unreadable records of a stream as a condition, lists it by stream and by event time, and with its moment',
  async run(workbench) {
    const begin = Date.UTC(2026, 0, 5);
    const text = Array.from({ length: 600 }, (_, row) => (row >= 200 && row < 400 && row % 5 === 0 ? '{"time":"' : JSON.stringify({ time: new Date(begin + row * 1000).toISOString(), load: 5 + (row % 7) / 10 }))).join('\n');
    const uploadId = await sendFile(workbench, 'broken.jsonl', new TextEncoder().encode(`${text}\n`));
    const source = { kind: 'file', location: { at: 'upload', uploadId }, format: 'json-lines' } as const;
    const [detector] = await workbench.call('detectors.list', {});
    const mapping = { time: { field: 'time', unit: 'iso' as const }, keys: [], channels: [{ field: 'load', name: 'load' }] };
    const heard = Promise.withResolvers<void>();
    const ends: (() => void)[] = [];
    const stream = await workbench.call('streams.create', { name: 'broken', source, decoding: { format: 'json' }, mapping, detector: { name: detector!.name } });
    ends.push(workbench.subscribe('conditions.watch', { streamId: stream.id }, { onSnapshot: (all) => { if (all.length > 0) heard.resolve(); }, onChange: (all) => { if (all.length > 0) heard.resolve(); }, onError: heard.reject }));
    try {
      await heard.promise;
      const [condition] = await workbench.call('conditions.list', { streamId: stream.id });
      assert.deepEqual([condition?.kind, condition?.streamId, condition?.seriesId], ['unreadable', stream.id, null]);
      assert.match(condition!.words, /% of [\d,]+ records could not be read/);
      assert.deepEqual(await workbench.call('conditions.list', { streamId: stream.id, range: { from: 0, to: begin - 1 } }), []);
    } finally {
      for (const end of ends) end();
      await workbench.call('streams.remove', { streamId: stream.id });
    }
    assert.deepEqual(await workbench.call('conditions.list', { streamId: stream.id }), []);
  },
};
