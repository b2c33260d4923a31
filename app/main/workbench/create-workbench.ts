import { readFileSync } from 'node:fs';
import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import type { WorkspaceStatus } from '../../shared/api/views.ts';
import { asWorkbenchError } from '../../shared/errors/workbench-error.ts';
import { toWireError } from '../../shared/errors/wire-error.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import { severityRank } from '../../shared/domain/severity.ts';
import { systemClock, type Clock } from '../clock.ts';
import { createDetectionService, type DetectionService } from '../detect/detection-service.ts';
import { signingKeyOf, type SigningKey } from '../evidence/signing-key.ts';
import { createLog, type Log } from '../log.ts';
import { cipherName, openStore, type Store } from '../store/database.ts';
import { openDataKey } from '../store/data-key.ts';
import { expire } from '../store/retention.ts';
import { appendAudit, type NewAuditEvent } from '../store/tables/audit-table.ts';
import { readSettings, writeSettings } from '../store/tables/setting-table.ts';
import { listStreams } from '../store/tables/stream-table.ts';
import { createAlertDesk, type AlertDesk } from './alerts/alert-desk.ts';
import { createOutletDesk, type OutletDesk } from './alerts/outlet-desk.ts';
import { createBacktestService, type BacktestService } from './detection/backtest-service.ts';
import { createCaptureService, type CaptureService } from './streams/capture-service.ts';
import { createDashboardService, type DashboardService } from './dashboard-service.ts';
import { readForecast } from './detection/read-forecast.ts';
import { detectionWorkerUrl } from './detection-worker-url.ts';
import { createExtensionService, type ExtensionService } from './tableau/extension-service.ts';
import type { Host } from './host.ts';
import { captureFolder } from './streams/make-source.ts';
import { openSamples, type Samples } from './streams/sample-streams.ts';
import { createSearchService, type SearchService } from './search/search-service.ts';
import { createStreamService, type StreamService } from './streams/stream-service.ts';
import { createPublicationService, type PublicationService } from '../tableau/publication-service.ts';
import { createTableauService, type TableauService } from '../tableau/tableau-service.ts';
import { createViewDesk, type ViewDesk } from './tableau/view-desk.ts';
import { createTopic, type Topic } from './topic.ts';
import { createUploadFolder, type UploadFolder } from './streams/upload-folder.ts';
import { createLagLinks } from './incidents/lag-links.ts';
import { followBacktests, followImports, listUploads } from './follow-works.ts';
import { createWorkRegistry, type WorkRegistry } from './work-registry.ts';

export interface WorkbenchOptions extends Host {
  clock?: Clock;
  /** Whether streams that ran when the workbench was last closed go on; they do unless told. */
  startStreams?: boolean;
  /** Where the log goes; standard error unless told. */
  logFile?: string;
}

/** All services of an opened workbench, for the methods of the contract. */
export interface WorkbenchServices {
  host: Host;
  version: string;
  store: Store;
  streams: StreamService;
  backtests: BacktestService;
  dashboards: DashboardService;
  search: SearchService;
  /** A detection worker beside that of the streams, for what must not keep them waiting. Its caller stops it. */
  createDetection(): DetectionService;
  captures: CaptureService;
  uploads: UploadFolder;
  work: WorkRegistry;
  samples: Samples;
  outlets: OutletDesk;
  alerts: AlertDesk;
  tableau: TableauService;
  views: ViewDesk;
  publications: PublicationService;
  extension: ExtensionService;
  settings: { read(): Settings; write(settings: Settings): void; topic: Topic<Settings> };
  /** `settled` resolves once it is known what detection computes with. */
  status: { read(): WorkspaceStatus; settled(): Promise<void>; topic: Topic<WorkspaceStatus> };
  /** Signs evidence packs. */
  signingKey: SigningKey;
  audit: { key: Uint8Array; write(event: Omit<NewAuditEvent, 'at'>): void };
  clock: Clock;
  log: Log;
  close(): Promise<void>;
}

const expireEveryMs = 60_000;

/** The composition root: opens the data folder and builds every service. Throws `AF_STORE_*` where the folder can't be opened. */
export async function createWorkbench(options: WorkbenchOptions): Promise<WorkbenchServices> {
  const { installFolder, dataFolder, secretStore, clock = systemClock, startStreams = true, ...host } = options;
  const log = createLog({ level: process.env.ANOMALYFORCE_LOG ?? (options.kind === 'cli' ? (options.logFile === undefined ? 'error' : 'warn') : 'info'), ...(options.logFile && { file: options.logFile }) });
  const { version } = JSON.parse(readFileSync(join(installFolder, 'package.json'), 'utf8')) as { version: string };
  const { key } = await openDataKey(dataFolder, secretStore);
  const store = openStore(dataFolder, key);
  const samples = openSamples(installFolder);
  const needed = new Set(listStreams(store.db).flatMap(({ stream: { source } }) => (source.kind === 'file' && source.location.at === 'upload' ? [source.location.uploadId] : [])));
  const failed = (error: unknown) => log.error({ reason: String(error) }, 'a listener failed');
  const work = createWorkRegistry({ store, clock, failed });
  const uploads = listUploads(work, createUploadFolder(dataFolder, (uploadId) => needed.has(uploadId)), clock);
  const captures = createCaptureService(captureFolder(dataFolder), clock);
  const createDetection = () => createDetectionService({ workerUrl: detectionWorkerUrl(), log, clock });
  const detection = createDetection();
  const streams = createStreamService({ store, detection, captures, uploads, samples, clock, log, startStreams });
  followImports(work, streams, failed);

  const tableau = createTableauService(store, clock, join(installFolder, 'dist', 'tableau'));
  const publications = createPublicationService({
    store, clock, tableau, ahead: (seriesId, channel, steps) => readForecast(store, seriesId, channel, steps), scheduled: options.kind !== 'cli', failed,
    listed: ({ id, name }, signal, perform) => work.run({ id: `publication ${id}`, kind: 'publication', subject: name, unit: 'rows' }, signal, (stopping, { progressed }) => perform(stopping, progressed)),
  });
  const views = createViewDesk({ store, clock, tableau, work, createDetection, failed });
  const outlets = createOutletDesk({ store, clock, failed });
  streams.topics.notifications.onChange(() => outlets.wake());
  streams.topics.incidents.onChange(() => outlets.wake()); // what waited whether one lasts
  const alerts = createAlertDesk({ store, clock });
  const lagLinks = createLagLinks({ store, streams, clock, failed });
  const backtests = createBacktestService({ store, streams, createDetection, clock, failed });
  followBacktests(work, backtests, streams, failed);

  const dashboards = createDashboardService({ store, streams, clock, failed });
  const search = createSearchService({ store, streams, clock, failed });

  const settingsTopic = createTopic<Settings>(failed);
  const statusTopic = createTopic<WorkspaceStatus>(failed);
  let backend: WorkspaceStatus['backend'] = { name: 'starting', version: '', reason: null };
  const readStatus = (): WorkspaceStatus => {
    const storeFault = streams.list().map(({ health }) => health.error).find((error) => error?.code.startsWith('AF_STORE_')) ?? null;
    return {
      version, host: options.kind, principal: { name: 'analyst', role: 'owner' }, backend,
      store: { state: storeFault === null ? 'open' : storeFault.code === 'AF_STORE_FULL' ? 'full' : 'failed', error: storeFault, bytes: store.bytes(), logBytes: store.logBytes(), cipher: cipherName, keyKept: secretStore.kind },
      notices: noticesOf(backend, secretStore.kind),
    };
  };
  const tellStatus = () => statusTopic.publish(readStatus());
  const askBackend = () => detection.backend().then(
    (report) => {
      backend = { name: report.backend, version: report.version, reason: report.reason };
      tellStatus();
    },
    (error: unknown) => {
      backend = { name: 'failed', version: '', reason: toWireError(error).message };
      tellStatus();
    },
  );
  let asked = askBackend();
  detection.onDied(() => (asked = askBackend()));

  const auditKey = new Uint8Array(createHmac('sha256', key).update('audit chain').digest());
  const writeAudit = (event: Omit<NewAuditEvent, 'at'>) => void store.write((db) => appendAudit(db, auditKey, { ...event, at: clock.now() }));
  const closing = new AbortController();
  const keepExpiring = async (signal: AbortSignal): Promise<void> => {
    for (await clock.sleep(expireEveryMs, signal); !signal.aborted; await clock.sleep(expireEveryMs, signal)) {
      try {
        const expired = await expire(store, readSettings(store.db).retention, clock, signal);
        if (Object.values(expired).some((count) => count > 0)) writeAudit({ actor: 'workbench', action: 'retention.expire', subject: 'store', outcome: 'done', details: { ...expired } });
      } catch (error) {
        log.error({ code: asWorkbenchError(error).code }, 'retention failed');
      }
    }
  };
  const expiring = keepExpiring(closing.signal);
  if (host.notify !== undefined) {
    const { notify } = host;
    streams.topics.notifications.onChange((notifications) => {
      const { desktop, minimumSeverity } = readSettings(store.db).notifications;
      if (desktop) for (const notification of notifications) if (!notification.read && severityRank[notification.severity] >= severityRank[minimumSeverity]) notify(notification);
    });
  }
  const extension = createExtensionService({ store, createDetection, audit: writeAudit, version, pagesFolder: join(installFolder, 'dist', 'renderer'), tableauFolder: join(installFolder, 'resources', 'tableau'), clock });
  if (options.kind !== 'cli') await extension.start();
  writeAudit({ actor: 'workbench', action: 'workbench.start', subject: options.kind, outcome: 'done', details: { version } });

  return {
    host: options, version, store, streams, backtests, dashboards, search, createDetection, captures, uploads, samples, outlets, alerts, tableau, views, publications, extension, clock, log,
    settings: {
      read: () => readSettings(store.db),
      write(settings) {
        store.write((db) => writeSettings(db, settings));
        settingsTopic.publish(settings);
      },
      topic: settingsTopic,
    },
    status: { read: readStatus, settled: () => asked, topic: statusTopic },
    signingKey: signingKeyOf(key),
    work,
    audit: { key: auditKey, write: writeAudit },
    async close() {
      closing.abort();
      work.close();
      await expiring;
      await extension.close();
      await publications.close();
      await views.close();
      await tableau.close();
      await lagLinks.close();
      await backtests.close();
      await streams.close();
      await detection.stop();
      await outlets.close();
      captures.close();
      store.close();
    },
  };
}

function noticesOf(backend: WorkspaceStatus['backend'], keyKept: WorkspaceStatus['store']['keyKept']): WorkspaceStatus['notices'] {
  const notices: WorkspaceStatus['notices'] = [];
  if (backend.name === 'wasm') notices.push({ id: 'wasm', severity: 'warning', text: 'Detection computes with WASM, slower for many series at once.', hint: backend.reason ?? 'Run the set-up again for native TensorFlow.' });
  if (backend.name === 'failed') notices.push({ id: 'no-backend', severity: 'error', text: 'Detection can\'t start.', hint: backend.reason ?? 'Run anomalyforce doctor.' });
  if (keyKept === 'memory') notices.push({ id: 'throwaway', severity: 'info', text: 'Nothing is kept after this run: no passphrase was given.', hint: 'Set ANOMALYFORCE_PASSPHRASE, or give --passphrase-file, to keep the workspace.' });
  return notices;
}
