import assert from 'node:assert/strict';
import { failure, type ContractCase } from './contract-case.ts';

export const searchCase: ContractCase = {
  name: 'finds by a query, says where one can\'t be understood, knows values, and keeps a search under its name',
  async run(workbench) {
    const { id } = await workbench.call('dashboards.save', { content: { name: 'Searched for', panels: [] } });
    const saved = await workbench.call('searches.save', { name: 'Mine', text: 'searched kind:dashboard' });
    const { groups: [group] } = await workbench.call('search.run', { text: saved.text, zone: 'Europe/Berlin' });
    assert.deepEqual([group?.kind, group?.count, group?.rows[0]?.to], ['dashboard', 1, { kind: 'dashboard', id }]);
    assert.deepEqual(await workbench.call('search.run', { text: saved.text, kind: 'anomaly' }), { groups: [], notes: [] });
    const fault = await failure(workbench.call('search.run', { text: 'a score:>x' }));
    assert.deepEqual([fault.code, fault.details], ['AF_SEARCH_QUERY_INVALID', { at: 8, end: 10 }]);
    assert.equal((await failure(workbench.call('search.run', { text: '', zone: 'Nowhere/At all' }))).code, 'AF_API_INPUT_INVALID');
    assert.deepEqual(await workbench.call('search.complete', { field: 'stream', typed: 'none is called that' }), { values: [] });
    assert.equal((await workbench.call('searches.save', { name: 'mine', text: '' })).id, saved.id);
    assert.ok((await workbench.call('searches.list', {})).some(({ name }) => name === 'mine'));
    await workbench.call('searches.remove', { searchId: saved.id });
    assert.ok(!(await workbench.call('searches.list', {})).some(({ name }) => name === 'mine'));
    await workbench.call('dashboards.remove', { dashboardId: id });
  },
};
