import type Database from 'better-sqlite3';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import type { Migration } from './migration.ts';
import { keepStreamsAndAnomalies } from './0010-keep-streams-and-anomalies.ts';
import { keepUnpackedBatchesApart } from './0011-keep-unpacked-batches-apart.ts';
import { rememberWhatWasReadToItsEnd } from './0012-remember-what-was-read-to-its-end.ts';
import { expireByReceiveTime } from './0020-expire-by-receive-time.ts';
import { keepAlertBudgets } from './0031-keep-alert-budgets.ts';
import { keepBacktests } from './0032-keep-backtests.ts';
import { indexLanes } from './0033-index-lanes.ts';
import { keepIncidentActs } from './0034-keep-incident-acts.ts';
import { indexAnomalies } from './0047-index-anomalies.ts';
import { keepDashboards } from './0060-keep-dashboards.ts';
import { keepOpenBars } from './0078-keep-open-bars.ts';
import { keepTableauConnections } from './0079-keep-tableau-connections.ts';
import { keepOutlets } from './0082-keep-outlets.ts';
import { keepPublications } from './0083-keep-publications.ts';
import { indexSearch } from './0084-index-search.ts';
import { keepTableauViews } from './0085-keep-tableau-views.ts';
import { keepAlertRules } from './0086-keep-alert-rules.ts';
import { keepConditions } from './0087-keep-conditions.ts';
import { learnLags } from './0095-learn-lags.ts';
import { linkIncidentsOfStreams } from './0088-link-incidents.ts';
import { keepNotebooks } from './0089-keep-notebooks.ts';
import { markTrialDeliveries } from './0092-mark-trial-deliveries.ts';
import { countTexts } from './0094-count-texts.ts';
import { keepLastJudged } from './0098-keep-last-judged.ts';
import { indexIncidentSeries } from './0099-index-incident-series.ts';
import { keepLagLooks } from './0100-keep-lag-looks.ts';
import { keepEachSheet } from './0101-keep-each-sheet.ts';

/** All steps, in order. */
export const migrations: readonly Migration[] = [keepStreamsAndAnomalies, keepUnpackedBatchesApart, rememberWhatWasReadToItsEnd, expireByReceiveTime, keepAlertBudgets, keepBacktests, indexLanes, keepIncidentActs, indexAnomalies, keepDashboards, keepOpenBars, keepTableauConnections, keepOutlets, keepPublications, indexSearch, keepTableauViews, keepAlertRules, keepConditions, linkIncidentsOfStreams, keepNotebooks, markTrialDeliveries, countTexts, learnLags, keepLastJudged, indexIncidentSeries, keepLagLooks, keepEachSheet];

/** Brings a database to the newest schema, or to `upTo`. Throws `AF_STORE_VERSION_TOO_NEW` where a newer program wrote it. */
export function migrate(db: Database.Database, upTo = Infinity): void {
  const newest = migrations.at(-1)!.version;
  const found = Number(db.pragma('user_version', { simple: true }));
  if (found > newest) throw new WorkbenchError('AF_STORE_VERSION_TOO_NEW', `The store is of schema ${found}; this program knows ${newest}.`);
  for (const migration of migrations) {
    if (migration.version <= found || migration.version > upTo) continue;
    db.transaction(() => {
      migration.up(db);
      db.pragma(`user_version=${migration.version}`);
    }).immediate();
  }
}
