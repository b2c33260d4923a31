import * as z from 'zod';
import { outletDraftSchema, outletIdSchema, outletSchema, deliverySchema } from '../domain/outlet.ts';
import { fewestLetters } from '../domain/passphrase.ts';
import { alertRuleDraftSchema, alertRuleIdSchema, alertRuleSchema, alertTrialSchema, silenceIdSchema, silenceInputSchema, silenceSchema, toldScopesSchema } from '../domain/alert-rule.ts';
import { anomalyFilterSchema, anomalyIdSchema, anomalySchema } from '../domain/anomaly.ts';
import { backtestSchema, backtestTrialSchema } from '../domain/backtest.ts';
import { auditEventSchema } from '../domain/audit-event.ts';
import { conditionSchema } from '../domain/condition.ts';
import { extensionSetupSchema, extensionStateSchema } from '../domain/extension.ts';
import { dashboardContentSchema, dashboardIdSchema, dashboardRowSchema, dashboardSchema } from '../domain/dashboard.ts';
import { packReplaySchema, packSubjectSchema, packViewSchema, savedPackSchema } from '../domain/evidence-pack.ts';
import { feedbackSchema, verdictSchema, workStateSchema } from '../domain/feedback.ts';
import { incidentActSchema, incidentSchema } from '../domain/incident.ts';
import { exportContentSchema, exportedSchema, exportFormatSchema, isExported } from '../domain/incident-export.ts';
import { longestCaption, longestNote, pinSchema, tagSchema } from '../domain/notebook.ts';
import { incidentGroupSchema, incidentLinkSchema } from '../domain/incident-link.ts';
import { laneKindSchema, lanesSchema } from '../domain/lanes.ts';
import { momentViewSchema } from '../domain/moment.ts';
import { movementsSchema } from '../domain/movement.ts';
import { notificationSchema } from '../domain/notification.ts';
import { publicationContents, publicationDraftSchema, publicationIdSchema, publicationRowSchema, publicationSchema } from '../domain/publication.ts';
import { forecastSchema, latestSampleSchema, rawRecordSchema, seriesIdSchema, seriesSchema, seriesStretchSchema } from '../domain/series.ts';
import { savedSearchSchema, searchFoundSchema, searchKindSchema } from '../domain/search.ts';
import { settingsSchema } from '../domain/settings.ts';
import { paceSchema, quarantinedRecordSchema, startPlaceSchema, streamDraftSchema, streamHealthSchema, streamIdSchema, streamSchema, streamSourceSchema, decodingSchema, fieldMappingSchema, kafkaConnectionSchema } from '../domain/stream.ts';
import { suggestionSchema } from '../domain/suggestion.ts';
import { embedTokenSchema, tableauConnectionDraftSchema, tableauConnectionIdSchema, tableauConnectionSchema, tableauStepSchema, tableauViewSchema } from '../domain/tableau.ts';
import { detectedSchema, findingSchema, judgedSchema, snapshotSchema, viewMappingSchema } from '../domain/tableau-finding.ts';
import { cellSchema } from '../domain/tableau-port.ts';
import { epochMillisSchema, timeRangeSchema } from '../domain/time.ts';
import { workSchema } from '../domain/work.ts';
import { zoneSchema } from '../domain/zone.ts';
import { budgetViewSchema, captureSchema, detectorCardSchema, doctorCheckSchema, previewSchema, sampleSchema, workspaceStatusSchema } from './views.ts';
import { longestQuery } from '../search/search-query.ts';
import { command, query, subscription } from './method-kinds.ts';

const nothing = z.object({});
const stream = z.object({ streamId: streamIdSchema });
const anomaly = z.object({ anomalyId: anomalyIdSchema });
const incident = z.object({ incidentId: z.string() });
const tableauConnection = z.object({ connectionId: tableauConnectionIdSchema });
const tableauView = tableauConnection.extend({ path: z.string().min(1).max(2000) });
const doubles = z.custom<Float64Array>((value) => value instanceof Float64Array, 'a column of numbers');
const publication = z.object({ publicationId: publicationIdSchema });
const dashboard = z.object({ dashboardId: dashboardIdSchema });
const upload = z.object({ uploadId: z.string() });
const opening = upload.extend({ passphrase: z.string().max(1024) });
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'bytes');
const anomalySort = z.enum(['start', 'score', 'grade', 'series']);
const streamRow = z.object({ stream: streamSchema, health: streamHealthSchema });

/** THE table: every method that any screen, command line or test may call, over any transport. */
export const contract = {
  'workspace.status': query('workspace:read', 'Versions, detection backend, store and host, with what is weaker than it could be.', nothing, workspaceStatusSchema),
  'workspace.watch': subscription('workspace:read', 'The workspace status, and its changes.', nothing, workspaceStatusSchema, workspaceStatusSchema),
  'workspace.samples': query('workspace:read', 'The recorded sample streams that ship with the program.', nothing, z.array(sampleSchema)),
  'workspace.open-sample': command('streams:write', 'Adds one sample stream, or all where none is named, and starts it. Does nothing for one that is there already.', z.object({ sampleId: z.string().nullable().default(null) }), z.array(streamSchema)),
  'workspace.doctor': query('workspace:read', 'Checks versions, backend, store, broker and display; says what to do about each fault.', nothing, z.array(doctorCheckSchema)),

  'streams.list': query('streams:read', 'All streams with their health.', nothing, z.array(streamRow)),
  'streams.watch': subscription('streams:read', 'All streams with their health; a change carries the streams that changed and the ids of those removed.', nothing, z.array(streamRow), z.object({ changed: z.array(streamRow), removed: z.array(streamIdSchema) })),
  'streams.create': command('streams:write', 'Adds a stream and starts it.', streamDraftSchema, streamSchema),
  'streams.update': command('streams:write', 'Changes a stream\'s name, detector, pace, connection or mapping. A changed mapping or decoding holds for records from now on.', z.object({ streamId: streamIdSchema, draft: streamDraftSchema }), streamSchema),
  'streams.remove': command('streams:write', 'Stops a stream and deletes it with its series, records, anomalies and verdicts.', stream, nothing),
  'streams.start': command('streams:write', 'Starts a stream from its stored place, or from `from` where the analyst says so.', z.object({ streamId: streamIdSchema, from: startPlaceSchema.nullable().default(null) }), nothing),
  'streams.stop': command('streams:write', 'Stops a stream; what was read is stored.', stream, nothing),
  'streams.pause': command('streams:write', 'Stops reading; connections stay.', stream, nothing),
  'streams.resume': command('streams:write', 'Reads on after a pause.', stream, nothing),
  'streams.set-pace': command('streams:write', 'How fast a saved stream is read.', z.object({ streamId: streamIdSchema, pace: paceSchema }), nothing),
  'streams.test-connection': query('streams:write', 'Connects to brokers step by step and lists the topics; says in plain words which step failed.', z.object({ connection: kafkaConnectionSchema }), z.object({ brokers: z.number(), topics: z.array(z.object({ name: z.string(), partitions: z.number() })) })),
  'streams.preview': query('streams:write', 'Reads a sample of a source, infers decoding and mapping where none is given, and shows the rows as decoded.', z.object({ source: streamSourceSchema, decoding: decodingSchema.nullable().default(null), mapping: fieldMappingSchema.nullable().default(null) }), previewSchema),
  'streams.budget': query('anomalies:read', 'How the alert budget of a stream fares, null where it has none; or, where `alertsPerDay` is given, how one would have fared over the stored scores of the last eight days, or of more where those hold few.', z.object({ streamId: streamIdSchema, alertsPerDay: z.number().min(0.1).max(10_000).nullable().default(null) }), budgetViewSchema.nullable()),
  'streams.thresholds': query('anomalies:read', 'The thresholds that an alert budget led to between two event times, each from its time on; the first may be from before. Empty without a budget.', z.object({ streamId: streamIdSchema, from: z.number(), to: z.number() }), z.array(z.object({ time: epochMillisSchema, threshold: z.number() }))),
  'streams.quarantine': query('records:read', 'Records that could not be decoded, newest first, with the reason.', z.object({ streamId: streamIdSchema, limit: z.number().int().min(1).max(500).default(100) }), z.array(quarantinedRecordSchema), true),

  'conditions.list': query('streams:read', 'Conditions of streams (silence, late records, lag, unreadable records), those that go on first, then the newest; or those that touch a span of event time, in its order.', z.object({ streamId: streamIdSchema.nullable().default(null), seriesId: seriesIdSchema.nullable().default(null), range: timeRangeSchema.nullable().default(null), limit: z.number().int().min(1).max(1000).default(200) }), z.array(conditionSchema)),
  'conditions.watch': subscription('streams:read', 'Conditions as they begin and end, of a stream or of all. The snapshot is those that go on and the newest 200.', z.object({ streamId: streamIdSchema.nullable().default(null) }), z.array(conditionSchema), z.array(conditionSchema)),

  'backtests.start': command('streams:write', 'Puts a stream\'s stored samples through one or two detectors, each from nothing, and tells what they would have told; changes nothing of the stream. Firings count between `from` and `to`. One at a time.', z.object({ streamId: streamIdSchema, trials: z.array(backtestTrialSchema).min(1).max(2), from: epochMillisSchema.nullable().default(null), to: epochMillisSchema.nullable().default(null) }), backtestSchema),
  'backtests.cancel': command('streams:write', 'Ends a backtest; does nothing for one that has ended.', z.object({ backtestId: z.string() }), nothing),
  'backtests.watch': subscription('anomalies:read', 'The backtests of a stream, newest first: the one under way and the last 20 that ended; a change carries the one that changed.', stream, z.array(backtestSchema), backtestSchema),

  'work.watch': subscription('workspace:read', 'Long works, newest first: saved streams read fast or at a pace, uploads, backtests, suggestions, evidence packs saved, read and replayed, reports, exports, data sources published in Tableau, detection on large Tableau views; those under way, and the last 50 that ended, also over a restart. At most four changes a second.', nothing, z.array(workSchema), z.object({ changed: z.array(workSchema), removed: z.array(z.string()) })),
  'work.cancel': command('streams:write', 'Ends a long work; does nothing for one that has ended.', z.object({ workId: z.string() }), nothing),
  'work.clear': command('streams:write', 'Forgets the long works that have ended.', nothing, nothing),

  'uploads.begin': command('streams:write', 'Begins taking in a file from the screen.', z.object({ name: z.string().min(1).max(255), bytes: z.number().int().nonnegative() }), upload),
  'uploads.append': command('streams:write', 'Takes the next piece of a file, at most 1 MiB.', z.object({ uploadId: z.string(), piece: bytes }), z.object({ received: z.number() }), false),
  'uploads.finish': command('streams:write', 'Ends the upload; fails where bytes are missing.', upload, upload),

  'captures.start': command('records:read', 'Records what a stream brings from now on to a capture file.', stream, captureSchema),
  'captures.stop': command('records:read', 'Ends the capture of a stream.', stream, captureSchema),
  'captures.delete': command('streams:write', 'Deletes a capture that is not being recorded, by the name of its file.', z.object({ name: z.string().min(1).max(255) }), nothing),
  'captures.list': query('streams:read', 'The captures in the data folder.', nothing, z.array(captureSchema)),

  'series.list': query('streams:read', 'Series of a stream, by name; `text` filters.', z.object({ streamId: streamIdSchema.nullable().default(null), text: z.string().default(''), limit: z.number().int().min(1).max(10_000).default(1000) }), z.array(seriesSchema)),
  'series.stretch': query('streams:read', 'A stretch of a series for drawing, in at most about `points` rows; ends at `to`.', z.object({ seriesId: seriesIdSchema, from: z.number(), to: z.number(), points: z.number().int().min(10).max(100_000).default(2000) }), seriesStretchSchema),
  'series.forecast': query('streams:read', 'What is expected of a channel in the steps after its newest sample, with the band in which nine of ten will lie, made of how simple ways of forecasting erred on the newest stored samples; null where these are too few.', z.object({ seriesId: seriesIdSchema, channel: z.string(), horizon: z.number().int().min(1).max(500).default(48) }), forecastSchema.nullable()),
  'series.latest': query('streams:read', 'The newest sample of each series of a stream, by name, with what was expected of it.', stream.extend({ limit: z.number().int().min(1).max(500).default(100) }), z.array(latestSampleSchema)),
  'series.watch': subscription('streams:read', 'New samples of some series as they are stored; the snapshot is empty.', z.object({ seriesIds: z.array(seriesIdSchema).min(1).max(200) }), z.array(seriesStretchSchema), z.array(seriesStretchSchema)),
  'series.moment': query('anomalies:read', 'Why something was told of a series at a moment, or why nothing was: words first, then score, threshold and what each channel showed.', z.object({ seriesId: seriesIdSchema, at: epochMillisSchema }), momentViewSchema),
  'series.records': query('records:read', 'Raw records of a series in a range of event time.', z.object({ seriesId: seriesIdSchema, range: timeRangeSchema, limit: z.number().int().min(1).max(500).default(100) }), z.array(rawRecordSchema), true),

  'anomalies.list': query('anomalies:read', 'Anomalies by filter and order; `cursor` goes on where a page ended.', z.object({ filter: anomalyFilterSchema.prefault({}), sort: anomalySort.default('start'), descending: z.boolean().default(true), limit: z.number().int().min(1).max(1000).default(200), cursor: z.string().nullable().default(null) }), z.object({ anomalies: z.array(anomalySchema), total: z.number(), cursor: z.string().nullable() })),
  'anomalies.get': query('anomalies:read', 'One anomaly, with its evidence.', anomaly, anomalySchema),
  'anomalies.look-alikes': query('anomalies:read', 'Earlier anomalies of the same stream that began most like this one, the nearest first. `likeness` 0…1: 1 is the same form and size.', anomaly.extend({ limit: z.number().int().min(1).max(20).default(5) }), z.array(z.object({ anomaly: anomalySchema, likeness: z.number() }))),
  'anomalies.lanes': query('anomalies:read', 'Anomalies by filter as swim lanes: by series, stream or a part of the key, and by at most `buckets` spans of time. The filter\'s `from` and `to` are the range; all that there is where they are null.', z.object({ filter: anomalyFilterSchema.prefault({}), by: laneKindSchema.default('series'), buckets: z.number().int().min(1).max(2_000).default(200) }), lanesSchema),
  'anomalies.watch': subscription('anomalies:read', 'Anomalies as they open, grow, close or are judged. The snapshot is the newest 200.', z.object({ filter: anomalyFilterSchema.prefault({}) }), z.array(anomalySchema), z.array(anomalySchema)),
  'anomalies.export': query('anomalies:read', 'Anomalies as CSV text; cells that a spreadsheet would run are neutralised.', z.object({ filter: anomalyFilterSchema.prefault({}) }), z.object({ csv: z.string(), count: z.number() }), true),

  'incidents.list': query('anomalies:read', 'Incidents, newest first.', z.object({ streamId: streamIdSchema.nullable().default(null), limit: z.number().int().min(1).max(1000).default(200) }), z.array(incidentSchema)),
  'incidents.watch': subscription('anomalies:read', 'Incidents as they change. The snapshot is the newest 200.', nothing, z.array(incidentSchema), z.array(incidentSchema)),
  'incidents.get': query('anomalies:read', 'One incident, with its state and who looks after it.', incident, incidentSchema),
  'incidents.group': query('anomalies:read', 'An incident with those of other streams that are linked with it, as one: near in time and with a part of the key, or the topic, in common. With all anomalies, the first mover, and the joint severity.', incident, incidentGroupSchema),
  'incidents.watch-links': subscription('anomalies:read', 'Links between incidents of different streams. The snapshot is those of the newest; a change carries new and changed ones.', nothing, z.array(incidentLinkSchema), z.array(incidentLinkSchema)),
  'incidents.set-link': command('feedback:write', 'Takes two linked incidents apart, for good, or puts them together again; answers the group of the first.', incident.extend({ otherId: z.string(), linked: z.boolean() }), incidentGroupSchema),
  'incidents.anomalies': query('anomalies:read', 'The anomalies of an incident, by start.', incident, z.array(anomalySchema)),
  'incidents.movements': query('anomalies:read', 'The series that moved in an incident\'s window, the farthest first, also those that raised no anomaly; of its stream, its topic, and others that share a part of the first mover\'s key.', incident.extend({ limit: z.number().int().min(1).max(500).default(50) }), movementsSchema),
  'incidents.look-alikes': query('anomalies:read', 'Earlier incidents of the same stream in which an anomaly began most like the first mover\'s, the nearest first, with how many of their anomalies have which verdict. `likeness` 0…1, as of anomalies.', incident.extend({ limit: z.number().int().min(1).max(20).default(5) }), z.array(z.object({ incident: incidentSchema, likeness: z.number(), verdicts: z.array(z.object({ verdict: z.union([verdictSchema, z.literal('none')]), count: z.number() })) }))),
  'incidents.history': query('anomalies:read', 'What was done with an incident and by whom, oldest first: states, owners, notes (those that were replaced too), tags, pins.', incident, z.array(incidentActSchema)),
  'incidents.acknowledge': command('feedback:write', 'Says that somebody looks at it.', incident, incidentSchema),
  'incidents.resolve': command('feedback:write', 'Says that it is over.', incident, incidentSchema),
  'incidents.reopen': command('feedback:write', 'Opens a resolved incident again; anomalies near in time join it again. Does nothing for one that is not resolved.', incident, incidentSchema),
  'incidents.set-owner': command('feedback:write', 'Says who looks after it; null: nobody any more.', incident.extend({ owner: z.string().trim().min(1).max(120).nullable() }), incidentSchema),
  'incidents.comment': command('feedback:write', 'Adds a note to its notebook; with `replaces` in place of one of the same author, which stays in the history.', incident.extend({ comment: z.string().trim().min(1).max(longestNote), replaces: z.number().int().nullable().default(null) }), incidentSchema),
  'incidents.set-tag': command('feedback:write', 'Gives it a tag, or takes it away; does nothing where that is so already.', incident.extend({ tag: tagSchema, tagged: z.boolean() }), incidentSchema),
  'incidents.pins': query('anomalies:read', 'The charts that were pinned to an incident, oldest first: which channel of which series, and which stretch of it.', incident, z.array(pinSchema)),
  'incidents.pin': command('feedback:write', 'Pins a stretch of a channel to an incident, with a caption.', incident.extend({ seriesId: seriesIdSchema, channel: z.string().max(1000), range: timeRangeSchema, caption: z.string().trim().max(longestCaption).default('') }), pinSchema),
  'incidents.caption-pin': command('feedback:write', 'Writes another caption under a pin; the one before stays in the history.', incident.extend({ pinId: z.number().int(), caption: z.string().trim().max(longestCaption) }), pinSchema),
  'incidents.unpin': command('feedback:write', 'Takes a pin off; does nothing for one that is not there.', incident.extend({ pinId: z.number().int() }), nothing),
  'incidents.move': command('feedback:write', 'Moves anomalies to another incident of their stream, or to a new one (null), which is open; answers that one. Where all of an incident are moved it is merged: resolved, with `merged` saying into which; moving them back undoes it. An incident that takes some keeps its state.', z.object({ anomalyIds: z.array(anomalyIdSchema).min(1).max(5000), incidentId: z.string().nullable() }), incidentSchema),

  'exports.save': command('anomalies:read', 'Makes a file of an incident: a report with pictures (html, pdf; `zone` is that of its times), its anomalies, or the samples of their series around it (csv, parquet). The file waits in memory; four at most.', incident.extend({ content: exportContentSchema, format: exportFormatSchema, zone: zoneSchema.default('UTC') }).refine(isExported, 'a report is html or pdf, the rest csv or parquet'), exportedSchema),
  'exports.read': query('anomalies:read', 'A piece of a file that was made, at most 1 MiB; empty at its end.', z.object({ exportId: z.string(), offset: z.number().int().nonnegative() }), z.object({ piece: bytes })),
  'exports.let-go': command('anomalies:read', 'Lets a file go that was fetched; does nothing for one that is gone.', z.object({ exportId: z.string() }), nothing),

  'packs.save': command('records:read', 'Saves an evidence pack of an incident or an anomaly: raw records, samples, scores, model, verdicts, history and audit events, signed, and encrypted by the passphrase.', packSubjectSchema.safeExtend({ passphrase: z.string().min(fewestLetters).max(1024) }), savedPackSchema),
  'packs.read': query('records:read', 'A piece of a saved pack, at most 1 MiB; empty at its end.', z.object({ packId: z.string(), offset: z.number().int().nonnegative() }), z.object({ piece: bytes }), true),
  'packs.let-go': command('records:read', 'Deletes a saved pack that was fetched; does nothing for one that is gone.', z.object({ packId: z.string() }), nothing),
  'packs.inspect': query('records:read', 'Opens an uploaded evidence pack: whether it is what was signed, part by part, and what it says. Nothing of it is stored.', opening, packViewSchema, true),
  'packs.close': command('records:read', 'Deletes an uploaded evidence pack; does nothing for one that is gone.', upload, nothing),
  'packs.replay': query('records:read', 'Puts an uploaded pack\'s records through its detector again, beside the streams, and says whether the same comes out.', opening, packReplaySchema, true),

  'feedback.judge': command('feedback:write', 'Gives a verdict on an anomaly, or takes it back with null.', z.object({ anomalyId: anomalyIdSchema, verdict: verdictSchema.nullable(), comment: z.string().max(4000).default('') }), anomalySchema),
  'feedback.set-work-state': command('feedback:write', 'Says how far the work on an anomaly is.', z.object({ anomalyId: anomalyIdSchema, workState: workStateSchema }), anomalySchema),
  'feedback.history': query('anomalies:read', 'All judgements of an anomaly, oldest first.', anomaly, z.array(feedbackSchema)),

  'dashboards.list': query('workspace:read', 'The dashboards by name, without their panels.', nothing, z.array(dashboardRowSchema)),
  'dashboards.watch': subscription('workspace:read', 'The dashboards by name, without their panels; a change carries those that were saved and the ids of those deleted.', nothing, z.array(dashboardRowSchema), z.object({ changed: z.array(dashboardRowSchema), removed: z.array(dashboardIdSchema) })),
  'dashboards.get': query('workspace:read', 'One dashboard with its panels.', dashboard, dashboardSchema),
  'dashboards.save': command('dashboards:write', 'Saves a dashboard over the revision that was opened, or adds one where `over` is null, under `dashboardId` where it is given. Refused where another has saved since.', z.object({ dashboardId: dashboardIdSchema.nullable().default(null), over: z.number().int().positive().nullable().default(null), content: dashboardContentSchema }), dashboardSchema),
  'dashboards.remove': command('dashboards:write', 'Deletes a dashboard; does nothing for one that is not there.', dashboard, nothing),
  'dashboards.export': query('workspace:read', 'A dashboard as the text of one file, with streams and series by name.', dashboard, z.object({ name: z.string(), text: z.string() })),
  'dashboards.import': command('dashboards:write', 'Adds a dashboard from the text of such a file; `unbound` names streams and series that are not here.', z.object({ text: z.string().max(1_000_000) }), z.object({ dashboard: dashboardSchema, unbound: z.array(z.string()) })),

  'search.run': query('anomalies:read', 'Finds streams, series, anomalies, incidents, comments and dashboards by a query, such as `stream:icu score:>0.9 -verdict:dismissed last:7d`: a group for each kind, or a page of the one that is named. Counts end at 1,000. `zone` is that of dates without one.', z.object({ text: z.string().max(longestQuery), zone: zoneSchema.default('UTC'), kind: searchKindSchema.nullable().default(null), limit: z.number().int().min(1).max(200).default(10), cursor: z.string().max(500).nullable().default(null) }), searchFoundSchema),
  'search.complete': query('anomalies:read', 'Values of a query\'s field that are known here and have `typed` in them: names of streams, series and channels, owners, authors, values of a part of the key; the names of such parts where none is given.', z.object({ field: z.string().max(40), part: z.string().max(200).nullable().default(null), typed: z.string().max(200).default(''), limit: z.number().int().min(1).max(100).default(20) }), z.object({ values: z.array(z.string()) })),
  'searches.list': query('workspace:read', 'The saved searches, by name.', nothing, z.array(savedSearchSchema)),
  'searches.watch': subscription('workspace:read', 'The saved searches, by name; a change carries those that were saved and the ids of those deleted.', nothing, z.array(savedSearchSchema), z.object({ changed: z.array(savedSearchSchema), removed: z.array(z.string()) })),
  'searches.save': command('dashboards:write', 'Keeps a query under a name, in place of the one of that name.', z.object({ name: z.string().trim().min(1).max(120), text: z.string().max(longestQuery) }), savedSearchSchema),
  'searches.remove': command('dashboards:write', 'Deletes a saved search; does nothing for one that is not there.', z.object({ searchId: z.string() }), nothing),

  'notifications.watch': subscription('anomalies:read', 'Notifications, newest first; a change carries new or changed ones.', nothing, z.array(notificationSchema), z.array(notificationSchema)),
  'notifications.mark-read': command('anomalies:read', 'Marks notifications as read; all where none is named.', z.object({ ids: z.array(z.string()).default([]) }), nothing, false),

  'tableau.connections': query('streams:read', 'Connections to Tableau Server and Cloud; their secrets are left out.', nothing, z.array(tableauConnectionSchema)),
  'tableau.save': command('settings:write', 'Adds a connection to Tableau, or changes the one that is named. A secret that is null stays as it was, for the same address, site and app alone.', z.object({ connectionId: tableauConnectionIdSchema.nullable().default(null), draft: tableauConnectionDraftSchema }), tableauConnectionSchema),
  'tableau.remove': command('settings:write', 'Forgets a connection to Tableau with its secret.', tableauConnection, nothing),
  'tableau.check': query('settings:write', 'Tries a connection to Tableau step by step: address, TLS, server, clock, sign-in, views; says in words which failed.', z.object({ connectionId: tableauConnectionIdSchema.nullable().default(null), draft: tableauConnectionDraftSchema }), z.array(tableauStepSchema), true),
  'tableau.views': query('streams:read', 'The views that the connection\'s user may see, by workbook and name; `text` filters.', tableauConnection.extend({ text: z.string().max(200).default(''), limit: z.number().int().min(1).max(500).default(60) }), z.object({ views: z.array(tableauViewSchema), total: z.number() })),
  'tableau.picture': query('streams:read', 'A small picture of a view, PNG; null where Tableau gives none.', tableauConnection.extend({ viewId: z.string().min(1).max(100) }), z.object({ png: z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'bytes').nullable() })),
  'tableau.embed-token': command('streams:read', 'A token of the connected app with which views can be opened, for at most ten minutes.', tableauConnection, embedTokenSchema),
  'tableau.view': query('records:read', 'What is kept of a view: of each sheet that is watched its mapping, what was found in it with verdicts, and when it was last judged; the last data and picture that were seen.', tableauView, z.object({ sheets: z.array(z.object({ mapping: viewMappingSchema, findings: z.array(findingSchema), judged: judgedSchema.nullable() })), snapshot: z.object({ at: epochMillisSchema, data: snapshotSchema }).nullable(), picture: z.object({ at: epochMillisSchema, png: bytes }).nullable() }), true),
  'tableau.keep-view': command('feedback:write', 'Keeps of a view what is given: of the sheet that a mapping names the mapping, findings with verdicts and annotations, and when it was judged; the data that was seen (its picture then follows by itself).', tableauView.extend({ sheet: z.object({ mapping: viewMappingSchema, findings: z.array(findingSchema).max(2000).optional(), judged: judgedSchema.optional() }).optional(), snapshot: snapshotSchema.optional() }), nothing),
  'tableau.views-of': query('streams:read', 'The views that are tied to a stream: those whose mapping names it.', stream, z.array(tableauView)),
  'tableau.suggest': query('anomalies:read', 'A mapping for the rows of a view: which field is time, which are keys and which channels, with reasons and doubts.', z.object({ columns: z.array(z.string().max(1000)).min(1).max(500), rows: z.array(z.array(cellSchema).max(500)).max(500) }), previewSchema.pick({ fields: true, doubts: true, mapping: true })),
  'tableau.reading': command('anomalies:read', 'Says how far a screen has read the rows of a view that are to be judged; of many that is listed as a long work. Answers whether it was cancelled there. `isOver`: nobody goes on with it, as is assumed after a minute.', z.object({ readingId: z.string().length(32), sheet: z.string().max(1000), read: z.number().int().min(0), total: z.number().int().min(0), isOver: z.boolean().default(false) }), z.object({ isCancelled: z.boolean() }), false),
  'tableau.detect': query('anomalies:read', 'Judges the rows of a view with the local detectors, each row by those before it. Columns of one length; `values` row by row, `series` an index into `keys`; `readingId` that of `tableau.reading`, whose work it goes on with.', tableauView.extend({ sheet: z.string().max(1000), channels: z.array(z.string().max(1000)).min(1).max(16), sensitivity: z.number().min(0).max(1), keys: z.array(z.array(z.string().max(1000)).max(6)).max(50_000), series: z.custom<Uint32Array>((value) => value instanceof Uint32Array, 'a column of whole numbers'), times: doubles, values: doubles, readingId: z.string().length(32).nullable().default(null) }), z.object({ detected: z.array(detectedSchema), rows: z.number(), series: z.number(), short: z.number(), warmUp: z.number() })),
  'tableau.frame': query('streams:read', 'The address of the isolated page in which views of a connection, or of the stand-in, are shown; `server` takes the library that the server itself offers.', tableauConnection.extend({ library: z.enum(['own', 'server']).default('own') }), z.object({ address: z.url() })),
  'publications.watch': subscription('streams:read', 'Data sources that are published in Tableau, and how each stands; a change carries those that changed and the ids of those removed.', nothing, z.array(publicationRowSchema), z.object({ changed: z.array(publicationRowSchema), removed: z.array(publicationIdSchema) })),
  'publications.save': command('settings:write', 'Adds a data source to publish, or changes the one that is named. Where it goes out by the hour or day, the first time is now.', z.object({ publicationId: publicationIdSchema.nullable().default(null), draft: publicationDraftSchema }), publicationSchema),
  'publications.remove': command('settings:write', 'Publishes a data source no more; what is in Tableau stays.', publication, nothing),
  'publications.publish': command('settings:write', 'Publishes a data source now, in the place of what Tableau has of that name.', publication, publicationSchema),
  'publications.describe': query('streams:read', 'The columns of what can be published, for building a workbook on it.', z.object({ content: z.enum(publicationContents) }), z.array(z.object({ name: z.string(), type: z.string(), doc: z.string() }))),

  'extension.read': query('settings:read', 'The endpoint for Tableau\'s calculated fields: how it is set up, whether it listens, how often it was asked.', nothing, extensionStateSchema),
  'extension.save': command('settings:write', 'Changes that endpoint, and starts, restarts or ends it. A password or key that is null stays as it was.', extensionSetupSchema, extensionStateSchema),
  'extension.trex': query('settings:write', 'The file (.trex) with which Tableau adds the page of live detections to a dashboard; it holds that page\'s key.', nothing, z.object({ name: z.string(), text: z.string() }), true),
  'extension.renew-key': command('settings:write', 'Gives the page of live detections another key: files that were saved before no longer open it.', nothing, extensionStateSchema),
  'extension.set-library': command('settings:write', 'Keeps another version of Tableau\'s Extensions API library, which the page of live detections loads as it is; null: the one that comes with the program.', z.object({ text: z.string().max(4 * 2 ** 20).nullable() }), extensionStateSchema),

  'outlets.list': query('settings:read', 'The outlets by which notifications leave the workbench, without their secrets.', nothing, z.array(outletSchema)),
  'outlets.save': command('settings:write', 'Adds an outlet, or changes the one that is named. A secret that is left out stays as it was, for the same receiver alone.', z.object({ outletId: outletIdSchema.nullable().default(null), draft: outletDraftSchema }), outletSchema),
  'outlets.remove': command('settings:write', 'Deletes an outlet with all that it still had to carry.', z.object({ outletId: outletIdSchema }), nothing),
  'outlets.test': command('settings:write', 'Sends one trial message over a draft, once; `outletId` names the outlet whose secret stands in where the draft has none.', z.object({ outletId: outletIdSchema.nullable().default(null), draft: outletDraftSchema }), nothing),
  'deliveries.watch': subscription('settings:read', 'The newest 200 notifications on their way over outlets, with the last error of each; a change carries those that moved on.', nothing, z.array(deliverySchema), z.array(deliverySchema)),
  'alert-rules.list': query('settings:read', 'The alert rules: what goes to which outlet, and when.', nothing, z.array(alertRuleSchema)),
  'alert-rules.save': command('settings:write', 'Adds an alert rule, or changes the one that is named, which ends its snooze.', z.object({ ruleId: alertRuleIdSchema.nullable().default(null), draft: alertRuleDraftSchema }), alertRuleSchema),
  'alert-rules.remove': command('settings:write', 'Deletes an alert rule; an outlet that no other names takes everything again.', z.object({ ruleId: alertRuleIdSchema }), nothing),
  'alert-rules.snooze': command('settings:write', 'Keeps an alert rule from telling until a moment; null ends that.', z.object({ ruleId: alertRuleIdSchema, until: epochMillisSchema.nullable() }), alertRuleSchema),
  'alert-rules.try': query('settings:read', 'What a rule would have done with what was told in the last days; nothing is sent or kept.', z.object({ draft: alertRuleDraftSchema, days: z.number().int().min(1).max(90).default(7) }), alertTrialSchema),
  'silences.list': query('settings:read', 'The silences, also those that are over.', nothing, z.array(silenceSchema)),
  'silences.save': command('settings:write', 'Adds a silence, or changes the one that is named.', z.object({ silenceId: silenceIdSchema.nullable().default(null), draft: silenceInputSchema }), silenceSchema),
  'silences.remove': command('settings:write', 'Deletes a silence.', z.object({ silenceId: silenceIdSchema }), nothing),
  'silences.told': query('settings:read', 'What the last seven days’ notifications were of, counted by stream and key: how many a silence would have muted.', nothing, toldScopesSchema),

  'detectors.suggest': query('anomalies:read', 'Which detector suits a stream, and why: each goes over a copy of stored samples into which changes were planted. Takes some seconds.', stream, suggestionSchema),
  'detectors.list': query('workspace:read', 'The detectors to choose from, with their model cards.', nothing, z.array(detectorCardSchema)),
  'settings.get': query('settings:read', 'The settings as they hold now.', nothing, settingsSchema),
  'settings.update': command('settings:write', 'Replaces the settings.', settingsSchema, settingsSchema),
  'settings.watch': subscription('settings:read', 'The settings, and their changes.', nothing, settingsSchema, settingsSchema),
  'audit.list': query('audit:read', 'Audit events, newest first, and whether the chain is whole.', z.object({ limit: z.number().int().min(1).max(1000).default(200) }), z.object({ events: z.array(auditEventSchema), intact: z.boolean() })),
} as const;

export type Contract = typeof contract;
/** A method's name, such as `streams.list`. */
export type MethodName = keyof Contract;
export type CallName = { [M in MethodName]: Contract[M]['kind'] extends 'subscription' ? never : M }[MethodName];
export type SubscriptionName = Exclude<MethodName, CallName>;
/** What a caller gives (defaults may be left out). */
export type InputOf<M extends MethodName> = z.input<Contract[M]['input']>;
/** What a handler receives, after validation. */
export type ParsedInputOf<M extends MethodName> = z.output<Contract[M]['input']>;
export type OutputOf<M extends CallName> = Contract[M] extends { output: infer O extends z.ZodType } ? z.output<O> : never;
export type SnapshotOf<M extends SubscriptionName> = Contract[M] extends { snapshot: infer S extends z.ZodType } ? z.output<S> : never;
export type ChangeOf<M extends SubscriptionName> = Contract[M] extends { change: infer C extends z.ZodType } ? z.output<C> : never;
