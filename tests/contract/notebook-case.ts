import assert from 'node:assert/strict';
import type { Workbench } from '../../app/shared/api/workbench.ts';
import { failure } from './contract-case.ts';
import { savesFiles } from './export-case.ts';

/** The notebook of an incident of series with the channel `load`: notes with their earlier texts, tags in one spelling, pins; and the files that are made of it. */
export async function keepsNotebook(workbench: Workbench, incidentId: string): Promise<void> {
  const text = `<script>alert(1)</script> & "five" 🫀 שלום\nsecond line\n${'x'.repeat(5_000)}`;
  await workbench.call('incidents.comment', { incidentId, comment: text });
  const note = (await workbench.call('incidents.history', { incidentId })).at(-1)!;
  assert.deepEqual([note.kind, note.text, note.replaces], ['comment', text, null]);
  await workbench.call('incidents.comment', { incidentId, comment: 'The newer text about zeppelins.', replaces: note.id });
  assert.deepEqual((await workbench.call('incidents.history', { incidentId })).slice(-2).map((act) => [act.text, act.replaces]), [[text, null], ['The newer text about zeppelins.', note.id]]);
  assert.equal((await failure(workbench.call('incidents.comment', { incidentId, comment: 'Too late.', replaces: note.id }))).code, 'AF_INCIDENT_NOTE_CHANGED');
  assert.equal((await failure(workbench.call('incidents.comment', { incidentId, comment: 'Of nothing.', replaces: 0 }))).code, 'AF_NOT_FOUND');
  const found = async (query: string) => (await workbench.call('search.run', { text: query })).groups.flatMap(({ rows }) => rows).filter(({ to }) => to.id === incidentId).length;
  assert.deepEqual([await found('kind:comment zeppelins'), await found('kind:comment alert')], [1, 0]);

  assert.deepEqual((await workbench.call('incidents.set-tag', { incidentId, tag: ' Ventil-Ü ', tagged: true })).tags, ['ventil-ü']);
  await workbench.call('incidents.set-tag', { incidentId, tag: 'ventil-ü', tagged: true });
  assert.equal((await failure(workbench.call('incidents.set-tag', { incidentId, tag: 'two words', tagged: true }))).code, 'AF_API_INPUT_INVALID');
  assert.deepEqual([await found('tag:VENTIL-Ü'), await found('tag:ventil'), await found('kind:incident tag:none')], [1, 0, 0]);
  assert.deepEqual(await workbench.call('search.complete', { field: 'tag', typed: 'vent' }), { values: ['ventil-ü'] });
  assert.deepEqual((await workbench.call('incidents.set-tag', { incidentId, tag: 'ventil-ü', tagged: false })).tags, []);

  const { firstMover: seriesId, start } = await workbench.call('incidents.get', { incidentId });
  const range = { from: start - 60_000, to: start + 60_000.5 };
  const pin = await workbench.call('incidents.pin', { incidentId, seriesId, channel: 'load', range, caption: ' Here ' });
  assert.deepEqual([pin.from, pin.to, pin.caption, pin.channel], [range.from, range.to, 'Here', 'load']);
  assert.deepEqual(await workbench.call('incidents.pins', { incidentId }), [pin]);
  assert.equal((await failure(workbench.call('incidents.pin', { incidentId, seriesId, channel: 'none', range }))).code, 'AF_NOT_FOUND');
  assert.deepEqual(await workbench.call('incidents.caption-pin', { incidentId, pinId: pin.id, caption: ' There ' }), { ...pin, caption: 'There' });
  await workbench.call('incidents.caption-pin', { incidentId, pinId: pin.id, caption: 'There' });
  assert.deepEqual((await workbench.call('incidents.pins', { incidentId })).map(({ caption }) => caption), ['There']);
  assert.equal((await failure(workbench.call('incidents.caption-pin', { incidentId, pinId: 0, caption: 'x' }))).code, 'AF_NOT_FOUND');
  await workbench.call('incidents.unpin', { incidentId, pinId: pin.id });
  await workbench.call('incidents.unpin', { incidentId, pinId: pin.id });
  assert.deepEqual(await workbench.call('incidents.pins', { incidentId }), []);
  const acts = (await workbench.call('incidents.history', { incidentId })).slice(-5);
  assert.deepEqual(acts.map(({ kind }) => kind), ['tagged', 'untagged', 'pinned', 'captioned', 'unpinned']);
  assert.match(acts[3]!.text, /, load; before: Here$/);
  await savesFiles(workbench, incidentId);
}
