import type { Anomaly } from '../../shared/domain/anomaly.ts';
import type { WorkbenchServices } from '../workbench/create-workbench.ts';
import { anomaliesAsCsv } from '../workbench/cases/anomalies-csv.ts';
import { createBudgetReports } from '../workbench/detection/budget-reports.ts';
import { detectorCards } from '../workbench/detection/detector-cards.ts';
import { examine } from '../workbench/doctor.ts';
import { findLookAlikeIncidents } from '../workbench/incidents/look-alike-incidents.ts';
import { findLookAlikes } from '../workbench/incidents/look-alikes.ts';
import { createExportDesk } from '../workbench/cases/export-desk.ts';
import { createIncidentDesk } from '../workbench/incidents/incident-desk.ts';
import { createNotebookDesk } from '../workbench/cases/notebook-desk.ts';
import { createPackDesk } from '../workbench/cases/pack-desk.ts';
import { readForecast } from '../workbench/detection/read-forecast.ts';
import { reportMoment } from '../workbench/incidents/moment-report.ts';
import { readMovements } from '../workbench/incidents/read-movements.ts';
import { createReads } from '../workbench/reads.ts';
import { suggestForStream } from '../workbench/detection/suggest-for-stream.ts';
import type { Handlers } from './handlers.ts';

/** Method -> service function: one line each, no rule of its own. */
export function createHandlers(services: WorkbenchServices): Handlers {
  const { store, outlets, alerts, tableau, views, publications, extension, streams, backtests, dashboards, search, captures, uploads, samples, settings, status, clock } = services;
  const reads = createReads(services);
  const budgets = createBudgetReports(services);
  const incidents = createIncidentDesk(services);
  const notebook = createNotebookDesk(services);
  const packs = createPackDesk(services);
  const exports = createExportDesk(services);
  const { work } = services;
  const nothing = {};
  const openSample = (sampleId: string) => {
    const open = streams.list().find(({ stream: { source } }) => source.kind === 'file' && source.location.at === 'sample' && source.location.sampleId === sampleId);
    return open?.stream ?? streams.create(samples.draftOf(sampleId, detectorCards(services)[0]!.name));
  };

  return {
    'workspace.status': () => status.read(),
    'workspace.watch': () => ({ snapshot: () => status.read(), onChange: (listener) => status.topic.onChange(listener) }),
    'workspace.samples': () => samples.list.map(({ id, title, domain, description }) => ({
      id, title, domain, description,
      streamId: streams.list().find(({ stream: { source } }) => source.kind === 'file' && source.location.at === 'sample' && source.location.sampleId === id)?.stream.id ?? null,
    })),
    'workspace.open-sample': ({ sampleId }) => (sampleId === null ? samples.list.map(({ id }) => id) : [sampleId]).map(openSample),
    'workspace.doctor': () => examine(services),

    'streams.list': () => streams.list(),
    'streams.watch': () => ({ snapshot: () => streams.list(), onChange: (listener) => streams.topics.streams.onChange(listener) }),
    'streams.create': (draft) => streams.create(draft),
    'streams.update': ({ streamId, draft }) => streams.update(streamId, draft),
    'streams.remove': async ({ streamId }) => (await streams.remove(streamId), nothing),
    'streams.start': async ({ streamId, from }) => (await streams.start(streamId, from), nothing),
    'streams.stop': async ({ streamId }) => (await streams.stop(streamId), nothing),
    'streams.pause': ({ streamId }) => (streams.pause(streamId), nothing),
    'streams.resume': ({ streamId }) => (streams.resume(streamId), nothing),
    'streams.set-pace': ({ streamId, pace }) => (streams.setPace(streamId, pace), nothing),
    'streams.test-connection': ({ connection }) => streams.testConnection(connection),
    'streams.preview': ({ source, decoding, mapping }) => streams.preview(source, { decoding, mapping }),
    'streams.budget': ({ streamId, alertsPerDay }) => budgets.view(streamId, alertsPerDay),
    'streams.thresholds': ({ streamId, from, to }) => budgets.thresholds(streamId, from, to),
    'streams.quarantine': ({ streamId, limit }) => reads.quarantine(streamId, limit),

    'conditions.list': (asked) => reads.conditions(asked),
    'conditions.watch': ({ streamId }) => ({
      snapshot: () => reads.conditions({ streamId, seriesId: null, range: null, limit: 200 }),
      onChange: (listener) => streams.topics.conditions.onChange((changed) => {
        const own = changed.filter((one) => streamId === null || one.streamId === streamId);
        if (own.length > 0) listener(own);
      }),
    }),

    'backtests.start': (asked) => backtests.start(asked),
    'backtests.cancel': async ({ backtestId }) => (await backtests.cancel(backtestId), nothing),
    'backtests.watch': ({ streamId }) => ({
      snapshot: () => backtests.list(streamId),
      onChange: (listener) => backtests.topic.onChange((backtest) => {
        if (backtest.streamId === streamId) listener(backtest);
      }),
    }),

    'work.watch': () => ({ snapshot: () => work.list(), onChange: (listener) => work.topic.onChange(listener) }),
    'work.cancel': ({ workId }) => (work.cancel(workId), nothing),
    'work.clear': () => (work.clear(), nothing),

    'uploads.begin': ({ name, bytes }) => ({ uploadId: uploads.begin(name, bytes) }),
    'uploads.append': ({ uploadId, piece }) => ({ received: uploads.append(uploadId, piece) }),
    'uploads.finish': ({ uploadId }) => (uploads.finish(uploadId), { uploadId }),

    'captures.start': ({ streamId }) => captures.start(streams.find(streamId)),
    'captures.stop': ({ streamId }) => captures.stop(streamId),
    'captures.delete': ({ name }) => (captures.remove(name), nothing),
    'captures.list': () => captures.list(),

    'series.list': ({ streamId, text, limit }) => reads.series(streamId, text, limit),
    'series.stretch': ({ seriesId, from, to, points }) => reads.stretch(seriesId, from, to, points),
    'series.forecast': ({ seriesId, channel, horizon }) => readForecast(store, seriesId, channel, horizon),
    'series.latest': ({ streamId, limit }) => reads.latest(streamId, limit),
    'series.watch': ({ seriesIds }) => ({
      snapshot: () => [],
      onChange(listener) {
        const wanted = new Set(seriesIds);
        const endWatch = streams.watch(seriesIds);
        const endTopic = streams.topics.stretches.onChange((stretches) => {
          const own = stretches.filter(({ seriesId }) => wanted.has(seriesId));
          if (own.length > 0) listener(own);
        });
        return () => (endTopic(), endWatch());
      },
    }),
    'series.moment': ({ seriesId, at }) => reportMoment(services, seriesId, at),
    'series.records': ({ seriesId, range, limit }) => reads.records(seriesId, range, limit),

    'anomalies.list': ({ filter, ...order }) => ({ ...reads.anomalies(filter, order), total: reads.anomalyCount(filter) }),
    'anomalies.get': ({ anomalyId }) => reads.anomaly(anomalyId),
    'anomalies.look-alikes': ({ anomalyId, limit }) => findLookAlikes(store, clock, anomalyId, limit),
    'anomalies.lanes': ({ filter, ...order }, { signal }) => reads.lanes(filter, order, signal),
    'anomalies.watch': ({ filter }) => ({
      snapshot: () => reads.anomalies(filter, { sort: 'start', descending: true, limit: 200, cursor: null }).anomalies,
      onChange: (listener) => streams.topics.anomalies.onChange((anomalies) => {
        const own = anomalies.filter((anomaly) => reads.matches(anomaly, filter));
        if (own.length > 0) listener(own);
      }),
    }),
    'anomalies.export': ({ filter }, { signal }) => work.run({ kind: 'export', subject: 'anomalies', unit: 'rows', totalCount: reads.anomalyCount(filter) }, signal, (stopping, { progressed }) => anomaliesAsCsv(reads.anomalyPages(filter), (id) => streams.find(id).name, clock, stopping, progressed)),

    'incidents.list': ({ streamId, limit }) => reads.incidents(streamId, limit),
    'incidents.watch': () => ({ snapshot: () => reads.incidents(null, 200), onChange: (listener) => streams.topics.incidents.onChange(listener) }),
    'incidents.get': ({ incidentId }) => incidents.find(incidentId),
    'incidents.group': ({ incidentId }) => incidents.group(incidentId),
    'incidents.watch-links': () => ({ snapshot: () => incidents.links(), onChange: (listener) => streams.topics.links.onChange(listener) }),
    'incidents.set-link': ({ incidentId, otherId, linked }, { principal }) => incidents.setLink(incidentId, otherId, linked, principal.name),
    'incidents.anomalies': ({ incidentId }) => incidents.anomalies(incidentId),
    'incidents.movements': ({ incidentId, limit }, { signal }) => readMovements(services, incidentId, limit, signal),
    'incidents.look-alikes': ({ incidentId, limit }) => findLookAlikeIncidents(store, clock, incidentId, limit),
    'incidents.history': ({ incidentId }) => incidents.history(incidentId),
    'incidents.acknowledge': ({ incidentId }, { principal }) => incidents.acknowledge(incidentId, principal.name),
    'incidents.resolve': ({ incidentId }, { principal }) => incidents.resolve(incidentId, principal.name),
    'incidents.reopen': ({ incidentId }, { principal }) => incidents.reopen(incidentId, principal.name),
    'incidents.set-owner': ({ incidentId, owner }, { principal }) => incidents.setOwner(incidentId, owner, principal.name),
    'incidents.comment': ({ incidentId, comment, replaces }, { principal }) => notebook.note(incidentId, { text: comment, replaces, actor: principal.name }),
    'incidents.set-tag': ({ incidentId, tag, tagged }, { principal }) => notebook.setTag(incidentId, tag, tagged, principal.name),
    'incidents.pins': ({ incidentId }) => notebook.pins(incidentId),
    'incidents.pin': ({ incidentId, ...pinned }, { principal }) => notebook.pin(incidentId, { ...pinned, actor: principal.name }),
    'incidents.caption-pin': ({ incidentId, pinId, caption }, { principal }) => notebook.captionPin(incidentId, pinId, caption, principal.name),
    'incidents.unpin': ({ incidentId, pinId }, { principal }) => (notebook.unpin(incidentId, pinId, principal.name), nothing),
    'incidents.move': ({ anomalyIds, incidentId }, { principal }) => incidents.move(anomalyIds, incidentId, principal.name),

    'exports.save': (asked, { signal }) => exports.save(asked, signal),
    'exports.read': ({ exportId, offset }) => ({ piece: exports.read(exportId, offset) }),
    'exports.let-go': ({ exportId }) => (exports.letGo(exportId), nothing),

    'packs.save': ({ passphrase, ...subject }, { signal }) => packs.save(subject, passphrase, signal),
    'packs.read': async ({ packId, offset }) => ({ piece: await packs.read(packId, offset) }),
    'packs.let-go': ({ packId }) => (packs.letGo(packId), nothing),
    'packs.close': ({ uploadId }) => (packs.close(uploadId), nothing),
    'packs.inspect': ({ uploadId, passphrase }, { signal }) => packs.inspect(uploadId, passphrase, signal),
    'packs.replay': ({ uploadId, passphrase }, { signal }) => packs.replay(uploadId, passphrase, signal),

    'feedback.judge': ({ anomalyId, verdict, comment }, { principal }) => tell(reads.judge(anomalyId, { verdict, comment, actor: principal.name, at: clock.now() })),
    'feedback.set-work-state': ({ anomalyId, workState }, { principal }) => tell(reads.judge(anomalyId, { workState, comment: '', actor: principal.name, at: clock.now() })),
    'feedback.history': ({ anomalyId }) => reads.feedback(anomalyId),

    'dashboards.list': () => dashboards.list(),
    'dashboards.watch': () => ({ snapshot: () => dashboards.list(), onChange: (listener) => dashboards.topic.onChange(listener) }),
    'dashboards.get': ({ dashboardId }) => dashboards.find(dashboardId),
    'dashboards.save': ({ dashboardId, over, content }) => dashboards.save(content, dashboardId, over),
    'dashboards.remove': ({ dashboardId }) => (dashboards.remove(dashboardId), nothing),
    'dashboards.export': ({ dashboardId }) => dashboards.export(dashboardId),
    'dashboards.import': ({ text }) => dashboards.import(text),

    'search.run': (asked, { signal }) => search.run(asked, signal),
    'search.complete': (asked) => ({ values: search.complete(asked) }),
    'searches.list': () => search.saved.list(),
    'searches.watch': () => ({ snapshot: () => search.saved.list(), onChange: (listener) => search.saved.topic.onChange(listener) }),
    'searches.save': ({ name, text }) => search.saved.save(name, text),
    'searches.remove': ({ searchId }) => (search.saved.remove(searchId), nothing),

    'notifications.watch': () => ({ snapshot: () => reads.notifications(), onChange: (listener) => streams.topics.notifications.onChange(listener) }),
    'notifications.mark-read': ({ ids }) => {
      streams.topics.notifications.publish(reads.markRead(ids));
      return nothing;
    },

    'tableau.connections': () => tableau.list(),
    'tableau.save': ({ connectionId, draft }) => tableau.save(connectionId, draft),
    'tableau.remove': ({ connectionId }) => (tableau.remove(connectionId), nothing),
    'tableau.check': ({ connectionId, draft }, { signal }) => tableau.check(connectionId, draft, signal),
    'tableau.views': ({ connectionId, text, limit }, { signal }) => tableau.views(connectionId, text, limit, signal),
    'tableau.picture': async ({ connectionId, viewId }, { signal }) => ({ png: await tableau.picture(connectionId, viewId, signal) }),
    'tableau.frame': async ({ connectionId, library }) => ({ address: await tableau.frameOf(connectionId, library) }),
    'tableau.view': ({ connectionId, path }) => views.read(connectionId, path),
    'tableau.keep-view': ({ connectionId, path, ...parts }) => (views.keep(connectionId, path, parts), nothing),
    'tableau.views-of': ({ streamId }) => views.of(streamId),
    'tableau.suggest': ({ columns, rows }) => views.suggest(columns, rows),
    'tableau.reading': (reading) => ({ isCancelled: views.reading(reading) }),
    'tableau.detect': (rows, { signal }) => views.detect(rows, signal),
    'tableau.embed-token': ({ connectionId }) => tableau.embedToken(connectionId),
    'publications.watch': () => ({ snapshot: () => publications.list(), onChange: (listener) => publications.onChange((id, row) => listener({ changed: row === null ? [] : [row], removed: row === null ? [id] : [] })) }),
    'publications.save': ({ publicationId, draft }) => publications.save(publicationId, draft),
    'publications.remove': ({ publicationId }) => (publications.remove(publicationId), nothing),
    'publications.publish': ({ publicationId }) => publications.publish(publicationId),
    'publications.describe': ({ content }) => publications.describe(content),

    'extension.read': () => extension.read(),
    'extension.save': (setup) => extension.save(setup),
    'extension.trex': () => extension.trex(),
    'extension.renew-key': () => extension.renewKey(),
    'extension.set-library': ({ text }) => extension.setLibrary(text),

    'outlets.list': () => outlets.list(),
    'outlets.save': ({ outletId, draft }) => outlets.save(outletId, draft),
    'outlets.remove': ({ outletId }) => (outlets.remove(outletId), nothing),
    'outlets.test': async ({ outletId, draft }, { signal }) => (await outlets.test(outletId, draft, signal), nothing),
    'deliveries.watch': () => ({ snapshot: () => outlets.deliveries(), onChange: (listener) => outlets.topic.onChange(listener) }),
    'alert-rules.list': () => alerts.rules(),
    'alert-rules.save': ({ ruleId, draft }) => alerts.saveRule(ruleId, draft),
    'alert-rules.remove': ({ ruleId }) => (alerts.removeRule(ruleId), nothing),
    'alert-rules.snooze': ({ ruleId, until }) => alerts.snooze(ruleId, until),
    'alert-rules.try': ({ draft, days }) => alerts.tryOut(draft, days),
    'silences.list': () => alerts.silences(),
    'silences.save': ({ silenceId, draft }) => alerts.saveSilence(silenceId, draft),
    'silences.remove': ({ silenceId }) => (alerts.removeSilence(silenceId), nothing),
    'silences.told': () => alerts.toldScopes(),

    'detectors.suggest': ({ streamId }, { signal }) => work.run({ kind: 'suggestion', subject: streams.find(streamId).name, streamId, unit: 'detectors', totalCount: detectorCards(services).length }, signal, (stopping, { progressed }) => suggestForStream(services, streamId, stopping, progressed)),
    'detectors.list': () => detectorCards(services),
    'settings.get': () => settings.read(),
    'settings.update': (wanted) => (settings.write(wanted), settings.read()),
    'settings.watch': () => ({ snapshot: () => settings.read(), onChange: (listener) => settings.topic.onChange(listener) }),
    'audit.list': ({ limit }) => reads.audit(limit),
  };

  function tell(anomaly: Anomaly): Anomaly {
    streams.topics.anomalies.publish([anomaly]);
    return anomaly;
  }
}
