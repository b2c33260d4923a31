import assert from 'node:assert/strict';
import { contract, type CallName } from '../../app/shared/api/contract.ts';
import type { Backtest } from '../../app/shared/domain/backtest.ts';
import type { Settings } from '../../app/shared/domain/settings.ts';
import { WorkbenchError } from '../../app/shared/errors/workbench-error.ts';
import { failure, finished, listedWorks, streamOfCsv, streamOfUpload, type ContractCase } from './contract-case.ts';
import { conditionCase } from './condition-case.ts';
import { keepsNotebook } from './notebook-case.ts';
import { packCase } from './pack-case.ts';
import { searchCase } from './search-case.ts';

/*
 * What any transport must carry, played unchanged over each of them: in memory, a WebSocket, Electron's MessagePort. The other side is
 * a whole workbench, which checks in tests what its handlers give against the table.
 */

const csv = 'time,machine,load\n2026-01-05T00:00:00Z,a,1.5\n2026-01-05T00:00:01Z,a,2.5\n2026-01-05T00:00:02Z,a,\n2026-01-05T00:00:03Z,a,-4\n';

/** The least input of each call; ids are of things that are not there. */
const leastInput: { [M in CallName]?: object } = {
  'streams.create': { name: 'x', decoding: { format: 'json' }, mapping: { time: { field: null, unit: 'ms' }, keys: [], channels: [{ field: 'a', name: 'a' }] }, detector: { name: 'none-such' }, source: { kind: 'file', location: { at: 'path', path: '/none/such.csv' }, format: 'csv' } },
  'streams.update': { streamId: 'none', draft: { name: 'x', decoding: { format: 'json' }, mapping: { time: { field: null, unit: 'ms' }, keys: [], channels: [{ field: 'a', name: 'a' }] }, detector: { name: 'none-such' }, source: { kind: 'file', location: { at: 'path', path: '/none/such.csv' }, format: 'csv' } } },
  'streams.remove': { streamId: 'none' }, 'streams.start': { streamId: 'none' }, 'streams.stop': { streamId: 'none' }, 'streams.pause': { streamId: 'none' },
  'streams.resume': { streamId: 'none' }, 'streams.set-pace': { streamId: 'none', pace: 1 }, 'streams.budget': { streamId: 'none' }, 'detectors.suggest': { streamId: 'none' }, 'streams.thresholds': { streamId: 'none', from: 0, to: 1 }, 'streams.quarantine': { streamId: 'none' },
  'backtests.start': { streamId: 'none', trials: [{ detector: 'none-such' }] }, 'backtests.cancel': { backtestId: 'none' },
  'streams.test-connection': { connection: { brokers: ['127.0.0.1:1'] } },
  'streams.preview': { source: { kind: 'file', location: { at: 'path', path: '/none/such.csv' }, format: 'csv' } },
  'work.cancel': { workId: 'none' },
  'uploads.begin': { name: 'x.csv', bytes: 0 }, 'uploads.append': { uploadId: 'none', piece: new Uint8Array(1) }, 'uploads.finish': { uploadId: 'none' },
  'captures.start': { streamId: 'none' }, 'captures.stop': { streamId: 'none' }, 'captures.delete': { name: 'none.afcap' },
  'series.stretch': { seriesId: 999_999, from: 0, to: 1 }, 'series.records': { seriesId: 999_999, range: { from: 0, to: 1 } }, 'series.moment': { seriesId: 999_999, at: 0 },
  'anomalies.get': { anomalyId: '0'.repeat(32) },
  'anomalies.look-alikes': { anomalyId: '0'.repeat(32) },
  'incidents.get': { incidentId: 'none' }, 'incidents.pins': { incidentId: 'none' }, 'incidents.pin': { incidentId: 'none', seriesId: 999_999, channel: 'a', range: { from: 0, to: 1 } }, 'incidents.unpin': { incidentId: 'none', pinId: 1 }, 'incidents.caption-pin': { incidentId: 'none', pinId: 1, caption: 'a' }, 'incidents.set-tag': { incidentId: 'none', tag: 'a', tagged: true }, 'incidents.anomalies': { incidentId: 'none' }, 'incidents.group': { incidentId: 'none' }, 'incidents.set-link': { incidentId: 'none', otherId: 'other', linked: false }, 'incidents.movements': { incidentId: 'none' }, 'incidents.look-alikes': { incidentId: 'none' }, 'incidents.history': { incidentId: 'none' },
  'exports.save': { incidentId: 'none', content: 'report', format: 'html' }, 'exports.read': { exportId: 'none', offset: 0 }, 'exports.let-go': { exportId: 'none' }, 'packs.save': { incidentId: 'none', passphrase: 'twelve letters' }, 'packs.read': { packId: 'none', offset: 0 }, 'packs.let-go': { packId: 'none' }, 'packs.inspect': { uploadId: 'none', passphrase: 'x' }, 'packs.close': { uploadId: 'none' }, 'packs.replay': { uploadId: 'none', passphrase: 'x' },
  'incidents.move': { anomalyIds: ['0'.repeat(32)], incidentId: null }, 'incidents.acknowledge': { incidentId: 'none' }, 'incidents.resolve': { incidentId: 'none' }, 'incidents.reopen': { incidentId: 'none' }, 'incidents.set-owner': { incidentId: 'none', owner: 'x' }, 'incidents.comment': { incidentId: 'none', comment: 'x' },
  'feedback.judge': { anomalyId: '0'.repeat(32), verdict: null }, 'feedback.set-work-state': { anomalyId: '0'.repeat(32), workState: 'done' }, 'feedback.history': { anomalyId: '0'.repeat(32) },
  'series.latest': { streamId: 'none' }, 'series.forecast': { seriesId: 999_999, channel: 'load' },
  'dashboards.get': { dashboardId: 'none' }, 'dashboards.save': { dashboardId: 'none', over: 7, content: { name: 'x', panels: [] } }, 'dashboards.remove': { dashboardId: 'none' }, 'dashboards.export': { dashboardId: 'none' }, 'dashboards.import': { text: 'no file' },
  'search.run': { text: 'pump score:>0.9' }, 'search.complete': { field: 'stream' }, 'searches.save': { name: 'x', text: 'nofield:x' }, 'searches.remove': { searchId: 'none' },
  'outlets.save': { outletId: 'none', draft: { name: 'x', target: { kind: 'webhook', url: 'http://127.0.0.1:1' } } }, 'outlets.test': { draft: { name: 'x', target: { kind: 'email', host: '127.0.0.1', port: 1, security: 'none', from: 'a@example.org', to: ['b@example.org'] } } }, 'outlets.remove': { outletId: 'none' },
  'alert-rules.save': { draft: { name: 'x', outletIds: ['none'] } }, 'alert-rules.remove': { ruleId: 'none' }, 'alert-rules.snooze': { ruleId: 'none', until: null }, 'alert-rules.try': { draft: { name: 'x', outletIds: ['none'] } },
  'silences.save': { silenceId: 'none', draft: { name: 'x', from: 0, to: 1 } }, 'silences.remove': { silenceId: 'none' }, 'silences.told': {},
  'workspace.open-sample': { sampleId: 'none-such' },
  'tableau.save': { connectionId: 'none', draft: { name: 'x', address: 'http://127.0.0.1:1', signIn: { kind: 'token', name: 'x', secret: null } } }, 'tableau.check': { draft: { name: 'x', address: 'http://127.0.0.1:1', signIn: { kind: 'view' } } },
  'tableau.remove': { connectionId: 'none' }, 'tableau.views': { connectionId: 'none' }, 'tableau.views-of': { streamId: 'none' }, 'tableau.picture': { connectionId: 'none', viewId: 'none' }, 'tableau.embed-token': { connectionId: 'none' }, 'tableau.frame': { connectionId: 'none' },
  'tableau.view': { connectionId: 'none', path: '/a' }, 'tableau.keep-view': { connectionId: 'none', path: '/a' }, 'tableau.suggest': { columns: ['time', 'load'], rows: [['2026-01-05', 1]] },
  'tableau.reading': { readingId: '4f4b3c1e3f0a4b8e9a520d6c1f0e7a11', sheet: 'x', read: 10, total: 20 },
  'tableau.detect': { connectionId: 'none', path: '/a', sheet: 'x', channels: ['load'], sensitivity: 0.5, keys: [['a']], series: new Uint32Array([0]), times: new Float64Array([0]), values: new Float64Array([1]) },
  'publications.save': { publicationId: 'none', draft: { name: 'x', connectionId: 'none', content: 'anomalies' } }, 'publications.remove': { publicationId: 'none' }, 'publications.publish': { publicationId: 'none' }, 'publications.describe': { content: 'samples' }, 'extension.set-library': { text: null },
};

export const contractCases: readonly ContractCase[] = [
  {
    name: 'answers every call of the table with a value that its schema allows, or a WorkbenchError that is no crash',
    async run(workbench) {
      const settings = await workbench.call('settings.get', {});
      for (const method of Object.keys(contract) as CallName[]) {
        if ((contract[method] as { kind: string }).kind === 'subscription') continue;
        const input = method === 'settings.update' ? settings : (leastInput[method] ?? {});
        try {
          const output = await workbench.call(method, input as never);
          const checked = contract[method].output.safeParse(output);
          assert.ok(checked.success, `${method} gave what its schema refuses: ${checked.error?.message}`);
        } catch (error) {
          if (error instanceof assert.AssertionError) throw error;
          assert.ok(error instanceof WorkbenchError, `${method} threw ${String(error)}`);
          assert.ok(!['AF_INTERNAL', 'AF_API_OUTPUT_INVALID', 'AF_API_METHOD_UNKNOWN', 'AF_API_INPUT_INVALID'].includes(error.code), `${method}: ${error.code} ${error.message}`);
          assert.ok(error.message.length > 10 && error.hint.length > 10, `${method}: no words in ${error.code}`);
        }
      }
    },
  },
  {
    name: 'names the field of an input that is wrong',
    async run(workbench) {
      const error = await failure(workbench.call('series.list', { limit: 0 }));
      assert.equal(error.code, 'AF_API_INPUT_INVALID');
      assert.match(error.message + JSON.stringify(error.details), /limit/);
    },
  },
  {
    name: 'gives a subscription its snapshot, then each change in order, and nothing after its end',
    async run(workbench) {
      const before = await workbench.call('settings.get', {});
      const seen: string[] = [];
      let tell: () => void = () => undefined;
      const heard = (count: number) => new Promise<void>((resolve) => {
        tell = () => seen.length >= count && resolve();
        tell();
      });
      const note = (settings: Settings) => { seen.push(settings.theme); tell(); };
      const unsubscribe = workbench.subscribe('settings.watch', {}, { onSnapshot: note, onChange: note, onError: (error) => { throw error; } });
      await heard(1);
      for (const theme of ['dark', 'light'] as const) await workbench.call('settings.update', { ...before, theme });
      await heard(3);
      unsubscribe();
      await workbench.call('settings.update', before);
      await workbench.call('settings.get', {});
      assert.deepEqual(seen, [before.theme, 'dark', 'light']);
    },
  },
  {
    name: 'carries bytes one way and typed columns the other, to the last bit',
    async run(workbench) {
      const bytes = new TextEncoder().encode(csv);
      const { uploadId } = await workbench.call('uploads.begin', { name: 'load.csv', bytes: bytes.length });
      for (let at = 0; at < bytes.length; at += 50) await workbench.call('uploads.append', { uploadId, piece: bytes.slice(at, at + 50) });
      await workbench.call('uploads.finish', { uploadId });
      const stream = await streamOfUpload(workbench, 'carried', uploadId);
      await finished(workbench, stream.id);
      const [series] = await workbench.call('series.list', { streamId: stream.id });
      const stretch = await workbench.call('series.stretch', { seriesId: series!.id, from: Date.UTC(2026, 0, 5), to: Date.UTC(2026, 0, 6) });
      assert.deepEqual([...stretch.times], [0, 1, 2, 3].map((second) => Date.UTC(2026, 0, 5) + second * 1000));
      assert.deepEqual([[...stretch.min], await workbench.call('series.forecast', { seriesId: series!.id, channel: series!.channels[0]! })], [[1.5, 2.5, NaN, -4], null]);
      const [latest] = await workbench.call('series.latest', { streamId: stream.id });
      assert.deepEqual([latest?.time, latest?.values, latest?.score], [Date.UTC(2026, 0, 5) + 3000, [-4], null]);
      await workbench.call('streams.remove', { streamId: stream.id });
    },
  },
  {
    name: 'carries a piece of one MiB',
    async run(workbench) {
      const piece = Uint8Array.from({ length: 2 ** 20 }, (_, i) => (i * 31) % 251);
      const { uploadId } = await workbench.call('uploads.begin', { name: 'big.csv', bytes: piece.length });
      assert.deepEqual(await workbench.call('uploads.append', { uploadId, piece }), { received: piece.length });
      await workbench.call('uploads.finish', { uploadId });
    },
  },
  {
    name: 'keeps many calls at once apart',
    async run(workbench) {
      const answers = await Promise.all(Array.from({ length: 40 }, () => workbench.call('uploads.begin', { name: 'apart.csv', bytes: 0 })));
      assert.equal(new Set(answers.map(({ uploadId }) => uploadId)).size, 40);
    },
  },
  {
    name: 'cancels a call whose signal is aborted',
    async run(workbench) {
      const abort = new AbortController();
      const call = workbench.call('streams.test-connection', { connection: { brokers: ['127.0.0.1:1'] } }, { signal: abort.signal });
      abort.abort();
      assert.equal((await failure(call)).code, 'AF_API_CANCELLED');
      assert.ok((await workbench.call('workspace.status', {})).version);
    },
  },
  {
    name: 'refuses more calls at once than it can hold, and goes on',
    async run(workbench) {
      const calls = Array.from({ length: 200 }, () => workbench.call('streams.test-connection', { connection: { brokers: ['127.0.0.1:1'] } }));
      const codes = (await Promise.all(calls.map(failure))).map(({ code }) => code);
      assert.ok(codes.includes('AF_API_OVERLOADED'), 'no call was refused');
      assert.ok(codes.some((code) => code !== 'AF_API_OVERLOADED'), 'every call was refused');
      assert.ok((await workbench.call('workspace.status', {})).version);
    },
  },
  {
    name: 'keeps an alert budget with its stream, says how it fares, and tries another on what is stored',
    async run(workbench) {
      const begin = Date.UTC(2026, 0, 5);
      const budget = { alertsPerDay: 5, set: 'contract' };
      const stream = await streamOfCsv(workbench, 'budget', `time,load\n${Array.from({ length: 300 }, (_, row) => `${new Date(begin + row * 60_000).toISOString()},${5 + (row % 7) / 10}`).join('\n')}\n`, budget);
      try {
        assert.deepEqual(stream.detector.budget, budget);
        await finished(workbench, stream.id);
        const lived = await workbench.call('streams.budget', { streamId: stream.id });
        assert.equal(lived?.alertsPerDay, 5);
        assert.deepEqual([lived.set, lived.streams, lived.replayed], ['contract', [stream.name], false]);
        assert.ok(lived.words.length === 5 && lived.day !== null && lived.threshold >= lived.floor);
        const tried = await workbench.call('streams.budget', { streamId: stream.id, alertsPerDay: 1 });
        assert.equal(tried?.replayed, true);
        assert.ok((await workbench.call('streams.thresholds', { streamId: stream.id, from: begin, to: begin + 86_400_000 })).length > 0);
        assert.deepEqual(await workbench.call('streams.thresholds', { streamId: stream.id, from: 0, to: 1 }), []);
        assert.equal((await failure(workbench.call('streams.budget', { streamId: stream.id, alertsPerDay: 0 }))).code, 'AF_API_INPUT_INVALID');
      } finally {
        await workbench.call('streams.remove', { streamId: stream.id });
      }
    },
  },
  {
    name: 'keeps a dashboard over revisions, refuses what was overtaken, and takes it through a file, saying what is not here',
    async run(workbench) {
      const place = { x: 0, y: 0, w: 6, h: 4 };
      const made = await workbench.call('dashboards.save', { content: { name: 'Ward', panels: [{ id: 'a', kind: 'text', place, options: { text: '# Hello' } }] } });
      assert.equal(made.revision, 1);
      const more = { name: 'Ward 7', panels: [...made.panels, { id: 'b', kind: 'table', place: { ...place, x: 6 }, wanted: { stream: 'none such', series: null } }] };
      const saved = await workbench.call('dashboards.save', { dashboardId: made.id, over: 1, content: more });
      assert.deepEqual([saved.revision, saved.name, saved.panels.length], [2, 'Ward 7', 2]);
      assert.equal((await failure(workbench.call('dashboards.save', { dashboardId: made.id, over: 1, content: more }))).code, 'AF_DASHBOARD_CHANGED');
      const { name, text } = await workbench.call('dashboards.export', { dashboardId: made.id });
      const { dashboard, unbound } = await workbench.call('dashboards.import', { text });
      assert.deepEqual([name, dashboard.name, unbound], ['Ward 7', 'Ward 7', ['stream “none such”']]);
      assert.deepEqual(dashboard.panels, saved.panels);
      const listed = await workbench.call('dashboards.list', {});
      assert.deepEqual(listed.filter(({ id }) => id === made.id || id === dashboard.id).map(({ panelCount }) => panelCount), [2, 2]);
      for (const text of ['{', '{}', '{"format":"anomalyforce-dashboard","version":9}', '{"format":"anomalyforce-dashboard","version":1,"name":"x","panels":[{}]}']) assert.equal((await failure(workbench.call('dashboards.import', { text }))).code, 'AF_DASHBOARD_FILE_INVALID');
      for (const id of [made.id, dashboard.id]) await workbench.call('dashboards.remove', { dashboardId: id });
      assert.equal((await failure(workbench.call('dashboards.get', { dashboardId: made.id }))).code, 'AF_NOT_FOUND');
      const back = await workbench.call('dashboards.save', { dashboardId: made.id, content: more });
      assert.deepEqual([back.id, back.revision], [made.id, 1]);
      await workbench.call('dashboards.remove', { dashboardId: made.id });
    },
  },
  searchCase,
  conditionCase,
  packCase,
  {
    name: 'tries two sensitivities over what is stored of a stream, tells how it goes, keeps what was found, and suggests a detector',
    async run(workbench) {
      const begin = Date.UTC(2026, 0, 5);
      const rows = 3_000;
      const stream = await streamOfCsv(workbench, 'backtest', `time,load\n${Array.from({ length: rows }, (_, row) => `${new Date(begin + row * 60_000).toISOString()},${row === 2_500 ? 90 : 5 + (row % 7) / 10}`).join('\n')}\n`);
      try {
        await finished(workbench, stream.id);
        const { anomalies } = await workbench.call('anomalies.list', { filter: { streamIds: [stream.id] } });
        const trials = [0.5, 0].map((sensitivity) => ({ detector: stream.detector.name, sensitivity }));
        const done = new Promise<Backtest>((resolve, reject) => {
          const end = workbench.subscribe('backtests.watch', { streamId: stream.id }, {
            onSnapshot: () => undefined, onError: reject,
            onChange(backtest) {
              if (backtest.state === 'running') return;
              end();
              resolve(backtest);
            },
          });
        });
        const { id, sampleCount } = await workbench.call('backtests.start', { streamId: stream.id, trials });
        assert.equal(sampleCount, rows);
        const found = await done;
        assert.deepEqual([found.id, found.state, found.doneCount], [id, 'done', rows]);
        // What was told live is told again, to the last sample.
        const startsOf = (firings: readonly { start: number; end: number }[]) => firings.map(({ start, end }) => `${start} ${end}`).sort();
        assert.ok(anomalies.length > 0);
        assert.deepEqual(startsOf(found.runs[0]!.firings), startsOf(anomalies));
        assert.ok(found.runs[1]!.firingCount <= found.runs[0]!.firingCount);
        await workbench.call('backtests.cancel', { backtestId: id });
        const suggestion = await workbench.call('detectors.suggest', { streamId: stream.id });
        assert.deepEqual([suggestion.sampleCount, suggestion.seriesCount, suggestion.changeCount], [rows, 1, 80]);
        assert.ok(suggestion.results.some((result) => result.detector === suggestion.detector && result.standsOut > 0.5));
        assert.deepEqual(await workbench.call('detectors.suggest', { streamId: stream.id }), suggestion);
        const works = (await listedWorks(workbench)).filter(({ streamId, kind }) => streamId === stream.id && kind !== 'import');
        assert.deepEqual(works.map(({ kind, state, doneCount, part, subject }) => [kind, state, doneCount, part, subject]).sort(), [['backtest', 'done', rows, 1, stream.name], ...[1, 2].map(() => ['suggestion', 'done', 2, 1, stream.name])]);
        await workbench.call('work.cancel', { workId: works[0]!.id });
        await workbench.call('work.clear', {});
        assert.deepEqual((await listedWorks(workbench)).filter(({ id }) => works.some((one) => one.id === id)), []);
        assert.equal((await failure(workbench.call('work.cancel', { workId: works[0]!.id }))).code, 'AF_NOT_FOUND');
        assert.equal((await failure(workbench.call('backtests.start', { streamId: stream.id, trials: [{ detector: 'none-such' }] }))).code, 'AF_DETECT_DETECTOR_UNKNOWN');
      } finally {
        await workbench.call('streams.remove', { streamId: stream.id });
      }
    },
  },
  {
    name: 'keeps what was done with an incident, and by whom: owner, comment, states; what changes nothing leaves no record',
    async run(workbench) {
      const begin = Date.UTC(2026, 0, 5);
      const stream = await streamOfCsv(workbench, 'incident', `time,load\n${Array.from({ length: 1_000 }, (_, row) => `${new Date(begin + row * 60_000).toISOString()},${row === 500 ? 85 : row === 900 ? 90 : 5 + (row % 7) / 10}`).join('\n')}\n`);
      try {
        await finished(workbench, stream.id);
        const [opened, earlier] = await workbench.call('incidents.list', { streamId: stream.id });
        const incidentId = opened!.id;
        const members = await workbench.call('incidents.anomalies', { incidentId });
        assert.ok(members.length > 0 && members.every((one) => one.incidentId === incidentId));
        const [judged] = await workbench.call('incidents.anomalies', { incidentId: earlier!.id });
        await workbench.call('feedback.judge', { anomalyId: judged!.id, verdict: 'expected' });
        const [alike] = await workbench.call('incidents.look-alikes', { incidentId });
        assert.equal(alike!.incident.id, earlier!.id);
        assert.ok(alike!.likeness > 0.8 && alike!.verdicts.some(({ verdict }) => verdict === 'expected'), JSON.stringify(alike));
        assert.deepEqual(await workbench.call('incidents.look-alikes', { incidentId: earlier!.id }), []);
        const { movements, readCount, seriesCount } = await workbench.call('incidents.movements', { incidentId });
        assert.deepEqual([movements.map(({ seriesId, channel, anomalyCount }) => [seriesId, channel, anomalyCount]), readCount, seriesCount], [[[opened!.firstMover, 'load', members.length]], 1, 1]);
        assert.ok(movements[0]!.distance > 20);
        await workbench.call('incidents.set-owner', { incidentId, owner: ' Night shift ' });
        await workbench.call('incidents.comment', { incidentId, comment: 'Valve 3 was stuck.' });
        await workbench.call('incidents.reopen', { incidentId });
        await workbench.call('incidents.resolve', { incidentId });
        await workbench.call('incidents.resolve', { incidentId });
        await workbench.call('incidents.reopen', { incidentId });
        const { owner, state } = await workbench.call('incidents.get', { incidentId });
        assert.deepEqual([owner, state], ['Night shift', 'open']);
        const history = await workbench.call('incidents.history', { incidentId });
        assert.deepEqual(history.map(({ kind, text }) => [kind, text]), [['owner', 'Night shift'], ['comment', 'Valve 3 was stuck.'], ['resolved', ''], ['reopened', '']]);
        assert.ok(history.every(({ actor }) => actor.length > 0));
        assert.equal((await failure(workbench.call('incidents.comment', { incidentId, comment: '  ' }))).code, 'AF_API_INPUT_INVALID');
        await keepsNotebook(workbench, incidentId);
        const ids = members.map(({ id }) => id);
        const merged = await workbench.call('incidents.move', { anomalyIds: ids, incidentId: earlier!.id });
        assert.deepEqual([merged.id, merged.anomalyCount], [earlier!.id, earlier!.anomalyCount + ids.length]);
        assert.deepEqual((await workbench.call('incidents.get', { incidentId })).merged, { into: earlier!.id, state: 'open' });
        assert.equal((await failure(workbench.call('incidents.reopen', { incidentId }))).code, 'AF_INCIDENT_MERGED');
        assert.equal((await failure(workbench.call('packs.save', { incidentId, passphrase: 'twelve letters' }))).code, 'AF_INCIDENT_MERGED');
        assert.deepEqual((await workbench.call('incidents.history', { incidentId })).at(-1)!.moved, { incidentId: earlier!.id, count: ids.length });
        assert.equal((await workbench.call('incidents.move', { anomalyIds: ids, incidentId })).state, 'open');
        assert.equal((await failure(workbench.call('incidents.move', { anomalyIds: ids, incidentId: null }))).code, 'AF_API_INPUT_INVALID');
      } finally {
        await workbench.call('streams.remove', { streamId: stream.id });
      }
    },
  },
  {
    name: 'leaves an audit event of a command, with who and what',
    async run(workbench) {
      const stopped = await failure(workbench.call('streams.stop', { streamId: 'audited' as never }));
      assert.equal(stopped.code, 'AF_NOT_FOUND');
      const { events, intact } = await workbench.call('audit.list', { limit: 5 });
      assert.ok(events.some((event) => JSON.stringify(event).includes('streams.stop')), JSON.stringify(events));
      assert.equal(intact, true);
    },
  },
];
