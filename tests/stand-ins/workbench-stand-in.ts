import { contract } from '../../app/shared/api/contract.ts';
import type { CallName, OutputOf, ParsedInputOf, SubscriptionName } from '../../app/shared/api/contract.ts';
import type { SubscriptionListener, Workbench } from '../../app/shared/api/workbench.ts';
import type { ExtensionState } from '../../app/shared/domain/extension.ts';
import type { AlertRule, Silence } from '../../app/shared/domain/alert-rule.ts';
import type { Outlet, Delivery } from '../../app/shared/domain/outlet.ts';
import type { TableauConnection } from '../../app/shared/domain/tableau.ts';
import type { Anomaly } from '../../app/shared/domain/anomaly.ts';
import type { Condition } from '../../app/shared/domain/condition.ts';
import type { Dashboard } from '../../app/shared/domain/dashboard.ts';
import type { Incident, IncidentAct } from '../../app/shared/domain/incident.ts';
import type { SavedSearch, SearchRow } from '../../app/shared/domain/search.ts';
import { settingsSchema } from '../../app/shared/domain/settings.ts';
import { groupsOf, jointSeverity, type IncidentGroup, type IncidentLink } from '../../app/shared/domain/incident-link.ts';
import { WorkbenchError } from '../../app/shared/errors/workbench-error.ts';
import { framed, unreadable, type BrokenAnswers } from './broken-answers.ts';
import { notebookCalls } from './notebook-stand-in.ts';
import { allAnomalies, allIncidents, allSeries, backtestOf, healthOf, lanesOf, latestOf, momentOf, movementsOf, openedAt, plans, seriesOf, someNotifications, stretchOf, streamOf } from './stand-in-content.ts';

type Calls = { [M in CallName]: (input: ParsedInputOf<M>) => OutputOf<M> };
export interface StandInOptions {
  /** No streams, no anomalies: what a new user sees. */
  empty?: boolean;
  /** Every this many ms a sample arrives on each watched series and now and then an anomaly; 0 is still. */
  liveEveryMs?: number;
  answers?: BrokenAnswers | null;
}
export interface StandIn extends Workbench {
  /** As if the connection broke or came back. */
  setConnection(state: Workbench['connection']['state']): void;
}

/** A workbench in memory with the same content every time, for looking at screens without a backend. It checks inputs as the real one does. */
export function createStandIn({ empty = false, liveEveryMs = 0, answers = null }: StandInOptions = {}): StandIn {
  let state: Workbench['connection']['state'] = 'open';
  const watchers = new Set<(state: Workbench['connection']['state']) => void>();
  const listeners = new Map<SubscriptionName, Set<{ input: unknown; listener: SubscriptionListener<never> }>>();
  let streams = empty ? [] : plans.map((plan, index) => ({ stream: streamOf(plan), health: healthOf(plan, index) }));
  let anomalies = empty ? [] : [...allAnomalies];
  let incidents = empty ? [] : [...allIncidents];
  const acts: OutputOf<'incidents.history'> = [];
  let notifications = empty ? [] : [...someNotifications];
  let settings = settingsSchema.parse({});
  let dashboards: Dashboard[] = [];
  let searches: SavedSearch[] = [];
  const rowOf = ({ id, name, panels, revision, savedAt }: Dashboard) => ({ id, name, panelCount: panels.length, revision, savedAt });
  const feedback: OutputOf<'feedback.history'> = [];
  const status = {
    version: '0.1.0', host: 'web' as const, principal: { name: 'analyst', role: 'owner' as const }, backend: { name: 'wasm' as const, version: '4.22.0', reason: 'libtensorflow could not be loaded' },
    store: { state: 'open' as const, error: null, bytes: 184_549_376, logBytes: 4_194_304, cipher: 'chacha20', keyKept: 'passphrase' as const },
    notices: [{ id: 'wasm', severity: 'warning' as const, text: 'Detection runs on WebAssembly: native TensorFlow could not be loaded.', hint: 'Run the set-up again with a network, or go on: detection works, training is slower.' }],
  };
  const tell = (method: SubscriptionName, change: unknown) => { for (const { listener } of listeners.get(method) ?? []) listener.onChange(change as never); };
  const changeStream = (id: string, health: object) => {
    streams = streams.map((row) => (row.stream.id === id ? { ...row, health: { ...row.health, ...health } } : row));
    tell('streams.watch', { changed: streams.filter((row) => row.stream.id === id), removed: [] });
    return {};
  };
  const missing = (what: string): never => { throw new WorkbenchError('AF_NOT_FOUND', `${what} is not there.`); };
  const changeAnomaly = (id: string, change: Partial<Anomaly>): Anomaly => {
    const found = anomalies.find((one) => one.id === id) ?? missing(`The anomaly ${id}`);
    const changed = { ...found, ...change };
    anomalies = anomalies.map((one) => (one.id === id ? changed : one));
    tell('anomalies.watch', [changed]);
    return changed;
  };
  const changeIncident = (id: string, change: Partial<Incident>, kind: IncidentAct['kind'], text = '', moved: IncidentAct['moved'] = null, replaces: number | null = null): Incident => {
    const changed = { ...(incidents.find((one) => one.id === id) ?? missing('The incident')), ...change };
    incidents = incidents.map((one) => (one.id === id ? changed : one));
    acts.push({ id: acts.length + 1, incidentId: id, kind, text, moved, replaces, actor: 'analyst', at: openedAt });
    tell('incidents.watch', [changed]);
    return changed;
  };
  /** As the real one, for anomalies that are all of one incident. */
  const moveAnomalies = (ids: string[], incidentId: string | null): Incident => {
    const from = incidents.find((one) => one.id === anomalies.find(({ id }) => id === ids[0])?.incidentId) ?? missing('The incident');
    const into = incidentId ?? `split-${acts.length}`;
    if (incidentId === null) incidents = [{ ...from, id: into, state: 'open', owner: null }, ...incidents];
    const target = incidents.find((one) => one.id === into) ?? missing('The incident');
    for (const id of ids) changeAnomaly(id, { incidentId: into });
    const sizes = (id: string) => { const own = anomalies.filter((one) => one.incidentId === id); return { anomalyCount: own.length, seriesCount: new Set(own.map(({ seriesId }) => seriesId)).size }; };
    const left = sizes(from.id);
    const count = ids.length;
    if (left.anomalyCount === 0) changeIncident(from.id, { ...left, state: 'resolved', merged: { into, state: from.state } }, 'merged', target.title, { incidentId: into, count });
    else changeIncident(from.id, left, 'gave', target.title, { incidentId: into, count });
    return changeIncident(into, { ...sizes(into), state: target.merged?.state ?? target.state, merged: null }, incidentId === null ? 'split' : 'took', from.title, { incidentId: from.id, count });
  };
  const samples = () => plans.map((plan) => ({ id: plan.id, title: plan.name, domain: plan.domain as 'finance', description: `${plan.series.length} series, ${plan.channels.map(([name]) => name).join(', ')}; one recorded day with labelled faults.`, streamId: streams.find((row) => row.stream.id === plan.id)?.stream.id ?? null }));
  const columns = ['ts', 'patient', 'heart rate', 'SpO2', 'note'];

  let extension: ExtensionState = { setup: { enabled: false, port: 9004, reach: 'this-machine', user: 'tableau', password: null, scripts: true, live: false, certificate: null, privateKey: null }, hasPassword: false, hasOwnLibrary: false, state: 'off', address: null, error: null, calls: 0, refused: 0 };
  let outlets: Outlet[] = empty ? [] : [
    { id: 'hook' as never, createdAt: openedAt, name: 'On call', enabled: true, minimumSeverity: 'high', target: { kind: 'webhook', url: 'https://alerts.example.org/hook', secret: null } },
    { id: 'mail' as never, createdAt: openedAt, name: 'Night shift', enabled: false, minimumSeverity: 'medium', target: { kind: 'email', host: 'mail.example.org', port: 587, security: 'starttls', user: 'workbench', secret: null, from: 'workbench@example.org', to: ['night@example.org'] } },
  ];
  const deliveries: Delivery[] = empty ? [] : someNotifications.slice(0, 3).map((notification, k) => ({ id: `${notification.id}.hook`, outletId: 'hook' as never, notification, state: (['queued', 'sent', 'dead'] as const)[k]!, attempts: [3, 1, 30][k]!, at: openedAt + 40_000, lastError: k === 1 ? null : 'alerts.example.org answered 503.', reason: null, trial: false }));
  let rules: AlertRule[] = [];
  let silences: Silence[] = [];
  const conditions: Condition[] = empty ? [] : [
    { id: 'silent', streamId: plans[0]!.id as never, kind: 'silent', seriesId: null, begin: openedAt - 120_000, end: null, eventFrom: openedAt - 400_000, eventTo: null, words: 'No record came for 4 minutes; usually the next comes within 10 seconds.' },
    { id: 'late', streamId: plans[0]!.id as never, kind: 'late', seriesId: null, begin: openedAt - 5_000_000, end: openedAt - 4_400_000, eventFrom: openedAt - 5_000_000, eventTo: openedAt - 4_400_000, words: '12% of 200 records came behind the newest of their series and were not scored.' },
  ];
  let tableauConnections: TableauConnection[] = [];

  const calls: Calls = {
    'workspace.status': () => status,
    'workspace.samples': samples,
    'workspace.open-sample': ({ sampleId }) => {
      const opened = plans.filter((plan) => sampleId === null || plan.id === sampleId).filter((plan) => !streams.some((row) => row.stream.id === plan.id));
      streams = [...streams, ...opened.map((plan) => ({ stream: streamOf(plan), health: healthOf(plan, plans.indexOf(plan)) }))];
      anomalies = allAnomalies.filter((one) => streams.some((row) => row.stream.id === one.streamId));
      tell('streams.watch', { changed: streams, removed: [] });
      tell('anomalies.watch', anomalies);
      return opened.map(streamOf);
    },
    'workspace.doctor': () => [{ name: 'Node', ok: true, found: '24.21.0', advice: null }, { name: 'Store', ok: true, found: 'SQLite, chacha20, 176 MiB', advice: null }, { name: 'TensorFlow', ok: false, found: 'WASM 4.22.0', advice: 'Run the set-up again with a network.' }],
    'streams.list': () => streams,
    'conditions.list': ({ streamId, range }) => conditions.filter((one) => (streamId === null || one.streamId === streamId) && (range === null || one.eventFrom! <= range.to)),
    'streams.create': (draft) => {
      const stream = { ...draft, id: draft.name.toLowerCase().replace(/[^a-z0-9]+/g, '-') as never, createdAt: openedAt, running: true };
      streams = [...streams, { stream, health: { ...healthOf(plans[0]!, 0), streamId: stream.id, error: null } }];
      tell('streams.watch', { changed: streams.slice(-1), removed: [] });
      return stream;
    },
    'streams.update': ({ streamId, draft }) => ({ ...draft, id: streamId, createdAt: openedAt, running: true }),
    'streams.remove': ({ streamId }) => {
      streams = streams.filter((row) => row.stream.id !== streamId);
      tell('streams.watch', { changed: [], removed: [streamId] });
      return {};
    },
    'streams.start': ({ streamId }) => changeStream(streamId, { state: 'running', error: null }),
    'streams.stop': ({ streamId }) => changeStream(streamId, { state: 'idle', recordsPerSecond: 0 }),
    'streams.pause': ({ streamId }) => changeStream(streamId, { state: 'paused', recordsPerSecond: 0 }),
    'streams.resume': ({ streamId }) => changeStream(streamId, { state: 'running' }),
    'streams.set-pace': () => ({}),
    'streams.test-connection': ({ connection }) => {
      if (connection.brokers.some((one) => one.startsWith('nowhere'))) throw new WorkbenchError('AF_INGEST_BROKER_UNREACHABLE', `The broker ${connection.brokers[0]} does not answer.`);
      return { brokers: 1, topics: plans.filter((plan) => plan.topic !== null).map((plan) => ({ name: plan.topic!, partitions: 6 })) };
    },
    'streams.preview': ({ decoding, mapping }) => ({
      decoding: decoding ?? { format: 'csv', columns, delimiter: ',' },
      mapping: mapping ?? { time: { field: 'ts', unit: 'ms' }, keys: ['patient'], channels: [{ field: 'heart rate', name: 'heart rate', unit: '1/min' }, { field: 'SpO2', name: 'SpO2', unit: '%' }], label: null },
      fields: [{ field: 'ts', role: 'time', reason: 'whole numbers of 13 digits that grow: milliseconds', doubtful: false, examples: ['1772719200000', '1772719210000'] }, { field: 'patient', role: 'key', reason: 'text, 6 values in 200 rows', doubtful: false, examples: ['bed-01', 'bed-02'] }, { field: 'heart rate', role: 'channel', reason: 'numbers, 1 decimal, 100 % present', doubtful: false, examples: ['76.1', '77.4'] }, { field: 'SpO2', role: 'channel', reason: 'numbers, 98 % present', doubtful: true, examples: ['97.2', ''] }, { field: 'note', role: 'unused', reason: 'text, mostly empty', doubtful: false, examples: ['', 'lead off'] }],
      rows: Array.from({ length: 12 }, (_, k) => ({ offset: String(k), eventTime: k === 7 ? null : openedAt - (12 - k) * 10_000, series: `bed-0${(k % 6) + 1}`, values: [76 + k / 10, k === 4 ? null : 97.1], failure: k === 7 ? 'ts: "n/a" is no time' : null, text: `177271920000${k},bed-0${(k % 6) + 1},7${k % 10}.1,97.1,` })),
      readCount: 200, failedCount: 1, doubts: ['SpO2 is missing in 2 % of the rows; gaps are scored as missing.'],
    }),
    'streams.budget': ({ streamId, alertsPerDay }) => {
      const { stream } = streams.find((row) => row.stream.id === streamId) ?? missing(`The stream ${streamId}`);
      const asked = alertsPerDay ?? stream.detector.budget?.alertsPerDay;
      if (asked === undefined) return null;
      const series = allSeries.find((one) => one.series.streamId === streamId)?.series;
      const replayed = alertsPerDay !== null;
      return {
        alertsPerDay: asked, set: null, streams: [stream.name], threshold: 0.9371, floor: 0.7629, day: { alerts: 5, leftOut: 17, days: 1 }, week: { alerts: 33, leftOut: 121, days: 7 },
        leftOut: series === undefined ? [] : [{ seriesId: series.id, seriesName: series.name, peakTime: openedAt - 3_600_000, score: 0.9364 }], confirmedCount: 9, confirmedMissed: [], replayed,
        words: [`Asked for: at most ${asked} alerts a day.`, `${replayed ? 'It would have told' : 'Told'} 5 alerts in the last 24 hours and 33 in the last 7.0 days, 4.7 a day.`, 'The threshold in use is a score of 0.9371; it never goes below 0.7629.', '121 candidates were left out in that time.', "Of 9 anomalies that analysts confirmed in that time, none lie below today's threshold."],
      };
    },
    'streams.thresholds': () => [],
    'backtests.start': ({ streamId, trials, from, to }) => ({ ...backtestOf(streamId), trials, from, to }),
    'backtests.cancel': () => ({}),
    'work.cancel': () => ({}),
    'work.clear': () => ({}),
    'streams.quarantine': ({ streamId }) => [0, 1, 2].map((k) => ({ streamId, partition: k, offset: String(88_120 + k), receiveTime: openedAt - k * 61_000, reason: k === 0 ? 'not JSON: unexpected end of text at 31' : 'ts: "n/a" is no time', text: '{"ts":"n/a","patient":"bed-03","heart rate":' })),
    'uploads.begin': () => ({ uploadId: 'upload-1' }),
    'uploads.append': ({ piece }) => ({ received: piece.length }),
    'uploads.finish': (upload) => upload,
    'captures.start': ({ streamId }) => (changeStream(streamId, { capturing: true }), { path: 'captures/ward.afc', name: 'ward', streamId, recordCount: 0, bytes: 0, startedAt: openedAt, active: true, broken: false }),
    'captures.stop': ({ streamId }) => (changeStream(streamId, { capturing: false }), { path: 'captures/ward.afc', name: 'ward', streamId, recordCount: 5120, bytes: 88_000, startedAt: openedAt, active: false, broken: false }),
    'captures.delete': () => ({}),
    'captures.list': () => [],
    'series.list': ({ streamId, text, limit }) => streams.flatMap((row) => plans.filter((plan) => plan.id === row.stream.id)).flatMap(seriesOf).filter((one) => (streamId === null || one.streamId === streamId) && one.name.includes(text)).slice(0, limit),
    'series.stretch': ({ seriesId, from, to, points }) => stretchOf(seriesId, from, Math.min(to, openedAt), points),
    'series.latest': ({ streamId, limit }) => allSeries.filter(({ series }) => series.streamId === streamId).slice(0, limit).map(({ series }) => latestOf(series.id)),
    'series.forecast': () => null, 'series.moment': ({ seriesId, at }) => momentOf(seriesId, at),
    'series.records': ({ seriesId, range, limit }) => Array.from({ length: Math.min(limit, 12) }, (_, k) => ({ partition: 0, offset: String(4400 + k), eventTime: range.from + k * 10_000, key: allSeries[seriesId - 1]?.series.name ?? null, text: JSON.stringify({ ts: range.from + k * 10_000, 'heart rate': 76 + k, SpO2: 97 }) })),
    'anomalies.list': ({ filter, limit }) => {
      const found = matching(filter);
      return { anomalies: found.slice(0, limit), total: found.length, cursor: null };
    },
    'anomalies.lanes': ({ filter }) => lanesOf(matching(filter)),
    'anomalies.get': ({ anomalyId }) => anomalies.find((one) => one.id === anomalyId) ?? missing(`The anomaly ${anomalyId}`),
    'anomalies.look-alikes': ({ anomalyId, limit }) => { const own = anomalies.find((one) => one.id === anomalyId) ?? missing(`The anomaly ${anomalyId}`); return anomalies.filter((one) => one.streamId === own.streamId && one.start < own.start).slice(0, limit).map((one, place) => ({ anomaly: one, likeness: 0.94 - place * 0.07 })); },
    'anomalies.export': () => ({ csv: 'series,start\n', count: anomalies.length }),
    'incidents.list': () => incidents,
    'incidents.group': ({ incidentId }) => groupOf(incidentId),
    'incidents.set-link': ({ incidentId }) => groupOf(incidentId),
    'incidents.get': ({ incidentId }) => incidents.find((one) => one.id === incidentId) ?? missing('The incident'),
    'incidents.anomalies': ({ incidentId }) => anomalies.filter((one) => one.incidentId === incidentId),
    'incidents.movements': ({ incidentId }) => movementsOf(incidents.find((one) => one.id === incidentId) ?? missing('The incident')),
    'incidents.look-alikes': ({ incidentId, limit }) => { const own = incidents.find((one) => one.id === incidentId) ?? missing('The incident'); return incidents.filter((one) => one.streamId === own.streamId && one.start < own.start).slice(0, limit).map((incident, place) => ({ incident, likeness: 0.92 - place * 0.08, verdicts: [{ verdict: anomalies.find((one) => one.incidentId === incident.id)?.verdict ?? 'none' as const, count: 1 }] })); },
    'incidents.history': ({ incidentId }) => acts.filter((one) => one.incidentId === incidentId),
    'incidents.acknowledge': ({ incidentId }) => changeIncident(incidentId, { state: 'acknowledged' }, 'acknowledged'),
    'incidents.resolve': ({ incidentId }) => changeIncident(incidentId, { state: 'resolved' }, 'resolved'),
    'incidents.reopen': ({ incidentId }) => changeIncident(incidentId, { state: 'open' }, 'reopened'),
    'incidents.set-owner': ({ incidentId, owner }) => changeIncident(incidentId, { owner }, 'owner', owner ?? ''),
    ...notebookCalls((id) => incidents.find((one) => one.id === id) ?? missing('The incident'), (id, change, { kind, text, replaces }) => changeIncident(id, change, kind, text, null, replaces)),
    'incidents.move': ({ anomalyIds, incidentId }) => moveAnomalies(anomalyIds, incidentId),
    'packs.save': () => ({ packId: 'pack-1', name: 'bed-03-2026-03-05.afpack', bytes: 48_120, fingerprint: packView().fingerprint!, words: ['It holds 1 anomaly with evidence, verdicts and history.', 'It holds 4,100 samples with scores, and 4,100 raw records as they came.'] }),
    'packs.read': ({ offset }) => ({ piece: new Uint8Array(offset === 0 ? 48_120 : 0) }),
    'packs.let-go': () => ({}),
    'packs.close': () => ({}),
    'packs.inspect': ({ passphrase }) => {
      if (passphrase === 'wrong') throw new WorkbenchError('AF_PACK_PASSPHRASE_WRONG', 'The passphrase does not open this evidence pack, or its first bytes were changed.');
      return packView();
    },
    'packs.replay': () => ({ isSame: true, words: ['The replay found the same anomaly: same series, same spans, same ids, same scores.', 'All 4,100 scores came out as they were packed, to a millionth.', '4,100 samples were made again of their records, to the last bit.'], records: { same: 4_100, different: 0, without: 0 }, scores: { compared: 4_100, different: 0, greatest: 0 }, anomalies: [{ anomalyId: anomalies[0]!.id, outcome: 'same', reason: '' }] }),
    'feedback.judge': ({ anomalyId, verdict, comment }) => {
      feedback.push({ id: feedback.length + 1, anomalyId, verdict, workState: null, comment, actor: 'analyst', at: openedAt, modelVersion: '1' });
      return changeAnomaly(anomalyId, { verdict });
    },
    'feedback.set-work-state': ({ anomalyId, workState }) => changeAnomaly(anomalyId, { workState }),
    'feedback.history': ({ anomalyId }) => feedback.filter((one) => one.anomalyId === anomalyId),
    'dashboards.list': () => dashboards.map(rowOf),
    'dashboards.get': ({ dashboardId }) => dashboards.find((one) => one.id === dashboardId) ?? missing('The dashboard'),
    'dashboards.save': ({ dashboardId, over, content }) => {
      const saved = { ...content, id: dashboardId ?? (`dashboard-${dashboards.length + 1}` as never), revision: (over ?? 0) + 1, savedAt: openedAt };
      dashboards = [...dashboards.filter(({ id }) => id !== saved.id), saved];
      tell('dashboards.watch', { changed: [rowOf(saved)], removed: [] });
      return saved;
    },
    'dashboards.remove': ({ dashboardId }) => {
      dashboards = dashboards.filter(({ id }) => id !== dashboardId);
      tell('dashboards.watch', { changed: [], removed: [dashboardId] });
      return {};
    },
    'dashboards.export': ({ dashboardId }) => ({ name: dashboards.find((one) => one.id === dashboardId)?.name ?? 'none', text: '{}' }),
    'dashboards.import': () => { throw new WorkbenchError('AF_DASHBOARD_FILE_INVALID', 'The file is no JSON.'); },
    'notifications.mark-read': ({ ids }) => {
      notifications = notifications.map((one) => (ids.length === 0 || ids.includes(one.id) ? { ...one, read: true } : one));
      tell('notifications.watch', notifications);
      return {};
    },
    'detectors.list': () => [{ name: 'forecast-residual', title: 'Forecast and residual', assumes: 'A level, rhythm or trend that holds for longer than its warm-up.', fails: 'Series that never repeat, and changes slower than its history.', modelVersion: '1', threshold: 0.88, warmUp: 64, manifest: null }, { name: 'known-states', title: 'Known states', assumes: 'Some states that come again.', fails: 'Rhythms.', modelVersion: '1', threshold: 0.88, warmUp: 256, manifest: null }],
    'detectors.suggest': () => ({
      detector: 'forecast-residual', reason: 'With Forecast and residual a planted change raises the alarm above 84 % of the untouched stretches, with Known states above 71 %.', sampleCount: 24_000, seriesCount: 6, changeCount: 60,
      results: [['forecast-residual', 0.84], ['known-states', 0.71]].map(([detector, standsOut]) => ({ detector: String(detector), standsOut: Number(standsOut), byForm: (['spike', 'shift', 'rough', 'flat', 'elsewhen'] as const).map((form, at) => ({ form, standsOut: Number(standsOut) - at * 0.05 })) })),
    }),
    'settings.get': () => settings,
    'settings.update': (next) => {
      settings = next;
      tell('settings.watch', settings);
      return settings;
    },
    'extension.read': () => extension, 'extension.trex': () => ({ name: 'anomalyforce-live.trex', text: '<manifest/>' }), 'extension.renew-key': () => extension,
    'extension.set-library': ({ text }) => (extension = { ...extension, hasOwnLibrary: text !== null }),
    'extension.save': (setup) => (extension = { ...extension, setup: { ...setup, password: null, privateKey: null }, hasPassword: true, state: setup.enabled ? 'listening' : 'off', address: setup.enabled ? `http://127.0.0.1:${setup.port}` : null }),
    'search.run': ({ text, kind, limit }) => {
      const words = text.toLowerCase().split(/\s+/);
      const rows = anomalies.map((one): SearchRow => ({ to: { kind: 'anomaly', id: one.id }, title: one.seriesName, words: one.explanation, severity: one.severity, at: one.start })).filter((row) => words.every((word) => `${row.title} ${row.words}`.toLowerCase().includes(word)));
      return { groups: kind !== null && kind !== 'anomaly' ? [] : [{ kind: 'anomaly', rows: rows.slice(0, limit), count: rows.length, isMore: false, searched: null, cursor: null }], notes: [] };
    },
    'search.complete': ({ field, typed }) => ({ values: (field === 'stream' ? streams.map(({ stream }) => stream.name) : []).filter((name) => name.toLowerCase().includes(typed.toLowerCase())) }),
    'searches.list': () => searches,
    'searches.save': ({ name, text }) => {
      const saved: SavedSearch = { id: `search-${searches.length + 1}`, name, text, savedAt: openedAt };
      searches = [...searches.filter((one) => one.name !== name), saved];
      tell('searches.watch', { changed: [saved], removed: [] });
      return saved;
    },
    'searches.remove': ({ searchId }) => {
      searches = searches.filter(({ id }) => id !== searchId);
      tell('searches.watch', { changed: [], removed: [searchId] });
      return {};
    },
    'outlets.list': () => outlets,
    'outlets.save': ({ outletId, draft }) => {
      const saved: Outlet = { ...draft, target: { ...draft.target, secret: null }, id: outletId ?? (`outlet-${outlets.length + 1}` as never), createdAt: openedAt };
      outlets = [...outlets.filter(({ id }) => id !== saved.id), saved];
      return saved;
    },
    'outlets.remove': ({ outletId }) => {
      outlets = outlets.filter(({ id }) => id !== outletId);
      return {};
    },
    'alert-rules.list': () => rules,
    'alert-rules.save': ({ ruleId, draft }) => {
      const saved: AlertRule = { ...draft, id: ruleId ?? (`rule-${rules.length + 1}` as never), createdAt: openedAt, snoozedUntil: null };
      rules = [...rules.filter(({ id }) => id !== saved.id), saved];
      return saved;
    },
    'alert-rules.remove': ({ ruleId }) => {
      rules = rules.filter(({ id }) => id !== ruleId);
      return {};
    },
    'alert-rules.snooze': ({ ruleId, until }) => {
      rules = rules.map((rule) => (rule.id === ruleId ? { ...rule, snoozedUntil: until } : rule));
      return rules.find(({ id }) => id === ruleId) ?? missing('The rule');
    },
    'alert-rules.try': () => ({ looked: notifications.length, rebuilt: 0, lastSeverity: 0, cut: false, fired: notifications.length, held: 0, suppressed: 0, rows: notifications.map((notification) => ({ notification, incidentId: null, outcome: 'fired' as const, reason: null })) }),
    'silences.list': () => silences,
    'silences.save': ({ silenceId, draft }) => {
      const saved: Silence = { ...draft, id: silenceId ?? (`silence-${silences.length + 1}` as never), createdAt: openedAt };
      silences = [...silences.filter(({ id }) => id !== saved.id), saved];
      return saved;
    },
    'silences.remove': ({ silenceId }) => {
      silences = silences.filter(({ id }) => id !== silenceId);
      return {};
    },
    'silences.told': () => allIncidents.map(({ streamId }) => ({ streamId, dimensions: null, count: 1 })),
    'outlets.test': () => { throw new WorkbenchError('AF_OUTLET_REFUSED', 'alerts.example.org answered 401.'); },
    'tableau.connections': () => tableauConnections,
    'tableau.save': ({ connectionId, draft }) => {
      const saved: TableauConnection = { ...draft, id: connectionId ?? (`connection-${tableauConnections.length + 1}` as never), createdAt: openedAt };
      tableauConnections = [...tableauConnections.filter(({ id }) => id !== saved.id), saved];
      return saved;
    },
    'tableau.remove': ({ connectionId }) => {
      tableauConnections = tableauConnections.filter(({ id }) => id !== connectionId);
      return {};
    },
    'tableau.check': ({ draft }) => ['address', 'tls', 'server', 'clock', 'sign-in', 'views', 'allow-list'].map((step, k) => ({ step: step as never, state: k < 4 ? 'passed' : k === 4 ? 'failed' : 'skipped', words: k < 4 ? `${draft.address} is well.` : k === 4 ? 'Tableau refused the sign-in: the user is not known on that site.' : 'Not tried.', hint: k === 4 ? 'Check the site, and the app or token, with whoever looks after Tableau.' : '' })),
    'tableau.views': ({ text }) => {
      const views = ['Overview', 'Ward 7', 'Pumps'].filter((name) => name.toLowerCase().includes(text.toLowerCase())).map((name, k) => ({ id: `view-${k}`, workbookId: 'book', name, workbook: 'Operations', path: `/views/Operations/${name}`, updatedAt: openedAt - k * 86_400_000 }));
      return { views, total: views.length };
    },
    'tableau.picture': () => ({ png: null }),
    'tableau.embed-token': () => ({ token: 'none', expiresAt: openedAt }),
    'publications.save': () => missing('The connection'), 'publications.remove': () => ({}), 'publications.publish': () => missing('The data source'), 'publications.describe': () => [],
    'tableau.view': () => ({ sheets: [], snapshot: null, picture: null }), 'tableau.keep-view': () => ({}), 'tableau.views-of': () => [], 'tableau.suggest': () => ({ mapping: null, fields: [], doubts: [] }),
    'tableau.reading': () => ({ isCancelled: false }), 'tableau.detect': () => ({ detected: [], rows: 0, series: 0, short: 0, warmUp: 128 }),
    'tableau.frame': () => missing('The stand-in of the workbench serves no views.'),
    'audit.list': () => ({ intact: true, events: Array.from({ length: 40 }, (_, k) => ({ sequence: 40 - k, at: openedAt - k * 97_000, actor: 'analyst', action: ['feedback.judge', 'streams.create', 'series.records', 'settings.update'][k % 4]!, subject: ['anomaly 0041', 'ward-7-vitals', 'bed-03', 'settings'][k % 4]!, outcome: k === 5 ? 'refused' : 'done', details: {} })) }),
  };
  function packView(): OutputOf<'packs.inspect'> {
    const anomaly = anomalies[0]!;
    return {
      isWhole: true, faults: [], parts: [{ name: 'setup.json', bytes: 3_100, state: 'whole' }, { name: 'judgement.json', bytes: 2_100, state: 'whole' }, { name: 'records/0/0', bytes: 310_000, state: 'whole' }], version: '0.1.0', packedAt: openedAt, fingerprint: '3f2a 9b1c 77de 0042 a1b2 c3d4 e5f6 0718', isSigned: true, isOwn: false,
      words: ['Nothing in it was changed: all 3 parts are as they were signed.', 'The key 3f2a 9b1c 77de 0042 a1b2 c3d4 e5f6 0718 signed it. Whose that is, the file can\'t say: compare it with what its sender tells you another way.'],
      content: {
        title: `${anomaly.seriesName}: ${anomaly.shape}`, streams: [{ id: anomaly.streamId, name: 'Ward 7', source: 'topic ward-7', detector: 'forecast-residual', units: {} }], incident: null, anomalies: [anomaly], acts: [], pins: [], recordCount: 4_100, sampleCount: 4_100,
        feedback: [{ id: 1, anomalyId: anomaly.id, verdict: 'true', workState: null, comment: 'Sensor was loose.', actor: 'analyst', at: openedAt, modelVersion: '1' }],
        stretches: [{ ...stretchOf(anomaly.seriesId, anomaly.start - 3_600_000, anomaly.end + 1_800_000, 500), seriesName: anomaly.seriesName }],
        audit: { events: [{ sequence: 41, at: openedAt, actor: 'analyst', action: 'feedback.judge', subject: anomaly.id, outcome: 'done', details: {} }], size: 120, isProven: true },
      },
    };
  }
  function matching(filter: ParsedInputOf<'anomalies.list'>['filter']): Anomaly[] {
    const any = (list: readonly unknown[], value: unknown) => list.length === 0 || list.includes(value);
    return anomalies.filter((one) => any(filter.streamIds, one.streamId) && any(filter.seriesIds, one.seriesId) && any(filter.severities, one.severity) && any(filter.verdicts, one.verdict ?? 'none') && any(filter.shapes, one.shape) && `${one.seriesName} ${one.explanation}`.toLowerCase().includes(filter.text.toLowerCase()) && (filter.from === null || one.end >= filter.from) && (filter.to === null || one.start <= filter.to));
  }
  /** The first two incidents of different streams are linked. */
  function linksOf(): IncidentLink[] {
    const [one] = incidents;
    const other = incidents.find(({ streamId }) => streamId !== one?.streamId);
    if (one === undefined || other === undefined) return [];
    const [a, b] = [one.id, other.id].sort() as [string, string];
    return [{ a, b, kind: 'key', words: 'Both have series of pump 3, near in time. bearing 7 heat usually follows pump 3 flow by 40 seconds (r 0.71 over 1,000 steps before); here it began 43 seconds after it.', linked: true, lagMs: 40_000 }];
  }
  function groupOf(id: string): IncidentGroup {
    const own = incidents.find((one) => one.id === id) ?? missing('The incident');
    const together = groupsOf(incidents, linksOf()).get(id) ?? [own];
    const { severity, words } = jointSeverity(together);
    return { incidents: [...together], links: together.length > 1 ? linksOf() : [], anomalies: anomalies.filter(({ incidentId }) => together.some((one) => one.id === incidentId)).sort((x, y) => x.start - y.start), firstMover: together[0]!.firstMover, start: together[0]!.start, end: Math.max(...together.map(({ end }) => end)), severity, severityWords: words };
  }
  const snapshots: { [M in SubscriptionName]: (input: never) => unknown } = {
    'incidents.watch-links': () => linksOf(),
    'conditions.watch': ({ streamId }: ParsedInputOf<'conditions.watch'>) => conditions.filter((one) => streamId === null || one.streamId === streamId),
    'workspace.watch': () => status, 'backtests.watch': ({ streamId }: ParsedInputOf<'backtests.watch'>) => (empty ? [] : [backtestOf(streamId)]), 'streams.watch': () => streams, 'series.watch': () => [], 'dashboards.watch': () => dashboards.map(rowOf), 'searches.watch': () => searches, 'publications.watch': () => [], 'settings.watch': () => settings, 'incidents.watch': () => incidents, 'notifications.watch': () => notifications, 'deliveries.watch': () => deliveries,
    'work.watch': () => [],
    'anomalies.watch': ({ filter }: ParsedInputOf<'anomalies.watch'>) => matching(filter).slice(0, 200),
  };

  let beat = 0;
  if (liveEveryMs > 0) setInterval(() => {
    beat += 1;
    for (const { input, listener } of listeners.get('series.watch') ?? []) {
      const at = openedAt + beat * 10_000;
      listener.onChange((input as { seriesIds: number[] }).seriesIds.map((id) => stretchOf(id, at, at, 10)) as never);
    }
    if (beat % 8 !== 0 || streams.length === 0) return;
    const model = allAnomalies[beat % allAnomalies.length]!;
    const arrived: Anomaly = { ...model, id: beat.toString(16).padStart(32, 'a') as never, start: openedAt + beat * 10_000, end: openedAt + beat * 10_000 + 60_000, peakTime: openedAt + beat * 10_000, detectedAt: openedAt + beat * 10_000, open: true, verdict: null };
    anomalies = [arrived, ...anomalies];
    tell('anomalies.watch', [arrived]);
    const told = { id: `told-${arrived.id}`, at: arrived.detectedAt, severity: arrived.severity, title: `${arrived.seriesName}: ${arrived.shape}`, body: arrived.explanation, target: { kind: 'anomaly' as const, anomalyId: arrived.id }, read: false };
    notifications = [told, ...notifications];
    tell('notifications.watch', [told]);
  }, liveEveryMs);

  return {
    async call(method, input, options) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (answers !== null && !framed.includes(method)) return answers === 'never' ? new Promise(() => {}) : Promise.reject(unreadable());
      if (options?.signal?.aborted) throw new WorkbenchError('AF_API_CANCELLED', `${method} was cancelled.`);
      const parsed = contract[method].input.safeParse(input);
      if (!parsed.success) throw new WorkbenchError('AF_API_INPUT_INVALID', `${method}: ${parsed.error.issues[0]?.path.join('.')}: ${parsed.error.issues[0]?.message}`);
      return (calls[method] as (input: unknown) => never)(parsed.data);
    },
    subscribe(method, input, listener) {
      const held = { input, listener: listener as never };
      const all = listeners.get(method) ?? new Set();
      listeners.set(method, all.add(held));
      if (answers !== null && !framed.includes(method)) setTimeout(() => { if (answers === 'fail') listener.onError?.(unreadable()); }, 20);
      else setTimeout(() => { if (all.has(held)) listener.onSnapshot((snapshots[method] as (input: unknown) => never)(contract[method].input.parse(input))); }, 20);
      return () => all.delete(held);
    },
    connection: { get state() { return state; }, onChange: (watcher) => (watchers.add(watcher), () => watchers.delete(watcher)) },
    close: () => undefined,
    setConnection(next) {
      state = next;
      for (const watcher of watchers) watcher(next);
    },
  };
}
